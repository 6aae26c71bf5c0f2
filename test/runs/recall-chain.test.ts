/** A debit that the bank takes back after a correction is owed by whoever has the money now. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settleSuspense } from '../../src/db/suspense.ts';
import { acting, bench } from '../db/fixtures.ts';
import {
  assign,
  itemRow,
  owedBy,
  payBack,
  sentBack,
  takeBack,
  wrongOf,
} from '../ledger/corrections.ts';
import { reserve } from '../ledger/entries.ts';
import { balanceOf, record } from '../ledger/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, drive } = runs(suite, { bank: () => bank.client });

beforeAll(() => shippedFigures(suite));

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);
async function collect(day: string): Promise<string> {
  const run = await start('collection', day);
  await drive(run, instant(day));
  return run;
}
const holder = () => contributor(suite, { paidTo: '2026-10', debitDay: 28 });

let day = 0;
let first: Contributor;
/** Of the contribution that was wrongly booked to the first, in suspense since. */
let item: string;

beforeEach(async () => {
  day += 1;
  const on = `2026-10-${String(day).padStart(2, '0')}`;
  await quiet();
  first = await contributor(suite, { paidTo: '2026-09', debitDay: day });
  const run = await collect(on);
  bank.pay(debitKey(first, '2026-10'), on);
  await drive(run, instant(on));
  const { rows } = await suite.api.query<{ journal: string }>(
    'select journal from contribution where account = $1',
    [first.account],
  );
  await takeBack(suite, rows[0]!.journal);
  const { rows: items } = await suite.owner.query<{ id: string }>(
    `select id from suspense_item where account = $1 and cause = 'contribution-reversed'`,
    [first.account],
  );
  item = items[0]!.id;
});

/** Nobody else is debited: whoever was before owes nothing any more. */
async function quiet(): Promise<void> {
  await suite.owner.query('update plan set active = false');
  await suite.owner.query(
    `update contribution_due set state = 'void', settled_on = due_on, next_on = null
      where state = 'open'`,
  );
  await suite.owner.query(`update debit set state = 'refused' where state in ('planned', 'sent')`);
  await suite.owner.query(`update run_item set state = 'failed' where state = 'sent'`);
  await suite.owner.query(
    `update run set state = 'done', ended_at = now() where state = 'working'`,
  );
}

async function recalled(): Promise<void> {
  await quiet();
  const on = `2026-11-${String(day).padStart(2, '0')}`;
  bank.recall(debitKey(first, '2026-10'), on);
  await collect(on);
}
async function months({ account }: Contributor): Promise<readonly string[]> {
  const { rows } = await suite.owner.query<{ month: string }>(
    'select month from contribution where account = $1 and taken_back is null',
    [account],
  );
  return rows.map(({ month }) => month);
}
async function owed({ account }: Contributor): Promise<readonly string[]> {
  return (await owedBy(suite, account))
    .filter(({ state }) => state === 'open')
    .map(({ amount }) => amount);
}
async function booksHold(): Promise<void> {
  expect(await wrongOf(suite, 'suspense')).toEqual([]);
  expect(await wrongOf(suite, 'receivables')).toEqual([]);
  expect(await wrongOf(suite, 'reversals')).toEqual([]);
}

