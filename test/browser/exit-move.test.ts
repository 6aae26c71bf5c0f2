/** 改期 of the gate of an exit on the screen: a seal written down wrongly, from the voucher to the person’s dates. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { PDF, uploaded } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { leavingAccount } from './harness/leaving.ts';
import { act, newCardNumber, until } from './harness/stories.ts';

const place = desk();
const NAME = '改期人';
const SCAN = { name: '封存凭证.pdf', mimeType: 'application/pdf', buffer: PDF };
const MOVES = { name: '历次改期' } as const;
/** Two people from the counter to the person's page, each screen looked at. */
const LONG_MS = 240_000;

beforeAll(async () => {
  await place.world().funds('210100', '1000000.00');
});

/** An exit that waits for 2027-04-02: the seal stands in the books as of 2026-10-01. */
async function waiting(): Promise<{ readonly id: string; readonly person: string }> {
  const number = newCardNumber();
  const account = await leavingAccount(place, NAME, '2026-10-01', number);
  const clerk = await place.api('lin-guiyuan');
  const bankCard = { number, holder: NAME, bank: '建设银行' };
  const evidence = [{ kind: 'identity-document', file: await uploaded(clerk) }];
  const started = await clerk.post('/cases', {
    body: { type: 'exit', application: { account, bankCard, evidence } },
  });
  expect(started.status, started.text).toBe(201);
  const id = started.string('id');
  await until(clerk, id, 'awaiting signature');
  await act(clerk, id, 'sign', {
    ...{ datesExplained: true, file: await uploaded(clerk) },
    identityFile: await uploaded(clerk),
  });
  const told = await until(clerk, id, 'awaiting gate');
  return { id, person: told.string('person.id') };
}

const card = (page: Page) => page.getByRole('region', { name: '改期' });
const dates = (page: Page) => page.getByRole('region', { name: '付款与销户日期' });

/** Previewed, then proposed with the voucher. */
async function proposed(page: Page, to: string, gate: string): Promise<void> {
  await card(page).getByLabel('预看封存日期更正为').fill(to);
  await card(page).getByText(gate).first().waitFor();
  await page.getByRole('button', { name: '提出改期' }).first().click();
  const drawer = page.getByRole('dialog');
  // Only what moves this wait is offered, and the one day that it asks for.
  expect(await drawer.getByText('不可抗力或者其他正当理由').count()).toBe(0);
  await drawer.getByText('原来登记的起算日期有误').click();
  expect(await drawer.getByLabel(/新的期限/).count()).toBe(0);
  await drawer.getByLabel(/凭证上的封存日期/).fill(to);
  await drawer.getByLabel('文号').fill('封〔2026〕15号');
  await drawer.locator('input[type=file]').setInputFiles(SCAN);
  await drawer.getByText('已上传').waitFor();
  await drawer.getByLabel('事由（记入留痕）').fill('单位封存凭证载明的日期与登记不符');
  await expectNoViolations(page);
  await picture(page, 'exit-move-form');
  await drawer.getByRole('button', { name: '提交：提出改期' }).click();
  await drawer.waitFor({ state: 'hidden' });
  await page.getByRole('table', MOVES).getByText('待第二人确认').first().waitFor();
}

/** The other supervisor comes from the work list. */
async function fromTask(id: string): Promise<Page> {
  const page = await place.signIn('zhou-zhuguan', '/work');
  const row = page.getByRole('row').filter({ has: page.locator(`a[href="/cases/${id}"]`) });
  await row.getByText('确认改期').waitFor();
  await picture(page, 'exit-move-task');
  await row.locator(`a[href="/cases/${id}"]`).first().click();
  await card(page).waitFor();
  return page;
}

async function settled(page: Page, title: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: title, exact: true }).first().click();
  const drawer = page.getByRole('dialog');
  const asked = drawer.getByRole('region', { name: '待确认的改期' });
  await asked.getByText('封〔2026〕15号').waitFor();
  await asked.getByText('孙主管').waitFor();
  await asked.getByText('单位封存凭证载明的日期与登记不符').waitFor();
  await asked.getByRole('link', { name: /下载/ }).waitFor();
  await drawer.getByLabel('事由（记入留痕）').fill(reason);
  await expectNoViolations(page);
  await picture(page, `exit-move-${title === '确认改期' ? 'confirm' : 'decline'}`);
  await drawer.getByRole('button', { name: `提交：${title}` }).click();
  await drawer.waitFor({ state: 'hidden' });
}

describe('a seal that was written down wrongly', () => {
  it(
    'is corrected by two supervisors with its voucher; the case and the person’s dates follow',
    { timeout: LONG_MS },
    async () => {
      const { id, person } = await waiting();
      const boss = await place.signIn('sun-zhuguan', `/cases/${id}`);
      await dates(boss).getByText('2027-04-02').first().waitFor();
      await proposed(boss, '2026-09-15', '2027-03-16');
      await expectNoViolations(boss);
      await picture(boss, 'exit-move-asked', true);
      await card(boss).getByLabel('预看封存日期更正为').fill('2099-01-01');
      await card(boss).getByText('更正的封存日期晚于今天').waitFor();
      // Nothing has moved, and whoever asked does not agree to it.
      await dates(boss).getByText('2027-04-02').first().waitFor();
      for (const name of ['确认改期', '不同意改期']) {
        const button = boss.getByRole('button', { name }).first();
        expect(await button.getAttribute('aria-disabled')).toBe('true');
      }

      const second = await fromTask(id);
      await settled(second, '确认改期', '与封存凭证原件一致');
      await second.getByRole('table', MOVES).getByText('已改期').waitFor();
      await dates(second).getByText('2027-03-16').first().waitFor();
      await dates(second).getByText('2026-09-15').first().waitFor();
      await expectNoViolations(second);
      await picture(second, 'exit-move-done', true);
      // It has come to whoever looks at it already.
      await dates(boss).getByText('2027-03-16').first().waitFor();

      await second.goto(new URL(`/persons/${person}`, second.url()).href);
      await second.getByRole('button', { name: '测算' }).click();
      const earliest = second.getByRole('region', { name: '最早可办日期' });
      await earliest.getByText('2027年3月16日').first().waitFor();
      expect(await earliest.getByText('2027年4月2日').count()).toBe(0);
      await expectNoViolations(second);
      await picture(second, 'exit-move-person', true);
    },
  );

  it(
    'that the other one does not find so stays as it was, and says why',
    { timeout: LONG_MS },
    async () => {
      const { id } = await waiting();
      const boss = await place.signIn('sun-zhuguan', `/cases/${id}`);
      await proposed(boss, '2026-09-15', '2027-03-16');
      const second = await fromTask(id);
      await settled(second, '不同意改期', '凭证未加盖单位公章');
      await second.getByRole('table', MOVES).getByText('未同意').waitFor();
      await dates(second).getByText('2027-04-02').first().waitFor();
      await boss.getByRole('table', MOVES).getByText('未同意').waitFor();
      await boss.getByText('凭证未加盖单位公章').first().waitFor();
      await expectNoViolations(boss);
      await picture(boss, 'exit-move-declined', true);
    },
  );
});
