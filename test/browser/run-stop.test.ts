/** A run that is stopped while the bank still owes an answer, and goes on: what is done stays done. */
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { dateAt } from '../../src/domain/calendar.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { newCardNumber, openedAccount } from './harness/stories.ts';

const place = desk({ alone: true });
const CENTER = '210100';
/** Longer than a supervisor needs to stop it, much shorter than a test may take. */
const ANSWERS_AFTER_MS = 30_000;
const LIMIT_MS = 180_000;

/** An account whose first month is debited today, from a card of its own. */
async function contributor(name: string, card = newCardNumber()): Promise<string> {
  const clerk = await place.api('lin-guiyuan');
  const id = await openedAccount(clerk, { number: place.newNumber(), name }, card);
  const mandate = async () => (await clerk.get(`/accounts/${id}`)).at('mandate') as Mandate;
  await expect.poll(mandate).toMatchObject({ state: 'unconfirmed' });
  const { version } = await mandate();
  const told = await clerk.post(`/accounts/${id}/mandate:confirm`, {
    ...{ body: { code: card.slice(-6) }, version },
  });
  expect(told.status, told.text).toBe(200);
  await expect.poll(mandate).toMatchObject({ state: 'active' });
  const today = dateAt(Date.now());
  const day = Math.min(28, Number(today.slice(8)));
  await place.owner().query(
    `with a as (update account set opened_on = '2026-01-05' where id = $1 returning number)
     update plan set debit_day = $2, from_month = $3 from a where account = a.number`,
    [id, day, today.slice(0, 7)],
  );
  return id;
}

interface Mandate {
  readonly state: string;
  readonly version: number;
}

const countOf = (page: Page, title: string) =>
  page.getByRole('region', { name: '进度' }).locator('dl div', { hasText: title }).first();

async function counted(page: Page, title: string): Promise<string> {
  return (await countOf(page, title).locator('dd').innerText()).trim();
}

async function acted(page: Page, action: '停止' | '继续', reason: string): Promise<void> {
  await page.getByRole('button', { name: action === '停止' ? /^停\s*止$/ : /^继\s*续$/ }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `${action}批处理` });
  const field = dialog.getByLabel('事由（记入留痕）');
  await expect.poll(() => field.evaluate((one) => one.matches(':focus'))).toBe(true);
  // Without a reason nothing happens.
  await dialog.getByRole('button', { name: /确\s*定/ }).click();
  await dialog.getByText('请填写事由').waitFor();
  await field.fill(reason);
  await expectNoViolations(page);
  await picture(page, action === '停止' ? 'run-stop' : 'run-resume');
  await dialog.getByRole('button', { name: /确\s*定/ }).click();
  await dialog.waitFor({ state: 'hidden' });
}

describe('a run that works', { timeout: LIMIT_MS }, () => {
  it('is stopped for a reason, books nothing while it stands, and goes on where it was', async () => {
    const late = newCardNumber();
    const [paid, waiting] = [await contributor('已扣人'), await contributor('待扣人', late)];
    await place.world().answersLate(late, ANSWERS_AFTER_MS);
    const api = await place.api('sun-zhuguan');
    const balance = async (id: string) => (await api.get(`/accounts/${id}`)).at('total');
    const begun = await api.post('/runs', {
      body: { kind: 'collection', center: CENTER, on: dateAt(Date.now()) },
    });
    const run = begun.string('id');
    const page = await place.signIn('sun-zhuguan', `/runs/${run}`);
    await page.getByText('办理中').first().waitFor();
    await expect.poll(() => counted(page, '待回报')).toBe('1');
    const done = await counted(page, '已办');
    expect(Number(done)).toBeGreaterThanOrEqual(1);
    await page.getByText(/约还需/).waitFor();
    await expectNoViolations(page);
    await picture(page, 'run-working', true);

    await acted(page, '停止', '银行通知系统维护');
    await page.getByText('已停止').first().waitFor();
    const facts = page.getByRole('region', { name: '情况' });
    await facts
      .getByText(/孙.*\d{2}:\d{2}/)
      .last()
      .waitFor();
    expect(await page.getByText(/约还需/).count()).toBe(0);
    // What the bank has cannot be taken back by cancelling.
    expect(await page.getByRole('button', { name: /取\s*消/ }).count()).toBe(0);
    await expectNoViolations(page);
    await picture(page, 'run-stopped', true);

    // The bank answers while it stands: nothing is booked, whatever was done stays.
    await expect
      .poll(() => place.world().debits(waiting), { timeout: 2 * ANSWERS_AFTER_MS })
      .toEqual(['done']);
    expect(await counted(page, '待回报')).toBe('1');
    expect(await counted(page, '已办')).toBe(done);
    expect(await balance(paid)).toBe('800.00');
    expect(await balance(waiting)).toBe('0.00');

    await acted(page, '继续', '银行已恢复');
    await page.getByText('已完成').first().waitFor();
    expect(await counted(page, '已办')).toBe(String(Number(done) + 1));
    expect(await counted(page, '待回报')).toBe('0');
    expect(await balance(paid)).toBe('800.00');
    expect(await balance(waiting)).toBe('800.00');
    expect(await facts.getByText('停止').count()).toBe(0);
    await expectNoViolations(page);
    await picture(page, 'run-resumed-done', true);
  });
});
