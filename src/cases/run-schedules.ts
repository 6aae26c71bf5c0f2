/**
 * The clock of the runs (定时): when each kind is begun, which days were missed, what may be done to it.
 *
 * What a person decided stands in migrations/0360-run-schedules.sql; the engine's Schedules follow.
 */
import { addDays, dateAt, startOf, type PlainDate } from '../domain/calendar.ts';
import { isRunKind, RUN_KINDS, type RunKind, type RunKindName } from './runs.ts';

/** How many fire times are told in advance. */
export const NEXT_TIMES = 10;
/** So many runs at most are caught up by one act. */
export const BACKFILL_MAX = 31;
/** Days that are looked back for missed ones; a clock that strikes more seldom is looked back a year. */
const LOOK_BACK_DAYS = 31;
const YEAR_DAYS = 366;

export const SCHEDULE_ACTIONS = {
  pause: '停用',
  unpause: '启用',
  trigger: '立即发起',
  'drop-backfill': '不再补跑',
} as const;
export type ScheduleAction = keyof typeof SCHEDULE_ACTIONS;
export const SCHEDULE_ACTION_NAMES = Object.keys(SCHEDULE_ACTIONS) as readonly ScheduleAction[];

/** Since a run of the kind is alive at most once, an hour that comes too early begins nothing. */
export const OVERLAP_TEXT =
  '同类批处理同时只办一次：到时间上一次还没有结束的，当天不发起，可以补跑；补跑期间到时间的，排在补跑之后。' +
  '系统停机的，一天之内恢复后补发。';

/** So long after its hour a run that the clock should have begun is missed. */
const CLOCK_GRACE_MS = 30 * 60_000;

export interface Strike {
  /** ms since the epoch. */
  readonly at: number;
  /** The day the run works for. */
  readonly businessOn: PlainDate;
}

/** The strike of a civil day in Asia/Shanghai; null: the clock does not strike on it. */
export function strikeOn(kind: RunKindName, day: PlainDate): Strike | null {
  const { clock }: RunKind = RUN_KINDS[kind];
  const [, month, dayOfMonth] = day.split('-').map(Number);
  const strikes =
    (clock.month ?? month) === month && (clock.dayOfMonth ?? dayOfMonth) === dayOfMonth;
  if (!strikes) return null;
  const at = startOf(day) + (clock.hour * 60 + clock.minute) * 60_000;
  return { at, businessOn: addDays(day, clock.dayOffset) };
}

/**
 * The next strikes after an instant, the next first.
 *
 * @param after ms since the epoch; a strike at that very instant is not one of them
 */
export function nextStrikes(
  kind: RunKindName,
  after: number,
  count: number = NEXT_TIMES,
): readonly Strike[] {
  const found: Strike[] = [];
  for (let day = dateAt(after); found.length < count; day = addDays(day, 1)) {
    const strike = strikeOn(kind, day);
    if (strike !== null && strike.at > after) found.push(strike);
  }
  return found;
}

/** The strikes after one instant and up to another (ms), the first first. */
export function strikesBetween(kind: RunKindName, after: number, until: number): readonly Strike[] {
  const found: Strike[] = [];
  for (let day = dateAt(after); startOf(day) <= until; day = addDays(day, 1)) {
    const strike = strikeOn(kind, day);
    if (strike !== null && strike.at > after && strike.at <= until) found.push(strike);
  }
  return found;
}

/**
 * The business dates from one to another day for which the clock should have begun a run by now.
 *
 * @param now ms since the epoch
 */
export function dueDays(
  kind: RunKindName,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
  now: number,
): readonly PlainDate[] {
  const { dayOffset }: RunKind['clock'] = RUN_KINDS[kind].clock;
  // A little before the day that would lead to the first, to a little after that of the last.
  const until = Math.min(now, startOf(addDays(to, 1 - dayOffset)));
  return strikesBetween(kind, startOf(addDays(from, -dayOffset)) - 1, until)
    .map(({ businessOn }) => businessOn)
    .filter((day) => day >= from && day <= to);
}

/**
 * Days without a run since the first there was, as far back as is looked.
 *
 * @param begun the business dates that have a run; none: the clock has begun nothing yet, nothing is missed
 * @param now ms since the epoch
 */
export function missedDays(
  kind: RunKindName,
  { first, begun }: { readonly first: PlainDate | null; readonly begun: ReadonlySet<string> },
  now: number,
): readonly PlainDate[] {
  if (first === null) return [];
  const back = addDays(dateAt(now), -lookBackDays(kind));
  const from = first > back ? first : back;
  const days = dueDays(kind, { from, to: dateAt(now) }, now - CLOCK_GRACE_MS);
  return days.filter((day) => !begun.has(day));
}

/**
 * The latest day of the last year for which the clock should have begun a run by now.
 *
 * @param now ms since the epoch
 * @returns its business date; null: none
 */
export function lastDueDay(kind: RunKindName, now: number): PlainDate | null {
  const until = now - CLOCK_GRACE_MS;
  const today = dateAt(now);
  for (let back = 0; back <= YEAR_DAYS; back += 1) {
    const strike = strikeOn(kind, addDays(today, -back));
    if (strike !== null && strike.at <= until) return strike.businessOn;
  }
  return null;
}

/** Days that are looked back for missed ones. */
export function lookBackDays(kind: RunKindName): number {
  const { dayOfMonth }: RunKind['clock'] = RUN_KINDS[kind].clock;
  return dayOfMonth === undefined ? LOOK_BACK_DAYS : YEAR_DAYS;
}

/** The day that a run works for which is begun out of turn: that of the latest day with an hour. */
export function dayOfTrigger(kind: RunKindName, today: PlainDate): PlainDate {
  for (let day = today; ; day = addDays(day, -1)) {
    const strike = strikeOn(kind, day);
    if (strike !== null) return strike.businessOn;
  }
}

/** 每天08:00；每月5日09:00；每年7月1日00:30 */
export function clockText(kind: RunKindName): string {
  const { hour, minute, dayOfMonth, month }: RunKind['clock'] = RUN_KINDS[kind].clock;
  const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  if (dayOfMonth === undefined) return `每天${time}`;
  const months = month === undefined ? '每月' : `每年${String(month)}月`;
  return `${months}${String(dayOfMonth)}日${time}`;
}

export interface ScheduleName {
  readonly kind: RunKindName;
  readonly center: string;
}

/** `{kind}.{center}`, as addresses name a clock; null: there is none of that name. */
export function scheduleNamed(id: string): ScheduleName | null {
  const [kind = '', center = '', ...more] = id.split('.');
  return isRunKind(kind) && /^\d{6}$/.test(center) && more.length === 0 ? { kind, center } : null;
}

export function scheduleName({ kind, center }: { kind: string; center: string }): string {
  return `${kind}.${center}`;
}

/** The engine's id of a clock. It holds no personal data. */
export function scheduleIdOf({ kind, center }: { kind: string; center: string }): string {
  return `run/${kind}/${center}`;
}
