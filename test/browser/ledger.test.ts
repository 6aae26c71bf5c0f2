/** Money at the console: a statement, a correction by two, what is to be recovered, and the way to the bank. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { coverMonths } from '../../src/ledger/contributions.ts';
import { recordJournals, type Journal } from '../../src/ledger/journals.ts';
import { contribution, reserve } from '../ledger/entries.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { opened } from './harness/stories.ts';

const place = desk();
const CENTER = '210100';
const DAY = plainDate('2026-09-15');

interface Story {
  readonly id: string;
  readonly number: string;
  readonly caseId: string;
  /** Journal of September, and the bank's number of it. */
  readonly journal: string;
  readonly serial: string;
}

/** Two months were paid, and most of it was paid out. */
async function story(): Promise<Story> {
  const clerk = await place.api('lin-guiyuan');
  const caseId = await opened(clerk, { number: place.newNumber(), name: '冲账人' });
  const person = (await clerk.get(`/cases/${caseId}`)).string('person.id');
  const { rows } = await place.owner().query<{ id: string; number: string }>(
    `insert into account (number, center, central_account, person, state, source, opened_on,
       activated_in, opened_by_case)
     select '210100' || lpad(nextval('account_number')::text, 14, '0'), $1, c.number, $2, 'normal',
            'flexible', '2026-07-01', '2026-07', $3 from central_account c where c.center = $1
     returning id, number`,
    [CENTER, person, caseId],
  );
  const { id, number } = rows[0]!;
  const serial = `B${randomUUID().slice(0, 12)}`;
  const record = (journals: readonly Journal[]) =>
    inTransaction(place.owner(), (tx) => recordJournals(tx, CENTER, journals));
  const journal = await inTransaction(place.owner(), async (tx) => {
    const [paid] = await recordJournals(tx, CENTER, [
      contribution(number, '800.00', { valueDate: DAY, document: serial, caseId }),
    ]);
    const month = { account: number, from: '2026-09', to: '2026-09', months: 1 };
    await coverMonths(tx, [{ ...month, amount: '800.00', on: DAY, journal: paid!.journal }]);
    return paid!.journal;
  });
  await record([contribution(number, '400.00', { valueDate: plainDate('2026-10-15') })]);
  await record([reserve(number, '1000.00', { valueDate: plainDate('2026-11-02') })]);
  return { id, number, caseId, journal, serial };
}

describe('a statement', () => {
  it('tells what a period came to, and is printed with a number', async () => {
    const { id } = await story();
    const page = await place.signIn(
      'lin-guiyuan',
      `/accounts/${id}?from=2026-10-01&to=2026-10-31&source=flexible`,
    );
    const sums = page.getByRole('table', { name: '各来源收支' });
    await sums.getByRole('row', { name: /合计 800.00 400.00 0.00 1,200.00/ }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'account-statement', true);
    await page.getByRole('button', { name: '打印对账单' }).click();
    const paper = page.getByRole('dialog', { name: /^对账单 / });
    await paper.getByRole('button', { name: '打印' }).waitFor();
  });
});

