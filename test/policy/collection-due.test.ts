/** What a plan owes on a debit day, and until when it may be debited and paid (clause 4). */
import { describe, expect, it } from 'vitest';
import { plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { cyclesCome, payableUntil } from '../../src/policy/collection-due.ts';

describe('what is owed may be paid', () => {
  it.each([
    ['in its month, on its debit day', '2026-09', '2026-09-15', '2026-09-30'],
    ['made on the last day, on that day', '2026-09', '2026-09-30', '2026-09-30'],
    [
      'made on the first day after, to the end of that month',
      '2026-09',
      '2026-10-01',
      '2026-10-31',
    ],
    ['moved into the month before, to the end of its own', '2026-08', '2026-07-31', '2026-08-31'],
    ['over the turn of a year', '2026-12', '2027-01-04', '2027-01-31'],
    ['in a February', '2028-02', '2028-02-10', '2028-02-29'],
  ])('%s: %s made on %s to %s', (_, month, madeOn, until) => {
    expect(payableUntil(plainMonth(month), plainDate(madeOn))).toBe(until);
  });
});

describe('a list asks for the cycle that runs, and not for those that went by without one', () => {
  const told = (
    cycle: 'month' | 'quarter',
    {
      from,
      first = from,
      on,
      late = on,
    }: Record<'from' | 'on', string> & {
      first?: string;
      late?: string;
    },
  ) => {
    const { over, due } = cyclesCome({
      ...{ cycle, monthlyAmount: yuan('800.00'), retiresOn: plainDate('2026-12-05') },
      ...{ firstMonth: plainMonth(from), firstDebit: plainMonth(first) },
      ...{ dueMonth: plainMonth(on), current: plainMonth(late) },
    });
    const span = ({ coversFrom, coversTo }: { coversFrom: string; coversTo: string }) =>
      `${coversFrom}/${coversTo}`;
    return { over: over.map(span), due: due && `${span(due)} ${due.amount}` };
  };

  it('in time: the month alone', () => {
    expect(told('month', { from: '2026-04', on: '2026-04' })).toEqual({
      ...{ over: [], due: '2026-04/2026-04 800.00' },
    });
  });

  it('after months without a list: the last month, the others are over', () => {
    expect(told('month', { from: '2026-02', on: '2026-04' })).toEqual({
      ...{ over: ['2026-02/2026-02', '2026-03/2026-03'], due: '2026-04/2026-04 800.00' },
    });
  });

  it('a quarter that still runs is asked for as a whole, whenever in it', () => {
    expect(told('quarter', { from: '2026-02', on: '2026-04' })).toEqual({
      ...{ over: [], due: '2026-02/2026-04 2400.00' },
    });
    expect(told('quarter', { from: '2026-02', on: '2026-05' })).toEqual({
      ...{ over: ['2026-02/2026-04'], due: '2026-05/2026-07 2400.00' },
    });
  });

  it('opened late in a month: that month and the next in one go, as agreed', () => {
    expect(told('month', { from: '2026-03', first: '2026-04', on: '2026-04' })).toEqual({
      ...{ over: [], due: '2026-03/2026-04 1600.00' },
    });
    expect(told('month', { from: '2026-02', first: '2026-03', on: '2026-04' })).toEqual({
      ...{ over: ['2026-02/2026-03'], due: '2026-04/2026-04 800.00' },
    });
  });

  it('a list that is made after the next debit day asks for nothing any more', () => {
    expect(told('month', { from: '2026-02', on: '2026-02', late: '2026-02' }).due).not.toBeNull();
    expect(told('month', { from: '2026-02', on: '2026-02', late: '2026-03' })).toEqual({
      ...{ over: ['2026-02/2026-02'], due: null },
    });
  });

  it('nothing beyond the month before retirement', () => {
    expect(told('month', { from: '2026-10', on: '2026-12' })).toEqual({
      ...{ over: ['2026-10/2026-10', '2026-11/2026-11'], due: null },
    });
  });
});
