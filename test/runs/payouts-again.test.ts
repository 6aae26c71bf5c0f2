/** 付后退回: of a payment that was made besides the bank's answer, or once more, in whatever order the bank tells it. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { BankInstruction, BankResult } from '../../activities/outside/bank-answer.ts';
import type { BankClient } from '../../activities/outside/bank.ts';
import { bookResult } from '../../activities/payouts.ts';
import type { ProofResult } from '../../src/cases/proof-checks.ts';
import { eventSentence } from '../../src/cases/wording-events.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { arrived, openedAccount, owedBy, payBack } from '../ledger/corrections.ts';
import { takeover } from '../ledger/entries.ts';
import { balanceOf, record } from '../ledger/fixtures.ts';
import { instructions } from '../ledger/instructions.ts';
import { on } from '../ledger/interest-fixtures.ts';
import { testBank } from './bank-fixtures.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const statements = testBank();
const answers = new Map<string, BankInstruction>();
const client: Partial<BankClient> = {
  fetchStatement: (...wanted) => statements.client().fetchStatement(...wanted),
  findInstructions: (keys) =>
    Promise.resolve(keys.map((key) => answers.get(key) ?? { state: 'not-known', key })),
};
const { start, drive, row } = runs(suite, { bank: () => client as BankClient });
const { drawn, refused } = instructions(suite);

beforeAll(() => shippedFigures(suite));

const AT = Date.parse('2026-11-25T10:00:00+08:00');

async function wrong(): Promise<readonly string[]> {
  const run = await start('proof', '2026-11-25');
  await drive(run, AT);
  const { checks } = (await row(run))['result'] as ProofResult;
  const { rows } = await suite.owner.query<{ sum: string }>(
    'select sum(amount)::text as sum from posting',
  );
  expect(Number(rows[0]!.sum)).toBe(0);
  return checks.filter(({ ok }) => ok === false).map(({ name }) => name);
}

const moved = (key: string, serial: string) => ({
  ...{ key, batch: 'b', kind: 'payout' as const, serial, bookedOn: plainDate('2026-11-23') },
  ...{ asked: yuan('500.00'), amount: yuan('500.00'), difference: yuan('0.00') },
});
const done = (key: string, serial: string): BankResult => ({
  ...moved(key, serial),
  state: 'done',
});
const back = (key: string, serial: string): BankResult => ({
  ...{ ...moved(key, serial), state: 'returned', returnSerial: `${serial}R` },
  ...{ returnedOn: on('2026-11-24'), refusal: { reason: 'payee-returned', bankCode: '90' } },
});

const told = (result: BankResult) =>
  inTransaction(
    suite.app,
    (tx) => bookResult(tx, { personKeys: suite.personKeys, at: AT }, result),
    { isolation: 'read committed' },
  );

/** Of an account with 900.00, and 500.00 of it instructed to be paid. */
async function instructed() {
  const { account, caseId } = await openedAccount(suite);
  await record(suite, [takeover(account, '900.00')]);
  return { account, opening: caseId, ...(await drawn(account, '500.00', '2026-11-20')) };
}

type Instructed = Awaited<ReturnType<typeof instructed>>;

/** What is in the account, how the instruction stands, what is owed and which tasks to recover it are open. */
async function stands({ account, key, opening }: Instructed) {
  const { amount } = await balanceOf(suite, account);
  const { rows } = await suite.owner.query<{ state: string; serial: string | null }>(
    'select state, serial from payout where key = $1',
    [key],
  );
  const { rows: tasks } = await suite.owner.query(
    `select 1 from task where case_id = $1 and kind = 'recover' and closed_at is null`,
    [opening],
  );
  const owed = (await owedBy(suite, account)).filter(({ state }) => state === 'open');
  return { amount, ...rows[0]!, owed: owed.length, tasks: tasks.length };
}

async function sentences({ caseId }: Instructed, kind: string) {
  const { rows } = await suite.owner.query<{ public: Record<string, unknown> }>(
    'select public from event where case_id = $1 and kind = $2 order by id',
    [caseId, kind],
  );
  return rows.map((event) => eventSentence(kind, event.public));
}

