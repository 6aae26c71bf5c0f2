/**
 * One sweep of the radar: all open cases of the database beside all running workflows of the
 * engine, each read on its own; only where they differ, or where a case rests without a reason,
 * is a single case looked at closely, and there both sides are asked once more.
 */
import type pg from 'pg';
import { CASE_TYPES } from '../../cases/index.ts';
import { dateAt } from '../../domain/calendar.ts';
import type { EngineWatch, RunningCase } from '../engine-watch.ts';
import {
  casesById,
  openCases,
  overdueTasks,
  retryingCases,
  type KnownCase,
  type OpenCaseRow,
} from '../queries/radar.ts';
import type { EngineView, StallFinding } from './finding.ts';
import { findingOf, MOVING_MS, OVERDUE_MS, stateOf, type Both } from './judge.ts';

export interface RadarLimits {
  /** Running workflows read at most; beyond, the sweep says that it is not whole. */
  readonly casesMax: number;
  /** Cases looked at closely in one sweep, and how many at once. */
  readonly looksMax: number;
  readonly looksAtOnce: number;
}

export const RADAR_LIMITS: RadarLimits = { casesMax: 100_000, looksMax: 200, looksAtOnce: 8 };

/** Counts by coarse state: running, waiting, attention. */
export type ByState = Readonly<Record<string, number>>;

export interface Sweep {
  /** When it began (ms), and how long it took. */
  readonly at: number;
  readonly tookMs: number;
  readonly database: {
    readonly open: number;
    readonly byState: ByState;
    readonly overdueWaits: number;
    readonly overdueTasks: number;
  };
  /** Null: the engine did not answer; then only the database was looked at. */
  readonly engine: { readonly running: number; readonly byState: ByState } | null;
  readonly findings: readonly StallFinding[];
  /** Cases that rest and were not looked at closely, because there were too many. */
  readonly notLookedAt: number;
  /** Everything was read and looked at. */
  readonly complete: boolean;
}

export interface RadarParts {
  readonly pool: pg.Pool;
  readonly watch: EngineWatch;
  readonly now: () => number;
  readonly limits?: RadarLimits;
}

/** What is only suspected of a case from the lists. */
interface Suspect {
  readonly caseId: string;
  readonly row: OpenCaseRow | null;
  readonly running: RunningCase | null;
  /** The lists alone say that something is wrong; else it only rests and may be at work. */
  readonly differs: boolean;
}

export async function sweep(parts: RadarParts): Promise<Sweep> {
  const { pool, now, limits = RADAR_LIMITS } = parts;
  const at = now();
  const listed = await listRunning(parts.watch, limits.casesMax);
  const inDatabase = { open: 0, overdueWaits: 0, byState: new Map<string, number>() };
  const suspects: Suspect[] = [];
  const left = new Map(listed?.cases);
  const retrying = new Set(await retryingCases(pool));
  for await (const rows of openCases(pool, at - OVERDUE_MS)) {
    for (const row of rows) {
      const running = left.get(row.id) ?? null;
      left.delete(row.id);
      inDatabase.open += 1;
      if (row.over_since !== null) inDatabase.overdueWaits += 1;
      countUp(inDatabase.byState, stateOf(row.type, row.stage) ?? 'running');
      const suspect = suspectOf(row, running, {
        listIsWhole: listed?.whole ?? false,
        retrying: row.retrying || retrying.has(row.id),
      });
      if (suspect && !justMoved(row.updated_at, at)) suspects.push(suspect);
    }
  }
  for (const running of left.values()) {
    if (justMoved(running.startedAt, at)) continue;
    suspects.push({ caseId: running.caseId, row: null, running, differs: true });
  }
  const { findings, notLookedAt } = await lookClosely(parts, suspects, listed !== null);
  return {
    at,
    tookMs: now() - at,
    database: {
      open: inDatabase.open,
      byState: Object.fromEntries(inDatabase.byState),
      overdueWaits: inDatabase.overdueWaits,
      overdueTasks: await overdueTasks(pool, dateAt(at)),
    },
    engine: listed && { running: listed.cases.size, byState: listed.byState },
    findings,
    notLookedAt,
    complete: listed?.whole === true && notLookedAt === 0 && findings.every((one) => one.confirmed),
  };
}

