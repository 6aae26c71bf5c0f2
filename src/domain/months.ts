/**
 * Sets of months, as ranges.
 *
 * Paid months are a set, not a sum: a month paid in two places counts once. A list of ranges may
 * overlap and stand in any order; `union` makes it disjoint and ascending, and the rest expects
 * that.
 */
import { addToMonth, monthsBetween, type PlainMonth } from './calendar.ts';

/** From the first to the last month, both included. */
export interface MonthRange {
  readonly from: PlainMonth;
  readonly to: PlainMonth;
}

/** The same months as disjoint ascending ranges; neighbors without a gap are one range. */
export function union(ranges: readonly MonthRange[]): readonly MonthRange[] {
  const joined: MonthRange[] = [];
  for (const range of ranges.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = joined.at(-1);
    if (last && monthsBetween(last.to, range.from) <= 1) {
      joined[joined.length - 1] = { from: last.from, to: last.to > range.to ? last.to : range.to };
    } else {
      joined.push(range);
    }
  }
  return joined;
}

/** The months up to a last one, which is included. */
export function monthsUpTo(ranges: readonly MonthRange[], last: PlainMonth): readonly MonthRange[] {
  return ranges
    .filter(({ from }) => from <= last)
    .map(({ from, to }) => ({ from, to: to < last ? to : last }));
}

/** How many months a disjoint list holds. */
export function countMonths(ranges: readonly MonthRange[]): number {
  return ranges.reduce((total, { from, to }) => total + monthsBetween(from, to) + 1, 0);
}

/** The range of n months beginning with a month. */
export function monthsFrom(from: PlainMonth, count: number): MonthRange {
  return { from, to: addToMonth(from, count - 1) };
}
