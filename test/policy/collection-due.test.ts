/** Until when what a plan owes may be debited and paid (clause 4): the month in which it came to be owed. */
import { describe, expect, it } from 'vitest';
import { plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { payableUntil } from '../../src/policy/collection-due.ts';

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