describe('a journal that is wrong', () => {
  it('is looked at, proposed by one supervisor, taken back by another; what is lacking is owed', async () => {
    const { id, journal, serial } = await story();
    const page = await place.signIn('sun-zhuguan', `/accounts/${id}`);
    const lines = page.getByRole('table', { name: '账户明细' });
    await lines.getByRole('link', { name: journal, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: `凭证 ${journal}` }).waitFor();
    const part = page.getByRole('region', { name: '冲账' });
    await part.getByRole('button', { name: '预览冲账' }).click();
    await part.getByText(/差额 600\.00 元将记为应收个人款/).waitFor();
    await part.getByText(/银行已收的 800\.00 元转暂收款/).waitFor();
    await part.getByText(/此后支出、不随之冲销的/).waitFor();
    await expectNoViolations(page);
    await picture(page, 'journal', true);
    await part.getByRole('button', { name: '申请冲账' }).click();
    const dialog = page.getByRole('dialog', { name: `申请冲销凭证 ${journal}` });
    await dialog.getByLabel('事由（记入留痕）').fill('汇缴记错账户');
    await dialog.getByRole('button', { name: '提出申请' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await part.getByText('待复核').waitFor();
    expect(await part.getByRole('button', { name: '同意冲账' }).isDisabled()).toBe(true);

    const other = await place.signIn('zhou-zhuguan', '/reversals?state=proposed');
    await other.getByRole('heading', { level: 1, name: '冲账申请' }).waitFor();
    await expectNoViolations(other);
    await picture(other, 'reversals');
    await other.getByRole('link', { name: `汇缴 ${journal}` }).click();
    await other.getByRole('button', { name: '同意冲账' }).click();
    const confirm = other.getByRole('dialog', { name: '同意冲账' });
    await confirm.getByLabel('事由（记入留痕）').fill('流水核对无误');
    await confirm.getByRole('button', { name: /确\s*定/ }).click();
    await confirm.waitFor({ state: 'hidden' });
    await other.getByText('已冲账', { exact: true }).first().waitFor();
    await other.getByText(/差额 600\.00 元记/).waitFor();

    // What came in for nobody stands in suspense; 600.00 of it is not enough to choose 800.00.
    await other.goto('/receivables');
    const row = other.getByRole('row').filter({ hasText: '冲账时余额不足' }).first();
    await row.getByText('600.00').first().waitFor();
    await expectNoViolations(other);
    await row.getByRole('button', { name: /登记追回/ }).click();
    const drawer = other.getByRole('dialog', { name: '应收个人款' });
    await drawer.getByRole('combobox', { name: /用哪一笔暂收款/ }).click();
    await other.getByTitle(new RegExp(serial)).click();
    await drawer.getByLabel('理由（记入留痕）').fill('本人同意');
    await drawer.getByRole('button', { name: '登记追回' }).click();
    await drawer.getByText(/来款800.00元多于尚未追回的600.00元/).waitFor();
    await drawer.getByText(/请另选一笔不多于600.00元的暂收款/).waitFor();
    expect(await drawer.getByText('请刷新后查看').count()).toBe(0);
    await expectNoViolations(other);
    await picture(other, 'receivables');
  });

  it('is followed by an auditor from the bank to the case and back', async () => {
    const { caseId, journal, serial } = await story();
    await place.owner().query(
      `insert into bank_day (center, day, sha256, lines, opening, received, paid, closing, fetched_at)
       values ($1, $2, $3, 1, 0, 800, 0, 800, now()) on conflict do nothing`,
      [CENTER, DAY, 'a'.repeat(64)],
    );
    await place.owner().query(
      `insert into bank_line (center, day, n, serial, amount, balance, state, journals)
       select $1, $2, 1 + coalesce(max(n), 0), $3, 800, 800, 'matched', $4
         from bank_line where center = $1 and day = $2`,
      [CENTER, DAY, serial, [journal]],
    );
    const page = await place.signIn('li-shenji', `/bank-days/${CENTER}/${DAY}`);
    await page.getByRole('link', { name: new RegExp(`凭证${journal}$`) }).click();
    const links = page.getByRole('region', { name: '来龙去脉' });
    await links.getByText(serial).waitFor();
    await expectNoViolations(page);
    await links.getByRole('listitem').getByRole('link').nth(1).click();
    await page.waitForURL(`**/cases/${caseId}`);
    await page.getByRole('link', { name: `汇缴 凭证 ${journal}` }).click();
    await links.getByRole('link', { name: /对账单第\d+行/ }).click();
    await page.waitForURL(`**/bank-days/${CENTER}/${DAY}`);
  });
});

describe('collections and arrears', () => {
  it('stand as bars and as tables that say the same', async () => {
    await story();
    const page = await place.signIn('sun-zhuguan', '/collections');
    await page.getByRole('table', { name: '每月归集表' }).getByText('2026-09').waitFor();
    await page.getByRole('table', { name: '欠缴表，按时间长短' }).getByText('满12个月').waitFor();
    await page.locator('.collections-canvas canvas').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'collections');
  });
});
