/** A statement tells a period: opening balance and lines come to the closing balance, by source and in all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { exact } from '../../src/domain/money.ts';
import { accountStatement, type StatementAsk } from '../../src/ledger/account-statement.ts';
import { coverMonths } from '../../src/ledger/contributions.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { bench } from '../db/fixtures.ts';
import { takeBack } from './corrections.ts';
import { contribution, reserve, takeover } from './entries.ts';
import { newAccount, record } from './fixtures.ts';

const suite = bench();
const FIRST = plainDate('2026-07-01');
const DAYS = 120;
const WHOLE = { from: FIRST, to: addDays(FIRST, DAYS), source: null, at: null };

const statementOf = (ask: Partial<StatementAsk> & { account: string }) =>
  accountStatement(suite.api, { ...WHOLE, ...ask }, 1_000);

const posting = fc.record({
  day: fc.integer({ min: 0, max: DAYS }),
  cents: fc.integer({ min: 1, max: 90_000 }),
  source: fc.constantFrom('unit' as const, 'flexible' as const),
  what: fc.constantFrom('in' as const, 'in' as const, 'out' as const, 'over' as const),
});

type Wanted = typeof posting extends fc.Arbitrary<infer One> ? One : never;

interface Written {
  readonly day: string;
  readonly source: string;
  readonly cents: number;
}

/** Records them in the order given, which is not that of their days; what is too much is refused. */
async function write(account: string, all: readonly Wanted[]) {
  const written: Written[] = [];
  for (const { day, cents, source, what } of all) {
    const amount = (cents / 100).toFixed(2);
    const valueDate = addDays(FIRST, day);
    const journal =
      what === 'out'
        ? reserve(account, amount, { source, valueDate })
        : what === 'in'
          ? contribution(account, amount, { source, valueDate })
          : { ...takeover(account, amount, source), key: `t/${Math.random()}`, valueDate };
    const done = await record(suite, [journal]).catch(() => null);
    if (done) written.push({ day: valueDate, source, cents: what === 'out' ? -cents : cents });
  }
  return written;
}

const sum = (all: readonly Written[], is: (one: Written) => boolean) =>
  (all.filter(is).reduce((total, { cents }) => total + cents, 0) / 100).toFixed(2);

describe('a statement', () => {
  it('adds up for any period, by source and in all, whatever was recorded in which order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(posting, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: DAYS }),
        fc.integer({ min: 0, max: DAYS }),
        async (all, one, other) => {
          const account = await newAccount(suite);
          const written = await write(account, all);
          const from = addDays(FIRST, Math.min(one, other));
          const to = addDays(FIRST, Math.max(one, other));
          const { sources, lines } = await statementOf({ account, from, to });
          for (const { source, opening, credits, debits, closing } of sources) {
            const own = (day: (on: string) => boolean) =>
              sum(written, (w) => w.source === source && day(w.day));
            expect(opening).toBe(own((on) => on < from));
            expect(closing).toBe(own((on) => on <= to));
            expect(exact(opening).plus(credits).minus(debits).toFixed(2)).toBe(closing);
            const last = lines.findLast((line) => line.source === source);
            expect(last?.sourceBalance ?? opening).toBe(closing);
          }
          expect(lines).toHaveLength(written.filter(({ day }) => day >= from && day <= to).length);
          expect(lines.at(-1)?.balance ?? sum(written, (w) => w.day < from)).toBe(
            sum(written, (w) => w.day <= to),
          );
        },
      ),
      { numRuns: 20 },
    );
  });

  it('shows a reversal as 冲账, both ways, and the month it paid as taken back', async () => {
    const account = await newAccount(suite);
    const [{ journal } = { journal: '' }] = await record(suite, [
      contribution(account, '800.00', { valueDate: FIRST, document: 'B-STATEMENT' }),
    ]);
    const month = { account, from: '2026-07', to: '2026-07', months: 1, amount: '800.00' };
    await inTransaction(suite.app, (tx) => coverMonths(tx, [{ ...month, on: FIRST, journal }]));
    const [reversal] = await takeBack(suite, journal);
    const { lines, months } = await statementOf({ account });
    expect(lines).toMatchObject([
      { journal, title: '汇缴', amount: '800.00', reverses: null, reversedBy: reversal },
      { journal: reversal, title: '冲账', amount: '-800.00', reverses: journal, balance: '0.00' },
    ]);
    expect(months).toMatchObject([{ month: '2026-07', amount: '800.00', takenBack: reversal }]);
  });

  it('as of a past moment knows nothing of what was written down later', async () => {
    const account = await newAccount(suite);
    const [{ journal } = { journal: '' }] = await record(suite, [
      contribution(account, '800.00', { valueDate: FIRST, document: 'B-PAST' }),
    ]);
    const month = { account, from: '2026-07', to: '2026-07', months: 1, amount: '800.00' };
    await inTransaction(suite.app, (tx) => coverMonths(tx, [{ ...month, on: FIRST, journal }]));
    const { rows } = await suite.owner.query<{ at: string }>(
      `select to_json(clock_timestamp())#>>'{}' as at`,
    );
    const at = new Date(rows[0]!.at).toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await takeBack(suite, journal);
    const past = await statementOf({ account, at });
    expect(past.lines).toMatchObject([{ amount: '800.00', reversedBy: null }]);
    expect(past.months).toMatchObject([{ takenBack: null }]);
    expect(past.sources).toMatchObject([{ closing: '800.00' }]);
    expect((await statementOf({ account })).sources).toMatchObject([{ closing: '0.00' }]);
  });

  it('of one source tells that source alone', async () => {
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '1.00', { valueDate: FIRST })]);
    await record(suite, [contribution(account, '2.00', { valueDate: FIRST, source: 'unit' })]);
    const { sources, lines } = await statementOf({ account, source: 'unit' });
    expect(sources).toMatchObject([{ source: 'unit', closing: '2.00' }]);
    expect(lines).toMatchObject([{ source: 'unit', balance: '2.00', sourceBalance: '2.00' }]);
  });
});
