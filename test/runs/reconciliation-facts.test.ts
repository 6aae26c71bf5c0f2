/** 银行对账: what stood on a journal falls with it; what the bank answered of an instruction stays. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decidePosting, explainDifference, proposePosting } from '../../src/db/bank-differences.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { dateAt } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { insertSuspense, receiptJournal } from '../../src/ledger/contributions.ts';
import { decideReversal, previewReversal, proposeReversal } from '../../src/ledger/reversals.ts';
import { acting, bench, CENTER } from '../db/fixtures.ts';
import { tamper } from '../db/tamper.ts';
import { contribution } from '../ledger/entries.ts';
import { newAccount, record } from '../ledger/fixtures.ts';
import { on } from '../ledger/interest-fixtures.ts';
import { instructions } from '../ledger/instructions.ts';
import { testBank } from './bank-fixtures.ts';
import { runs } from './fixtures.ts';

const suite = bench();
const bank = testBank();
const { start, drive } = runs(suite, { bank: bank.client });
const SUN = acting('sun', 'supervisor');
const ZHOU = acting('zhou', 'supervisor');

async function differences(day: string) {
  await drive(await start('reconciliation', day));
  const { rows } = await suite.api.query<{
    id: string;
    kind: string;
    version: number;
    amount: string;
  }>('select id, kind, version, amount from bank_difference where center = $1 and day = $2', [
    CENTER,
    day,
  ]);
  return rows;
}

describe('money in our book that the bank does not show', () => {
  it('takes the months and the debit that stood on it along: a reversed contribution covers nothing', async () => {
    const day = on('2026-01-05');
    const paidTo = await newAccount(suite);
    const [made] = await record(suite, [
      contribution(paidTo, '800.00', { valueDate: day, document: 'S45' }),
    ]);
    const { journal } = made!;
    await tamper(
      suite,
      `insert into contribution (account, month, amount, journal, paid_on)
       values ('${paidTo}', '2026-01', 800, ${journal}, '${day}')`,
      `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch,
         state, outcome, serial, moved, booked_on, journal)
       values ('debit/S45', '${CENTER}', '${paidTo}', '2026-01', 1, gen_random_uuid(), 800, 'r', 1, 1,
         'paid', 'paid', 'S45', 800, '${day}', ${journal})`,
    );
    bank.tell(day, '0.00', []);
    const [found] = await differences(day);
    const version = await proposePosting(suite.api, { ...found!, by: SUN });
    await decidePosting(suite.api, { id: found!.id, version, confirm: true, by: ZHOU });
    const { rows } = await suite.owner.query(
      `select c.taken_back = r.id as taken, b.state, a.paid_to from contribution c
         join journal r on r.reverses = c.journal join debit b on b.journal = c.journal
         join account a on a.number = c.account where c.journal = $1`,
      [journal],
    );
    expect(rows).toEqual([{ taken: true, state: 'returned', paid_to: null }]);
  });

  it('is not taken back when an instruction to pay was answered by it: the bank is asked', async () => {
    const day = on('2026-01-06');
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '300.00', { valueDate: day, document: 'S46' })]);
    const { drawn, paid } = instructions(suite);
    const { key } = await drawn(account, '300.00', day);
    await paid(key, '300.00', day);
    bank.tell(day, '0.00', [{ serial: 'S46', amount: '300.00' }]);
    const [found] = await differences(day);
    expect(found).toMatchObject({ kind: 'missing-there', amount: '300.00' });
    await expect(proposePosting(suite.api, { ...found!, by: SUN })).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    const preview = await suite.owner.query<{ stays: { code: string }[] }>(
      `select reversal_plan(center, id)->'stays' as stays from journal where key = 'reserve/' || $1`,
      [key],
    );
    expect(preview.rows[0]!.stays.map(({ code }) => code)).toContain('instruction-has-it');
    await explainDifference(suite.api, {
      ...{ id: found!.id, version: found!.version, by: SUN, reason: 'in-transit', note: null },
    });
  });
});

describe('a line of the bank whose receipt was taken back', () => {
  it('is booked anew when the statement shows it all the same, and stands in suspense once', async () => {
    // Both on one day: in our book the line is nothing.
    const day = dateAt(SUN.at);
    const receipt = receiptJournal({
      ...{ key: 'receipt/S47', account: '', amount: yuan('300.00'), on: day, serial: 'S47' },
      by: 'incoming',
    });
    const [made] = await record(suite, [receipt]);
    const { journal } = made!;
    const entry = { serial: 'S47', amount: '300.00', on: day, cause: 'no-plan', account: null };
    await inTransaction(suite.app, (tx) => insertSuspense(tx, CENTER, [{ ...entry, journal }]));
    const { digest } = await previewReversal(suite.api, journal, SUN);
    const id = randomUUID();
    await proposeReversal(suite.api, { id, journal, digest, reason: '记错', by: SUN });
    await decideReversal(suite.api, {
      ...{ id, version: 1, decision: 'confirm', reason: null, by: ZHOU },
    });
    bank.tell(day, '300.00', [{ serial: 'S47', amount: '300.00' }]);
    const found = await differences(day);
    for (const one of found) {
      const version = await proposePosting(suite.api, { ...one, by: SUN });
      await decidePosting(suite.api, { id: one.id, version, confirm: true, by: ZHOU });
    }
    const { rows } = await suite.owner.query(
      `select x.state, x.amount, x.serial, j.key from suspense_item x join journal j on j.id = x.journal
        where j.document = 'S47' order by x.journal`,
    );
    expect(rows).toMatchObject([
      { state: 'reversed', serial: 'S47', key: 'receipt/S47' },
      { state: 'open', amount: '300.00', key: `bank-difference/${found[0]!.id}` },
    ]);
  });
});
