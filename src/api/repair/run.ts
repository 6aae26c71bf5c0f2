/**
 * Carries repairs out and watches them, beside the requests: taken by one process at a time, gone
 * on with by the next when that one dies. A repair ends as recovered only when the thing moved.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isRepairMove, isStuckKind, type RepairMove } from '../../cases/repairs.ts';
import {
  releaseRepair,
  settleRepair,
  takeRepairs,
  watchRepair,
  type Settlement,
  type TakenRepair,
} from '../../db/repairs.ts';
import { FAULTS, Fault } from '../../domain/fault.ts';
import { faultOf } from '../problems.ts';
import { carryOut, type CarryDeps } from './carry-out.ts';
import { diagnose } from './diagnose.ts';
import { isOpen } from './engine.ts';
import { look, snapshotIn, type Snapshot } from './snapshot.ts';
import { stillWrong, verdict, type Watched } from './verdict.ts';

export interface RepairLimits {
  /** Between two looks at the same repair. */
  readonly lookMs: number;
  /** How long what happens at once is watched, and what an outside system has to answer. */
  readonly shortMs: number;
  readonly longMs: number;
  /** How long an engine that does not answer is tried before nothing was done. */
  readonly readyMs: number;
  /** How long a process that died keeps a repair. */
  readonly leaseMs: number;
}

export const DEFAULT_REPAIR_LIMITS: RepairLimits = {
  lookMs: 1_000,
  shortMs: 2 * 60_000,
  longMs: 20 * 60_000,
  readyMs: 5 * 60_000,
  leaseMs: 30_000,
};

export interface RunDeps extends CarryDeps {
  readonly log: Logger;
  readonly limits: RepairLimits;
}

const AT_ONCE = 20;

/** Goes on until the signal; a fault of database or engine is waited out. */
export async function runRepairs(deps: RunDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await repairsOnce(deps).catch((error: unknown) => {
      if (!faultOf(error)) deps.log.error({ event: 'repairs-failed', kind: nameOf(error) });
    });
    await delay(deps.limits.lookMs / 2, undefined, { signal }).catch(() => undefined);
  }
}

/** One look at every repair that is due. */
async function repairsOnce(deps: RunDeps): Promise<void> {
  const { pool, now, limits, log } = deps;
  const taken = await takeRepairs(pool, { limit: AT_ONCE, at: now(), leaseMs: limits.leaseMs });
  await Promise.all(
    taken.map(async (repair) => {
      await one(deps, repair).catch((error: unknown) => {
        if (!faultOf(error)) {
          log.error({ event: 'repair-failed', repair: repair.id, kind: nameOf(error) });
        }
      });
      await releaseRepair(pool, repair.id, now() + limits.lookMs);
    }),
  );
}

async function one(deps: RunDeps, repair: TakenRepair): Promise<void> {
  const watched = watchedOf(repair);
  const current = await look(deps, repair.object);
  if (repair.state === 'ready') await begin(deps, { repair, watched, current });
  else await watch(deps, { repair, watched, current });
}

interface Turn {
  readonly repair: TakenRepair;
  readonly watched: Watched;
  readonly current: Snapshot | null;
}

function watchedOf({ id, kind, move, params, before }: TakenRepair): Watched {
  if (!isStuckKind(kind) || !isRepairMove(move)) {
    throw new Error(`repair ${id} names what this release does not know`);
  }
  return { kind, move, params, before: snapshotIn(before) };
}

async function begin(deps: RunDeps, turn: Turn): Promise<void> {
  const { repair, watched, current } = turn;
  const standing = standsBefore(watched, current);
  if (standing === 'unknown') {
    await giveUpLate(deps, turn, '办理引擎没有应答，没有执行；请稍后再提出。');
    return;
  }
  if (standing !== null) {
    await settle(deps, turn, standing);
    return;
  }
  if (current === null) return;
  try {
    await carryOut(deps, { repair, before: watched.before, current });
    const until = deps.now() + watchMs(deps.limits, watched.move);
    await watchRepair(deps.pool, { id: repair.id, until, at: deps.now() });
  } catch (error) {
    await refused(deps, turn, error);
  }
}

