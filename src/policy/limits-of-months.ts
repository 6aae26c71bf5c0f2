/**
 * 月缴存额与上下限 (clause 4): by which limits a month is measured, and since when an agreed amount lies
 * outside those in force because a center moved them.
 *
 * @source 通知（征求意见稿）（四）
 */
import {
  addDays,
  addToMonth,
  firstDayOf,
  lastDayOf,
  monthOf,
  monthsBetween,
  type PlainDate,
  type PlainMonth,
} from '../domain/calendar.ts';
import { compare, type Yuan } from '../domain/money.ts';
import { withinLimits, type ContributionLimits } from './contribution-limits.ts';
import type { Figure } from './figures.ts';
import { daysOfLimits, limitsInForce } from './opening-figures.ts';

export interface MonthLimits extends ContributionLimits {
  readonly month: PlainMonth;
}

interface Place {
  readonly center: string;
  readonly district: string | null;
}

/** Today for the month of today; of a later month its first day, of an earlier one its last. */
export function dayOfLimits(month: PlainMonth, on: PlainDate): PlainDate {
  const now = monthOf(on);
  if (month === now) return on;
  return month > now ? firstDayOf(month) : lastDayOf(month);
}

interface Span {
  readonly from: PlainMonth;
  readonly to: PlainMonth;
  /** The day of the payment. */
  readonly on: PlainDate;
}

/** The limits of every month of a span, ascending; a month for which none are set is left out. */
export function limitsOfMonths(
  figures: readonly Figure[],
  place: Place,
  { from, to, on }: Span,
): readonly MonthLimits[] {
  const months = Array.from({ length: Math.max(0, monthsBetween(from, to) + 1) }, (_, n) =>
    addToMonth(from, n),
  );
  return months.flatMap((month) => {
    const limits = limitsInForce(figures, { ...place, on: dayOfLimits(month, on) });
    return limits === null ? [] : [{ month, ...limits }];
  });
}

export interface Outside {
  /** The limit that is not kept, and by that the nearest amount that would do. */
  readonly side: 'below' | 'above';
  readonly nearest: Yuan;
}

/** Null: within, both limits included. */
export function outsideOf(amount: Yuan, limits: ContributionLimits): Outside | null {
  if (withinLimits(amount, limits)) return null;
  const isLow = compare(amount, limits.min) < 0;
  return isLow ? { side: 'below', nearest: limits.min } : { side: 'above', nearest: limits.max };
}

interface AgreedAmount extends Place {
  readonly amount: Yuan;
  /** Since when it is agreed. */
  readonly agreedOn: PlainDate;
  /** Today. */
  readonly on: PlainDate;
}

/**
 * Since when an amount lies outside the limits, without a break until today; null: it is within.
 * Where no limits were set on a day, nothing was outside them.
 */
export function outsideSince(
  figures: readonly Figure[],
  { amount, agreedOn, on, ...place }: AgreedAmount,
): PlainDate | null {
  const isOutside = (day: PlainDate): boolean => {
    const limits = limitsInForce(figures, { ...place, on: day });
    return limits !== null && outsideOf(amount, limits) !== null;
  };
  if (!isOutside(on)) return null;
  let since = on;
  for (const day of daysOfLimits(figures, place).toReversed()) {
    if (day > on) continue;
    if (day <= agreedOn) break;
    since = day;
    if (!isOutside(addDays(day, -1))) return since;
  }
  return agreedOn > on ? since : agreedOn;
}
