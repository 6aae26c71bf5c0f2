/** 灵活转单位 and 恢复缴存 on the screen: a unit's list carried over by two persons, an agreement begun anew. */
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { uploaded, PDF } from '../api/world/cases.ts';
import { dateAt, monthOf } from '../../src/domain/calendar.ts';
import { application } from '../builders.ts';
import { contributor } from './harness/contributor.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { act, openedAccount, until } from './harness/stories.ts';

const place = desk();
const MONTH = monthOf(dateAt(Date.now()));
const SCAN = { name: 'list.pdf', mimeType: 'application/pdf', buffer: PDF };
const REASON = { reason: '本人到柜台要求' };

const panel = (page: Page) => page.getByRole('complementary', { name: '要带什么、缺什么' });
const inForm = (page: Page, label: string) => page.locator('form').getByLabel(label).first();

describe('a unit’s list', () => {
  it('is carried over by hand by two supervisors: the account is the unit’s, the agreement rests', async () => {
    const { id } = await contributor(place, '录用人');
    const clerk = await place.signIn('lin-guiyuan', `/accounts/${id}`);
    await clerk.getByRole('region', { name: '账户情况' }).waitFor();
    expect(await clerk.getByRole('button', { name: '灵活转单位' }).count()).toBe(0);

    const page = await place.signIn('sun-zhuguan', `/accounts/${id}`);
    await page.getByRole('button', { name: '灵活转单位' }).click();
    await page.getByRole('heading', { level: 1, name: '灵活转单位 · 新业务' }).waitFor();
    await page.getByLabel('单位账号').fill('DW000042');
    await page.getByLabel('单位首次缴存月份').fill(MONTH);
    await page.getByLabel('扫描件').setInputFiles(SCAN);
    await page.getByText('已上传').waitFor();
    await page.getByLabel('事由（记入留痕）').fill('单位报送的录用清单');
    await expectNoViolations(page);
    await picture(page, 'employment-start', true);
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('待第二人确认').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'employment-second', true);
    const address = new URL(page.url()).pathname;

    const second = await place.signIn('zhou-zhuguan', address);
    await second.getByRole('button', { name: '确认转换' }).first().click();
    const drawer = second.getByRole('dialog');
    await drawer.getByLabel('事由（记入留痕）').fill('与清单一致');
    await drawer.getByRole('button', { name: '确认转换' }).click();
    await second.getByText('已转为单位缴存').first().waitFor();
    await expectNoViolations(second);
    await picture(second, 'employment-converted', true);

    await second.goto(new URL(`/accounts/${id}`, second.url()).href);
    const steps = second.getByRole('region', { name: '缴存身份变动' });
    await steps.getByText('转为单位职工').first().waitFor();
    await second.getByRole('region', { name: '缴存使用协议' }).getByText('中止').first().waitFor();
    await expectNoViolations(second);
    await picture(second, 'employment-account', true);
  });
});

describe('an account whose agreement ended', () => {
  // A whole course, from page to page.
  it(
    'goes on under a new agreement: begun on the account, the months said before signing',
    { timeout: 240_000 },
    async () => {
      const clerk = await place.api('lin-guiyuan');
      const boss = await place.api('sun-zhuguan');
      const who = { number: place.newNumber(), name: '恢复人' };
      const id = await openedAccount(clerk, who);
      const change = await clerk.post('/cases', {
        body: {
          type: 'agreement-change',
          application: {
            ...{ account: id, change: 'terminate', ground: 'holder-asked', ...REASON },
            file: await uploaded(clerk),
          },
        },
      });
      expect(change.status, change.text).toBe(201);
      await until(clerk, change.string('id'), 'awaiting second person');
      await act(boss, change.string('id'), 'approve', REASON);
      await until(clerk, change.string('id'), 'done');

      const page = await place.signIn('lin-guiyuan', `/accounts/${id}`);
      await page.getByRole('region', { name: '封存和启封' }).waitFor();
      await page.getByRole('button', { name: '恢复缴存' }).click();
      await page.getByRole('heading', { level: 1, name: '恢复缴存 · 新业务' }).waitFor();
      await inForm(page, '姓名').fill(who.name);
      await inForm(page, '证件号码').fill(who.number);
      await panel(page).getByText(MONTH, { exact: true }).first().waitFor();
      await expectNoViolations(page);
      await picture(page, 'resumption-told', true);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: '仍然提交' }).click();
      await page.getByText('待补正').first().waitFor();

      const caseId = /cases\/([0-9a-f-]{36})/.exec(page.url())![1]!;
      const files = { 'identity-document': await uploaded(clerk) };
      await act(clerk, caseId, 'supplement', {
        application: { account: id, ...application({ ...who, files }) },
      });
      const told = await until(clerk, caseId, 'awaiting signature');
      const { hash } = told.at('agreement') as { hash: string };
      await page.goto(new URL(`/cases/${caseId}`, page.url()).href);
      await page.getByRole('button', { name: '签署协议' }).first().waitFor();
      await expectNoViolations(page);
      await picture(page, 'resumption-agreement', true);
      await act(clerk, caseId, 'sign', {
        ...{ by: 'counter', agreementHash: hash, termsExplained: true },
        file: await uploaded(clerk),
      });
      await until(clerk, caseId, 'taken up');
      await page.goto(new URL(`/accounts/${id}`, page.url()).href);
      await page
        .getByRole('region', { name: '缴存身份变动' })
        .getByText('恢复缴存')
        .first()
        .waitFor();
      await page.getByRole('region', { name: '账户情况' }).getByText('01 正常').waitFor();
      await expectNoViolations(page);
      await picture(page, 'resumption-account', true);
    },
  );
});
