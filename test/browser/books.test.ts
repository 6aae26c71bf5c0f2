/** 总账 at the console: whoever has only that follows money from the bank's line to its case and back. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { contribution } from '../ledger/entries.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { opened } from './harness/stories.ts';

const place = desk();
const CENTER = '210100';
const DAY = plainDate('2026-08-19');

async function story(): Promise<{ readonly caseId: string; readonly journal: string }> {
  const clerk = await place.api('lin-guiyuan');
  const caseId = await opened(clerk, { number: place.newNumber(), name: '总账人' });
  const person = (await clerk.get(`/cases/${caseId}`)).string('person.id');
  const owner = place.owner();
  const { rows } = await owner.query<{ number: string }>(
    `insert into account (number, center, central_account, person, state, source, opened_on,
       activated_in, opened_by_case)
     select '210100' || lpad(nextval('account_number')::text, 14, '0'), $1, c.number, $2, 'normal',
            'flexible', '2026-07-01', '2026-07', $3 from central_account c where c.center = $1
     returning number`,
    [CENTER, person, caseId],
  );
  const serial = `G${randomUUID().slice(0, 12)}`;
  const [made] = await inTransaction(owner, (tx) =>
    recordJournals(tx, CENTER, [
      contribution(rows[0]!.number, '731.00', { valueDate: DAY, document: serial, caseId }),
    ]),
  );
  await owner.query(
    `insert into bank_day (center, day, lines, opening, received, paid, closing, sha256, fetched_at)
     values ($1, $2, 1, 0, 731, 0, 731, repeat('a', 64), now()) on conflict do nothing`,
    [CENTER, DAY],
  );
  await owner.query(
    `insert into bank_line (center, day, n, serial, amount, balance, state, journals)
     values ($1, $2, 1, $3, 731, 731, 'matched', array[$4::bigint])`,
    [CENTER, DAY, serial, made!.journal],
  );
  return { caseId, journal: made!.journal };
}

describe('the books of the center', () => {
  it('lead an auditor from a book to the journal, the case and the line of the bank, and back', async () => {
    const { caseId, journal } = await story();
    const page = await place.signIn('li-shenji', '/books?asOf=2026-08-19');
    const table = page.getByRole('table', { name: '科目余额' });
    await table.getByRole('link', { name: '银行存款' }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'books');
    await table.getByRole('link', { name: '银行存款' }).click();
    await page.getByRole('heading', { name: '科目明细：银行存款' }).waitFor();
    const line = page.getByRole('row').filter({ hasText: journal });
    await line.getByText('731.00').waitFor();
    await expectNoViolations(page);
    await picture(page, 'book');
    await line.getByRole('link', { name: '2026-08-19 第1行' }).click();
    await page.waitForURL(`**/bank-days/${CENTER}/2026-08-19`);
    await page.getByRole('link', { name: journal }).first().click();
    await page.getByRole('heading', { name: `凭证 ${journal}` }).waitFor();
    await page.getByRole('region', { name: '来龙去脉' }).getByRole('link').nth(1).click();
    await page.waitForURL(`**/cases/${caseId}`);
  });

  it('keep days and kind of the lines in the address', async () => {
    const page = await place.signIn('li-shenji', '/books/bank?from=2026-08-19&kind=contribution');
    await page.getByText('731.00').first().waitFor();
    await page.goto('/books/bank?from=2026-08-20&to=2026-08-20&kind=contribution');
    await page.getByText('没有记账').waitFor();
    expect(await page.getByText('731.00').count()).toBe(0);
  });
});
