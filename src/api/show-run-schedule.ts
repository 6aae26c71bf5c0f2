/** The clock of a kind of runs as answers show it: its next hours, what it missed, what needs a person. */
import type { z } from 'zod';
import {
  clockText,
  lookBackDays,
  missedDays,
  nextStrikes,
  OVERLAP_TEXT,
  SCHEDULE_ACTIONS,
  scheduleName,
  strikesBetween,
  type ScheduleAction,
  type ScheduleName,
} from '../cases/run-schedules.ts';
import { RUN_KINDS, RUN_STATES, type RunState } from '../cases/runs.ts';
import type { Names } from '../cases/wording-staff.ts';
import { addDays, dateAt, plainDate } from '../domain/calendar.ts';
import type { ScheduleState } from './engine-watch.ts';
import type { Context } from './operation.ts';
import type { CatchUpRow, ScheduleRow, ScheduleRunRow } from './queries/run-schedules.ts';
import type { RunScheduleView } from './schemas/run-schedule.ts';
import { iso, isoOrNull } from './show-case.ts';

export interface ScheduleSeen {
  readonly name: ScheduleName;
  /** null: nobody ever acted on it. */
  readonly row: ScheduleRow | null;
  /** null: no run of the kind there. */
  readonly runs: ScheduleRunRow | null;
  readonly waiting: readonly CatchUpRow[];
  /** null: the engine did not answer. */
  readonly engine: ScheduleState | null;
}

export interface ShowingSchedule {
  readonly call: Context;
  readonly names: Names;
  /** ms since the epoch. */
  readonly now: number;
}

export type ShownSchedule = z.infer<typeof RunScheduleView>;
type Shown = Omit<ShownSchedule, 'warning' | 'actions'>;

export function showRunSchedule(
  seen: ScheduleSeen,
  { call, names, now }: ShowingSchedule,
): ShownSchedule {
  const { name, row, runs } = seen;
  const { kind, center } = name;
  const paused = row?.paused === true ? row : null;
  const shown: Shown = {
    ...{ id: scheduleName(name), kind, center, version: row?.version ?? 1 },
    ...{ kindTitle: RUN_KINDS[kind].title, note: RUN_KINDS[kind].note, clockText: clockText(kind) },
    paused: paused !== null,
    stateTitle: paused === null ? '启用' : '停用',
    reason: paused?.reason ?? null,
    pausedBy: paused?.changedBy ?? null,
    pausedByName: paused?.changedBy == null ? null : names.staff(paused.changedBy),
    pausedAt: isoOrNull(paused?.changedAt ?? null),
    passed: passedSince(seen, now),
    next: nextStrikes(kind, now).map(({ at, businessOn }) => ({
      ...{ at: iso(at), text: civilText(at), businessOn },
    })),
    lastRun: runs === null ? null : showLast(runs),
    ...{ overlap: 'skip' as const, overlapText: OVERLAP_TEXT },
    missed: [...missedOf(seen, now)],
    waiting: seen.waiting.map(({ businessOn }) => businessOn),
    engine: engineOf(seen),
  };
  return { ...shown, warning: warningOf(shown), actions: actionsOf(shown, call) };
}

function showLast({ id, businessOn, state, startedAt }: ScheduleRunRow) {
  const known = state as RunState;
  return {
    ...{ id, businessOn, state: known, stateTitle: RUN_STATES[known] },
    startedAt: iso(startedAt),
  };
}

/** Hours that came since the pause; 0 while it is not paused. */
function passedSince({ name, row }: Pick<ScheduleSeen, 'name' | 'row'>, now: number): number {
  if (row?.paused !== true || row.changedAt === null) return 0;
  return strikesBetween(name.kind, row.changedAt, now).length;
}

function missedOf({ name, runs, waiting }: ScheduleSeen, now: number) {
  const since = addDays(dateAt(now), -lookBackDays(name.kind));
  const begun = new Set([
    ...(runs?.begun ?? []).filter((day) => day >= since),
    ...waiting.map(({ businessOn }) => businessOn),
  ]);
  const first = runs === null ? null : plainDate(runs.first);
  return missedDays(name.kind, { first, begun }, now);
}

function engineOf({ row, engine }: ScheduleSeen): ScheduleState | 'unknown' {
  return row?.calling === true ? 'unknown' : (engine ?? 'unknown');
}

function warningOf({ paused, passed, engine }: Shown): string | null {
  if (passed > 0) {
    return `停用以来已有${String(passed)}次到时间没有发起：请查明后启用，并补跑所漏日期。`;
  }
  if (engine === 'absent') {
    return '办理引擎中没有设置定时，到时间不会自动发起：请由运维人员查明；其间可以手工发起。';
  }
  if (engine === 'paused' && !paused) {
    return '办理引擎中这项定时是停用的，而本系统没有停用记录：请查明后点“启用”。';
  }
  return null;
}

function actionsOf(shown: Shown, { grants }: Context) {
  const mine = grants.some(({ role, center }) => role === 'supervisor' && center === shown.center);
  const titles = { ...SCHEDULE_ACTIONS, backfill: '补跑' };
  return (Object.keys(titles) as (keyof typeof titles)[]).map((action) => {
    const reason = impossible(action, shown) ?? (mine ? null : '由主管办理。');
    return { action, title: titles[action], permitted: reason === null, reason };
  });
}

/** Why an act has no sense just now; null: it has. */
export function impossible(
  action: ScheduleAction | 'backfill',
  { paused, engine, waiting }: Pick<Shown, 'paused' | 'engine' | 'waiting'>,
): string | null {
  switch (action) {
    case 'pause':
      return paused ? '该定时已经停用。' : null;
    case 'unpause':
      return paused || engine === 'paused' ? null : '该定时没有停用。';
    case 'drop-backfill':
      return waiting.length === 0 ? '没有等候补跑的业务日期。' : null;
    case 'trigger':
    case 'backfill':
      return null;
  }
}

const CIVIL = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** 2026-11-23 08:00, in Asia/Shanghai */
function civilText(at: number): string {
  return CIVIL.format(at);
}
