/** Days of a calendar as people say them: a holiday from the first day to the last. */
import { addDays, plainDate } from '../../../domain/calendar.ts';
import type { CalendarDay } from './calendar-queries.ts';

export interface DayRange {
  readonly first: string;
  readonly last: string;
  readonly count: number;
  readonly working: boolean;
  readonly name: string;
}

export function rangesOf(days: readonly CalendarDay[]): readonly DayRange[] {
  const ranges: DayRange[] = [];
  for (const { day, working, name } of [...days].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    const open = ranges.at(-1);
    const goesOn =
      open?.name === name && open.working === working && addDays(plainDate(open.last), 1) === day;
    if (open && goesOn) ranges[ranges.length - 1] = { ...open, last: day, count: open.count + 1 };
    else ranges.push({ first: day, last: day, count: 1, working, name });
  }
  return ranges;
}
