/**
 * Working-day calendars, year by year.
 *
 * The state announces each year's holidays in the autumn before. A year that is not loaded counts
 * weekends only, and what falls into it is provisional (暂定) until it is loaded.
 */
import {
  addWorkingDays,
  toWorkingDay,
  type PlainDate,
  type WorkCalendar,
} from '../../domain/calendar.ts';

export interface CalendarYear extends WorkCalendar {
  readonly year: number;
  /** Number or title of the announcement. */
  readonly document: string;
}

/** A date, and whether it may still move when a year's calendar is loaded. */
export interface WorkingDate {
  readonly on: PlainDate;
  readonly provisional: boolean;
}

/** The years of a list, ascending. */
export function yearsLoaded(years: readonly CalendarYear[]): readonly number[] {
  return years.map(({ year }) => year).sort((a, b) => a - b);
}

/** All years as one calendar. */
export function workCalendarOf(years: readonly CalendarYear[]): WorkCalendar {
  return {
    holidays: years.flatMap(({ holidays }) => holidays),
    workdays: years.flatMap(({ workdays }) => workdays),
  };
}

/** Whether a year from one date to the other is not loaded. */
export function isProvisional(
  years: readonly CalendarYear[],
  from: PlainDate,
  to: PlainDate,
): boolean {
  const loaded = new Set(yearsLoaded(years));
  const first = Math.min(Number(from.slice(0, 4)), Number(to.slice(0, 4)));
  const last = Math.max(Number(from.slice(0, 4)), Number(to.slice(0, 4)));
  return Array.from({ length: last - first + 1 }, (_, at) => first + at).some(
    (year) => !loaded.has(year),
  );
}

/** The n-th working day after a date, which is not counted. */
export function dueOn(
  date: PlainDate,
  workingDays: number,
  years: readonly CalendarYear[],
): WorkingDate {
  const on = addWorkingDays(date, workingDays, workCalendarOf(years));
  return { on, provisional: isProvisional(years, date, on) };
}

/** The date itself when it is a working day, else the nearest later (or earlier) one. */
export function shiftedTo(
  date: PlainDate,
  direction: 'next' | 'previous',
  years: readonly CalendarYear[],
): WorkingDate {
  const on = toWorkingDay(date, direction, workCalendarOf(years));
  return { on, provisional: isProvisional(years, date, on) };
}
