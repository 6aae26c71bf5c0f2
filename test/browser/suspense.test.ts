/** The suspense desk and the months of an account: money of nobody becomes somebody's contribution. */
import { randomUUID } from 'node:crypto';
import { describe, it } from 'vitest';
import { addDays, dateAt, monthOf } from '../../src/domain/calendar.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { coverMonths } from '../../src/ledger/contributions.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { contribution } from '../ledger/entries.ts';
import { contributor } from './harness/contributor.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();
const CENTER = '210100';

async function unassigned(amount: string): Promise<string> {
  const serial = `B${randomUUID().slice(0, 12)}`;
  const journal = {
    ...{ key: `receipt/${serial}`, kind: 'receipt', valueDate: '2026-11-20', by: 'test' },
    lines: [
      { book: 'bank', amount: `-${amount}` },
      { book: 'suspense', amount },
    ],
  };
  await place.owner().query(
    `insert into suspense_item (center, serial, amount, received_on, cause, journal)
     select $1, $2, $3, '2026-11-20', 'no-virtual-account', l.journal from ledger_post($1, $4) l`,
    [CENTER, serial, amount, JSON.stringify([journal])],
  );
  return serial;
}

describe('money in suspense', () => {
  it('is assigned to an account, whose months it pays; what does not fit is refused with what would', async () => {
    const { id, number } = await contributor(place, '认领人');
    const [wrong, right] = [await unassigned('799.00'), await unassigned('1600.00')];
    const page = await place.signIn('sun-zhuguan', '/suspense');
    await page.getByRole('heading', { level: 1, name: '暂收款' }).waitFor();
    await expectNoViolations(page);
    await page.getByRole('button', { name: `处理流水号${wrong}` }).click();
    const drawer = page.getByRole('dialog', { name: '处理暂收款' });
    await drawer.getByLabel('个人账号').fill(number);
    await drawer.getByLabel('理由（记入留痕）').fill('来电核对，为本人缴存');
    await drawer.getByRole('button', { name: /认\s*领/ }).click();
    await drawer.getByText(/最接近的可缴金额为800.00元/).waitFor();
    await expectNoViolations(page);
    await picture(page, 'suspense');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: `处理流水号${right}` }).click();
    await drawer.getByLabel('个人账号').fill(number);
    await drawer.getByLabel('理由（记入留痕）').fill('来电核对，为本人缴存');
    await drawer.getByRole('button', { name: /认\s*领/ }).click();
    await page.getByRole('button', { name: `处理流水号${right}` }).waitFor({ state: 'detached' });

    await page.goto(`/accounts/${id}`);
    const part = page.getByRole('region', { name: '缴存', exact: true });
    await part.getByText('截至本月已缴 1 个月').waitFor();
    await part.getByRole('cell', { name: '已缴' }).nth(1).waitFor();
    await expectNoViolations(page);
    await picture(page, 'account-months', true);
  });

  it('tells who paid it for a reason, and hides it again', async () => {
    const serial = await unassigned('55.00');
    const page = await place.signIn('sun-zhuguan', '/suspense');
    await page.getByRole('button', { name: `处理流水号${serial}` }).click();
    const drawer = page.getByRole('dialog', { name: '处理暂收款' });
    await drawer.getByRole('button', { name: '查看付款人和附言' }).click();
    const dialog = page.getByRole('dialog', { name: `查看付款人：流水号${serial}` });
    await dialog.getByRole('textbox').fill('查找归属');
    await dialog.getByRole('button', { name: /查\s*看/ }).click();
    await drawer.getByText('没有填写').waitFor();
    await expectNoViolations(page);
    await picture(page, 'suspense-payer');
  });

  it('is a task of the supervisors, with its last day, that leads to the desk', async () => {
    const serial = await unassigned('77.00');
    const page = await place.signIn('sun-zhuguan', '/work?kind=settle-suspense');
    const row = page.getByRole('row').filter({ hasText: serial });
    await row.getByText('暂收款').first().waitFor();
    await row.getByText('77.00元').waitFor();
    await expectNoViolations(page);
    await picture(page, 'suspense-task');
    await row.getByRole('button', { name: `领取：处理暂收款 ${serial}` }).click();
    await row.getByRole('button', { name: `放回：处理暂收款 ${serial}` }).waitFor();
    await row.getByRole('link', { name: '处理暂收款' }).click();
    await page.getByRole('heading', { level: 1, name: '暂收款' }).waitFor();
    await page.getByRole('row').filter({ hasText: serial }).getByText('已领取').waitFor();
    await picture(page, 'suspense-due');
  });

  it('once it is a contribution earns interest, and its receipt is printed', async () => {
    const { id, number } = await contributor(place, '回执人');
    const today = dateAt(Date.now());
    await inTransaction(place.owner(), async (tx) => {
      const valueDate = addDays(today, -100);
      const [paid] = await recordJournals(tx, CENTER, [
        contribution(number, '36000.00', { valueDate }),
      ]);
      const covers = { account: number, from: monthOf(today), to: monthOf(today), months: 1 };
      const journal = paid!.journal;
      await coverMonths(tx, [{ ...covers, amount: '36000.00', on: valueDate, journal }]);
    });
    const page = await place.signIn('lin-guiyuan', `/accounts/${id}`);
    // 36,000.00 for a hundred days at 1.5 % of 360 days.
    const money = page.getByRole('region', { name: '余额' });
    await money.getByText(/未结利息（算至/).waitFor();
    await money.getByText('150.00').first().waitFor();
    // A day earlier it was 1.50 less; the year to come, as if nothing moved.
    await money.getByLabel('算至').fill(addDays(today, -1));
    const accrued = money.getByRole('region', { name: '未结利息' });
    await accrued.getByRole('row', { name: /灵活就业缴存.*148\.50/ }).waitFor();
    await money.getByLabel('算至').fill(addDays(today, 10));
    await accrued.getByText(/预计/).waitFor();
    await expectNoViolations(page);
    await picture(page, 'account-accrued');
    await money.getByLabel('算至').fill('2026-06-30');
    await accrued.getByText(/自2026-07-01起才算得出/).waitFor();
    await page.getByRole('button', { name: '打印回执' }).click();
    await page.getByRole('dialog', { name: /缴存回执/ }).waitFor();
    await page.keyboard.press('Escape');
    const papers = page.getByRole('table', { name: '通知和回执' });
    await papers.getByRole('button', { name: /查看缴存回执/ }).waitFor();
    await expectNoViolations(page);
  });

  it('of a person at the counter is paid by a slip, which is made void while nobody has paid', async () => {
    const { id } = await contributor(place, '柜面缴存人');
    const page = await place.signIn('lin-guiyuan', `/accounts/${id}`);
    const part = page.getByRole('region', { name: '柜面缴存' });
    await part.getByRole('combobox', { name: '缴存月数' }).press('Enter');
    await page.getByTitle(/^2个月，/).click();
    await part.getByRole('button', { name: '开具缴款通知单' }).click();
    const paper = page.getByRole('dialog', { name: /缴款通知单/ });
    await paper.waitFor();
    await picture(page, 'payment-slip');
    await page.keyboard.press('Escape');
    await paper.waitFor({ state: 'hidden' });
    const slips = part.getByRole('table', { name: '缴款通知单' });
    await slips.getByText('待缴款').waitFor();
    await picture(page, 'payment-slips');
    await expectNoViolations(page);
    await slips.getByRole('button', { name: /^作废缴款通知单/ }).click();
    const dialog = page.getByRole('dialog', { name: '作废缴款通知单' });
    await dialog.getByLabel('事由（记入留痕）').fill('改为自动扣款');
    await dialog.getByRole('button', { name: '作废', exact: true }).click();
    await slips.getByText('已作废').waitFor();
    await slips.getByText('改为自动扣款').waitFor();
  });

  it('is recorded as returned with the bank’s number of it, and a clerk only reads', async () => {
    const serial = await unassigned('55.00');
    const page = await place.signIn('sun-zhuguan', '/suspense');
    await page.getByRole('button', { name: `处理流水号${serial}` }).click();
    const drawer = page.getByRole('dialog', { name: '处理暂收款' });
    await drawer.getByText('已由银行退回').click();
    await drawer.getByRole('button', { name: '登记退回' }).click();
    await drawer.getByText('请填写银行退款的流水号').waitFor();
    await drawer.getByLabel('银行退款流水号').fill('202611290000000099');
    await drawer.getByLabel('理由（记入留痕）').fill('付款人要求退回');
    await drawer.getByRole('button', { name: '登记退回' }).click();
    await page.getByRole('row').filter({ hasText: serial }).getByText('退回待复核').waitFor();
    const other = await place.signIn('zhou-zhuguan', '/suspense');
    await other.getByRole('button', { name: `处理流水号${serial}` }).click();
    const second = other.getByRole('dialog', { name: '处理暂收款' });
    await second.getByText('退款流水号202611290000000099，孙主管登记').waitFor();
    await second.getByLabel('理由（记入留痕）').fill('与银行回单相符');
    await expectNoViolations(other);
    await picture(other, 'suspense-return');
    await second.getByRole('button', { name: '复核退回' }).click();
    await other.getByRole('button', { name: `处理流水号${serial}` }).waitFor({ state: 'detached' });
    const clerk = await place.signIn('lin-guiyuan', '/suspense?state=returned');
    const row = clerk.getByRole('row').filter({ hasText: serial });
    await row.getByText('周主管').waitFor();
  });
});
