/** 单位转灵活 at the counter: begun on the account, the months said while it is typed and in the agreement, shown after. */
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { uploaded } from '../api/world/cases.ts';
import { addToMonth, monthOf } from '../../src/domain/calendar.ts';
import { application, today } from '../builders.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { act, openedAccount, until } from './harness/stories.ts';

const place = desk();
const NAME = '转换人';

/** An account that its holder paid, a unit took over and has sealed. */
async function sealed() {
  const clerk = await place.api('lin-guiyuan');
  const number = place.newNumber();
  const id = await openedAccount(clerk, { number, name: NAME });
  const owner = place.owner();
  await owner.query(
    `update agreement g set state = 'suspended', since = $2, moves = moves + 1,
            state_reason = 'employed', state_case = case_id
       from account a where a.id = $1 and g.account = a.number`,
    [id, today()],
  );
  for (const way of ['converted-to-employee', 'unit-sealed']) {
    await owner.query(`select account_move(number, $2) from account where id = $1`, [
      ...[id, JSON.stringify({ way, on: today(), by: 'DW000042', document: '2026-11-0042' })],
    ]);
  }
  const paidTo = addToMonth(monthOf(today()), -1);
  await owner.query('update account set paid_to = $2 where id = $1', [id, paidTo]);
  return { clerk, id, number };
}

const panel = (page: Page) => page.getByRole('complementary', { name: '要带什么、缺什么' });
const inForm = (page: Page, label: string) => page.locator('form').getByLabel(label).first();

describe('a conversion', () => {
  // A whole course, from page to page.
  it(
    'is begun on the account, says the months before signing, and keeps the account',
    { timeout: 240_000 },
    async () => {
      const { clerk, id, number } = await sealed();
      const page = await place.signIn('lin-guiyuan', `/accounts/${id}`);
      await page.getByRole('region', { name: '缴存身份变动' }).waitFor();
      await expectNoViolations(page);
      await picture(page, 'conversion-account-before', true);
      await page.getByRole('button', { name: '单位转灵活' }).click();
      await page.getByRole('heading', { level: 1, name: '单位转灵活 · 新业务' }).waitFor();
      await panel(page).getByText('这里说明能否沿用原账户').waitFor();
      await expectNoViolations(page);
      await picture(page, 'conversion-empty', true);

      await inForm(page, '姓名').fill(NAME);
      await inForm(page, '证件号码').fill(number);
      await panel(page).getByText('连续缴存不中断', { exact: true }).waitFor();
      await panel(page).getByText(monthOf(today()), { exact: true }).waitFor();
      await expectNoViolations(page);
      await picture(page, 'conversion-told', true);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: '仍然提交' }).click();
      await page.getByText('待补正').first().waitFor();

      const caseId = /cases\/([0-9a-f-]{36})/.exec(page.url())![1]!;
      const files = { 'identity-document': await uploaded(clerk) };
      const form = { account: id, ...application({ number, name: NAME, files }) };
      await act(clerk, caseId, 'supplement', { application: form });
      const told = await until(clerk, caseId, 'awaiting signature');
      await page.goto(page.url());
      await page.getByRole('button', { name: '签署协议' }).first().click();
      const drawer = page.getByRole('dialog');
      await drawer.getByText('所示协议与待签协议一致').waitFor();
      await drawer.getByText('原账户和连续缴存').first().waitFor();
      await expectNoViolations(page);
      await picture(page, 'conversion-agreement', true);

      const { hash } = told.at('agreement') as { hash: string };
      await act(clerk, caseId, 'sign', {
        ...{ by: 'counter', agreementHash: hash, termsExplained: true },
        file: await uploaded(clerk),
      });
      await until(clerk, caseId, 'taken up');
      await page.goto(new URL(`/cases/${caseId}`, page.url()).href);
      await page.getByText('已转为灵活就业缴存').first().waitFor();
      await expectNoViolations(page);
      await picture(page, 'conversion-done', true);
      await page.goto(new URL(`/accounts/${id}`, page.url()).href);
      const steps = page.getByRole('region', { name: '缴存身份变动' });
      await steps.getByText('转为灵活就业缴存').waitFor();
      expect(await steps.getByRole('row').count()).toBe(4);
      await expectNoViolations(page);
      await picture(page, 'conversion-account', true);
    },
  );
});
