/** The board in words: machines, loops and stalls, for the supervisor's screen. */
import {
  loopStateTitle,
  loopTitle,
  processTitle,
  queueTitle,
  systemStateTitle,
} from '../cases/wording-condition.ts';
import { STALL_KINDS, stallTitle, type StallKind } from '../cases/wording-stalls.ts';
import { systemTitle } from '../cases/wording.ts';
import type { Condition, SystemCondition } from './condition.ts';
import type { LoopBacklog } from './queries/figures-of-business.ts';
import type { AnswerRow } from './queries/supervision.ts';
import type { StallFinding } from './radar/finding.ts';
import type { Sweep } from './radar/sweep.ts';
import { iso, isoOrNull } from './show-case.ts';

export interface SystemsSeen {
  /** Cases that wait for each, as the caller sees them. */
  readonly held: readonly { readonly system: string; readonly count: number }[];
  readonly answers: readonly AnswerRow[];
}

export function showSystem(one: SystemCondition, { held, answers }: SystemsSeen) {
  const { system, state, lastError, requestsHeldBack, processes } = one;
  const recorded = answers.find((row) => row.system === system);
  return {
    system,
    title: systemTitle(system),
    state,
    stateTitle: systemStateTitle(state),
    since: isoOrNull(one.since),
    askedAt: isoOrNull(one.askedAt),
    lastAnswerAt: isoOrNull(one.answeredAt),
    lastError,
    lastErrorAt: isoOrNull(one.lastErrorAt),
    requestsHeldBack,
    processes,
    processesOpen: one.open,
    waiting: held.find((row) => row.system === system)?.count ?? 0,
    lastCompleteAt: isoOrNull(recorded?.last_complete_at ?? null),
    answersLastHour: recorded?.answersLastHour ?? 0,
    completeLastHour: recorded?.completeLastHour ?? 0,
  };
}

export function showWorkers({ engine, processes }: Condition) {
  return {
    engineReachable: engine.reachable,
    engineSince: iso(engine.since),
    processes: processes.map(({ kind, build, alive, startedAt, seenAt }) => ({
      ...{ kind, title: processTitle(kind), build, alive },
      startedAt: iso(startedAt),
      seenAt: iso(seenAt),
    })),
    queues: engine.queues.map((queue) => ({ ...queue, title: queueTitle(queue.of, queue.kind) })),
  };
}

export function showLoops(
  { loops }: Condition,
  { outbox, unsealed, unsealedSeconds }: LoopBacklog,
) {
  const backlog = {
    outbox,
    // What cannot be booked stands in suspense, and is listed there.
    incoming: { waiting: 0, oldestSeconds: 0, parked: 0 },
    // What the bank does not answer in its days is a task.
    debits: { waiting: 0, oldestSeconds: 0, parked: 0 },
    seal: { waiting: unsealed, oldestSeconds: unsealedSeconds, parked: 0 },
  };
  return loops.map(({ loop, state, fault, passedAt, doneAt, faultAt }) => ({
    ...{ loop, title: loopTitle(loop), state, stateTitle: loopStateTitle(state), fault },
    passedAt: isoOrNull(passedAt),
    doneAt: isoOrNull(doneAt),
    faultAt: isoOrNull(faultAt),
    ...backlog[loop],
  }));
}

export function countKinds(findings: readonly StallFinding[]) {
  const count = (kind: StallKind) => findings.filter((one) => one.kind === kind).length;
  return STALL_KINDS.map((kind) => ({ kind, title: stallTitle(kind), count: count(kind) })).filter(
    (one) => one.count > 0,
  );
}

/** What the last sweep found within what the caller sees; null: none has ended yet. */
export function showStalls(sweep: Sweep | null, seen: readonly StallFinding[]) {
  if (sweep === null) return null;
  const { at, complete } = sweep;
  return { at: iso(at), complete, total: seen.length, kinds: countKinds(seen) };
}
