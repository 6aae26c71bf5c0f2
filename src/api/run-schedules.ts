/** The clocks of the runs (定时): seen ahead, paused and resumed, triggered, and caught up. */
import { z } from 'zod';
import {
  BACKFILL_MAX,
  dayOfTrigger,
  dueDays,
  SCHEDULE_ACTION_NAMES,
  scheduleNamed,
  type ScheduleName,
} from '../cases/run-schedules.ts';
import { RUN_KIND_NAMES } from '../cases/runs.ts';
import {
  backfillSchedule,
  dropBackfill,
  pauseSchedule,
  triggerSchedule,
} from '../db/run-schedules.ts';
import { dateAt, plainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { dateField, reasonField } from '../forms/fields.ts';
import { acting, centersOf, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import type { ApiDeps } from './deps.ts';
import { invalid } from './input.ts';
import { operation, type Context } from './operation.ts';
import { runsOfDays } from './queries/run-schedules.ts';
import { seeSchedules } from './see-schedules.ts';
import {
  RunBackfill,
  RunScheduleActed,
  RunScheduleList,
  RunScheduleView,
} from './schemas/run-schedule.ts';
import { centerCode } from './schemas/terms.ts';
import { impossible, showRunSchedule } from './show-run-schedule.ts';
import { namesIn } from './staff-names.ts';

const tag = 'Runs';
const params = z.object({ id: z.string().min(1).max(60) });

export const listRunSchedules = operation({
  id: 'listRunSchedules',
  method: 'get',
  path: '/run-schedules',
  tag,
  summary: 'The clocks of the runs: the next ten fire times of each, what it missed, who paused it',
  query: z.object({ center: centerCode.optional() }),
  answers: { 200: { description: 'One per kind and center', schema: RunScheduleList } },
  handle: async (call, deps) => {
    const { center } = call.query;
    const centers = centersOf(call).filter((one) => center === undefined || one === center);
    const names = centers.flatMap((one) => RUN_KIND_NAMES.map((kind) => ({ kind, center: one })));
    return { status: 200, body: { items: await shown(call, deps, names) } };
  },
});

export const getRunSchedule = operation({
  id: 'getRunSchedule',
  method: 'get',
  path: '/run-schedules/{id}',
  tag,
  summary: 'The clock of one kind of runs in one center',
  params,
  answers: { 200: { description: 'The clock', schema: RunScheduleView, etag: true } },
  handle: async (call, deps) => {
    const body = await one(call, deps, named(call, call.params.id));
    return { status: 200, body, version: body.version };
  },
});

const act = z.strictObject({
  action: z.enum(SCHEDULE_ACTION_NAMES, { error: '没有这项操作' }),
  reason: reasonField,
});

export const actOnRunSchedule = operation({
  id: 'actOnRunSchedule',
  method: 'post',
  path: '/run-schedules/{id}/actions',
  tag,
  summary: 'Pause, resume, trigger now, give up catching up',
  description:
    'Triggered, it begins the run of the latest day with an hour; one that is there is the same run.',
  params,
  body: act,
  bodyExample: { action: 'pause', reason: '银行通知系统维护' },
  keyed: true,
  versioned: true,
  answers: { 200: { description: 'The clock after it', schema: RunScheduleActed, etag: true } },
  faults: ['action-not-permitted', 'version-conflict'],
  handle: async (call, deps) => {
    const name = named(call, call.params.id);
    const seen = await one(call, deps, name);
    const { action, reason } = call.body;
    const done = call.again && seen.version > call.version;
    // What was seen is out of date: the database says so.
    const problem = seen.version === call.version ? impossible(action, seen) : null;
    if (problem !== null) throw new Fault('action-not-permitted', problem);
    const by = acting(call, deps, grantIn(call, name.center));
    const asked = { ...name, version: call.version, reason, by };
    const on = dayOfTrigger(name.kind, dateAt(deps.now()));
    if (!done) {
      if (action === 'trigger') await triggerSchedule(deps.pool, asked, on);
      else if (action === 'drop-backfill') await dropBackfill(deps.pool, asked);
      else await pauseSchedule(deps.pool, asked, action === 'pause');
    }
    const [run] = action === 'trigger' ? await runsOfDays(deps.pool, name, [on]) : [];
    const schedule = await one(call, deps, name);
    const body = { schedule, run: run?.run ?? null };
    return { status: 200, body, version: schedule.version };
  },
});

const backfill = z.strictObject({
  from: dateField.meta({ description: 'The first business date (业务日期)' }),
  to: dateField.meta({ description: 'The last one' }),
  reason: reasonField,
});

export const backfillRunSchedule = operation({
  id: 'backfillRunSchedule',
  method: 'post',
  path: '/run-schedules/{id}/backfills',
  tag,
  summary: 'Catch up the missed days of a range, one run after the other',
  description:
    'Days on which the clock does not strike are left out; a day whose run is there keeps that run.',
  params,
  body: backfill,
  bodyExample: { from: '2026-11-18', to: '2026-11-20', reason: '停机期间没有发起' },
  keyed: true,
  versioned: true,
  answers: { 200: { description: 'Every day and its run', schema: RunBackfill, etag: true } },
  faults: ['action-not-permitted', 'version-conflict'],
  handle: async (call, deps) => {
    const name = named(call, call.params.id);
    const days = daysAsked(name, call.body, deps.now());
    const seen = await one(call, deps, name);
    if (!(call.again && seen.version > call.version)) {
      const by = acting(call, deps, grantIn(call, name.center));
      const { reason } = call.body;
      await backfillSchedule(deps.pool, { ...name, version: call.version, reason, by }, days);
    }
    const [schedule, runs] = await Promise.all([
      one(call, deps, name),
      runsOfDays(deps.pool, name, days),
    ]);
    return { status: 200, body: { schedule, days: runs }, version: schedule.version };
  },
});

/** @throws Fault 'input-invalid' with the field that is to be changed */
function daysAsked(
  { kind }: ScheduleName,
  { from, to }: { readonly from: string; readonly to: string },
  now: number,
): readonly string[] {
  if (from > to) throw invalid([{ pointer: '#/to', detail: '截止日期不能早于起始日期。' }]);
  if (to > dateAt(now)) throw invalid([{ pointer: '#/to', detail: '业务日期不能晚于今天。' }]);
  const days = dueDays(kind, { from: plainDate(from), to: plainDate(to) }, now);
  if (days.length === 0) {
    throw invalid([{ pointer: '#/from', detail: '这段期间没有到时间应当发起的业务日期。' }]);
  }
  if (days.length > BACKFILL_MAX) {
    const detail = `一次最多补跑${String(BACKFILL_MAX)}个业务日期，这段期间有${String(days.length)}个。`;
    throw invalid([{ pointer: '#/from', detail }]);
  }
  return days;
}

/** @throws Fault 'not-found', the same for "not there" and "not yours" */
function named(call: Context, id: string): ScheduleName {
  const name = scheduleNamed(id);
  if (name === null || !centersOf(call).includes(name.center)) throw notFound();
  return name;
}

async function one(call: Context, deps: ApiDeps, name: ScheduleName) {
  const [found] = await shown(call, deps, [name]);
  if (found === undefined) throw notFound();
  return found;
}

async function shown(call: Context, deps: ApiDeps, names: readonly ScheduleName[]) {
  const centers = [...new Set(names.map(({ center }) => center))];
  const [seen, staff] = await Promise.all([seeSchedules(deps, names), namesIn(deps.pool, centers)]);
  return seen.map((each) => showRunSchedule(each, { call, names: staff, now: deps.now() }));
}
