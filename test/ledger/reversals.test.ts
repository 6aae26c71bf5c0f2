/** A correction takes a journal back with all that rests on it, by two persons, once, or not at all. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { exact, negated, yuan } from '../../src/domain/money.ts';
import { coverMonths } from '../../src/ledger/contributions.ts';
import type { Journal } from '../../src/ledger/journals.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { previewReversal } from '../../src/ledger/reversals.ts';
import { acting, bench, CENTER, type Bench } from '../db/fixtures.ts';
import {
  arrived,
  assign,
  decide,
  itemRow,
  owedBy,
  payBack,
  preview,
  propose,
  takeBack,
  wrongOf,
} from './corrections.ts';
import { contribution, DAY, reserve } from './entries.ts';
import { balanceOf, newAccount, record } from './fixtures.ts';
import { on, settleYear } from './interest-fixtures.ts';

const suite = bench();

/** A month paid by debit or transfer, under the bank's serial number. */
async function paid(account: string, serial = `B${randomUUID().slice(0, 8)}`): Promise<string> {
  const [{ journal } = { journal: '' }] = await record(suite, [
    contribution(account, '800.00', { document: serial }),
  ]);
  const month = { account, from: '2026-11', to: '2026-11', months: 1, amount: '800.00' };
  await inTransaction(suite.app, (tx) => coverMonths(tx, [{ ...month, on: DAY, journal }]));
  return journal;
}

async function kinds(journals: readonly string[]): Promise<readonly string[]> {
  const { rows } = await suite.api.query<{ kind: string }>(
    'select kind from journal where id = any ($1) order by array_position($1, id)',
    [journals],
  );
  return rows.map(({ kind }) => kind);
}

const payment = (caseId: string, amount: string): Journal => ({
  ...{ key: `test/payment/${randomUUID()}`, kind: 'payment', valueDate: DAY, by: 'test', caseId },
  document: 'L1',
  lines: [
    { book: 'in-payment', amount: negated(yuan(amount)) },
    { book: 'bank', amount: yuan(amount) },
  ],
});

describe('a contribution that is taken back', () => {
  it('leaves the account, uncovers its month, and stands in suspense for its owner', async () => {
    const account = await newAccount(suite);
    const journal = await paid(account, 'B-ONE');
    const journals = await takeBack(suite, journal);
    expect(await kinds(journals)).toEqual(['reversal', 'receipt']);
    expect((await balanceOf(suite, account)).amount).toBe('0.00');
    const { rows } = await suite.api.query(
      `select a.paid_to, c.taken_back::text as taken_back, s.amount, s.state, s.cause
         from account a join contribution c on c.account = a.number
         join suspense_item s on s.account = a.number and s.serial = 'B-ONE' where a.number = $1`,
      [account],
    );
    expect(rows).toEqual([
      {
        ...{ paid_to: null, taken_back: journals[0], amount: '800.00' },
        ...{ state: 'open', cause: 'contribution-reversed' },
      },
    ]);
    expect(await wrongOf(suite, 'suspense')).toEqual([]);
    expect(await wrongOf(suite, 'reversals')).toEqual([]);
  });

  it('is assigned to the right account, and may be taken back from there again', async () => {
    const [wrong, right] = [await newAccount(suite), await newAccount(suite)];
    await takeBack(suite, await paid(wrong, 'B-TWO'));
    const { rows } = await suite.api.query<{ id: string }>(
      `select id from suspense_item where serial = 'B-TWO'`,
    );
    const item = rows[0]!.id;
    const first = await assign(suite, item, right);
    expect((await balanceOf(suite, right)).amount).toBe('800.00');
    await takeBack(suite, String(first['settled_journal']));
    expect(await itemRow(suite, item)).toMatchObject({ state: 'open' });
    // The key of the first assignment stands for it for ever: the second has its own.
    expect(await assign(suite, item, right, '2026-12')).toMatchObject({ state: 'assigned' });
    expect((await balanceOf(suite, right)).amount).toBe('800.00');
    expect(await wrongOf(suite, 'suspense')).toEqual([]);
  });

  it('whose money was paid out since leaves the rest as owed, to the cent', async () => {
    const account = await newAccount(suite);
    const journal = await paid(account);
    await record(suite, [reserve(account, '799.99')]);
    const plan = await preview(suite, journal);
    expect(plan).toMatchObject({ lacks: '799.99', stays: [] });
    const journals = await takeBack(suite, journal);
    expect(await kinds(journals)).toEqual(['shortfall', 'reversal', 'receipt']);
    expect((await balanceOf(suite, account)).amount).toBe('0.00');
    expect(await owedBy(suite, account)).toMatchObject([{ amount: '799.99', state: 'open' }]);
    expect(await wrongOf(suite, 'receivables')).toEqual([]);
  });

  it('counts as though it never was: the interest that was credited for it is taken back later', async () => {
    const account = await newAccount(suite);
    const day = on('2026-01-10');
    const [one] = await record(suite, [
      contribution(account, '36000.00', { valueDate: day, document: randomUUID() }),
    ]);
    await record(suite, [contribution(account, '100.00', { valueDate: day })]);
    await settleYear(suite, { first: account, year: 2026 });
    // 171 days of 36,100.00 at 1.5 % and 360 days.
    expect((await balanceOf(suite, account)).amount).toBe('36357.21');
    await takeBack(suite, one!.journal);
    await settleYear(suite, { first: account, year: 2027 });
    const { rows } = await suite.api.query(
      `select interest, corrected from settlement where account = $1 and settled_on = '2027-06-30'`,
      [account],
    );
    expect(rows[0]).toMatchObject({ interest: '-251.08', corrected: true });
    // 536 days of 100.00 and 364 of the 257.21 that count from 1 July, less what was earned, once.
    expect((await balanceOf(suite, account)).amount).toBe('106.13');
  });
});

