/**
 * Looks a year's working-day calendar through before it is loaded: every due date hangs on it.
 *
 * What cannot be right is an error (a make-up day on a weekday, a public holiday left out); what is
 * merely unusual is a warning for whoever has the announcement at hand.
 *
 * @source 全国年节及纪念日放假办法 第二条 (seven public holidays, thirteen days from 2025, eleven before)
 */
import { addDays, weekday, type PlainDate } from '../../domain/calendar.ts';

/** A day that differs from the plain week. */
export interface CalendarDay {
  readonly day: PlainDate;
  /** true: make-up working day (调休上班); false: day off (放假). */
  readonly working: boolean;
  readonly name: string;
}

export interface CalendarProblem {
  readonly severity: 'error' | 'warning';
  /** Place in the list; null: about the whole year. */
  readonly at: number | null;
  readonly detail: string;
}

interface Holiday {
  readonly name: string;
  /** Days, as MM-DD, that are always off. */
  readonly fixed?: readonly string[];
  /** First and last MM-DD between which a day of it must lie, where the moon or the sun decides. */
  readonly between?: readonly [string, string];
}

const HOLIDAYS: readonly Holiday[] = [
  { name: '元旦', fixed: ['01-01'] },
  { name: '春节', between: ['01-21', '02-22'] },
  { name: '清明', between: ['04-04', '04-06'] },
  { name: '劳动节', fixed: ['05-01', '05-02'] },
  { name: '端午', between: ['05-28', '06-26'] },
  { name: '中秋', between: ['09-07', '10-09'] },
  { name: '国庆', fixed: ['10-01', '10-02', '10-03'] },
];

/** Days of public holidays a year; one that falls on a weekend is made up for. */
const DAYS_OFF = { from2025: 13, before: 11 } as const;

/** Everything that is wrong or unusual, in the order of the list, the whole year last. */
export function checkCalendarYear(
  year: number,
  days: readonly CalendarDay[],
): readonly CalendarProblem[] {
  return [
    ...days.flatMap((one, at) => dayProblems(year, days, { one, at })),
    ...wholeYear(year, days),
  ];
}

function dayProblems(
  year: number,
  days: readonly CalendarDay[],
  { one, at }: { readonly one: CalendarDay; readonly at: number },
): readonly CalendarProblem[] {
  const { day, working, name } = one;
  const error = (detail: string): CalendarProblem => ({ severity: 'error', at, detail });
  const problems: CalendarProblem[] = [];
  if (!day.startsWith(`${String(year)}-`)) problems.push(error(`${day}不属于${String(year)}年。`));
  if (days.findIndex((other) => other.day === day) < at) problems.push(error(`${day}重复。`));
  const weekend = weekday(day) === 0 || weekday(day) === 6;
  if (working && !weekend) {
    problems.push(error(`${day}是${WEEKDAYS[weekday(day)] ?? ''}，本来就上班，不能列为调休上班。`));
  }
  if (!working && !HOLIDAYS.some((holiday) => name.includes(holiday.name))) {
    problems.push({ severity: 'warning', at, detail: `${day}的“${name}”不是法定节日的名称。` });
  }
  return problems;
}

const WEEKDAYS = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'];

function wholeYear(year: number, days: readonly CalendarDay[]): readonly CalendarProblem[] {
  const off = days.filter(({ working }) => !working);
  const missing = HOLIDAYS.flatMap((holiday) => holidayProblem(year, off, holiday));
  if (missing.length > 0) return missing.map((detail) => whole('error', detail));
  const weekdaysOff = off.filter(({ day }) => weekday(day) !== 0 && weekday(day) !== 6).length;
  const madeUp = days.length - off.length;
  const expected = year >= 2025 ? DAYS_OFF.from2025 : DAYS_OFF.before;
  if (weekdaysOff - madeUp === expected) return [];
  return [
    whole(
      'warning',
      `工作日放假${String(weekdaysOff)}天，调休上班${String(madeUp)}天，相差${String(weekdaysOff - madeUp)}天；全年法定节日是${String(expected)}天，请与通知核对是否有遗漏。`,
    ),
  ];
}

function whole(severity: CalendarProblem['severity'], detail: string): CalendarProblem {
  return { severity, at: null, detail };
}

function holidayProblem(
  year: number,
  off: readonly CalendarDay[],
  { name, fixed = [], between }: Holiday,
): readonly string[] {
  const named = off.filter((one) => one.name.includes(name));
  if (named.length === 0) return [`缺少${name}的放假安排。`];
  const gone = fixed.filter((day) => !off.some((one) => one.day === `${String(year)}-${day}`));
  if (gone.length > 0) return [`${name}应包括${gone.join('、')}。`];
  const [first, last] = between ?? ['01-01', '12-31'];
  const fits = named.some(({ day }) => day.slice(5) >= first && day.slice(5) <= last);
  return fits ? [] : [`${name}应在${first}至${last}之间，所列日期有误。`];
}

export interface CalendarDifference {
  readonly added: readonly CalendarDay[];
  readonly removed: readonly CalendarDay[];
  /** As it would be, where the same day was loaded otherwise. */
  readonly changed: readonly CalendarDay[];
}

/** What would be other than what is loaded. */
export function calendarDifference(
  loaded: readonly CalendarDay[],
  wanted: readonly CalendarDay[],
): CalendarDifference {
  const of = (days: readonly CalendarDay[], day: string) => days.find((one) => one.day === day);
  return {
    added: wanted.filter(({ day }) => !of(loaded, day)),
    removed: loaded.filter(({ day }) => !of(wanted, day)),
    changed: wanted.filter((one) => {
      const before = of(loaded, one.day);
      return before && (before.working !== one.working || before.name !== one.name);
    }),
  };
}

/** Every day from the first to the last, both included: how an announcement names a holiday. */
export function daysFromTo(first: PlainDate, last: PlainDate): readonly PlainDate[] {
  const days: PlainDate[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}
