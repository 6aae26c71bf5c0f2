/** （四）首次扣款: the first debit day after the opening, and what is due by then. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, monthOf, plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { firstDebit, type FirstDebitFacts } from '../../src/policy/debit-day.ts';

const day = plainDate;

/** Debit day 20; November 2026: the 20th is a Friday; December: a Sunday. */
function first(openedOn: string, more: Partial<FirstDebitFacts> = {}) {
  return firstDebit({
    openedOn: day(openedOn),
    firstMonth: monthOf(day(openedOn)),
    monthlyAmount: yuan('800.00'),
    cycle: 'month',
    debitDay: 20,
    rule: 'previous',
    retiresOn: day('2053-01-01'),
    holidays: [],
    workdays: [],
    ...more,
  });
}

describe('the first debit', () => {
  it.each([
    ['2026-11-19', '2026-11-20', 1, '2026-11', '800.00'],
    ['2026-11-20', '2026-12-18', 2, '2026-12', '1600.00'],
    ['2026-11-21', '2026-12-18', 2, '2026-12', '1600.00'],
    ['2026-11-30', '2026-12-18', 2, '2026-12', '1600.00'],
    ['2026-12-01', '2026-12-18', 1, '2026-12', '800.00'],
  ])('of an account opened on %s is on %s: %d period(s) to %s, %s', (on, debitOn, ...due) => {
    const [periods, coversTo, amount] = due;
    expect(first(on)).toEqual({ debitOn, periods, coversTo, amount });
  });

  it('takes the day to which the debit day moves: opened on the Saturday between', () => {
    expect(first('2026-12-17').debitOn).toBe('2026-12-18');
    expect(first('2026-12-19').debitOn).toBe('2027-01-20');
    expect(first('2026-12-19', { rule: 'next' })).toMatchObject({ debitOn: '2026-12-21' });
    expect(first('2026-12-21', { rule: 'next' })).toMatchObject({ debitOn: '2027-01-20' });
  });

  it('may lie in the month before its own, or after it', () => {
    const early = { debitDay: 1, rule: 'previous' as const };
    // 1 August 2027 is a Sunday: debited on Friday 30 July, for July and August.
    expect(first('2027-07-29', early)).toMatchObject({
      ...{ debitOn: '2027-07-30', periods: 2, coversTo: '2027-08' },
    });
    expect(first('2027-07-30', early)).toMatchObject({ debitOn: '2027-09-01', periods: 3 });
  });

  it.each([
    ['quarter', 1, '2027-01', '2400.00'],
    ['half-year', 1, '2027-04', '4800.00'],
    ['year', 1, '2027-10', '9600.00'],
  ] as const)('of a %s cycle is one period, however late it begins', (cycle, ...due) => {
    const [periods, coversTo, amount] = due;
    expect(first('2026-11-25', { cycle })).toMatchObject({ periods, coversTo, amount });
  });

  it('ends with the month before retirement', () => {
    const facts = { cycle: 'year', retiresOn: day('2027-02-10') } as const;
    expect(first('2026-11-19', facts)).toMatchObject({ coversTo: '2027-01', amount: '2400.00' });
    // Retired within the first month: that month is paid, and nothing after it.
    const soon = { cycle: 'year', retiresOn: day('2026-11-30') } as const;
    expect(first('2026-11-19', soon)).toMatchObject({ coversTo: '2026-11', amount: '800.00' });
  });

  it('waits for a first month that was signed for later, and goes back to an earlier one', () => {
    expect(first('2026-11-05', { firstMonth: plainMonth('2026-12') }).debitOn).toBe('2026-12-18');
    expect(first('2026-12-01', { firstMonth: plainMonth('2026-11') })).toMatchObject({
      ...{ debitOn: '2026-12-18', periods: 2, amount: '1600.00' },
    });
  });

  it('lies after the opening and within about two months, on every day of three years', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1100 }),
        fc.integer({ min: 1, max: 28 }),
        fc.constantFrom('previous' as const, 'next' as const),
        (days, debitDay, rule) => {
          const openedOn = addDays(day('2026-01-01'), days);
          const { debitOn, periods } = first(openedOn, { debitDay, rule });
          expect(debitOn > openedOn).toBe(true);
          expect(debitOn <= addDays(openedOn, 64)).toBe(true);
          expect([1, 2, 3]).toContain(periods);
        },
      ),
    );
  });
});
