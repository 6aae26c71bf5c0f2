/** 银行对账: what the statement shows of an instruction of ours that our books do not is asked for by its key. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BankInstruction, BankResult } from '../../activities/outside/bank-answer.ts';
import type { BankClient } from '../../activities/outside/bank.ts';
import { bookResult } from '../../activities/payouts.ts';
import { askForShown } from '../../activities/runs/reconciliation-asks.ts';
import { findRun } from '../../src/db/runs.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { Fault } from '../../src/domain/fault.ts';
import { yuan } from '../../src/domain/money.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { contribution } from '../ledger/entries.ts';
import { instructions } from '../ledger/instructions.ts';
import { balanceOf, newAccount, record } from '../ledger/fixtures.ts';
import { on } from '../ledger/interest-fixtures.ts';
import { testBank } from './bank-fixtures.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';
import { bankDouble } from './bank-double.ts';

const suite = bench();
const statements = testBank();
const own = instructions(suite);
const debits = bankDouble();
const answers = new Map<string, BankInstruction>();
let asked: (readonly string[])[] = [];
let away = false;
const client: BankClient = {
  ...debits.client,
  fetchStatement: (...wanted) => statements.client().fetchStatement(...wanted),
  findInstructions: (keys) => {
    asked.push(keys);
    if (away) return Promise.reject(new Fault('outside-system-unavailable', 'away'));
    return Promise.resolve(keys.map((key) => answers.get(key) ?? { state: 'not-known', key }));
  },
};
const { start, step, drive, act, deps } = runs(suite, { bank: () => client });

beforeAll(() => shippedFigures(suite));
beforeEach(async () => {
  asked = [];
  away = false;
  await suite.owner.query('update plan set active = false');
});

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

async function collect(day: string) {
  const run = await start('collection', day);
  const { state } = await step(run, instant(day));
  if (state === 'previewed') await act(run, 'approve');
  await drive(run, instant(day));
  return run;
}

async function differences(day: string) {
  await drive(await start('reconciliation', day));
  const { rows } = await suite.api.query<{ kind: string; amount: string }>(
    'select kind, amount from bank_difference where center = $1 and day = $2 order by amount',
    [CENTER, day],
  );
  return rows;
}

const carriedOut = (key: string, serial: string, day: string): BankInstruction => ({
  ...{ key, batch: 'b', kind: 'debit', state: 'done', serial, bookedOn: plainDate(day) },
  ...{ asked: yuan('800.00'), amount: yuan('800.00'), difference: yuan('0.00') },
});

const paidOut = (key: string, serial: string, day: string) => ({
  ...{ key, batch: 'b', kind: 'payout' as const, state: 'done' as const, serial },
  ...{ asked: yuan('500.00'), amount: yuan('500.00'), difference: yuan('0.00') },
  bookedOn: plainDate(day),
});

const booked = (result: BankResult) =>
  inTransaction(suite.app, (tx) =>
    bookResult(tx, { personKeys: suite.personKeys, at: instant('2026-04-10') }, result),
  );

async function owed(account: string) {
  const { rows } = await suite.owner.query<{ amount: string; cause: string }>(
    'select amount, cause from receivable where account = $1 order by id',
    [account],
  );
  return rows;
}

async function months({ account }: Contributor) {
  const { rows } = await suite.owner.query<{ month: string }>(
    'select month from contribution where account = $1 and taken_back is null',
    [account],
  );
  return rows.map(({ month }) => month);
}

describe('a debit that was refused and stands in the statement', () => {
  it('is asked for by its key and booked, and the day has no difference', async () => {
    const one = await contributor(suite, { paidTo: '2026-01', debitDay: 10 });
    const run = await collect('2026-02-10');
    const key = debitKey(one, '2026-02');
    debits.refuse(key, '2026-02-10');
    await drive(run, instant('2026-02-10'));
    answers.set(key, carriedOut(key, 'Q1', '2026-02-10'));
    statements.tell('2026-02-10', '0.00', [{ serial: 'Q1', key, amount: '800.00' }]);
    expect(await differences('2026-02-10')).toEqual([]);
    expect(asked).toContainEqual([key]);
    expect(await months(one)).toEqual(['2026-02']);
  });

  it('stays a difference while the bank does not answer, and the comparison is made', async () => {
    const one = await contributor(suite, { paidTo: '2026-02', debitDay: 10 });
    const run = await collect('2026-03-10');
    const key = debitKey(one, '2026-03');
    debits.refuse(key, '2026-03-10');
    await drive(run, instant('2026-03-10'));
    away = true;
    statements.tell('2026-03-10', '800.00', [{ serial: 'Q2', key, amount: '800.00' }]);
    expect(await differences('2026-03-10')).toMatchObject([{ kind: 'missing-here' }]);
    expect(await months(one)).toEqual([]);
  });
});

describe('a payment that was refused and stands in the statement', () => {
  it('is asked for by its key: what has left is owed, once for each number, and the day has no difference', async () => {
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '900.00', { valueDate: on('2026-04-01') })]);
    const { key } = await own.drawn(account, '500.00', '2026-04-02');
    await own.refused(key);
    answers.set(key, paidOut(key, 'Q3', '2026-04-08'));
    statements.tell('2026-04-08', '1600.00', [{ serial: 'Q3', key, amount: '-500.00' }]);
    const found = await differences('2026-04-08');
    expect(found.filter(({ amount }) => amount === '-500.00')).toEqual([]);
    expect(await owed(account)).toEqual([{ amount: '500.00', cause: 'overpaid' }]);
    for (const serial of ['Q3', 'Q4', 'Q4']) await booked(paidOut(key, serial, '2026-04-08'));
    expect(await owed(account)).toEqual([
      { amount: '500.00', cause: 'overpaid' },
      { amount: '500.00', cause: 'overpaid' },
    ]);
  });
});

describe('the answer to a payment', () => {
  it('is booked though the holder’s data cannot be opened any more', async () => {
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '900.00', { valueDate: on('2026-04-01') })]);
    const { key } = await own.drawn(account, '500.00', '2026-04-02');
    await suite.owner.query(
      `update person set wrapped_key = regexp_replace(wrapped_key, '.{8}$', 'AAAAAAAA')
        where id = (select person from account where number = $1)`,
      [account],
    );
    const paid = paidOut(key, 'Q5', '2026-04-09');
    await booked(paid);
    const back = { returnSerial: 'Q6', returnedOn: on('2026-04-10') };
    const refusal = { reason: 'payee-returned', bankCode: '90' } as const;
    await booked({ ...paid, ...back, refusal, state: 'returned' });
    expect((await balanceOf(suite, account)).amount).toBe('900.00');
    const { rows } = await suite.owner.query('select state from payout where key = $1', [key]);
    expect(rows).toEqual([{ state: 'returned' }]);
  });
});

describe('what a statement shows of many instructions', () => {
  it('is asked for in batches until each was asked for, once, and all are booked', async () => {
    const keys: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const account = await newAccount(suite);
      await record(suite, [contribution(account, '900.00', { valueDate: on('2026-04-01') })]);
      const { key } = await own.drawn(account, '500.00', '2026-04-02');
      await own.refused(key);
      answers.set(key, paidOut(key, `M${String(n)}`, '2026-04-20'));
      keys.push(key);
    }
    keys.sort();
    statements.tell(
      '2026-04-20',
      '0.00',
      keys.map((key, n) => ({ serial: `L${String(n)}`, key, amount: '-500.00' })),
    );
    const id = await start('reconciliation', '2026-04-20');
    await drive(id);
    asked = [];
    const run = (await findRun(suite.app, id))!;
    const working = { deps: deps(), run, at: instant('2026-04-21') };
    await askForShown({ ...working, signal: new AbortController().signal }, 2);
    expect(asked).toEqual([keys.slice(0, 2), keys.slice(2, 4), keys.slice(4)]);
    const { rows } = await suite.owner.query<{ owed: number }>(
      `select count(*)::integer as owed from receivable r join journal j on j.id = r.journal
        where j.document like 'M%'`,
    );
    expect(rows).toEqual([{ owed: 5 }]);
  });
});
