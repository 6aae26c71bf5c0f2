/** Article 21: interest by accumulation, rounded once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { exact, rate, yuan, type Yuan } from '../../src/domain/money.ts';
import { depositInterest, type InterestFacts } from '../../src/policy/deposit-interest.ts';

const day = plainDate;
const moved = (on: string, amount: string) => ({ on: day(on), amount: yuan(amount) });

const exampleA: InterestFacts = {
  openingBalance: yuan('20000.00'),
  from: day('2025-07-01'),
  to: day('2026-06-30'),
  movements: [
    moved('2025-09-15', '3000.00'),
    moved('2026-01-10', '6000.00'),
    moved('2026-04-20', '-4000.00'),
  ],
  rate: rate('0.015'),
};

describe('住房公积金自存入职工住房公积金账户之日起按照国家规定的利率计息', () => {
  it('settles a year with three movements', () => {
    expect(depositInterest(exampleA)).toMatchObject({
      accumulation: '8886000.00',
      interest: '370.25',
    });
  });

  it('gives other cents by another year, or by counting the settlement day', () => {
    expect(depositInterest({ ...exampleA, divisor: 365 }).interest).toBe('365.18');
    expect(depositInterest({ ...exampleA, to: day('2026-07-01') })).toMatchObject({
      accumulation: '8911000.00',
      interest: '371.29',
    });
  });

  it.each([
    ['closed on 2026-11-20', '15000.00', '2026-11-20', '88.75'],
    ['fully withdrawn on 2026-10-01', '20000.00', '2026-10-01', '76.67'],
  ])('%s: interest up to the day before', (_case, balance, to, interest) => {
    const facts = { ...exampleA, movements: [], from: day('2026-07-01') };
    expect(depositInterest({ ...facts, openingBalance: yuan(balance), to: day(to) })).toMatchObject(
      { interest },
    );
  });

  it('still owes the interest of an account that was emptied and not closed', () => {
    const emptied = { ...exampleA, from: day('2026-07-01'), to: day('2027-06-30') };
    const movements = [moved('2026-10-01', '-20000.00')];
    expect(depositInterest({ ...emptied, movements }).interest).toBe('76.67');
  });

  it('counts money from its own day, the first day too, and nothing on an empty period', () => {
    const one = { ...exampleA, openingBalance: yuan('0.00'), to: day('2025-07-02') };
    const movements = [moved('2025-07-01', '36000.00')];
    expect(depositInterest({ ...one, movements })).toMatchObject({
      accumulation: '36000.00',
      interest: '1.50',
    });
    const empty = { ...exampleA, to: exampleA.from, movements: [] };
    expect(depositInterest(empty)).toMatchObject({ accumulation: '0.00', interest: '0.00' });
  });

  it('rounds half a cent up, once', () => {
    // 120.00 × 1 day × 1.5 % ÷ 360 is half a cent.
    const half = { ...exampleA, openingBalance: yuan('120.00'), to: day('2025-07-02') };
    expect(depositInterest({ ...half, movements: [] }).interest).toBe('0.01');
    const less = { ...half, openingBalance: yuan('119.99') };
    expect(depositInterest({ ...less, movements: [] }).interest).toBe('0.00');
  });

  it('divides the period where the rate changes', () => {
    const facts = { ...exampleA, movements: [], to: day('2025-07-11') };
    const changed = (on: string, next: string) => ({ on: day(on), rate: rate(next) });
    const at = (...rateChanges: readonly ReturnType<typeof changed>[]) =>
      depositInterest({ ...facts, rateChanges }).interest;
    expect(at()).toBe('8.33');
    expect(at(changed('2025-07-06', '0.03'))).toBe('12.50');
    expect(at(changed('2025-07-01', '0.03'))).toBe('16.67');
    expect(at(changed('2025-06-01', '0.03'), changed('2025-05-01', '0.01'))).toBe('16.67');
    expect(at(changed('2025-07-11', '0.03'))).toBe('8.33');
  });

  it('lets a balance touch zero within a day, and refuses it below zero at the end of one', () => {
    const facts = { ...exampleA, openingBalance: yuan('100.00') };
    const within = [moved('2025-08-01', '-150.00'), moved('2025-08-01', '50.00')];
    expect(depositInterest({ ...facts, movements: within }).accumulation).toBe('3100.00');
    const below = [moved('2025-08-01', '-100.01')];
    expect(() => depositInterest({ ...facts, movements: below })).toThrow('小于零');
  });

  it.each(['2025-06-30', '2026-06-30'])('refuses a movement on %s, outside the period', (on) => {
    const movements = [moved(on, '1.00')];
    expect(() => depositInterest({ ...exampleA, movements })).toThrow('发生日');
  });
});

const FROM = day('2025-07-01');
const DAYS = 364;
const TO = addDays(FROM, DAYS);
const anyMovements = fc.array(
  fc.record({
    on: fc.integer({ min: 0, max: DAYS - 1 }).map((offset) => addDays(FROM, offset)),
    amount: fc.integer({ min: -50_00, max: 500_00 }).map(fen),
  }),
  { maxLength: 12 },
);
function fen(count: number): Yuan {
  return yuan(exact(count).dividedBy(100).toFixed(2));
}
const base = { openingBalance: yuan('10000.00'), rate: rate('0.015') };
const accumulated = (from: PlainDate, to: PlainDate, movements: InterestFacts['movements']) =>
  depositInterest({ ...base, from, to, movements });

/** `npm run walks` goes on for longer. */
const RUNS = Number(process.env['ANJU_RULE_RUNS'] ?? 100);
const RUN_MS = 5;

describe('accumulation', { timeout: 20_000 + RUNS * RUN_MS }, () => {
  it('does not depend on the order of postings', () => {
    fc.assert(
      fc.property(anyMovements, (movements) => {
        expect(accumulated(FROM, TO, movements.toReversed())).toEqual(
          accumulated(FROM, TO, movements),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('is the same when the period is split at any day', () => {
    fc.assert(
      fc.property(anyMovements, fc.integer({ min: 0, max: DAYS }), (movements, offset) => {
        const cut = addDays(FROM, offset);
        const before = movements.filter(({ on }) => on < cut);
        const after = movements.filter(({ on }) => on >= cut);
        const balance = before.reduce((sum, { amount }) => sum.plus(amount), exact('10000.00'));
        const first = accumulated(FROM, cut, before);
        const second = depositInterest({
          ...base,
          openingBalance: yuan(balance.toFixed(2)),
          from: cut,
          to: TO,
          movements: after,
        });
        const parts = exact(first.accumulation).plus(second.accumulation).toFixed(2);
        expect(accumulated(FROM, TO, movements).accumulation).toBe(parts);
      }),
      { numRuns: RUNS },
    );
  });

  it('is the sum of what each posting adds for its own days', () => {
    fc.assert(
      fc.property(anyMovements, (movements) => {
        const total = movements.reduce(
          (sum, { on, amount }) => sum.plus(exact(amount).times(daysBetween(on, TO))),
          exact('10000.00').times(DAYS),
        );
        expect(accumulated(FROM, TO, movements).accumulation).toBe(total.toFixed(2));
      }),
      { numRuns: RUNS },
    );
  });
});
