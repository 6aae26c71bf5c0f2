/**
 * What a proof asks of the engine: open cases by the radar's own comparison of both sides, and those
 * that were closed since the last proof one by one.
 */
import type pg from 'pg';
import type { EngineReader } from '../activities/runs/kind.ts';
import type { EngineWatch } from './api/engine-watch.ts';
import type { StallFinding } from './api/radar/finding.ts';
import { sweep } from './api/radar/sweep.ts';
import type { StallKind } from './cases/wording-stalls.ts';
import { PROOF_NAMED_MAX } from './cases/proof-checks.ts';
import { timestamp } from './db/pool.ts';
import { Fault } from './domain/fault.ts';

/** Both sides say different things; what only takes long, or fails and is tried again, is no difference. */
const DIFFERS: ReadonlySet<StallKind> = new Set([
  'no-workflow',
  'no-case',
  'orphan',
  'state-differs',
]);
const MINUTE_MS = 60_000;
/** The row of a case is closed a moment before its workflow ends. */
const ENDING_MS = MINUTE_MS;
/** Whatever was ending when the last proof looked is looked at by this one. */
const OVERLAP_MS = 5 * MINUTE_MS;
/** The engine keeps closed histories for so long. */
const KEPT_MS = 30 * 24 * 60 * MINUTE_MS;

export interface EngineReaderOptions {
  /** Closed cases asked for at most, and how many at once. */
  readonly closedMax?: number;
  readonly atOnce?: number;
}

export function createEngineReader(
  parts: { readonly pool: pg.Pool; readonly watch: EngineWatch },
  { closedMax = 5_000, atOnce = 8 }: EngineReaderOptions = {},
): EngineReader {
  const { pool, watch } = parts;
  return {
    compare: async ({ center, closedSince, at }) => {
      const began = performance.now();
      const swept = await sweep({ ...parts, now: () => at + (performance.now() - began) });
      if (swept.engine === null) throw new Fault('engine-unavailable', '办理引擎没有及时回应。');
      const open = await openIn(pool, center);
      const differ = swept.findings.filter(
        (found) => found.center === center && [found.kind, ...found.also].some(isDifference),
      );
      const closed =
        closedSince === null
          ? []
          : await closedCases(pool, closedMax + 1, {
              ...{ center, until: at - ENDING_MS },
              from: Math.max(closedSince - OVERLAP_MS, at - KEPT_MS),
            });
      const asked = closed.slice(0, closedMax);
      const ended = await notEnded(watch, asked, atOnce);
      // What only the lists show may be a list that lags behind.
      const broken = [...differ.filter(({ confirmed }) => confirmed).map(nameOf), ...ended];
      const sure = differ.every(({ confirmed }) => confirmed);
      return {
        counted: open + asked.length,
        broken: broken.length,
        named: broken.sort().slice(0, PROOF_NAMED_MAX),
        whole: sure && swept.notLookedAt === 0 && closed.length <= closedMax,
      };
    },
  };
}

function isDifference(kind: StallKind): boolean {
  return DIFFERS.has(kind);
}

function nameOf({ number, caseId }: StallFinding): string {
  return number ?? caseId;
}

async function openIn(pool: pg.Pool, center: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'select count(*)::int as n from "case" where center = $1 and closed_at is null',
    [center],
  );
  return rows[0]?.n ?? 0;
}

interface Closed {
  readonly id: string;
  readonly number: string;
}

async function closedCases(
  pool: pg.Pool,
  limit: number,
  {
    center,
    from,
    until,
  }: { readonly center: string; readonly from: number; readonly until: number },
): Promise<readonly Closed[]> {
  const { rows } = await pool.query<Closed>(
    `select id, number from "case" where center = $1 and closed_at between $2 and $3
      order by closed_at, id limit $4`,
    [center, timestamp(from), timestamp(until), limit],
  );
  return rows;
}

/** The numbers of those whose workflow did not come to its end. */
async function notEnded(
  watch: EngineWatch,
  cases: readonly Closed[],
  atOnce: number,
): Promise<readonly string[]> {
  const waiting = [...cases];
  const found: string[] = [];
  const work = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { status } = await watch.look(next.id, false);
      if (status !== 'completed') found.push(next.number);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found;
}
