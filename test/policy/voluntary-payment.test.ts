/** 主动缴存: whole months, none of a cycle that is over, none beyond the next cycle. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToMonth,
  monthsBetween,
  plainDate,
  plainMonth,
  type WorkCalendar,
} from '../../src/domain/calendar.ts';
import { exact, times, yuan } from '../../src/domain/money.ts';
import { CYCLES, CYCLE_MONTHS } from '../../src/domain/vocabulary.ts';
import {
  judgePayment,
  payable,
  payableChoices,
  slipValidTo,
} from '../../src/policy/voluntary-payment.ts';

const facts = (more: object = {}) => ({
  firstMonth: plainMonth('2026-11'),
  month: plainMonth('2026-11'),
  monthlyAmount: yuan('800.00'),
  cycle: 'month' as const,
  owedMonths: 0,
  lastMonth: plainMonth('2060-12'),
  limits: [],
  ...more,
});

describe('a payment of one’s own', () => {
  it.each([
    ['800.00', '2026-11', 1],
    ['1600.00', '2026-12', 2],
  ])('of %s covers whole months from the first unpaid one', (amount, to, months) => {
    expect(judgePayment(facts(), yuan(amount))).toEqual({
      ...{ outcome: 'accepted', from: '2026-11', to, months },
    });
  });

  it.each([
    ['799.99', 'below-owed', null, '800.00'],
    ['800.01', 'no-whole-months', '800.00', '1600.00'],
    ['1600.01', 'beyond-horizon', '1600.00', null],
  ])('of %s is refused (%s) with the nearest that would do', (amount, code, below, above) => {
    expect(judgePayment(facts(), yuan(amount))).toEqual({
      ...{ outcome: 'refused', code, below, above },
    });
  });

  it('pays what is owed as a whole, before anything else', () => {
    const owing = facts({ cycle: 'quarter', owedMonths: 3 });
    expect(judgePayment(owing, yuan('1600.00'))).toMatchObject({
      ...{ code: 'below-owed', above: '2400.00' },
    });
    expect(judgePayment(owing, yuan('2400.00'))).toMatchObject({ outcome: 'accepted', months: 3 });
  });

  it('may pay the next cycle once this one is paid, and nothing beyond it', () => {
    const ahead = (firstMonth: string) => payable(facts({ firstMonth: plainMonth(firstMonth) }));
    expect(ahead('2026-12')).toMatchObject({ from: '2026-12', until: '2026-12' });
    expect(ahead('2027-01')).toBeNull();
  });

  it('ends with the month before retirement, and then there is nothing more to pay', () => {
    const retiring = (lastMonth: string, more: object = {}) =>
      facts({ cycle: 'quarter', lastMonth: plainMonth(lastMonth), ...more });
    expect(payable(retiring('2027-03'))).toMatchObject({ until: '2027-03', monthsMax: 5 });
    expect(payable(retiring('2026-11'))).toMatchObject({ until: '2026-11', monthsMax: 1 });
    expect(payable(retiring('2026-10'))).toBeNull();
    expect(judgePayment(retiring('2026-12'), yuan('2400.00'))).toMatchObject({
      ...{ code: 'beyond-horizon', below: '1600.00' },
    });
    expect(judgePayment(retiring('2026-10'), yuan('800.00'))).toMatchObject({ code: 'retired' });
    expect(payable(retiring('2026-12', { owedMonths: 2 }))).toMatchObject({
      ...{ monthsMin: 2, monthsMax: 2 },
    });
  });

  it('covers months that cost exactly what was paid, whatever the plan', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CYCLES),
        fc.integer({ min: -3, max: 14 }),
        fc.integer({ min: 20_800, max: 735_800 }),
        fc.integer({ min: 1, max: 20_000_000 }),
        (cycle, ahead, monthlyCents, cents) => {
          const monthlyAmount = yuan((monthlyCents / 100).toFixed(2));
          const amount = yuan((cents / 100).toFixed(2));
          const month = plainMonth('2026-11');
          const firstMonth = addToMonth(month, ahead);
          const given = {
            firstMonth,
            month,
            monthlyAmount,
            cycle,
            lastMonth: plainMonth('2060-12'),
            owedMonths: 0,
          };
          const judged = judgePayment(given, amount);
          if (judged.outcome === 'refused') {
            for (const near of [judged.below, judged.above]) {
              if (near !== null) expect(judgePayment(given, near).outcome).toBe('accepted');
            }
            return;
          }
          const { from, to, months } = judged;
          expect(from).toBe(firstMonth);
          expect(monthsBetween(from, to) + 1).toBe(months);
          expect(exact(times(monthlyAmount, months)).eq(exact(amount))).toBe(true);
          expect(months).toBeLessThanOrEqual(2 * CYCLE_MONTHS[cycle]);
        },
      ),
    );
  });
});

describe('what may be chosen', () => {
  it('is every number of months from what is owed to the horizon, and each is accepted', () => {
    const given = facts({ cycle: 'quarter', owedMonths: 3 });
    const choices = payableChoices(payable(given)!, given.monthlyAmount);
    expect(choices.map(({ months, to, amount }) => [months, to, amount])).toEqual([
      [3, '2027-01', '2400.00'],
      [4, '2027-02', '3200.00'],
      [5, '2027-03', '4000.00'],
      [6, '2027-04', '4800.00'],
    ]);
    for (const { amount } of choices) {
      expect(judgePayment(given, amount).outcome).toBe('accepted');
    }
  });
});

describe('a slip that is made out', () => {
  const none = { holidays: [], workdays: [] };
  const until = (on: string, calendar: WorkCalendar = none) =>
    slipValidTo(plainDate(on), 3, calendar);

  it('holds three working days, the day itself not counted', () => {
    expect(until('2026-11-09')).toBe('2026-11-12');
    expect(until('2026-11-12')).toBe('2026-11-17');
    expect(until('2026-11-12', { holidays: [plainDate('2026-11-13')], workdays: [] })).toBe(
      '2026-11-18',
    );
  });

  it('never holds beyond the month, in which other months may be due', () => {
    expect(until('2026-11-25')).toBe('2026-11-30');
    expect(until('2026-11-26')).toBe('2026-11-30');
    expect(until('2026-11-30')).toBe('2026-11-30');
  });
});