describe('what rests on a journal', () => {
  it('falls with it, the latest first: a receipt takes its assignment along', async () => {
    const account = await newAccount(suite);
    const { item, journal } = await arrived(suite, '800.00');
    const { settled_journal: assigned } = await assign(suite, item, account);
    const plan = await preview(suite, journal);
    expect(plan.steps.map(({ journal: one, why }) => [one, why])).toEqual([
      [assigned, 'settled-from-it'],
      [journal, 'asked'],
    ]);
    await takeBack(suite, journal);
    expect((await balanceOf(suite, account)).amount).toBe('0.00');
    expect(await itemRow(suite, item)).toMatchObject({ state: 'reversed' });
    expect(await wrongOf(suite, 'suspense')).toEqual([]);
  });

  it('is the payment of a reserve, and what the bank has paid is not taken back', async () => {
    const account = await newAccount(suite);
    const caseId = randomUUID();
    await record(suite, [contribution(account, '900.00')]);
    const [reserved] = await record(suite, [reserve(account, '900.00', { caseId })]);
    const [done] = await record(suite, [payment(caseId, '900.00')]);
    expect((await preview(suite, reserved!.journal)).steps.map(({ journal }) => journal)).toEqual([
      done!.journal,
      reserved!.journal,
    ]);
    await suite.owner.query(
      `insert into bank_day (center, day, sha256, lines, opening, received, paid, closing, fetched_at)
       values ($1, $2, $3, 1, 0, 0, 900, -900, now())`,
      [CENTER, DAY, 'a'.repeat(64)],
    );
    await suite.owner.query(
      `insert into bank_line (center, day, n, serial, amount, balance, state, journals)
       values ($1, $2, 1, 'L1', -900, -900, 'matched', $3)`,
      [CENTER, DAY, [done!.journal]],
    );
    expect((await preview(suite, reserved!.journal)).stays).toEqual([
      { journal: done!.journal, code: 'bank-has-it' },
    ]);
    await expect(propose(suite, reserved!.journal)).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    await suite.owner.query('delete from bank_line');
    await suite.owner.query('delete from bank_day');
  });

  it('is the settlement of a later year', async () => {
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '36000.00', { valueDate: on('2025-07-01') })]);
    await settleYear(suite, { first: account, year: 2026 });
    await settleYear(suite, { first: account, year: 2027 });
    const { rows } = await suite.api.query<{ journal: string }>(
      `select journal from settlement where account = $1 order by settled_on`,
      [account],
    );
    const [first, second] = rows.map(({ journal }) => journal);
    const plan = await preview(suite, first!);
    expect(plan.steps.map(({ journal }) => journal)).toEqual([second, first]);
    const before = await balanceOf(suite, account);
    await takeBack(suite, first!);
    expect(await balanceOf(suite, account)).toEqual({
      carried: '0.00',
      current: '36000.00',
      amount: '36000.00',
    });
    // Void, both years may be settled anew, and come to the same.
    await settleYear(suite, { first: account, year: 2026 });
    await settleYear(suite, { first: account, year: 2027 });
    expect(await balanceOf(suite, account)).toEqual(before);
  });

  it('takes its share of the interest charge with it, and leaves that of the others', async () => {
    const [one, other] = [await newAccount(suite), await newAccount(suite)].sort();
    await record(suite, [
      contribution(one!, '36000.00', { valueDate: on('2025-07-01') }),
      contribution(other!, '12000.00', { valueDate: on('2025-07-01') }),
    ]);
    const before = await interestBooks(suite);
    await settleYear(suite, { first: one!, last: other!, year: 2026 });
    const { rows } = await suite.api.query<{ account: string; journal: string; interest: string }>(
      `select account, journal, interest from settlement where account = any ($1)`,
      [[one, other]],
    );
    const own = rows.find(({ account }) => account === one)!;
    const others = rows.find(({ account }) => account === other)!;
    expect(Number(own.interest)).toBeGreaterThan(0);
    const plan = await preview(suite, own.journal);
    expect(plan.steps).toMatchObject([{ charge: own.interest }]);
    const journals = await takeBack(suite, own.journal);
    expect(await kinds(journals)).toEqual(['reversal', 'interest-charge']);
    const after = await interestBooks(suite);
    expect(after.payable).toBe(before.payable);
    expect(after.result).toBe(exact(before.result).minus(others.interest).toFixed(2));
    // Settled anew it is charged anew, once.
    await settleYear(suite, { first: one!, last: other!, year: 2026 });
    expect((await interestBooks(suite)).payable).toBe(before.payable);
  });

  it('is what was recovered of a receivable: taken back, it is owed again', async () => {
    const account = await newAccount(suite);
    const journal = await paid(account);
    await record(suite, [reserve(account, '800.00')]);
    await takeBack(suite, journal);
    const [owed] = await owedBy(suite, account);
    const { item } = await arrived(suite, '300.00');
    await payBack(suite, owed!, item);
    const recovered = String((await itemRow(suite, item))['settled_journal']);
    await takeBack(suite, recovered);
    expect(await owedBy(suite, account)).toMatchObject([{ recovered: '0.00', state: 'open' }]);
    expect(await itemRow(suite, item)).toMatchObject({ state: 'open' });
    expect(await wrongOf(suite, 'receivables')).toEqual([]);
  });
});

