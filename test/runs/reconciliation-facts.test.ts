/** 银行对账: what stood on a journal falls with it; what the bank answered of an instruction stays. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { explainDifference, proposePosting } from '../../src/db/bank-differences.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { dateAt, type PlainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { confirmPosting } from '../../src/ledger/bank-postings.ts';
import { insertSuspense, receiptJournal } from '../../src/ledger/contributions.ts';
import { decideReversal, previewReversal, proposeReversal } from '../../src/ledger/reversals.ts';
import { acting, bench, CENTER } from '../db/fixtures.ts';
import { tamper } from '../db/tamper.ts';
import { assign, itemRow, openedAccount, owedBy, wrongOf } from '../ledger/corrections.ts';
import { contribution, reserve } from '../ledger/entries.ts';
import { balanceOf, newAccount, record } from '../ledger/fixtures.ts';
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
    journals: readonly string[];
  }>(
    `select id, kind, version, amount, journals::text[] as journals from bank_difference
      where center = $1 and day = $2 and state <> 'posted'`,
    [CENTER, day],
  );
  return rows;
}

/** 800.00 in our book under that serial number, which the statement of the day does not show. */
async function unseen(account: string, serial: string, day: PlainDate) {
  const entry = contribution(account, '800.00', { valueDate: day, document: serial });
  const [made] = await record(suite, [entry]);
  bank.tell(day, '0.00', []);
  const found = (await differences(day)).find(({ journals }) => journals.includes(made!.journal));
  return found!;
}

/** 300.00 that belongs to nobody yet. */
async function came(serial: string, day: PlainDate): Promise<{ item: string; journal: string }> {
  const key = `receipt/${serial}`;
  const [made] = await record(suite, [
    receiptJournal({ key, account: '', amount: yuan('300.00'), on: day, serial, by: 'incoming' }),
  ]);
  const { journal } = made!;
  const entry = { serial, amount: '300.00', on: day, cause: 'no-plan', account: null, journal };
  await inTransaction(suite.app, (tx) => insertSuspense(tx, CENTER, [entry]));
  const { rows } = await suite.api.query<{ id: string }>(
    'select id from suspense_item where journal = $1',
    [journal],
  );
  return { item: rows[0]!.id, journal };
}

async function lacksOf({ id }: { readonly id: string }): Promise<string | null> {
  const { rows } = await suite.api.query<{ lacks: string | null }>(
    'select api_bank_posting_lacks(center, proposal) as lacks from bank_difference where id = $1',
    [id],
  );
  return rows[0]!.lacks;
}

/** What the trail says would be, and was, left to be recovered. */
async function lacksTold(difference: string) {
  const { rows } = await suite.owner.query<{ kind: string; lacks: string | null }>(
    `select kind, public->>'lacks' as lacks from event where public->>'difference' = $1 order by at`,
    [difference],
  );
  return Object.fromEntries(rows.map(({ kind, lacks }) => [kind, lacks]));
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
    await confirmPosting(suite.api, { id: found!.id, version, by: ZHOU });
    const { rows } = await suite.owner.query(
      `select c.taken_back = r.id as taken, b.state, a.paid_to from contribution c
         join journal r on r.reverses = c.journal join debit b on b.journal = c.journal
         join account a on a.number = c.account where c.journal = $1`,
      [journal],
    );
    expect(rows).toEqual([{ taken: true, state: 'returned', paid_to: null }]);
  });

  it('that was drawn since is taken back whole: what is lacking is owed, and somebody recovers it', async () => {
    const day = on('2026-01-08');
    const { account } = await openedAccount(suite);
    const found = await unseen(account, 'S48', day);
    await record(suite, [reserve(account, '300.00', { valueDate: day })]);
    expect(await lacksOf(found)).toBe('300.00');
    const version = await proposePosting(suite.api, { ...found, by: SUN });
    // Drawn between proposal and confirmation: what is owed is what is lacking then.
    await record(suite, [reserve(account, '200.00', { valueDate: day })]);
    await confirmPosting(suite.api, { id: found.id, version, by: ZHOU });
    expect((await balanceOf(suite, account)).amount).toBe('0.00');
    expect(await owedBy(suite, account)).toMatchObject([{ amount: '500.00', state: 'open' }]);
    const { rows } = await suite.owner.query(
      `select t.kind, t.closed_at is null as open, array(select j.kind from journal j
                where j.id = any (d.posted) order by j.id) as posted
         from receivable r join task t on t.id = r.task, bank_difference d
        where r.account = $1 and d.id = $2`,
      [account, found.id],
    );
    expect(rows).toEqual([{ kind: 'recover', open: true, posted: ['shortfall', 'reversal'] }]);
    expect(await lacksTold(found.id)).toEqual({
      'bank-posting-proposed': '300.00',
      'bank-posting-confirmed': '500.00',
    });
    expect(await wrongOf(suite, 'receivables')).toEqual([]);
    expect(await wrongOf(suite, 'reversals')).toEqual([]);
  });

  it('takes along what was assigned of it', async () => {
    const day = on('2026-01-09');
    const account = await newAccount(suite);
    const { item, journal } = await came('S49', day);
    await assign(suite, item, account);
    bank.tell(day, '0.00', []);
    const found = (await differences(day)).find((one) => one.journals.includes(journal));
    const version = await proposePosting(suite.api, { ...found!, by: SUN });
    await confirmPosting(suite.api, { id: found!.id, version, by: ZHOU });
    expect((await balanceOf(suite, account)).amount).toBe('0.00');
    expect(await itemRow(suite, item)).toMatchObject({ state: 'reversed' });
    expect(await wrongOf(suite, 'suspense')).toEqual([]);
  });

  it('on an account that is closed since is not proposed, and says what can be done', async () => {
    const day = on('2026-01-12');
    const account = await newAccount(suite);
    const found = await unseen(account, 'S50', day);
    await tamper(
      suite,
      `update account set state = 'closed', closed_on = '${day}', close_reason = 'withdrawn'
        where number = '${account}'`,
    );
    await expect(proposePosting(suite.api, { ...found, by: SUN })).rejects.toMatchObject({
      code: 'action-not-permitted',
      message: expect.stringContaining('已经销户') as string,
      members: { remedy: expect.stringContaining('对差异作说明') as string },
    });
  });

  it('whose key stands for something else is a fault of the ledger, not of a mandate', async () => {
    const day = on('2026-01-13');
    const account = await newAccount(suite);
    const found = await unseen(account, 'S51', day);
    const version = await proposePosting(suite.api, { ...found, by: SUN });
    const key = `bank-difference/${found.id}/${found.journals[0]!}`;
    await record(suite, [contribution(account, '1.00', { valueDate: day, key })]);
    await expect(
      confirmPosting(suite.api, { id: found.id, version, by: ZHOU }),
    ).rejects.toMatchObject({ code: 'effect-conflict' });
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
    const { journal } = await came('S47', day);
    const { digest } = await previewReversal(suite.api, journal, SUN);
    const id = randomUUID();
    await proposeReversal(suite.api, { id, journal, digest, reason: '记错', by: SUN });
    await decideReversal(suite.api, {
      ...{ id, version: 1, decision: 'confirm', reason: null, by: ZHOU },
    });
    bank.tell(day, '0.00', [{ serial: 'S47', amount: '300.00' }]);
    const found = await differences(day);
    for (const one of found) {
      const version = await proposePosting(suite.api, { ...one, by: SUN });
      await confirmPosting(suite.api, { id: one.id, version, by: ZHOU });
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
