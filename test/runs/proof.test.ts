/** 账务核验: every check broken once by somebody who holds the server, and the proof names just that. */
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProofResult } from '../../src/cases/proof-checks.ts';
import { isProofGenuine } from '../../src/crypto/proof-signature.ts';
import { sealOnce } from '../../src/db/sealer.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { negated, yuan } from '../../src/domain/money.ts';
import { recordJournals, reverseJournal, type Journal } from '../../src/ledger/journals.ts';
import type { EngineReader } from '../../activities/runs/kind.ts';
import { bench, CENTER, newCase, OTHER_CENTER } from '../db/fixtures.ts';
import { tamper as tamperWith } from '../db/tamper.ts';
import { contribution, DAY, reserve } from '../ledger/entries.ts';
import { newAccount, record } from '../ledger/fixtures.ts';
import { contributing } from '../ledger/contributing.ts';
import { on, takeover } from '../ledger/interest-fixtures.ts';
import { testBank } from './bank-fixtures.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = testBank();
const closedUntil = { at: '2026-11-23T01:54:00.000Z', id: randomUUID() };
const WHOLE = { counted: 3, broken: 0, named: [], whole: true, closedUntil, notKept: 0 };
const engine: { compared: Awaited<ReturnType<EngineReader['compare']>> } = { compared: WHOLE };
const reader: EngineReader = { compare: () => Promise.resolve(engine.compared) };
const { start, drive, act, row, items } = runs(suite, { bank: bank.client, engine: reader });
const tamper = (...statements: readonly string[]) => tamperWith(suite, ...statements);
const TODAY = '2026-11-23';

const paidIn = contributing(suite);
let account = '';
let journal = '';

beforeAll(async () => {
  await shippedFigures(suite);
  account = await newAccount(suite);
  journal = await paidIn(account, '800.00', { document: 'S1' });
  await record(suite, [contribution(account, '100.00', { document: 'S2', source: 'unit' })]);
  bank.tell(TODAY, '0.00', [
    { serial: 'S1', amount: '800.00' },
    { serial: 'S2', amount: '100.00' },
  ]);
  const run = await start('reconciliation', TODAY);
  await drive(run);
});

async function prove(day = TODAY): Promise<{ run: string; result: ProofResult }> {
  const run = await start('proof', day);
  expect(await drive(run)).toEqual({ state: 'done', waitSeconds: null });
  return { run, result: (await row(run))['result'] as ProofResult };
}

/** What is wrong, by check. */
async function wrong(): Promise<Readonly<Record<string, readonly string[]>>> {
  const { result } = await prove();
  const red = result.checks.filter(({ ok }) => ok === false);
  expect(result.verdict).toBe(red.length > 0 ? 'red' : 'green');
  return Object.fromEntries(red.map(({ name, broken }) => [name, broken]));
}

/** Breaks, looks, mends. */
async function broken(statement: string, mend: string): Promise<ReturnType<typeof wrong>> {
  await tamper(statement);
  try {
    return await wrong();
  } finally {
    await tamper(mend);
  }
}

describe('a proof of books that are in order', () => {
  it('is green, and says of every check how much it looked at', async () => {
    const { run, result } = await prove();
    expect(result.verdict).toBe('green');
    const of = (name: string) => result.checks.find((check) => check.name === name);
    expect(of('balances')).toMatchObject({ ok: true, counted: 2, brokenCount: 0, broken: [] });
    expect(of('journals')).toMatchObject({ ok: true, counted: 2 });
    expect(of('bank')).toMatchObject({ ok: true, counted: 1 });
    expect(result.bank).toEqual({ day: TODAY, closing: '900.00', book: '900.00' });
    expect(result.checks.filter(({ ok }) => ok === null)).toMatchObject([
      { name: 'unchanged', skipped: 'first-proof' },
    ]);
    expect((await items(run)).every(({ state }) => state === 'done')).toBe(true);
  });

  it('is signed, so that a word that was changed is seen', async () => {
    const { run, result } = await prove();
    const { signature, ...found } = result;
    const signed = { run, center: CENTER, day: TODAY, ...found };
    const { publicKey } = suite.secrets.heads;
    expect(isProofGenuine(publicKey, signed, signature)).toBe(true);
    expect(isProofGenuine(publicKey, { ...signed, verdict: 'red' }, signature)).toBe(false);
    const checks = signed.checks.map((check, at) => (at === 0 ? { ...check, counted: 9 } : check));
    expect(isProofGenuine(publicKey, { ...signed, checks }, signature)).toBe(false);
  });

  it('has the same head while nothing is recorded, and another one after', async () => {
    const [one, other] = [await prove(), await prove()];
    expect(other.result.head).toBe(one.result.head);
    await paidIn(await newAccount(suite), '1.00', { valueDate: on('2026-11-24') });
    const later = await prove();
    expect(later.result.head).not.toBe(one.result.head);
    expect(later.result.verdict).toBe('green');
  });
});