describe('two persons', () => {
  it('never the same: who proposed it does not confirm or decline it', async () => {
    const id = await propose(suite, await paid(await newAccount(suite)));
    await expect(decide(suite, id, 'confirm', 'sun')).rejects.toMatchObject({
      code: 'same-person',
    });
    await expect(decide(suite, id, 'decline', 'sun')).rejects.toMatchObject({
      code: 'same-person',
    });
    await expect(decide(suite, id, 'withdraw', 'zhou')).rejects.toMatchObject({
      code: 'not-authorized',
    });
    await decide(suite, id, 'withdraw', 'sun');
    await expect(decide(suite, id, 'confirm')).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
  });

  it('carry out what was looked at, or nothing', async () => {
    const account = await newAccount(suite);
    const id = await propose(suite, await paid(account));
    await record(suite, [reserve(account, '500.00')]);
    await expect(decide(suite, id, 'confirm')).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    expect((await balanceOf(suite, account)).amount).toBe('300.00');
    expect(await owedBy(suite, account)).toEqual([]);
  });

  it('do it once, however many confirm at one moment', async () => {
    const account = await newAccount(suite);
    const id = await propose(suite, await paid(account));
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => decide(suite, id, 'confirm')),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await balanceOf(suite, account)).amount).toBe('0.00');
    const { rows } = await suite.owner.query<{ kind: string }>(
      `select kind from event where public->>'reversal' = $1 order by id`,
      [id],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['correction-proposed', 'correction-confirmed']);
  });

  it('propose one at a time of a journal', async () => {
    const journal = await paid(await newAccount(suite));
    await propose(suite, journal);
    await expect(propose(suite, journal)).rejects.toMatchObject({ code: 'action-not-permitted' });
  });

  it('are of the center: elsewhere there is no such journal', async () => {
    const journal = await paid(await newAccount(suite));
    await expect(
      previewReversal(suite.api, journal, acting('dl-sun', 'supervisor')),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('what is not taken back', () => {
  it.each(['is-reversal', 'reversed-already'])('says why: %s', async (code) => {
    const [one] = await record(suite, [contribution(await newAccount(suite), '1.00')]);
    const [reversal] = await takeBack(suite, one!.journal);
    const asked = code === 'is-reversal' ? reversal! : one!.journal;
    expect((await preview(suite, asked)).stays).toContainEqual({ journal: asked, code });
  });

  it('says why: the account is closed', async () => {
    const account = await newAccount(suite);
    const [one] = await record(suite, [contribution(account, '1.00')]);
    await record(suite, [reserve(account, '1.00')]);
    await suite.owner.query(
      `update account set state = 'closed', closed_on = $2, close_reason = 'withdrawn' where number = $1`,
      [account, DAY],
    );
    expect((await preview(suite, one!.journal)).stays).toEqual([
      { journal: one!.journal, code: 'account-closed' },
    ]);
  });
});

/** 应付利息 and 业务收支, yuan. */
async function interestBooks(suite: Bench) {
  const { rows } = await suite.owner.query<{ payable: string; result: string }>(
    `select coalesce(sum(amount) filter (where book = 'interest-payable'), 0)::numeric(18, 2)::text as payable,
            coalesce(sum(amount) filter (where book = 'result'), 0)::numeric(18, 2)::text as result
       from posting where center = $1 and account is null`,
    [CENTER],
  );
  return rows[0]!;
}
