/**
 * 零余额停缴提醒 (clause 14): in which months the holder of an empty account is warned before notice of its closing may
 * be given. Nobody is closed by surprise: once in each of the months before the last, as the center has set.
 */
import { addToMonth, firstDayOf, type PlainDate, type PlainMonth } from '../domain/calendar.ts';
import { wholeValue } from './figure-values.ts';
import { figureInForce, type Figure, type FigureScope } from './figures.ts';

/** Months before the full ones, where a center has said nothing of its own: the fourth and fifth of six. */
export const WARNED_MONTHS = 2;

/** In how many months before the full ones somebody is warned, by the figures of a day. */
export function warnedMonths(
  figures: readonly Figure[],
  scope: Omit<FigureScope, 'district'>,
): number {
  const figure = figureInForce(figures, { ...scope, district: null, name: 'dormancy-warnings' });
  return figure === null ? WARNED_MONTHS : wholeValue(figure);
}

/** Full empty months at which the first warning is due: never before one; the full months themselves: none is. */
export function warnedFrom(months: number, warned: number): number {
  return Math.max(1, months - warned);
}

/** All of them, in their order. */
export function warningsAt(months: number, warned: number): readonly number[] {
  const from = warnedFrom(months, warned);
  return Array.from({ length: Math.max(0, months - from) }, (_, n) => from + n);
}

/** From when the next warning goes out to whoever was warned at so many months; null: it was the last. */
export function nextWarning(
  emptyFrom: PlainMonth,
  emptyMonths: number,
  terms: { readonly months: number; readonly warned: number },
): PlainDate | null {
  const next = warningsAt(terms.months, terms.warned).find((at) => at > emptyMonths);
  return next === undefined ? null : firstDayOf(addToMonth(emptyFrom, next));
}