describe('a proof names what is broken, and nothing else', () => {
  beforeEach(async () => {
    expect(await wrong()).toEqual({});
  });

  it('a balance that is not the sum of its postings', async () => {
    expect(
      await broken(
        `update balance set current = current + 1 where account = '${account}' and source = 'unit'`,
        `update balance set current = current - 1 where account = '${account}' and source = 'unit'`,
      ),
    ).toEqual({
      balances: [account],
      sources: ['单位缴存'],
      'central-accounts': ['住房公积金总额'],
    });
  });

  it('a balance that counts another number of lines', async () => {
    expect(
      await broken(
        `update balance set lines = lines + 1 where account = '${account}' and source = 'unit'`,
        `update balance set lines = lines - 1 where account = '${account}' and source = 'unit'`,
      ),
    ).toEqual({ balances: [account] });
  });

  it('money of one source that stands under another', async () => {
    const move = (from: string, to: string) => `
      update balance set current = current + case source when '${from}' then -50 else 50 end
       where account = '${account}' and source in ('${from}', '${to}')`;
    expect(await broken(move('flexible', 'unit'), move('unit', 'flexible'))).toEqual({
      balances: [account],
      sources: ['灵活就业缴存', '单位缴存'],
    });
  });

  it('a line whose parts are not its amount', async () => {
    const found = await broken(
      `alter table posting drop constraint posting_check3;
       update posting set amount = amount + 1 where journal = ${journal} and account is not null;
       update posting set amount = amount - 1 where journal = ${journal} and account is null`,
      `update posting set amount = amount - 1 where journal = ${journal} and account is not null;
       update posting set amount = amount + 1 where journal = ${journal} and account is null`,
    );
    expect(found['sources']).toContain(journal);
    expect(found['journals']).toBeUndefined();
    expect(found['balances']).toBeUndefined();
  });

  it('a balance below zero', async () => {
    const found = await broken(
      `alter table balance drop constraint balance_not_below_zero;
       update balance set current = current - 2000 where account = '${account}' and source = 'unit'`,
      `update balance set current = current + 2000 where account = '${account}' and source = 'unit'`,
    );
    expect(found['not-negative']).toEqual([account]);
  });

  it('money on a closed account', async () => {
    expect(
      await broken(
        `update account set state = 'closed', close_reason = 'withdrawn', closed_on = '${TODAY}'
          where number = '${account}'`,
        `update account set state = 'normal', close_reason = null, closed_on = null
          where number = '${account}'`,
      ),
    ).toEqual({ 'closed-accounts': [account] });
  });

  it('an account under the central account of another center', async () => {
    const central = '9'.repeat(20);
    expect(
      await broken(
        `insert into central_account (number, center, name, state)
           values ('${central}', '${OTHER_CENTER}', '乙', 'normal');
         update account set central_account = '${central}' where number = '${account}'`,
        `update account set central_account = null where number = '${account}';
         delete from central_account where number = '${central}'`,
      ),
    ).toEqual({ 'central-accounts': [account] });
  });

  it('a journal that does not balance', async () => {
    const found = await broken(
      `update posting set amount = amount - 3 where journal = ${journal} and account is null`,
      `update posting set amount = amount + 3 where journal = ${journal} and account is null`,
    );
    expect(found).toMatchObject({ journals: [journal], 'center-total': ['-3.00'], bank: [TODAY] });
    expect(Object.keys(found).sort()).toEqual(['bank', 'center-total', 'journals', 'unchanged']);
  });

  it('interest that was charged and credited to nobody', async () => {
    const charge = `select ledger_post('${CENTER}', '[{"key": "x", "kind": "interest-charge", "by": "t", "valueDate": "${TODAY}", "lines": [{"book": "result", "amount": "-1"}, {"book": "interest-payable", "amount": "1"}]}]')`;
    const undone = `with j as (delete from journal where key = 'x' returning id) delete from posting where journal in (select id from j)`;
    const found = await broken(charge, undone);
    expect(found).toEqual({ 'interest-payable': [TODAY] });
  });

  it('a line that is gone', async () => {
    await tamper(
      `create table kept as select * from posting where journal = ${journal} and line = 2`,
    );
    const found = await broken(
      `delete from posting where journal = ${journal} and line = 2`,
      'insert into posting select * from kept',
    );
    expect(found).toMatchObject({ journals: [journal], balances: [account] });
  });

  it('a line of a journal that is not there', async () => {
    const found = await broken(
      `insert into posting (journal, line, center, book, value_date, amount)
         values (${journal}, 3, '${CENTER}', 'result', '${TODAY}', 1),
                ((select max(id) from journal), 9, '${CENTER}', 'result', '${TODAY}', -1)`,
      `delete from posting where book = 'result'`,
    );
    expect(found['journals']).toHaveLength(2);
    expect(found['center-total']).toBeUndefined();
  });

  it('a journal that says something else since the last proof', async () => {
    const found = await broken(
      `update journal set document = 'S9' where id = ${journal}`,
      `update journal set document = 'S1' where id = ${journal}`,
    );
    expect(Object.keys(found)).toEqual(['unchanged']);
    expect(found['unchanged']).toEqual([journal]);
  });

  it('a reversal that does not mirror what it takes back', async () => {
    const [taken] = await record(suite, [
      contribution(account, '70.00', { valueDate: on('2026-11-24'), source: 'unit' }),
    ]);
    const entry = { key: `test/${randomUUID()}`, valueDate: on('2026-11-24'), by: 'test' };
    const back = await inTransaction(suite.app, (tx) =>
      reverseJournal(tx, CENTER, taken!.journal, entry),
    );
    expect(await wrong()).toEqual({});
    const found = await broken(
      `update posting set book = 'suspense' where journal = ${back.journal} and account is null`,
      `update posting set book = 'bank' where journal = ${back.journal} and account is null`,
    );
    expect(found).toMatchObject({ reversals: [back.journal] });
  });

  it('a settlement that says another interest than was credited', async () => {
    const saver = await newAccount(suite);
    await record(suite, [takeover(saver, '20000.00', { valueDate: on('2025-07-01') })]);
    const run = await start('interest-settlement', '2026-06-30');
    await drive(run);
    await act(run, 'approve');
    await drive(run);
    // The takeover of a day before is what the bank had when the first day began.
    const before = await wrong();
    expect(before).toEqual({ bank: [TODAY] });
    await drive(await start('reconciliation', TODAY));
    expect(await wrong()).toEqual({});
    expect(
      await broken(
        `update settlement set interest = interest + 0.01 where account = '${saver}'`,
        `update settlement set interest = interest - 0.01 where account = '${saver}'`,
      ),
    ).toEqual({ settlements: [saver] });
  });

  it('a bank that has another balance than our book, once nobody knows of the difference', async () => {
    expect(
      await broken(
        `update bank_day set received = received + 5, closing = closing + 5 where day = '${TODAY}'`,
        `update bank_day set received = received - 5, closing = closing - 5 where day = '${TODAY}'`,
      ),
    ).toEqual({ bank: [TODAY] });
    // A difference that is written down is known, explained or not.
    await paidIn(account, '40.00', { document: 'S7' });
    expect(await wrong()).toEqual({ bank: [TODAY] });
    await drive(await start('reconciliation', TODAY));
    expect(await wrong()).toEqual({});
  });

  it('suspense that is not what is still to be assigned', async () => {
    // Nobody would ever look for money that no item stands for.
    const receipt: Journal = {
      ...{ key: 'receipt/R1', kind: 'receipt', valueDate: DAY, by: 'test', document: 'R1' },
      lines: [
        { book: 'suspense', amount: yuan('30.00') },
        { book: 'result', amount: negated(yuan('30.00')) },
      ],
    };
    const [made] = await inTransaction(suite.app, (tx) => recordJournals(tx, CENTER, [receipt]));
    expect(await wrong()).toEqual({ suspense: ['R1'] });
    await suite.app.query(
      `insert into suspense_item (center, serial, amount, received_on, cause, journal)
       values ($1, 'R1', 30, $2, 'unknown-payer', $3)`,
      [CENTER, DAY, made!.journal],
    );
    expect(await wrong()).toEqual({});
    expect(
      await broken(
        `update suspense_item set amount = 29.99 where serial = 'R1'`,
        `update suspense_item set amount = 30 where serial = 'R1'`,
      ),
    ).toEqual({ suspense: ['R1'] });
    // Assigned by the desk, and taken out of the book by nobody.
    expect(
      await broken(
        `update suspense_item set state = 'assigned', settled_journal = journal where serial = 'R1'`,
        `update suspense_item set state = 'open', settled_journal = null where serial = 'R1'`,
      ),
    ).toEqual({ suspense: ['R1'] });
    // Returned under the document of the payment, as the desk does it.
    const back: Journal = {
      ...{ key: 'return/R1', kind: 'return', valueDate: DAY, by: 'test', document: 'P1' },
      lines: [
        { book: 'suspense', amount: yuan('-30.00') },
        { book: 'result', amount: yuan('30.00') },
      ],
    };
    const [gone] = await inTransaction(suite.app, (tx) => recordJournals(tx, CENTER, [back]));
    await suite.app.query(
      `update suspense_item set state = 'returned', settled_journal = $1 where serial = 'R1'`,
      [gone!.journal],
    );
    expect(await wrong()).toEqual({});
  });

  it('a payout that is open although its case is closed, and one that was paid without being owed', async () => {
    const made = await newCase(suite);
    const owner = await newAccount(suite);
    await paidIn(owner, '500.00', { valueDate: on('2026-11-24') });
    // Of a kind that no instruction to the bank stands behind.
    const taken = { kind: 'recall', caseId: made.id, valueDate: on('2026-11-24') } as const;
    await record(suite, [reserve(owner, '200.00', taken)]);
    expect(await wrong()).toEqual({});
    const { rows } = await suite.app.query<{ number: string }>(
      'select number from "case" where id = $1',
      [made.id],
    );
    expect(
      await broken(
        `update "case" set closed_at = now(), outcome = 'done' where id = '${made.id}'`,
        `update "case" set closed_at = null, outcome = null where id = '${made.id}'`,
      ),
    ).toEqual({ 'in-payment': [rows[0]!.number] });
    const pay = (amount: string, key: string) =>
      record(suite, [
        {
          ...{ key, ...taken, by: 'test' },
          lines: [
            { book: 'in-payment', amount: negated(yuan(amount)) },
            { book: 'bank', amount: yuan(amount) },
          ],
        },
      ]);
    await pay('200.01', 'test/payment');
    expect(await wrong()).toEqual({ 'in-payment': [rows[0]!.number] });
    await pay('-0.01', 'test/payment/2');
  });

  it('a journal of a case that is not there, and a case that opened an account nobody has', async () => {
    const found = await broken(
      `update journal set case_id = '${randomUUID()}' where id = ${journal}`,
      `update journal set case_id = null where id = ${journal}`,
    );
    expect(found).toMatchObject({ cases: [journal] });
    const made = await newCase(suite);
    const { rows } = await suite.app.query<{ number: string }>(
      'select number from "case" where id = $1',
      [made.id],
    );
    expect(
      await broken(
        `update "case" set stage = 'opened' where id = '${made.id}'`,
        `update "case" set stage = 'checking' where id = '${made.id}'`,
      ),
    ).toEqual({ cases: [rows[0]!.number] });
    expect(
      await broken(
        `update account set opened_by_case = '${randomUUID()}' where number = '${account}'`,
        `update account set opened_by_case = null where number = '${account}'`,
      ),
    ).toEqual({ cases: [account] });
  });

  it('a case whose workflow is not what its row says', async () => {
    engine.compared = { ...WHOLE, broken: 1, named: ['K0000001'] };
    expect(await wrong()).toEqual({ engine: ['K0000001'] });
    engine.compared = { ...WHOLE, whole: false };
    const { result } = await prove();
    expect(result.checks.find(({ name }) => name === 'engine')).toMatchObject({
      ok: null,
      skipped: 'too-many',
    });
    // What the engine need not keep any more is not said to hold either.
    engine.compared = { ...WHOLE, notKept: 1 };
    expect((await prove()).result.checks.map(({ skipped }) => skipped)).toContain('not-kept');
    engine.compared = WHOLE;
  });

  it('a line of the trail that was changed', async () => {
    // Through the sealer, so that the chain reaches the last event.
    await sealOnce(suite.app, suite.secrets);
    const { rows } = await suite.app.query<{ seq: string; event: string }>(
      'select seq::text, event::text from event_seal where center = $1 order by seq desc limit 1',
      [CENTER],
    );
    const [last] = rows;
    expect(
      await broken(
        `update event set origin = origin || 'x' where id = ${last!.event}`,
        `update event set origin = left(origin, -1) where id = ${last!.event}`,
      ),
    ).toEqual({ chain: [last!.seq] });
  });
});

describe('while the last proof is red', () => {
  it('no run that moves money works on, and the next green proof lets it go on', async () => {
    await record(suite, [
      takeover(await newAccount(suite), '36000.00', { valueDate: on('2025-07-01') }),
    ]);
    await drive(await start('reconciliation', TODAY));
    expect(await wrong()).toEqual({});
    const run = await start('interest-settlement', '2026-06-30');
    await drive(run);
    await act(run, 'approve');
    await tamper(`update balance set lines = lines + 1 where account = '${account}'`);
    expect(Object.keys(await wrong())).toEqual(['balances']);
    expect(await drive(run)).toEqual({ state: 'stopped', waitSeconds: null });
    expect(await row(run)).toMatchObject({ brake: 'proof-red', done: 0, done_amount: '0.00' });
    await tamper(`update balance set lines = lines - 1 where account = '${account}'`);
    expect(await wrong()).toEqual({});
    await act(run, 'resume');
    expect(await drive(run)).toEqual({ state: 'done', waitSeconds: null });
  });
});
