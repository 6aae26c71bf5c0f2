/**
 * The silent-stall radar: every open case waits for somebody or something, or is being worked on;
 * those of which neither side can say so, and those on which the sides differ, are shown with both
 * views.
 */
import { z } from 'zod';
import { CASE_TYPES } from '../cases/index.ts';
import {
  failureTitle,
  STALL_KINDS,
  stallTitle,
  stateTitle,
  stepTitle,
  workflowStatusTitle,
} from '../cases/wording-stalls.ts';
import { taskWords } from '../cases/wording-tasks.ts';
import { waitTitle } from '../cases/wording-waits.ts';
import { reaches } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import { operation, type Context } from './operation.ts';
import type { DatabaseView, EngineView, StallFinding } from './radar/finding.ts';
import { MOVING_MS, OVERDUE_MS, stateOf } from './radar/judge.ts';
import { RADAR_LIMITS, type Sweep } from './radar/sweep.ts';
import { RadarView } from './schemas/supervision.ts';
import { STATES } from './schemas/words.ts';
import { countKinds } from './show-board.ts';
import { iso, isoOrNull } from './show-case.ts';

export type { StallFinding } from './radar/finding.ts';

/** Findings shown in one answer; the counts are of all of them. */
const SHOWN_MAX = 200;

/**
 * What the radar finds within what the caller may see, from a sweep a few seconds old at most.
 *
 * @throws Fault 'database-unavailable' when the books cannot be read; without the engine it tells
 *   what the books alone show
 */
export async function radarFindings(
  context: Pick<Context, 'grants'>,
  { radar }: Pick<ApiDeps, 'radar'>,
): Promise<readonly StallFinding[]> {
  return within(context, (await radar.sweep()).findings);
}

/** Those that a grant of the caller reaches. */
export function within(
  { grants }: Pick<Context, 'grants'>,
  findings: readonly StallFinding[],
): readonly StallFinding[] {
  return findings.filter((finding) => grants.some((grant) => reaches(grant, finding)));
}

/** The operator runs machines and sees no case. */
export function onlyMachines({ grants }: Pick<Context, 'grants'>): boolean {
  return grants.every(({ role }) => role === 'operator');
}

export const getRadar = operation({
  id: 'getRadar',
  method: 'get',
  path: '/supervision/radar',
  tag: 'Supervision',
  summary: 'Cases that nothing moves, and differences between database and engine',
  description:
    'Database and engine are read apart, all open cases of both; single cases are looked at closely only where the two differ or a case rests without a reason. `case` looks at one case now.',
  query: z.object({
    kind: z.enum(STALL_KINDS, { error: '没有这种情形' }).optional(),
    case: z.uuid().optional(),
  }),
  answers: { 200: { description: 'The findings, the longest first', schema: RadarView } },
  handle: async (call, deps) => {
    const { kind, case: caseId } = call.query;
    const swept = await deps.radar.sweep();
    const found = caseId === undefined ? swept.findings : await lookedAt(deps, caseId);
    const seen = within(call, found);
    const wanted = seen.filter((one) => kind === undefined || one.kind === kind);
    const shown = onlyMachines(call) ? [] : wanted.slice(0, SHOWN_MAX);
    return {
      status: 200,
      body: {
        ...showSweep(swept),
        kinds: countKinds(seen),
        total: seen.length,
        items: shown.map(showFinding),
        left: wanted.length - shown.length,
      },
    };
  },
});

async function lookedAt({ radar }: ApiDeps, caseId: string): Promise<readonly StallFinding[]> {
  const finding = await radar.look(caseId);
  return finding ? [finding] : [];
}

function showSweep({ at, tookMs, database, engine, complete, notLookedAt }: Sweep) {
  const { casesMax, looksMax } = RADAR_LIMITS;
  const { open, overdueWaits, overdueTasks } = database;
  return {
    at: iso(at),
    tookMs,
    engineReachable: engine !== null,
    complete,
    notLookedAt,
    limits: {
      casesMax,
      looksMax,
      graceSeconds: MOVING_MS / 1000,
      overdueSeconds: OVERDUE_MS / 1000,
    },
    database: { open, overdueWaits, overdueTasks },
    engine: engine && { running: engine.running },
    states: STATES.filter((state) => state !== 'ended').map((state) => ({
      state,
      title: stateTitle(state),
      database: database.byState[state] ?? 0,
      engine: engine?.byState[state] ?? 0,
    })),
  };
}

function showFinding(finding: StallFinding) {
  const { kind, also, caseId, number, type, center, branch, since, sentence, confirmed } = finding;
  const { database, engine } = finding;
  return {
    ...{ kind, title: stallTitle(kind), also, caseId, number, type, center, branch, sentence },
    typeTitle: CASE_TYPES[type]?.title ?? type,
    since: isoOrNull(since),
    confirmed,
    database: database && showDatabase(type, database),
    engine: engine && showEngine(engine),
  };
}

function showDatabase(type: string, view: DatabaseView) {
  const { stage, open, version, updatedAt, waits, tasks } = view;
  return {
    stage,
    stageTitle: CASE_TYPES[type]?.stages[stage]?.title ?? stage,
    state: stateTitle(stateOf(type, stage)),
    open,
    version,
    updatedAt: iso(updatedAt),
    waits: waits.map(({ kind, since, until }) => ({
      kind,
      title: waitTitle(kind),
      since: iso(since),
      until: isoOrNull(until),
    })),
    tasks: tasks.map(({ kind, dueOn }) => ({ kind, title: taskWords(kind).title, dueOn })),
  };
}

function showEngine({ status, state, startedAt, closedAt, task, activities, timers }: EngineView) {
  return {
    status,
    statusTitle: workflowStatusTitle(status),
    state: state === null ? null : stateTitle(state),
    startedAt: isoOrNull(startedAt),
    closedAt: isoOrNull(closedAt),
    task: task && {
      ...task,
      scheduledAt: isoOrNull(task.scheduledAt),
      cause: task.cause === null ? null : failureTitle(task.cause),
    },
    activities: activities.map(({ scheduledAt, nextAttemptAt, failure, ...activity }) => ({
      ...activity,
      title: stepTitle(activity.type),
      scheduledAt: isoOrNull(scheduledAt),
      nextAttemptAt: isoOrNull(nextAttemptAt),
      failure: failure === null ? null : failureTitle(failure),
    })),
    timers: timers && timers.map(iso),
  };
}
