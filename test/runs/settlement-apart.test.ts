/** One account that cannot be settled among many: the others are, once, and it is named. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bench, CENTER } from '../db/fixtures.ts';
import { balanceOf, newAccount, record } from '../ledger/fixtures.ts';
import { contribution } from '../ledger/entries.ts';
import { on, takeover } from '../ledger/interest-fixtures.ts';
import { bookBalances, bookLines } from '../../src/api/queries/books.ts';
import { listRunItemRows } from '../../src/api/queries/runs.ts';
import { doomed } from './dying-pool.ts';
import { runs, shippedFigures } from './fixtures.ts';

const INSTANT = Date.parse('2026-07-01T00:30:00+08:00');
const ACCOUNTS = 9;

const suite = bench();
const own = runs(suite);
const { start, drive, step, act, row, items, events } = own;
const { workOn, dieAndGoOn } = doomed(suite, own);
let all: readonly string[];

beforeAll(async () => {
  await shippedFigures(suite);
  await suite.owner.query(`
    create table poison (account text primary key, code text not null);
    grant select on poison to anju_app;
    create function take_poison() returns trigger language plpgsql as $$
    declare
      bad poison;
    begin
      select * into bad from poison p where p.account in ('*', new.account) limit 1;
      if found then
        raise exception 'poisoned' using errcode = bad.code;
      end if;
      return new;
    end $$;
    create trigger take_poison before insert on settlement for each row execute function take_poison()`);
});

/** Nobody of the tests before has anything left to be settled. */
async function nobodyElse(): Promise<void> {
  await suite.owner.query('truncate poison');
  await suite.owner.query('alter table account disable trigger user');
  await suite.owner.query(`update account set center = '210200' where center = $1`, [CENTER]);
  await suite.owner.query('alter table account enable trigger user');
}

async function savers(count: number): Promise<readonly string[]> {
  const made: string[] = [];
  for (let n = 0; n < count; n += 1) made.push(await newAccount(suite));
  const valueDate = on('2026-01-01');
  await record(
    suite,
    made.map((account) => takeover(account, '36000.00', { valueDate })),
  );
  return made.toSorted();
}

beforeEach(async () => {
  await nobodyElse();
  all = await savers(ACCOUNTS);
});

const poison = (account: string, code = '22003') =>
  suite.owner.query('insert into poison (account, code) values ($1, $2)', [account, code]);

async function approved(): Promise<string> {
  const run = await start('interest-settlement', '2026-06-30');
  await drive(run, INSTANT);
  await act(run, 'approve');
  return run;
}

async function partsOf(run: string, n = 1) {
  const filter = { verdict: null, state: null };
  const rows = await listRunItemRows(suite.api, run, filter, { limit: 50, after: 0 });
  return rows.find((one) => one.n === n)?.parts ?? [];
}

/** Every other account has its 270.00, by one settlement and one journal each. */
async function expectOthersOnce(bad: readonly string[]): Promise<void> {
  const { rows } = await suite.owner.query<{ account: string; settled: number; amount: string }>(
    `select b.account, b.amount, (select count(*)::integer from settlement s
                                   where s.account = b.account) as settled
       from balance b where b.account = any ($1) order by b.account`,
    [all],
  );
  expect(rows).toEqual(
    all.map((account) =>
      bad.includes(account)
        ? { account, settled: 0, amount: '36000.00' }
        : { account, settled: 1, amount: '36270.00' },
    ),
  );
}

async function expectApart(run: string, bad: readonly string[], fault = '22003'): Promise<void> {
  await expectOthersOnce(bad);
  const credited = (270 * (ACCOUNTS - bad.length)).toFixed(2);
  expect(await row(run)).toMatchObject({
    ...{ state: 'done', items: 1, done: 0, failed: 1, done_amount: credited },
  });
  expect(await items(run)).toMatchObject([{ state: 'failed', outcome: 'credited-but-some' }]);
  const parts = await partsOf(run);
  const apart = parts.filter(({ account }) => account !== null);
  expect(apart.map(({ first }) => first)).toEqual(bad);
  for (const one of apart) {
    expect(one).toMatchObject({ outcome: 'account-faulty', fault, amount: null, accounts: 1 });
  }
  const others = parts.filter(({ account }) => account === null);
  expect(others.reduce((sum, one) => sum + one.accounts, 0)).toBe(ACCOUNTS - bad.length);
  expect(others.reduce((sum, one) => sum + Number(one.amount), 0).toFixed(2)).toBe(credited);
}