describe('assigned to another holder since', () => {
  it('it leaves that account with its month, and the first owes nothing', async () => {
    const second = await holder();
    await assign(suite, item, second.account);
    expect(await months(second)).toEqual(['2026-11']);
    await recalled();
    expect((await balanceOf(suite, second.account)).amount).toBe('0.00');
    expect(await months(second)).toEqual([]);
    expect([await owed(first), await owed(second)]).toEqual([[], []]);
    expect(await itemRow(suite, item)).toMatchObject({ state: 'returned' });
    await booksHold();
  });

  it.each([
    ['just that much is there', '800.00', []],
    ['a cent is lacking', '800.01', ['0.01']],
    ['nothing is there', '1600.00', ['800.00']],
  ])('that holder owes what is lacking: %s', async (_words, spent, left) => {
    const second = await holder();
    await assign(suite, item, second.account);
    await record(suite, [
      {
        ...{ key: `test/more/${second.account}`, kind: 'takeover', valueDate: '2026-10-30' },
        by: 'test',
        lines: [
          { book: 'bank', amount: '-800.00' },
          { book: 'personal', account: second.account, source: 'flexible', amount: '800.00' },
        ],
      } as never,
      reserve(second.account, spent),
    ]);
    await recalled();
    expect(await owed(second)).toEqual(left);
    expect(await owed(first)).toEqual([]);
    expect((await balanceOf(suite, second.account)).amount).toBe('0.00');
    expect(await months(second)).toEqual([]);
    await booksHold();
  });

  it('and to a third after that, it is the third’s', async () => {
    const [second, third] = [await holder(), await holder()];
    const { settled_journal: assigned } = await assign(suite, item, second.account);
    await takeBack(suite, String(assigned));
    await assign(suite, item, third.account);
    await record(suite, [reserve(third.account, '300.00')]);
    await recalled();
    expect([await owed(first), await owed(second), await owed(third)]).toEqual([
      [],
      [],
      ['300.00'],
    ]);
    await booksHold();
  });

  it('told twice it is taken once', async () => {
    const second = await holder();
    await assign(suite, item, second.account);
    await record(suite, [reserve(second.account, '300.00')]);
    await recalled();
    bank.recall(debitKey(first, '2026-10'), '2026-11-28');
    await quiet();
    await collect('2026-11-28');
    expect(await owed(second)).toEqual(['300.00']);
    await booksHold();
  });

  it('what the first has paid otherwise since stays paid', async () => {
    const second = await holder();
    await assign(suite, item, second.account);
    await suite.owner.query(
      `select cover_months(row($1, '2026-10', '2026-10', 1)::paid_months, 800, '2026-10-29',
         (select min(id) from journal))`,
      [first.account],
    );
    await recalled();
    const { rows } = await suite.owner.query(
      `select state, last_outcome from contribution_due
        where account = $1 and covers_from = '2026-10'`,
      [first.account],
    );
    expect(rows).toEqual([{ state: 'paid', last_outcome: 'paid-otherwise' }]);
  });
});

describe('with nobody’s account', () => {
  it('while it stands in suspense, it goes from there and nobody owes', async () => {
    await recalled();
    expect(await itemRow(suite, item)).toMatchObject({ state: 'returned' });
    expect(await owed(first)).toEqual([]);
    await booksHold();
  });

  it('when it went back to whoever paid it, the first owes it: it was their card', async () => {
    await sentBack(suite, { item, document: `TH-${item}`, on: '2026-10-30' });
    await recalled();
    expect(await owed(first)).toEqual(['800.00']);
    await booksHold();
  });

  it('when it paid what another owed, that other owes it again', async () => {
    const second = await holder();
    await record(suite, [
      {
        ...{ key: `test/recall/${second.account}`, kind: 'recall', valueDate: '2026-10-30' },
        by: 'test',
        lines: [
          { book: 'bank', amount: '900.00' },
          { book: 'receivable', amount: '-900.00' },
        ],
      } as never,
    ]);
    await suite.owner.query(
      `select raise_receivable((select id from journal where key = $1), $2, 900, 'recalled',
         '2026-10-30T10:00:00+08:00')`,
      [`test/recall/${second.account}`, second.account],
    );
    const [debt] = await owedBy(suite, second.account);
    await payBack(suite, debt!, item);
    await recalled();
    const debts = await owedBy(suite, second.account);
    expect(debts.map(({ amount, recovered }) => [amount, recovered])).toEqual([
      ['900.00', '800.00'],
      ['800.00', '0.00'],
    ]);
    expect(await owed(first)).toEqual([]);
    await booksHold();
  });

  it('when it became money for subsidies, the fund has less and nobody owes', async () => {
    const fund = async () => {
      const { rows } = await suite.owner.query<{ sum: string }>(
        `select coalesce(sum(amount), 0)::text as sum from posting where book = 'subsidy-fund'`,
      );
      return rows[0]!.sum;
    };
    const before = await fund();
    await settleSuspense(suite.api, {
      ...{ item, version: 1, action: 'fund', paid: null, document: null, reason: '财政拨入' },
      ...{ on: '2026-10-30', by: acting('sun', 'supervisor') },
    });
    expect(Number(await fund()) - Number(before)).toBe(800);
    await recalled();
    expect(Number(await fund())).toBe(Number(before));
    expect(await owed(first)).toEqual([]);
    await booksHold();
  });
});
