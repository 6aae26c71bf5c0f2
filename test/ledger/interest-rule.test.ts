/**
 * The statement that settles and the rule are the same rule: random movements, rate changes and
 * splits of the period, against src/policy/deposit-interest.ts and against a day-by-day reckoning
 * in big decimals that knows neither.
 */
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, daysBetween, type PlainDate } from '../../src/domain/calendar.ts';
import { exact, rate, yuan, ZERO, type Yuan } from '../../src/domain/money.ts';
import { accruedOf, type Accrued } from '../../src/ledger/interest.ts';
import { depositInterest, earningsOf, interestOf } from '../../src/policy/deposit-interest.ts';
import type { InterestRates, InterestTerms } from '../../src/policy/interest-terms.ts';
import { bench } from '../db/fixtures.ts';
import { contribution, reserve } from './entries.ts';
import { newAccount, record } from './fixtures.ts';
import { checkSample } from '../../src/ledger/interest-sample.ts';
import { on, settlementsOf, settleYear } from './interest-fixtures.ts';

const suite = bench();
/** `npm run walks` goes on for longer. */
const RUNS = Number(process.env['ANJU_INTEREST_RUNS'] ?? 25);
const TIME = { timeout: 60_000 + RUNS * 100 };
const START = on('2025-07-01');

const movement = fc.record({
  day: fc.integer({ min: 0, max: 363 }),
  cents: fc.integer({ min: 1, max: 50_000_000 }),
  part: fc.constantFrom('carried' as const, 'current' as const),
  /** Taken out again a while later, all of it. */
  out: fc.option(fc.integer({ min: 0, max: 200 })),
});
const rates = fc
  .uniqueArray(fc.integer({ min: 1, max: 362 }), { maxLength: 3 })
  .chain((days) =>
    fc.tuple(
      fc.constant([-100, ...days.sort((a, b) => a - b)]),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 99_999 })), {
        minLength: days.length + 1,
        maxLength: days.length + 1,
      }),
    ),
  )
  .map(([days, values]) =>
    days.map((day, at): InterestRates => ({
      since: addDays(START, day),
      carried: rate(String((values[at]?.[0] ?? 0) / 1e6)),
      current: rate(String((values[at]?.[1] ?? 0) / 1e6)),
    })),
  );

interface Move {
  readonly on: PlainDate;
  readonly amount: Yuan;
  readonly part: 'carried' | 'current';
}

function movesOf(
  made: readonly { day: number; cents: number; part: Move['part']; out: number | null }[],
) {
  return made.flatMap(({ day, cents, part, out }): readonly Move[] => {
    const amount = exact(cents).dividedBy(100).toFixed(2);
    const paidIn = { on: addDays(START, day), amount: yuan(amount), part };
    const back = out === null || day + out > 363 ? null : addDays(START, day + out);
    return back === null ? [paidIn] : [paidIn, { on: back, amount: yuan(`-${amount}`), part }];
  });
}

/** Each line says itself to which part it belongs, as an order of the money's own would. */
async function recorded(moves: readonly Move[]): Promise<string> {
  const account = await newAccount(suite);
  const inOrder = [...moves].sort(
    (a, b) => Number(a.amount.startsWith('-')) - Number(b.amount.startsWith('-')),
  );
  await record(
    suite,
    inOrder.map(({ on: valueDate, amount, part }) => {
      const out = amount.startsWith('-');
      const sum = out ? amount.slice(1) : amount;
      const journal = out
        ? reserve(account, sum, { valueDate })
        : contribution(account, sum, { valueDate });
      const line = {
        book: 'personal' as const,
        account,
        source: 'flexible' as const,
        amount,
        carried: part === 'carried' ? amount : ZERO,
      };
      const [first, second] = journal.lines;
      return { ...journal, lines: out ? [line, second] : [first, line] };
    }),
  );
  return account;
}

function byTheRule(moves: readonly Move[], to: PlainDate, terms: InterestTerms): Yuan {
  const sums = (['carried', 'current'] as const).map((part) =>
    earningsOf({
      openingBalance: ZERO,
      from: START,
      to,
      movements: moves.filter((one) => one.part === part && one.on < to),
      rate: terms.rates[0]![part],
      rateChanges: terms.rates.map((one) => ({ on: one.since, rate: one[part] })),
    }),
  );
  return interestOf(sums[0]!.earned.plus(sums[1]!.earned), terms.divisor);
}

