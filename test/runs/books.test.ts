/** 总账: what each book holds on a day, reckoned again from all lines; interest payable by its stretches. */
import { beforeAll, describe, expect, it } from 'vitest';
import { bookBalances, bookLines, type CenterBook } from '../../src/api/queries/books.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { contribution, DAY } from '../ledger/entries.ts';
import { newAccount, record } from '../ledger/fixtures.ts';
import { instructions } from '../ledger/instructions.ts';
import { on, takeover } from '../ledger/interest-fixtures.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const { start, drive, act, row } = runs(suite);
const { drawn, paid } = instructions(suite);
const LATER = '2026-12-31';

beforeAll(async () => {
  await shippedFigures(suite);
  const savers = [await newAccount(suite), await newAccount(suite)];
  for (const saver of savers) {
    await record(suite, [takeover(saver, '20000.00', { valueDate: on('2025-07-01') })]);
  }
  const run = await start('interest-settlement', '2026-06-30');
  await drive(run);
  await act(run, 'approve');
  await drive(run);
  expect(await row(run)).toMatchObject({ state: 'done' });
  const [saver] = savers as [string];
  await record(suite, [contribution(saver, '800.00', { document: 'S1', source: 'unit' })]);
  const { key } = await drawn(saver, '300.00');
  await paid(key, '310.00', '2026-11-25');
});

/** Every line added up, as nobody would for a page. */
async function reckoned(asOf: string): Promise<Readonly<Record<string, string>>> {
  const { rows } = await suite.owner.query<{ book: string; amount: string }>(
    `select b.code as book, coalesce(sum(p.amount), 0)::numeric(18, 2)::text as amount
       from book b left join posting p on p.book = b.code and p.center = $1 and p.value_date <= $2
      group by 1`,
    [CENTER, asOf],
  );
  return Object.fromEntries(rows.map(({ book, amount }) => [book, amount]));
}

async function told(asOf: string): Promise<Readonly<Record<string, string>>> {
  const rows = await bookBalances(suite.api, { center: CENTER, asOf });
  return Object.fromEntries(rows.map(({ book, balance }) => [book, balance]));
}

const lines = (book: CenterBook, more: { kind?: string; from?: string; to?: string } = {}) => {
  const { kind = null, from = null, to = null } = more;
  return bookLines(suite.api, { center: CENTER, book, from, to, kind }, { limit: 50, after: null });
};

describe('the balances of the books', () => {
  const DAYS = ['2025-06-30', '2026-06-29', '2026-06-30', '2026-11-24', '2026-11-25', LATER];

  it.each(DAYS)('on %s are what all lines come to, before there was a proof', async (day) => {
    expect(await told(day)).toEqual(await reckoned(day));
  });

  it.each(DAYS)('on %s are the same after a proof and with what came since', async (day) => {
    await drive(await start('proof', DAY));
    const late = contribution(await newAccount(suite), '1.00', { valueDate: on('2026-11-25') });
    await record(suite, [late]);
    expect(await told(day)).toEqual(await reckoned(day));
  });

  it('come in the order of the chart, with what each is', async () => {
    const rows = await bookBalances(suite.api, { center: CENTER, asOf: LATER });
    expect(rows.map(({ title }) => title)).toEqual([
      ...['银行存款', '应收个人款', '住房公积金', '暂收款', '应付提取款', '应付利息'],
      ...['缴存补贴资金', '业务收支'],
    ]);
  });
});

describe('the lines of a book', () => {
  it('sum to its balance, the newest day first', async () => {
    for (const book of [
      'bank',
      'in-payment',
      'receivable',
      'result',
      'interest-payable',
    ] as const) {
      const rows = await lines(book);
      const sum = rows.reduce((all, { amount }) => all + Math.round(Number(amount) * 100), 0);
      expect((sum / 100).toFixed(2), book).toBe((await reckoned(LATER))[book]);
      const days = rows.map(({ valueDate }) => valueDate);
      expect(days).toEqual([...days].sort().reverse());
    }
  });

  it('are of a kind and of days, both included', async () => {
    expect(await lines('bank', { kind: 'payment' })).toMatchObject([
      { kind: 'payment', title: '提取付讫', amount: '300.00', valueDate: '2026-11-25' },
    ]);
    expect(await lines('bank', { from: '2025-07-01', to: '2025-07-01' })).toHaveLength(2);
    expect(await lines('bank', { from: '2025-07-02', to: '2026-11-22' })).toEqual([]);
  });

  it('of interest payable tell a settled stretch as one line beside its charge', async () => {
    const rows = await lines('interest-payable');
    const charged = rows.filter(({ kind }) => kind === 'interest-charge');
    expect(rows).toHaveLength(2 * charged.length);
    expect(rows).toMatchObject([
      { kind: 'interest-charge', title: '计提利息', stretch: null, valueDate: '2026-06-30' },
      { kind: 'interest', title: '年终结息', stretch: 1, amount: `-${charged[0]!.amount}` },
    ]);
    expect(rows[1]!.run).toMatch(/^interest-settlement\./);
  });

  it('are read page by page, none twice and none left out', async () => {
    const whole = await lines('bank');
    const seen: string[] = [];
    let after: readonly [string, string, string] | null = null;
    for (;;) {
      const rows = await bookLines(
        suite.api,
        { center: CENTER, book: 'bank', from: null, to: null, kind: null },
        { limit: 1, after },
      );
      const [first] = rows;
      if (!first) break;
      seen.push(`${first.journal}/${first.line}`);
      after = [first.valueDate, first.journal, String(first.line)];
    }
    expect(seen).toEqual(whole.map(({ journal, line }) => `${journal}/${line}`));
  });
});