interface Listed {
  readonly cases: ReadonlyMap<string, RunningCase>;
  readonly byState: ByState;
  readonly whole: boolean;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Null when the engine does not answer. */
async function listRunning(watch: EngineWatch, casesMax: number): Promise<Listed | null> {
  const cases = new Map<string, RunningCase>();
  const byState = new Map<string, number>();
  try {
    for await (const page of watch.running()) {
      for (const running of page) {
        if (!UUID.test(running.caseId) || cases.has(running.caseId)) continue;
        cases.set(running.caseId, running);
        countUp(byState, running.state ?? 'running');
      }
      if (cases.size >= casesMax) break;
    }
  } catch {
    return null;
  }
  return { cases, byState: Object.fromEntries(byState), whole: cases.size < casesMax };
}

function suspectOf(
  row: OpenCaseRow,
  running: RunningCase | null,
  { listIsWhole, retrying }: { readonly listIsWhole: boolean; readonly retrying: boolean },
): Suspect | null {
  const state = stateOf(row.type, row.stage);
  const missing = running === null && listIsWhole;
  const other = running !== null && (running.state !== state || running.failing);
  const differs = missing || other || row.over_since !== null;
  const resting = row.idle || retrying || state === 'running';
  return differs || resting ? { caseId: row.id, row, running, differs } : null;
}

/** In the past and long enough; whatever says that it changed in the future is looked at, too. */
function justMoved(changedAt: number, now: number): boolean {
  return Math.abs(now - changedAt) < MOVING_MS;
}

function countUp(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Differences first, then the longest at rest. */
function byUrgency(one: Suspect, other: Suspect): number {
  if (one.differs !== other.differs) return one.differs ? -1 : 1;
  return (one.row?.updated_at ?? 0) - (other.row?.updated_at ?? 0);
}

async function lookClosely(
  parts: RadarParts,
  suspects: readonly Suspect[],
  engineAnswers: boolean,
): Promise<{ readonly findings: readonly StallFinding[]; readonly notLookedAt: number }> {
  const { limits = RADAR_LIMITS } = parts;
  const sorted = [...suspects].sort(byUrgency);
  const near = sorted.slice(0, limits.looksMax);
  const far = sorted.slice(limits.looksMax);
  const known = await casesById(parts.pool, [
    ...sorted.filter(({ differs }) => differs).map(({ caseId }) => caseId),
    ...near.map(({ caseId }) => caseId),
  ]);
  const looked: (StallFinding | null)[] = [];
  const waiting = [...near];
  const work = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      looked.push(await lookAt(parts, next, { known, engineAnswers }));
    }
  };
  await Promise.all(Array.from({ length: limits.looksAtOnce }, work));
  const unsure = far
    .filter(({ differs }) => differs)
    .map((suspect) => fromLists(suspect, known, parts.now()));
  const findings = [...looked, ...unsure].filter((one) => one !== null);
  return {
    findings: findings.sort((one, other) => (one.since ?? 0) - (other.since ?? 0)),
    notLookedAt: far.filter(({ differs }) => !differs).length,
  };
}

interface Looking {
  readonly known: ReadonlyMap<string, KnownCase>;
  readonly engineAnswers: boolean;
}

async function lookAt(
  parts: RadarParts,
  suspect: Suspect,
  { known, engineAnswers }: Looking,
): Promise<StallFinding | null> {
  if (!engineAnswers) return judged(suspect, known, { engine: null, now: parts.now() });
  return lookAtCase(parts, suspect.caseId, suspect.running);
}

/**
 * One case, looked at closely: the engine first, then the books, so that what moved in between is
 * seen as moving.
 *
 * @param hint what the engine's list said of it, for a case the database does not know
 */
export async function lookAtCase(
  { pool, watch, now }: RadarParts,
  caseId: string,
  hint: RunningCase | null = null,
): Promise<StallFinding | null> {
  const engine = await watch.look(caseId, true).catch(() => null);
  const known = await casesById(pool, [caseId]);
  const view = known.get(caseId)?.view;
  if (view && justMoved(view.updatedAt, now())) return null;
  const suspect = { caseId, row: null, running: hint, differs: true };
  return judged(suspect, known, { engine, now: now() });
}

interface Judging {
  readonly engine: EngineView | null;
  readonly now: number;
}

function judged(
  { caseId, running }: Suspect,
  known: ReadonlyMap<string, KnownCase>,
  { engine, now }: Judging,
): StallFinding | null {
  const both = bothOf(caseId, known.get(caseId), running);
  return findingOf({ ...both, engine }, now, engine !== null);
}

/** By the lists alone: what the engine's list does not show is not running. */
function fromLists(
  { caseId, running }: Suspect,
  known: ReadonlyMap<string, KnownCase>,
  now: number,
): StallFinding | null {
  const engine: EngineView = {
    status: running ? 'running' : 'unknown',
    state: running?.state ?? null,
    startedAt: running?.startedAt ?? null,
    closedAt: null,
    task: running?.failing ? { attempt: 2, started: false, scheduledAt: null, cause: null } : null,
    activities: [],
    timers: null,
  };
  return findingOf({ ...bothOf(caseId, known.get(caseId), running), engine }, now, false);
}

function bothOf(
  caseId: string,
  known: KnownCase | undefined,
  running: RunningCase | null,
): Omit<Both, 'engine'> {
  const { number, type, center, branch } = known ?? {
    number: null,
    type: running?.type ?? '',
    center: running?.center ?? '',
    branch: running?.branch ?? '',
  };
  const name = CASE_TYPES[type] ? type : '';
  return { caseId, number, type: name, center, branch, database: known?.view ?? null };
}