describe('an account that cannot be settled', () => {
  it.each([
    ['the first', [0]],
    ['one in the middle', [4]],
    ['the last', [ACCOUNTS - 1]],
    ['two of them', [2, 6]],
    ['two neighbours', [4, 5]],
  ])('is set apart by its number when it is %s of a range', async (_, at) => {
    const bad = at.map((n) => all[n]!);
    for (const account of bad) await poison(account);
    const run = await approved();
    expect(await drive(run, INSTANT)).toEqual({ state: 'done', waitSeconds: null });
    await expectApart(run, bad);
    expect((await events(run)).slice(-2)).toEqual(['run-chunk', 'run-done']);
  });

  it('is settled by the next run once it is mended, and nobody twice', async () => {
    await poison(all[3]!);
    const run = await approved();
    await drive(run, INSTANT);
    await suite.owner.query('truncate poison');
    const next = await approved();
    expect(await row(next)).toMatchObject({ items: 1, amount: '270.00' });
    await drive(next, INSTANT);
    expect(await items(next)).toMatchObject([{ state: 'done', outcome: 'credited' }]);
    await expectOthersOnce([]);
  });

  it('is found by the rule where what would be credited is not what its lines come to', async () => {
    const bad = all[7]!;
    await suite.owner.query('alter table balance disable trigger user');
    await suite.owner.query('update balance set carried = carried + 100 where account = $1', [bad]);
    await suite.owner.query('alter table balance enable trigger user');
    const run = await approved();
    await drive(run, INSTANT);
    expect(await row(run)).toMatchObject({ done: 0, failed: 1, done_amount: '2160.00' });
    expect((await partsOf(run))[0]).toMatchObject({
      ...{ first: bad, outcome: 'differs-from-rule', fault: 'rule' },
    });
  });

  it('leaves the books of the center as they are when all is credited in one', async () => {
    await poison(all[1]!);
    const run = await approved();
    await drive(run, INSTANT);
    const asked = { center: CENTER, asOf: '2026-07-01' };
    const payable = (await bookBalances(suite.api, asked)).find(
      ({ book }) => book === 'interest-payable',
    );
    expect(payable?.balance).toBe('0.00');
    const book = { center: CENTER, book: 'interest-payable', from: null, to: null } as const;
    const lines = await bookLines(suite.api, { ...book, kind: 'interest' }, LIMIT);
    const ours = lines.filter((line) => line.run === run);
    expect(ours.map(({ stretch }) => stretch)).toEqual(ours.map(() => 1));
    expect(ours.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(-270 * (ACCOUNTS - 1));
  });
});

const LIMIT = { limit: 100, after: null } as const;

describe('an account that cannot even be reckoned', () => {
  it('is told in the list that is approved, and all others are settled', async () => {
    const bad = all[4]!;
    await suite.owner.query('alter table posting disable trigger user');
    await suite.owner.query(`update posting set value_date = 'infinity' where account = $1`, [bad]);
    await suite.owner.query('alter table posting enable trigger user');
    const run = await start('interest-settlement', '2026-06-30');
    await drive(run, INSTANT);
    expect(await row(run)).toMatchObject({ state: 'previewed', amount: '2160.00' });
    expect((await items(run)).find(({ account }) => account === bad)).toMatchObject({
      ...{ verdict: 'due', amount: null, detail: { apart: 'account-faulty', fault: '22008' } },
    });
    await act(run, 'approve');
    expect(await drive(run, INSTANT)).toEqual({ state: 'done', waitSeconds: null });
    await expectOthersOnce([bad]);
    expect(await row(run)).toMatchObject({ failed: 1, done_amount: '2160.00' });
    expect((await items(run)).filter(({ state }) => state === 'failed')).toMatchObject([
      { account: bad, outcome: 'account-faulty' },
    ]);
  });
});

describe('what was previewed', () => {
  it('is still what is credited: a range that has changed since is not settled in part', async () => {
    await poison(all[4]!);
    const run = await approved();
    await record(suite, [contribution(all[0]!, '100.00', { valueDate: on('2026-06-01') })]);
    await drive(run, INSTANT);
    expect(await items(run)).toMatchObject([{ state: 'failed', outcome: 'differs-from-preview' }]);
    expect(await partsOf(run)).toEqual([]);
    expect(await row(run)).toMatchObject({ state: 'done', failed: 1, done_amount: '0.00' });
    expect((await balanceOf(suite, all[1]!)).amount).toBe('36000.00');
  });
});

describe('what is no fault of an account', () => {
  it.each([
    ['a rate that is missing', 'AJ425'],
    ['a disk that is full', '53100'],
    ['a connection that is lost', '08006'],
    ['a database that shuts down', '57P01'],
    ['a function that is not there', '42883'],
  ])('is tried again and sets nobody apart: %s', async (_, code) => {
    await poison(all[4]!, code);
    const run = await approved();
    await expect(step(run, INSTANT)).rejects.toThrow();
    expect(await items(run)).toMatchObject([{ state: 'open', outcome: null }]);
    expect(await partsOf(run)).toEqual([]);
    await suite.owner.query('truncate poison');
    expect(await drive(run, INSTANT)).toEqual({ state: 'done', waitSeconds: null });
    await expectOthersOnce([]);
  });

  it('is what a hundred and one accounts of a range have: the step is tried again', async () => {
    await nobodyElse();
    all = await savers(101);
    await poison('*');
    const run = await approved();
    await expect(step(run, INSTANT)).rejects.toThrow('poisoned');
    expect(await items(run)).toMatchObject([{ state: 'open' }]);
    await suite.owner.query('truncate poison');
    await drive(run, INSTANT);
    await expectOthersOnce([]);
  });
});

describe('a process that dies while it looks for the account', () => {
  /** The whole, and its halves down to the one: five, three, two and one of nine. */
  const ATTEMPTS = 8;

  it('makes this many attempts, all of which are died at below', async () => {
    await poison(all[4]!);
    const run = await approved();
    expect(await workOn(run, INSTANT, { at: 99, when: 'before', of: 'savepoint attempt' })).toEqual(
      {
        ...{ commits: ATTEMPTS, dead: false },
      },
    );
    await expectApart(run, [all[4]!]);
  });

  it.each(Array.from({ length: ATTEMPTS }, (_, at) => at + 1))(
    'leaves nothing half done at attempt %i',
    async (at) => {
      await poison(all[4]!);
      const run = await approved();
      await dieAndGoOn(run, INSTANT, { at, when: 'after', of: 'savepoint attempt' });
      await expectApart(run, [all[4]!]);
    },
  );

  it.each(['before', 'after'] as const)('credits once when it dies %s its commit', async (when) => {
    await poison(all[4]!);
    const run = await approved();
    await dieAndGoOn(run, INSTANT, { at: 1, when });
    await expectApart(run, [all[4]!]);
  });
});