/** Day by day, with decimals of its own. */
function dayByDay(moves: readonly Move[], to: PlainDate, terms: InterestTerms): string {
  const Big = Decimal.clone({ precision: 100 });
  let earned = new Big(0);
  for (let day = START; day < to; day = addDays(day, 1)) {
    const now = terms.rates.findLast(({ since }) => since <= day)!;
    for (const { on: since, amount, part } of moves) {
      if (since <= day) earned = earned.plus(new Big(amount).times(now[part]));
    }
  }
  const cents = earned.times(100).dividedBy(terms.divisor);
  const whole = cents.abs().plus('0.5').floor();
  return whole
    .dividedBy(100)
    .times(cents.isNegative() ? -1 : 1)
    .toFixed(2);
}

async function interestAt(
  account: string,
  to: PlainDate,
  terms: InterestTerms,
): Promise<Accrued | undefined> {
  const { sources } = await accruedOf(suite.api, account, to, terms);
  return sources[0];
}

const divisor = fc.constantFrom(360, 365, 366, 7);

it('the statement, the rule and a reckoning day by day come to the same cent', TIME, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(movement, { minLength: 1, maxLength: 8 }),
      rates,
      divisor,
      fc.integer({ min: 1, max: 364 }),
      async (made, table, days, length) => {
        const terms = { rates: table, divisor: days, settlementDayCounted: false };
        const moves = movesOf(made);
        const account = await recorded(moves);
        const to = addDays(START, length);
        const found = await interestAt(account, to, terms);
        expect(found?.interest).toBe(byTheRule(moves, to, terms));
        expect(found?.interest).toBe(dayByDay(moves, to, terms));
        await settleYear(suite, { first: account, year: 2026, terms });
        const sample = { first: account, last: account, settledOn: on('2026-06-30'), terms };
        await checkSample(suite.app, { ...sample, size: 1, seed: '' });
      },
    ),
    { numRuns: RUNS },
  );
});

it('with one rate for both parts it is the rule of the whole balance', TIME, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(movement, { minLength: 1, maxLength: 8 }), async (made) => {
      const both = { since: addDays(START, -1), carried: rate('0.015'), current: rate('0.015') };
      const terms = { rates: [both], divisor: 360, settlementDayCounted: false };
      const moves = movesOf(made);
      const account = await recorded(moves);
      const to = on('2026-06-30');
      const { interest } = depositInterest({
        openingBalance: ZERO,
        from: START,
        to,
        movements: moves,
        rate: both.carried,
      });
      await settleYear(suite, { first: account, year: 2026, terms });
      expect((await settlementsOf(suite, account))[0]?.interest ?? '0.00').toBe(interest);
    }),
    { numRuns: RUNS },
  );
});

it('the order of lines does not matter, nor how a period is split', TIME, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(movement, { minLength: 2, maxLength: 6 }),
      rates,
      fc.integer({ min: 1, max: 363 }),
      async (made, table, length) => {
        const terms = { rates: table, divisor: 360, settlementDayCounted: false };
        const moves = movesOf(made);
        const [one, other] = [await recorded(moves), await recorded([...moves].reverse())];
        const to = addDays(START, length);
        const [first, second] = [
          await interestAt(one, to, terms),
          await interestAt(other, to, terms),
        ];
        expect(second).toEqual(first && { ...first, from: second?.from });
        // A change of the rate to the same rate splits the period and changes nothing.
        const half = addDays(START, Math.floor(daysBetween(START, to) / 2));
        const now = table.findLast(({ since }) => since <= half)!;
        const split = [
          ...table.filter(({ since }) => since !== half),
          { ...now, since: half },
        ].sort((a, b) => (a.since < b.since ? -1 : 1));
        const third = await interestAt(one, to, { ...terms, rates: split });
        expect(third?.interest).toBe(first?.interest);
      },
    ),
    { numRuns: RUNS },
  );
});
