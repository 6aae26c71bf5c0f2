/** Sets of months as ranges. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToMonth, plainMonth } from '../../src/domain/calendar.ts';
import { countMonths, monthsFrom, monthsUpTo, union } from '../../src/domain/months.ts';

const month = plainMonth;
const anyRanges = fc.array(
  fc
    .tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: 1, max: 30 }))
    .map(([start, count]) => monthsFrom(addToMonth(month('2026-01'), start), count)),
  { maxLength: 10 },
);

describe('a set of months', () => {
  it('joins what overlaps or touches, across a year too', () => {
    const ranges = [monthsFrom(month('2026-01'), 2), monthsFrom(month('2025-11'), 2)];
    expect(union(ranges)).toEqual([{ from: '2025-11', to: '2026-02' }]);
    expect(countMonths(union(ranges))).toBe(4);
  });

  it('is the same set in any order, and joined once', () => {
    fc.assert(
      fc.property(anyRanges, (ranges) => {
        const joined = union(ranges);
        expect(union(ranges.toReversed())).toEqual(joined);
        expect(union(joined)).toEqual(joined);
      }),
    );
  });

  it('is cut at a last month, which stays', () => {
    fc.assert(
      fc.property(anyRanges, fc.integer({ min: -60, max: 90 }), (ranges, offset) => {
        const last = addToMonth(month('2026-01'), offset);
        const joined = union(ranges);
        const cut = monthsUpTo(joined, last);
        expect(cut.every(({ to }) => to <= last)).toBe(true);
        expect(countMonths(cut)).toBeLessThanOrEqual(countMonths(joined));
      }),
    );
  });
});
