/**
 * What is wrong with one case, from both views of it. Pure.
 *
 * An open case waits for somebody or something by the books, or the engine is at work on it; when
 * neither holds, nobody will ever move it. Everything else here is a difference between the views.
 */
import { CASE_TYPES } from '../../cases/index.ts';
import {
  failureTitle,
  STALL_KINDS,
  stallSentence,
  stateTitle,
  stepTitle,
  workflowStatusTitle,
  type StallFacts,
  type StallKind,
} from '../../cases/wording-stalls.ts';
import { waitTitle } from '../../cases/wording-waits.ts';
import type { DatabaseView, EngineView, StallFinding } from './finding.ts';

/** A case that changed so lately is just moving: nothing is said of it. */
export const MOVING_MS = 10_000;
/** A wait is overdue when its instant is over by more than this: the timer itself needs a moment. */
export const OVERDUE_MS = 180_000;
/** A worker takes a task within a second; what lies for so long nobody takes. */
const UNTAKEN_MS = 30_000;
/** Two failures in a row happen; from the third attempt on it is worth a look. */
const ATTEMPTS_SHOWN = 3;

/** A case as both sides know it. */
export interface Both {
  readonly caseId: string;
  readonly number: string | null;
  readonly type: string;
  readonly center: string;
  readonly branch: string;
  readonly database: DatabaseView | null;
  readonly engine: EngineView | null;
}

/** Everything that is wrong, the kind that explains the others first. */
export function stallsOf(both: Both, now: number): readonly StallKind[] {
  const found = new Set(findAll(both, now));
  return STALL_KINDS.filter((kind) => found.has(kind));
}

function* findAll({ type, database, engine }: Both, now: number): Generator<StallKind> {
  const alive = engine?.status === 'running';
  if (!database?.open) {
    if (alive) yield 'no-case';
    return;
  }
  if (overdueWait(database, now)) yield 'wait-overdue';
  const idle = database.waits.length === 0 && database.tasks.length === 0;
  if (engine === null) {
    // Nobody could ask the engine; by the books alone nothing moves this case.
    if (idle) yield 'orphan';
    return;
  }
  if (!alive) {
    yield 'no-workflow';
    return;
  }
  const { task, activities, state } = engine;
  if (task !== null && task.attempt > 1) yield 'workflow-task-failing';
  if (untaken(engine, now) !== null) yield 'no-worker';
  if (retrying(engine)) yield 'activity-retrying';
  const resting = task === null && activities.length === 0;
  if (idle && resting) yield 'orphan';
  if (resting && state !== stateOf(type, database.stage)) yield 'state-differs';
}

/** The coarse state that a stage of the database stands for. */
export function stateOf(type: string, stage: string): string | null {
  return CASE_TYPES[type]?.stages[stage]?.state ?? null;
}

function overdueWait({ waits }: DatabaseView, now: number) {
  const over = waits.filter(({ until }) => until !== null && until < now - OVERDUE_MS);
  return over.reduce<(typeof over)[number] | null>(
    (first, wait) => (first === null || (wait.until ?? 0) < (first.until ?? 0) ? wait : first),
    null,
  );
}

/** Since when something lies that no worker takes; null: nothing does. */
function untaken({ task, activities }: EngineView, now: number): number | null {
  const lying = [
    ...(task !== null && !task.started && task.attempt <= 1 ? [task.scheduledAt] : []),
    ...activities
      .filter(({ state, attempt }) => state === 'scheduled' && attempt <= 1)
      .map(({ scheduledAt }) => scheduledAt),
  ].filter((at) => at !== null);
  const oldest = Math.min(...lying);
  return Number.isFinite(oldest) && oldest < now - UNTAKEN_MS ? oldest : null;
}

function retrying({ activities }: EngineView) {
  return activities.find(({ attempt, state }) => attempt >= ATTEMPTS_SHOWN || state === 'paused');
}

/** The finding of a case, or null when nothing is wrong with it. */
export function findingOf(both: Both, now: number, confirmed = true): StallFinding | null {
  const [kind, ...also] = stallsOf(both, now);
  if (kind === undefined) return null;
  return { ...both, kind, also, confirmed, ...toldOf(kind, both, now) };
}

function sinceWhen(kind: StallKind, { database, engine }: Both, now: number): number | null {
  const moved = database?.updatedAt ?? null;
  switch (kind) {
    case 'no-workflow':
      return engine?.closedAt ?? moved;
    case 'no-case':
      return moved ?? engine?.startedAt ?? null;
    case 'workflow-task-failing':
      return engine?.task?.scheduledAt ?? moved;
    case 'no-worker':
      return engine === null ? moved : untaken(engine, now);
    case 'activity-retrying':
      return (engine && retrying(engine)?.scheduledAt) ?? moved;
    case 'wait-overdue':
      return (database && overdueWait(database, now)?.until) ?? moved;
    case 'orphan':
    case 'state-differs':
      return moved;
  }
}

/** Since when one kind holds, and what it comes to in words. */
export function toldOf(
  kind: StallKind,
  both: Both,
  now: number,
): { readonly since: number | null; readonly sentence: string } {
  return {
    since: sinceWhen(kind, both, now),
    sentence: stallSentence(kind, factsOf(kind, both, now)),
  };
}

const MINUTE_MS = 60_000;

function factsOf(kind: StallKind, both: Both, now: number): StallFacts {
  const { type, database, engine } = both;
  const wait = database && overdueWait(database, now);
  const activity = engine && (retrying(engine) ?? engine.activities[0]);
  const failure = kind === 'workflow-task-failing' ? engine?.task?.cause : activity?.failure;
  const since = sinceWhen(kind, both, now) ?? now;
  const stage = database && CASE_TYPES[type]?.stages[database.stage]?.title;
  return {
    stage: database && { title: stage ?? database.stage, open: database.open },
    workflow: workflowStatusTitle(engine?.status ?? 'unknown'),
    states: database && {
      database: stateTitle(stateOf(type, database.stage)),
      engine: stateTitle(engine?.state ?? null),
    },
    // A workflow task counts the attempt that is under way; what failed are those before.
    attempt:
      kind === 'workflow-task-failing'
        ? (engine?.task?.attempt ?? 2) - 1
        : (activity?.attempt ?? 1),
    step: activity ? stepTitle(activity.type) : '下一步',
    failure: failure == null ? null : failureTitle(failure),
    nextAt: activity?.nextAttemptAt ?? null,
    wait: wait && { title: waitTitle(wait.kind), until: wait.until ?? now },
    timerAt: engine?.timers?.[0] ?? null,
    minutes: Math.max(0, Math.round((now - since) / MINUTE_MS)),
  };
}