type Ending = Pick<Settlement, 'state' | 'finding'>;

/** Null: as it was when it was asked for. Whoever looks at something else does not act on it. */
function standsBefore(watched: Watched, current: Snapshot | null): Ending | 'unknown' | null {
  if (current === null) return { state: 'not-needed', finding: '该消息已不存在，没有执行。' };
  if (current.of === 'message') {
    const done = { state: 'not-needed', finding: '该消息已处理，没有执行。' } as const;
    return current.done ? done : null;
  }
  const { before } = watched;
  if (before.of !== 'case' || current.engine === null) return 'unknown';
  // An act or a workflow that this very repair has begun: the process died before it noted so.
  if (hasBegun(watched, current)) return null;
  if (isGone({ watched, current })) return GONE;
  if (current.version !== before.version) {
    const change = `第${String(before.version)}版→第${String(current.version)}版`;
    return {
      state: 'not-recovered',
      finding: `提出后业务又有变化（${change}），没有执行；请重新查看后再提出。`,
    };
  }
  return null;
}

/** Moves after which the thing no longer looks as it did, made and not yet noted. */
function hasBegun({ move, before }: Watched, current: Snapshot): boolean {
  if (before.of !== 'case' || current.of !== 'case') return false;
  const [was, is] = [before.engine?.runId ?? null, current.engine?.runId ?? null];
  switch (move) {
    case 'restart':
    case 'rebuild':
      return is !== null && is !== was;
    case 'end-workflow':
      return current.engine !== null && !isOpen(current.engine);
    case 'retry-now':
    case 'wait-until':
      // The engine knows the act by its id: asked again, it tells what came of it.
      return (current.version ?? 0) > (before.version ?? 0);
    case 'wake':
    case 'retry-activity':
    case 'send-again':
    case 'assign-message':
    case 'set-aside':
      return false;
  }
}

/** The case said no, or nobody knows: then it is tried again, but not for ever. */
async function refused(deps: RunDeps, turn: Turn, error: unknown): Promise<void> {
  const fault = faultOf(error);
  if (!fault) throw error;
  const late = '办理引擎没有应答，不能确定是否执行；请查看业务现在的情况。';
  if (FAULTS[fault.code].retry) await giveUpLate(deps, turn, late);
  else if (isGone(turn)) await settle(deps, turn, GONE);
  else await settle(deps, turn, { state: 'not-recovered', finding: `没有执行：${fault.message}` });
}

const GONE: Ending = { state: 'not-needed', finding: '执行前已没有这种情况，没有执行。' };

function isGone({ watched, current }: Pick<Turn, 'watched' | 'current'>): boolean {
  return current !== null && !diagnose(current).some(({ kind }) => kind === watched.kind);
}

async function giveUpLate(deps: RunDeps, turn: Turn, finding: string): Promise<void> {
  const { repair } = turn;
  const since = repair.decided_at ?? repair.asked_at;
  if (deps.now() < since + deps.limits.readyMs) return;
  await settle(deps, turn, { state: 'not-recovered', finding });
}

function watchMs({ shortMs, longMs }: RepairLimits, move: RepairMove): number {
  return move === 'retry-now' || move === 'retry-activity' ? longMs : shortMs;
}

async function watch(deps: RunDeps, turn: Turn): Promise<void> {
  const { repair, watched, current } = turn;
  const told = verdict(watched, current);
  if (told) {
    await settle(deps, turn, { state: told.outcome, finding: told.finding });
    return;
  }
  if (deps.now() < (repair.watched_until ?? 0)) return;
  await settle(deps, turn, { state: 'not-recovered', finding: stillWrong(current) });
}

async function settle(deps: RunDeps, { repair, current }: Turn, ending: Ending): Promise<void> {
  try {
    await settleRepair(deps.pool, { id: repair.id, ...ending, after: current, at: deps.now() });
  } catch (error) {
    // The database sees no change where we thought we saw one: it is looked at again.
    if (!(error instanceof Fault && error.code === 'action-not-permitted')) throw error;
    deps.log.warn({ event: 'repair-not-proved', repair: repair.id });
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
