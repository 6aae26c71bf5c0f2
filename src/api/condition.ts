/**
 * The condition of everything a case depends on: outside systems, engine, workers, loops.
 *
 * Only what was said lately counts. A system that nobody has asked for a while, or whose workers
 * are gone, is `unknown`: no answer is never "fine".
 */
import type pg from 'pg';
import type { EngineWatch, QueueView } from './engine-watch.ts';
import {
  conditionRows,
  type ConditionRows,
  type HeldRow,
  type OutsideRow,
  type ProcessRow,
  type LoopRow,
} from './queries/condition.ts';

export const SYSTEMS = ['national', 'identity', 'notices', 'bank'] as const;
export const LOOPS = ['outbox', 'seal', 'incoming', 'debits'] as const;

/** A worker speaks every five seconds; after four beats in vain it is taken for gone. */
const ALIVE_MS = 20_000;
/** An answer says something of a system for so long. */
const ANSWER_FRESH_MS = 15 * 60_000;
/** A loop looks several times a second; it is taken for stuck after so long without a good pass. */
const PASS_FRESH_MS = 30_000;

/** Instants in ms since the epoch; null: it has not happened, or nobody knows. */
export interface SystemCondition {
  readonly system: (typeof SYSTEMS)[number];
  readonly state: 'up' | 'slow' | 'open' | 'unknown';
  readonly since: number | null;
  readonly askedAt: number | null;
  readonly answeredAt: number | null;
  readonly lastError: string | null;
  readonly lastErrorAt: number | null;
  /** Requests that wait for a free place in the workers. */
  readonly requestsHeldBack: number;
  /** Live processes that speak to it, and those of them that do not ask it for a while. */
  readonly processes: number;
  readonly open: number;
}

export interface ProcessCondition {
  readonly kind: 'cases' | 'runs';
  readonly build: string;
  readonly alive: boolean;
  readonly startedAt: number;
  readonly seenAt: number;
}

export interface LoopCondition {
  readonly loop: (typeof LOOPS)[number];
  readonly state: 'working' | 'failing' | 'silent';
  readonly passedAt: number | null;
  readonly doneAt: number | null;
  readonly faultAt: number | null;
  readonly fault: string | null;
}

export interface Condition {
  readonly at: number;
  readonly engine: {
    readonly reachable: boolean;
    /** Since when it has been so, as far as this process has seen. */
    readonly since: number;
    readonly queues: readonly QueueView[];
  };
  readonly processes: readonly ProcessCondition[];
  readonly systems: readonly SystemCondition[];
  readonly loops: readonly LoopCondition[];
  readonly held: readonly HeldRow[];
}

export interface ConditionParts {
  readonly pool: pg.Pool;
  readonly watch: EngineWatch;
  readonly now: () => number;
}

/** Asked by every screen of every member of staff: read at most so often. */
const FRESH_MS = 3_000;

/** @returns reads the condition, or tells the one that was read a moment ago */
export function createCondition({ pool, watch, now }: ConditionParts): () => Promise<Condition> {
  let last: Condition | null = null;
  let reading: Promise<Condition> | null = null;
  let engine = { reachable: true, since: now() };
  const read = async (): Promise<Condition> => {
    const [rows, queues] = await Promise.all([
      conditionRows(pool),
      watch.queues().catch(() => null),
    ]);
    const reachable = queues !== null;
    if (reachable !== engine.reachable) engine = { reachable, since: now() };
    last = { ...readRows(rows, now()), engine: { ...engine, queues: queues ?? [] } };
    return last;
  };
  return () => {
    if (last !== null && Math.abs(now() - last.at) < FRESH_MS) return Promise.resolve(last);
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };
}

function readRows(rows: ConditionRows, at: number): Omit<Condition, 'engine'> {
  const live = new Set(rows.processes.filter(isAlive).map(({ process }) => process));
  const isLive = ({ process }: { readonly process: string }) => live.has(process);
  return {
    at,
    processes: rows.processes.map((row) => ({
      kind: row.kind,
      build: row.build,
      alive: isAlive(row),
      startedAt: at - row.started,
      seenAt: at - row.seen,
    })),
    systems: SYSTEMS.map((system) =>
      systemOf(system, { at, rows: rows.outside.filter((row) => row.system === system), isLive }),
    ),
    loops: LOOPS.map((loop) =>
      loopOf(loop, { at, rows: rows.loops.filter((row) => row.loop === loop), isLive }),
    ),
    held: rows.held,
  };
}

function isAlive({ seen }: ProcessRow): boolean {
  return seen < ALIVE_MS;
}

interface Said<Row> {
  readonly at: number;
  readonly rows: readonly Row[];
  readonly isLive: (row: Row) => boolean;
}

function systemOf(
  system: SystemCondition['system'],
  { at, rows, isLive }: Said<OutsideRow>,
): SystemCondition {
  const live = rows.filter(isLive);
  const open = live.filter(({ state }) => state === 'open');
  const slow = live.filter((row) => row.state === 'slow' && isRecent(row.asked));
  const answered = youngest(rows.map((row) => row.answered));
  const fresh = youngest(live.map((row) => row.answered));
  const up = isRecent(fresh);
  const state = open.length > 0 ? 'open' : slow.length > 0 ? 'slow' : up ? 'up' : 'unknown';
  const speaking = { open, slow, up: live, unknown: [] }[state];
  const failure = rows.reduce<OutsideRow | null>((latest, row) => {
    const age = row.last_error_age;
    return age !== null && age < (latest?.last_error_age ?? Infinity) ? row : latest;
  }, null);
  return {
    system,
    state,
    since: ago(at, oldest(speaking.map((row) => row.since))),
    askedAt: ago(at, youngest(rows.map((row) => row.asked))),
    answeredAt: ago(at, answered),
    lastError: failure?.last_error ?? null,
    lastErrorAt: ago(at, failure?.last_error_age ?? null),
    requestsHeldBack: live.reduce((sum, row) => sum + row.held_back, 0),
    processes: live.length,
    open: open.length,
  };
}

function isRecent(age: number | null): boolean {
  return age !== null && age < ANSWER_FRESH_MS;
}

function loopOf(loop: LoopCondition['loop'], { at, rows, isLive }: Said<LoopRow>): LoopCondition {
  const live = rows.filter(isLive);
  const passed = youngest(live.map((row) => row.passed));
  const failed = youngest(live.map((row) => row.failed));
  const works = passed !== null && passed < PASS_FRESH_MS;
  const fails = failed !== null && failed < (passed ?? Infinity);
  const failing = rows.find((row) => row.failed !== null && row.failed === failed);
  return {
    loop,
    state: works ? 'working' : fails ? 'failing' : 'silent',
    passedAt: ago(at, youngest(rows.map((row) => row.passed))),
    doneAt: ago(at, youngest(rows.map((row) => row.done))),
    faultAt: ago(at, failed),
    fault: failing?.fault ?? null,
  };
}

/** The smallest age. */
function youngest(ages: readonly (number | null)[]): number | null {
  const known = ages.filter((age) => age !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function oldest(ages: readonly number[]): number | null {
  return ages.length === 0 ? null : Math.max(...ages);
}

function ago(at: number, age: number | null): number | null {
  return age === null ? null : Math.round(at - age);
}