describe('a payment that was refused, then carried out and given back', () => {
  it('is owed from the day it left, and nothing of it when it is back', async () => {
    const one = await instructed();
    await refused(one.key);
    const before = { amount: '900.00', state: 'refused', serial: null };
    await told(done(one.key, 'A1'));
    expect(await stands(one)).toEqual({ ...before, owed: 1, tasks: 1 });
    expect(await wrong()).toEqual([]);
    for (const result of [back(one.key, 'A1'), back(one.key, 'A1'), done(one.key, 'A1')]) {
      await told(result);
      expect(await stands(one)).toEqual({ ...before, owed: 0, tasks: 0 });
      expect(await wrong()).toEqual([]);
    }
    expect(await sentences(one, 'payout-returned')).toEqual([
      '已付的款项500.00元于2026年11月24日被退回：对方银行退回，全部抵银行多付的应收个人款。',
    ]);
  });

  it('comes to nothing where it is only told of when it is back', async () => {
    const one = await instructed();
    await refused(one.key);
    await told(back(one.key, 'A2'));
    expect(await stands(one)).toMatchObject({ amount: '900.00', owed: 0, tasks: 0 });
    await told(done(one.key, 'A2'));
    expect(await stands(one)).toMatchObject({ amount: '900.00', owed: 0, tasks: 0 });
    expect(await wrong()).toEqual([]);
  });

  it('is the person’s own where he or she has paid it back already: it waits in suspense', async () => {
    const one = await instructed();
    await refused(one.key);
    await told(done(one.key, 'A3'));
    const { item } = await arrived(suite, '200.00');
    await payBack(suite, (await owedBy(suite, one.account))[0]!, item);
    await told(back(one.key, 'A3'));
    expect(await stands(one)).toMatchObject({ amount: '900.00', owed: 0, tasks: 0 });
    const { rows } = await suite.owner.query(
      `select amount, cause, state from suspense_item where serial = 'A3R'`,
    );
    expect(rows).toEqual([{ amount: '200.00', cause: 'overpayment-returned', state: 'open' }]);
    expect(await wrong()).toEqual([]);
  });
});

describe('a payment that was made twice', () => {
  type News = (key: string) => BankResult;
  const news: Readonly<Record<string, News>> = {
    'first paid': (key) => done(key, `${key}-1`),
    'second paid': (key) => done(key, `${key}-2`),
    'first back': (key) => back(key, `${key}-1`),
    'second back': (key) => back(key, `${key}-2`),
  };
  const orders = ordersOf(Object.keys(news));

  it('of which the second is given back: the first stays paid, and nothing is owed', async () => {
    const one = await instructed();
    for (const name of ['first paid', 'second paid']) await told(news[name]!(one.key));
    const paid = { amount: '400.00', state: 'paid', serial: `${one.key}-1` };
    expect(await stands(one)).toEqual({ ...paid, owed: 1, tasks: 1 });
    for (const name of ['second back', 'second back', 'second paid']) {
      await told(news[name]!(one.key));
      expect(await stands(one)).toEqual({ ...paid, owed: 0, tasks: 0 });
    }
    expect(await wrong()).toEqual([]);
  });

  it('of which the first is given back: it is in the account again, and the second is owed', async () => {
    const one = await instructed();
    for (const name of ['first paid', 'second paid']) await told(news[name]!(one.key));
    for (const name of ['first back', 'first back', 'first paid']) {
      await told(news[name]!(one.key));
      const first = { amount: '900.00', state: 'returned', serial: `${one.key}-1` };
      expect(await stands(one)).toEqual({ ...first, owed: 1, tasks: 1 });
    }
    expect(await wrong()).toEqual([]);
  });

  it('comes to the same in every order, with everything told twice', async () => {
    for (const order of orders) {
      const one = await instructed();
      for (const name of order) {
        await told(news[name]!(one.key));
        await told(news[name]!(one.key));
      }
      expect(await wrong(), order.join(', ')).toEqual([]);
      const end = { amount: '900.00', state: 'returned', owed: 0, tasks: 0 };
      expect(await stands(one), order.join(', ')).toMatchObject(end);
    }
  });
});

function ordersOf(names: readonly string[]): readonly (readonly string[])[] {
  if (names.length < 2) return [names];
  return names.flatMap((name) =>
    ordersOf(names.filter((other) => other !== name)).map((rest) => [name, ...rest]),
  );
}

describe('the statement of the day on which it came back', () => {
  it('has no difference: the bank is asked for the line and its answer is booked', async () => {
    const { rows } = await suite.owner.query<{ sum: string }>(
      `select (-coalesce(sum(amount), 0))::text as sum from posting
        where center = $1 and book = 'bank'`,
      [CENTER],
    );
    const one = await instructed();
    await refused(one.key);
    statements.tell('2026-11-23', rows[0]!.sum, [
      { serial: 'A9', key: one.key, amount: '-500.00' },
    ]);
    answers.set(one.key, done(one.key, 'A9'));
    await drive(await start('reconciliation', '2026-11-23'), AT);
    expect(await stands(one)).toMatchObject({ owed: 1 });
    statements.tell('2026-11-24', '0.00', [{ serial: 'A9R', key: one.key, amount: '500.00' }]);
    answers.set(one.key, back(one.key, 'A9'));
    await drive(await start('reconciliation', '2026-11-24'), AT);
    expect(await stands(one)).toMatchObject({ amount: '900.00', owed: 0, tasks: 0 });
    const { rows: found } = await suite.owner.query(
      `select serial from bank_difference where serial in ('A9', 'A9R')`,
    );
    expect(found).toEqual([]);
  });
});
