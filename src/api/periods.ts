/** Periods of a forecast (按日、按周、按月): which there are, and in which a day lies, as the database names them. */
import { addDays, lastDayOf, monthOf, weekday, type PlainDate } from '../domain/calendar.ts';
import type { Period } from './queries/periods.ts';

export interface Days {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly by: Period;
}

export interface PeriodOfDays {
  readonly name: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** The first one begins on the first day of the forecast, the last one ends on its last. */
export function periodsOf({ from, to, by }: Days): readonly PeriodOfDays[] {
  const periods: PeriodOfDays[] = [];
  for (let start = from; start <= to;) {
    const last = lastOf(start, by);
    const end = last < to ? last : to;
    periods.push({ name: periodName(start, { from, by }), from: start, to: end });
    start = addDays(end, 1);
  }
  return periods;
}

/** 'before' and 'after' lie outside of the forecast. */
export function periodOf(day: PlainDate, { from, to, by }: Days): string {
  if (day < from) return 'before';
  return day > to ? 'after' : periodName(day, { from, by });
}

function periodName(day: PlainDate, { from, by }: Pick<Days, 'from' | 'by'>): string {
  switch (by) {
    case 'day':
      return day;
    case 'week': {
      const monday = addDays(day, -((weekday(day) + 6) % 7));
      return monday < from ? from : monday;
    }
    case 'month':
      return monthOf(day);
  }
}

function lastOf(day: PlainDate, by: Period): PlainDate {
  switch (by) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, (7 - weekday(day)) % 7);
    case 'month':
      return lastDayOf(monthOf(day));
  }
}
