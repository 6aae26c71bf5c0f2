/** 主动缴存: whole months, none of a cycle that is over, none beyond the next cycle. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToMonth,
  monthsBetween,
  plainDate,
  plainMonth,
  type PlainMonth,
  type WorkCalendar,
} from '../../src/domain/calendar.ts';
import { exact, times, yuan } from '../../src/domain/money.ts';
import { CYCLES, CYCLE_MONTHS } from '../../src/domain/vocabulary.ts';
import {
  judgePayment,
  payable,
  payableChoices,
  slipValidTo,
  whyNothing,
} from '../../src/policy/voluntary-payment.ts';

const facts = (more: object = {}) => ({
  firstMonth: plainMonth('2026-11'),
  month: plainMonth('2026-11'),
  monthlyAmount: yuan('800.00'),
  cycle: 'month' as const,
  owedMonths: 0,
  lastMonth: plainMonth('2060-12'),
  paidFrom: null,
  limits: [],
  ...more,
});

/** So many months keep the limits, and none after them. */
const movedAfter = (firstMonth: PlainMonth, months: number) =>
  Array.from({ length: 25 }, (_, n) => ({
    month: addToMonth(firstMonth, n),
    min: yuan(n < months ? '1.00' : '900000.00'),
    max: yuan('999999.00'),
  }));

describe('a month whose limits the amount does not keep', () => {
  const given = (within: number, more: object = {}) =>
    facts({ cycle: 'quarter', limits: movedAfter(plainMonth('2026-11'), within), ...more });
  const outside = (month: string) => ({ month, min: '900000.00', max: '999999.00' });

  it.each([
    [1, '800.00', '2026-12'],
    [2, '1600.00', '2027-01'],
  ])('is not paid: of %i months before it no more than %s', (within, below, month) => {
    const facts_ = given(within);
    expect(judgePayment(facts_, yuan(below))).toMatchObject({ outcome: 'accepted' });
    expect(judgePayment(facts_, yuan('2400.00'))).toEqual({
      ...{ outcome: 'refused', code: 'outside-limits', below, above: null },
      outside: outside(month),
    });
    expect(payableChoices(payable(facts_)!, yuan('800.00'))).toHaveLength(within);
  });

  it('lets nothing be paid where it is the first, or among those that are owed', () => {
    for (const facts_ of [given(0), given(2, { owedMonths: 3 })]) {
      expect(payable(facts_)).toBeNull();
      expect(whyNothing(facts_)).toBe('outside-limits');
      expect(judgePayment(facts_, yuan('2400.00'))).toMatchObject({ code: 'outside-limits' });
    }
    expect(judgePayment(given(3, { owedMonths: 3 }), yuan('2400.00'))).toMatchObject({
      ...{ outcome: 'accepted', months: 3 },
    });
  });

  it('beyond the horizon it is the horizon that is told', () => {
    expect(judgePayment(given(3), yuan('8000.00'))).toMatchObject({
      ...{ code: 'beyond-horizon', below: '2400.00', outside: null },
    });
    expect(
      judgePayment(given(0, { firstMonth: plainMonth('2061-01') }), yuan('800.00')),
    ).toMatchObject({ code: 'retired', outside: null });
  });
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
      ...{ outcome: 'refused', code, below, above, outside: null },
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

  it('ends before a month that is paid already, and begins at none', () => {
    const taken = (paidFrom: string) =>
      facts({
        cycle: 'quarter',
        paidFrom: plainMonth(paidFrom),
        firstMonth: plainMonth('2026-11'),
      });
    expect(payable(taken('2026-12'))).toMatchObject({ until: '2026-11', monthsMax: 1 });
    expect(payable(taken('2027-01'))).toMatchObject({ until: '2026-12', monthsMax: 2 });
    expect(judgePayment(taken('2026-12'), yuan('1600.00'))).toMatchObject({
      ...{ code: 'beyond-horizon', below: '800.00' },
    });
    expect(judgePayment(taken('2026-11'), yuan('800.00'))).toMatchObject({
      code: 'nothing-payable',
    });
  });

  it('covers months that cost exactly what was paid, whatever the plan', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CYCLES),
        fc.integer({ min: -3, max: 14 }),
        fc.integer({ min: 20_800, max: 735_800 }),
        fc.tuple(
          fc.integer({ min: 1, max: 20_000_000 }),
          fc.integer({ min: 0, max: 25 }),
          fc.option(fc.integer({ min: 0, max: 25 })),
        ),
        (cycle, ahead, monthlyCents, [cents, within, paidAfter]) => {
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
            paidFrom: paidAfter === null ? null : addToMonth(firstMonth, paidAfter),
            owedMonths: 0,
            limits: movedAfter(firstMonth, within),
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
          expect(months).toBeLessThanOrEqual(Math.min(within, 2 * CYCLE_MONTHS[cycle]));
          expect(months).toBeLessThanOrEqual(paidAfter ?? months);
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
