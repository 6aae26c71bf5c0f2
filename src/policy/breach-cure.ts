/**
 * 整改期限 (clause 2): it runs from the day after the notice was served, for the days the agreement
 * names, and ends on a working day. Nothing runs before the notice has reached the person.
 */
import {
  addDays,
  toWorkingDay,
  type PlainDate,
  type PlainMonth,
  type WorkCalendar,
} from '../domain/calendar.ts';

/** A notice made public counts as served so many days after it, by the agreement's silence as in court. */
export const ANNOUNCEMENT_DAYS = 30;

/** Last day of the cure period. @source 民法典 第二百零一条、第二百零三条 */
export function cureUntil(servedOn: PlainDate, days: number, calendar: WorkCalendar): PlainDate {
  return toWorkingDay(addDays(servedOn, days), 'next', calendar);
}

/** The day on which a notice that was made public counts as served. */
export function servedByAnnouncement(publishedOn: PlainDate): PlainDate {
  return addDays(publishedOn, ANNOUNCEMENT_DAYS);
}

/** The first of the months missed in a row, and the days on which months from it on were paid since. */
export interface Resumed {
  readonly missedFrom: PlainMonth;
  readonly paid: readonly { readonly month: PlainMonth; readonly on: PlainDate }[];
}

/**
 * The day on which contributions were taken up again: a month was paid since, one of the missed where
 * its cycle still runs, or a later one.
 *
 * @param until the last day that counts, both included
 * @returns null: not by then
 */
export function resumedOn({ missedFrom, paid }: Resumed, until: PlainDate): PlainDate | null {
  const days = paid.flatMap(({ month, on }) => (month >= missedFrom && on <= until ? [on] : []));
  return days.sort()[0] ?? null;
}
