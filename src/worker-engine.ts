/**
 * What a proof asks of the engine: open cases by the radar's own comparison of both sides, and those
 * that were closed since the last proof one by one.
 */
import type pg from 'pg';
import type { ClosedPlace, EngineReader } from '../activities/runs/kind.ts';
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
const DAY_MS = 24 * 60 * MINUTE_MS;
/** What is about to be forgotten may be gone while it is asked for. */
const FORGETTING_MS = DAY_MS;
/**
 * Every installation has kept closed histories for so long. An engine that keeps more today may have been told so
 * lately: what it does not have of an older case says nothing.
 */
const SURELY_KEPT_MS = 30 * DAY_MS;
/** Pages are begun for so long; the step itself has three times as much. */
const CLOSED_MS = 5 * MINUTE_MS;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export interface EngineReaderOptions {
  /** Closed cases of one page, and how many are asked for at once. */
  readonly closedMax?: number;
  readonly atOnce?: number;
  /** No page but the first is begun after so many ms; the next proof goes on where this one stopped. */
  readonly closedMs?: number;
}

export function createEngineReader(
  parts: { readonly pool: pg.Pool; readonly watch: EngineWatch },
  { closedMax = 5_000, atOnce = 8, closedMs = CLOSED_MS }: EngineReaderOptions = {},
): EngineReader {
  const { pool } = parts;
  return {
    compare: async ({ center, closedSince, at }) => {
      const began = performance.now();
      const swept = await sweep({ ...parts, now: () => at + (performance.now() - began) });
      if (swept.engine === null) throw new Fault('engine-unavailable', '办理引擎没有及时回应。');
      const open = await openIn(pool, center);
      const keptFrom = at - Math.max(0, (await parts.watch.keptMs()) - FORGETTING_MS);
      const differ = swept.findings.filter(
        (found) => found.center === center && [found.kind, ...found.also].some(isDifference),
      );
      const closed = await compareClosed(
        { ...parts, closedMax, atOnce, closedMs },
        {
          ...{ center, from: firstPlace(closedSince, keptFrom), until: at - ENDING_MS },
          surelyFrom: at - SURELY_KEPT_MS,
        },
      );
      // What only the lists show may be a list that lags behind. A closed case whose workflow runs
      // on is found both ways.
      const sure = differ.filter(({ confirmed }) => confirmed).map(nameOf);
      const broken = [...new Set([...sure, ...closed.broken])];
      return {
        counted: open + closed.counted,
        broken: broken.length,
        named: broken.sort().slice(0, PROOF_NAMED_MAX),
        whole: sure.length === differ.length && swept.notLookedAt === 0 && closed.whole,
        closedUntil: closed.until,
        notKept: closed.notKept,
      };
    },
  };
}

/** Where to begin; of what was never looked at with the oldest that the engine keeps. */
function firstPlace(since: ClosedPlace | number | null, keptFrom: number): ClosedPlace {
  if (since === null) return placeAt(keptFrom);
  if (typeof since === 'number') return placeAt(Math.max(since - OVERLAP_MS, keptFrom));
  return Date.parse(since.at) < keptFrom ? placeAt(keptFrom) : since;
}

function placeAt(ms: number): ClosedPlace {
  return { at: timestamp(ms), id: FIRST_ID };
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

interface Asking extends Required<EngineReaderOptions> {
  readonly pool: pg.Pool;
  readonly watch: EngineWatch;
}

/** From behind the case at `from` up to the instant `until` (ms). */
interface Stretch {
  readonly center: string;
  readonly from: ClosedPlace;
  readonly until: number;
  /** What was closed from this instant (ms) on is surely kept. */
  readonly surelyFrom: number;
}

interface ClosedFound {
  readonly counted: number;
  /** Numbers of cases. */
  readonly broken: readonly string[];
  readonly whole: boolean;
  readonly until: ClosedPlace;
  /** How many the engine does not have any more, closed before what it surely keeps. */
  readonly notKept: number;
}

/** Page by page, the oldest first, and how far that came. */
async function compareClosed(
  { pool, watch, closedMax, atOnce, closedMs }: Asking,
  stretch: Stretch,
): Promise<ClosedFound> {
  const began = performance.now();
  const broken: string[] = [];
  const sum = { counted: 0, notKept: 0 };
  for (let { from } = stretch; ;) {
    const page: readonly Closed[] = await closedCases(pool, closedMax + 1, { ...stretch, from });
    const asked = page.slice(0, closedMax);
    const found = await endedOtherwise(watch, asked, { atOnce, surelyFrom: stretch.surelyFrom });
    broken.push(...found.broken);
    sum.notKept += found.notKept;
    sum.counted += asked.length - found.notKept;
    const last = asked.at(-1);
    if (last === undefined || page.length <= closedMax) break;
    from = { at: last.closedAt, id: last.id };
    if (performance.now() - began >= closedMs) {
      return { ...sum, broken, whole: false, until: from };
    }
  }
  return { ...sum, broken, whole: true, until: placeAt(stretch.until - OVERLAP_MS) };
}

interface Closed {
  readonly id: string;
  readonly number: string;
  /** In which it ended. */
  readonly stage: string;
  /** To the microsecond, as places are told. */
  readonly closedAt: string;
}

async function closedCases(
  pool: pg.Pool,
  limit: number,
  { center, from, until }: Stretch,
): Promise<readonly Closed[]> {
  const { rows } = await pool.query<Closed>(
    `select id, number, stage,
            to_char(closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "closedAt"
       from "case"
      where center = $1 and closed_at <= $4 and (closed_at, id) > ($2::timestamptz, $3::uuid)
      order by closed_at, id limit $5`,
    [center, from.at, from.id, timestamp(until), limit],
  );
  return rows;
}

/** The numbers of those whose workflow did not come to its end, or came to another than the case. */
async function endedOtherwise(
  watch: EngineWatch,
  cases: readonly Closed[],
  { atOnce, surelyFrom }: { readonly atOnce: number; readonly surelyFrom: number },
): Promise<{ readonly broken: readonly string[]; readonly notKept: number }> {
  const waiting = [...cases];
  const broken: string[] = [];
  let notKept = 0;
  const work = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { status, result } = await watch.ended(next.id);
      if (status === 'absent' && Date.parse(next.closedAt) < surelyFrom) notKept += 1;
      else if (status !== 'completed' || result !== next.stage) broken.push(next.number);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { broken, notKept };
}
