/**
 * Calendar dates of the People's Republic of China.
 *
 * Policy speaks in dates, not instants: "on the acceptance date", "sealed for half a year".
 * A PlainDate is a string ("2026-08-31") that compares with < and >, and always means the
 * day in Asia/Shanghai (UTC+8, no daylight saving since 1991), whatever the host's time zone.
 *
 * Nothing here reads the clock. Workflows pass Date.now(), which Temporal replays; activities
 * and SQL take the date they are given.
 */
import type { Brand } from './brand.ts';

/** YYYY-MM-DD, a day that exists. */
export type PlainDate = Brand<string, 'PlainDate'>;
/** YYYY-MM. */
export type PlainMonth = Brand<string, 'PlainMonth'>;

const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

function utcText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

export function isPlainDate(value: unknown): value is PlainDate {
  if (typeof value !== 'string' || !DATE.test(value) || value < '1800') return false;
  const ms = Date.parse(`${value}T00:00:00.000Z`);
  return !Number.isNaN(ms) && utcText(ms) === value;
}

export function isPlainMonth(value: unknown): value is PlainMonth {
  return typeof value === 'string' && MONTH.test(value) && value >= '1800';
}

/** @throws RangeError when the text is not a day that exists */
export function plainDate(text: string): PlainDate {
  if (!isPlainDate(text)) throw new RangeError('not a calendar date (YYYY-MM-DD)');
  return text;
}

/** @throws RangeError when the text is not a month */
export function plainMonth(text: string): PlainMonth {
  if (!isPlainMonth(text)) throw new RangeError('not a month (YYYY-MM)');
  return text;
}

/** The Shanghai date at an instant (ms since the epoch). */
export function dateAt(instant: number): PlainDate {
  return plainDate(utcText(instant + SHANGHAI_MS));
}

/** The instant (ms since the epoch) at which the date begins in Shanghai. */
export function startOf(date: PlainDate): number {
  return Date.parse(`${date}T00:00:00.000+08:00`);
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return plainDate(utcText(Date.parse(`${date}T00:00:00.000Z`) + days * DAY_MS));
}

/** Whole days from one date to another, negative when the second is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return (Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / DAY_MS;
}

/** 0 Sunday … 6 Saturday. */
export function weekday(date: PlainDate): number {
  return new Date(`${date}T00:00:00.000Z`).getUTCDay();
}

export function monthOf(date: PlainDate): PlainMonth {
  return plainMonth(date.slice(0, 7));
}

export function addToMonth(month: PlainMonth, months: number): PlainMonth {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months;
  const year = String(Math.floor(index / 12)).padStart(4, '0');
  return plainMonth(`${year}-${String((index % 12) + 1).padStart(2, '0')}`);
}

/** Whole months from one month to another, negative when the second is earlier. */
export function monthsBetween(from: PlainMonth, to: PlainMonth): number {
  const index = (month: PlainMonth) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return index(to) - index(from);
}

export function firstDayOf(month: PlainMonth): PlainDate {
  return plainDate(`${month}-01`);
}

export function lastDayOf(month: PlainMonth): PlainDate {
  return addDays(firstDayOf(addToMonth(month, 1)), -1);
}

/** The same day n months later, or the last day of that month when it has no such day. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const month = addToMonth(monthOf(date), months);
  const last = lastDayOf(month);
  const same = `${month}-${date.slice(8)}`;
  return same <= last ? plainDate(same) : last;
}

/** Working days of a year: weekends apart from make-up days, and public holidays. */
export interface WorkCalendar {
  readonly holidays: readonly PlainDate[];
  readonly workdays: readonly PlainDate[];
}

export function isWorkingDay(date: PlainDate, calendar: WorkCalendar): boolean {
  if (calendar.workdays.includes(date)) return true;
  if (calendar.holidays.includes(date)) return false;
  const day = weekday(date);
  return day !== 0 && day !== 6;
}

/** The date itself when it is a working day, else the nearest later (or earlier) one. */
export function toWorkingDay(
  date: PlainDate,
  direction: 'next' | 'previous',
  calendar: WorkCalendar,
): PlainDate {
  const step = direction === 'next' ? 1 : -1;
  let day = date;
  while (!isWorkingDay(day, calendar)) day = addDays(day, step);
  return day;
}

/** The n-th working day after a date; the date itself is not counted (Civil Code art. 201). */
export function addWorkingDays(date: PlainDate, days: number, calendar: WorkCalendar): PlainDate {
  let day = date;
  for (let left = days; left > 0; left -= 1) {
    day = toWorkingDay(addDays(day, 1), 'next', calendar);
  }
  return day;
}
