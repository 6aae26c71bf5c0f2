/**
 * One step of a run: whatever is due now, once, however often it is asked for. What a run is and
 * where it stands is in the database alone; its workflow only calls this until nothing is left.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { hasEnded, isRunKind, RUN_KINDS, type RunState } from '../../src/cases/runs.ts';
import { timestamp, type Tx } from '../../src/db/pool.ts';
import {
  areItemsHeld,
  findRun,
  inRun,
  keepCursor,
  runEvent,
  RunStands,
  type Run,
} from '../../src/db/runs.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { Fault } from '../../src/domain/fault.ts';
import { figureInForce } from '../../src/policy/figures.ts';
import { forecastOf, isOver } from './forecast.ts';
import type { Progress, RunDeps, RunWork, Working } from './kind.ts';
import { sealedList } from './list-seal.ts';
import { isProofRed } from './proof-gate.ts';
import { sideBySide } from './side-by-side.ts';

export interface StepAsk {
  readonly run: string;
  /** Instant of the workflow (ms). */
  readonly at: number;
}

export interface Stood {
  readonly state: RunState;
  /** Seconds until the next step; 0: at once; null: until somebody wakes it. */
  readonly waitSeconds: number | null;
}

export interface StepOptions {
  readonly signal: AbortSignal;
  /** Told after every chunk. */
  readonly beat: () => void;
}

export type RunWorks = Readonly<Record<string, RunWork>>;

/** A call works for about so long before it answers. */
const CALL_MS = 20_000;
/** Until it is looked again whether a worker that died still has items in its hands. */
const HELD_MS = 100;

/** @throws Fault 'not-found'; whatever the work throws: the step is tried again */
export async function stepRun(
  deps: RunDeps,
  works: RunWorks,
  { run: id, at }: StepAsk,
  options: StepOptions,
): Promise<Stood> {
  const run = await findRun(deps.pool, id);
  if (!run) throw new Fault('not-found', 'there is no such run');
  const state = run.state as RunState;
  const work = works[run.kind];
  if (!work) throw new Fault('not-found', `nobody works on ${run.kind}`);
  if (hasEnded(state)) return { state, waitSeconds: null };
  const working = { deps, run, at, signal: options.signal };
  try {
    if (state === 'preparing') return await prepare(working, work);
    if (state === 'working') return await workOff(working, work, options);
  } catch (error) {
    // Somebody stopped or cancelled it meanwhile: look again.
    if (error instanceof RunStands) return { state, waitSeconds: 0 };
    throw error;
  }
  return { state, waitSeconds: null };
}

async function prepare(working: Working, work: RunWork): Promise<Stood> {
  const ready = await work.prepare?.(working);
  if (ready?.kind === 'wait') return { state: 'preparing', waitSeconds: ready.seconds };
  return freeze(working, work);
}

/** Until it is looked again whether what was missing is there. */
const MISSING_SECONDS = 60;
const MISSING = 'figure-missing';

/** Makes the list and counts it; goes on by itself when nobody has to look at it first. */
async function freeze({ deps, run, at }: Working, work: RunWork): Promise<Stood> {
  const always = await mustBeApproved(deps, run);
  return inRun(deps.pool, run, async (tx) => {
    const frozen = await work.freeze(tx, run, deps, at);
    if (frozen.brake === MISSING) return withoutList(tx, run, at);
    await tx.query('select run_count($1)', [run.id]);
    const counted = await findRun(tx, run.id);
    if (!counted) throw new Error('the run is gone');
    const forecast = await forecastOf(tx, run);
    const over = movesMoney(run) && isOver(forecast, counted);
    const brake = frozen.brake ?? (over ? 'over-forecast' : null);
    const approval = always || brake !== null;
    const state = approval ? 'previewed' : 'working';
    await tx.query(
      `update run set state = $2, approval = $3, brake = $4, forecast = $5, frozen_at = $6,
              version = version + 1 where id = $1`,
      [run.id, state, approval, brake, JSON.stringify(forecast), timestamp(at)],
    );
    const { items, amount, digest } = counted;
    const told = { items, amount, digest, approval, ...(brake && { brake }) };
    await runEvent(tx, run, { kind: 'run-previewed', at, told });
    return { state, waitSeconds: approval ? null : 0 };
  });
}

/** There is nothing to approve: it says once what is missing, and makes its list when that is there. */
async function withoutList(tx: Tx, run: Run, at: number): Promise<Stood> {
  if (run.brake !== MISSING) {
    await tx.query('update run set brake = $2, version = version + 1 where id = $1', [
      run.id,
      MISSING,
    ]);
    await runEvent(tx, run, { kind: 'run-braked', at, told: { brake: MISSING } });
  }
  return { state: 'preparing', waitSeconds: MISSING_SECONDS };
}

function movesMoney({ kind }: Run): boolean {
  return !isRunKind(kind) || RUN_KINDS[kind].movesMoney;
}

async function mustBeApproved({ offices }: RunDeps, run: Run): Promise<boolean> {
  if (!isRunKind(run.kind)) return true;
  const { approval } = RUN_KINDS[run.kind];
  if (approval !== 'figure') return approval === 'always';
  const { figures } = await offices.read();
  const asked = figureInForce(figures, {
    ...{ center: run.center, district: null },
    ...{ name: 'collection-approval', on: plainDate(run.business_on) },
  });
  // A center that has not said so trusts nobody with it.
  return asked?.value !== 'none';
}

async function workOff(working: Working, work: RunWork, { beat }: StepOptions): Promise<Stood> {
  const { deps, run, signal } = working;
  const until = performance.now() + CALL_MS;
  while (!signal.aborted) {
    if (await stands(working)) return { state: 'stopped', waitSeconds: null };
    const progress = await inLanes(working, work);
    beat();
    if (progress.kind === 'wait') return { state: 'working', waitSeconds: progress.seconds };
    if (progress.kind === 'brake') return await braked(working, progress.brake);
    if (progress.kind === 'end') {
      if (!(await areItemsHeld(deps.pool, run.id))) {
        return inRun(deps.pool, run, (tx) => end(tx, working, work));
      }
      await delay(HELD_MS);
    }
    if (performance.now() > until) break;
  }
  return { state: 'working', waitSeconds: 0 };
}

async function inLanes(working: Working, { chunk, lanes = 1 }: RunWork): Promise<Progress> {
  const told = await sideBySide(Array.from({ length: lanes }, () => chunk(working)));
  const brake = told.find(({ kind }) => kind === 'brake');
  if (brake) return brake;
  if (told.some(({ kind }) => kind === 'more')) return { kind: 'more' };
  return told.find(({ kind }) => kind === 'wait') ?? { kind: 'end' };
}

/** Brakes that pull themselves: the proof turned red, or too much of it fails. */
async function stands(working: Working): Promise<boolean> {
  const { deps, run } = working;
  const now = await findRun(deps.pool, run.id);
  if (now?.state !== 'working') throw new RunStands(`${run.id} does not work`);
  const brake = await brakeOf(deps, now);
  if (brake === null) return false;
  await braked(working, brake);
  return true;
}

async function braked({ deps, run, at }: Working, brake: string): Promise<Stood> {
  await inRun(deps.pool, run, async (tx) => {
    await tx.query(
      `update run set state = 'stopped', brake = $2, stopped_by = 'system', stopped_at = $3,
              version = version + 1 where id = $1`,
      [run.id, brake, timestamp(at)],
    );
    // Whoever resumes it has seen these; only further ones stop it again.
    await keepCursor(tx, run.id, { failedSeen: (await findRun(tx, run.id))?.failed ?? 0 });
    await runEvent(tx, run, { kind: 'run-braked', at, told: { brake } });
  });
  return { state: 'stopped', waitSeconds: null };
}

/** So many failed items, and more than a twentieth of those tried, are no accident. */
const FAILED_MIN = 20;

async function brakeOf({ pool }: RunDeps, run: Run): Promise<string | null> {
  // What only looks may find as much as there is.
  if (!movesMoney(run)) return null;
  if (await isProofRed(pool, run.center)) return 'proof-red';
  const tried = run.done + run.refused + run.failed;
  const seen = Number(run.cursor['failedSeen'] ?? 0);
  const isMany = run.failed - seen >= FAILED_MIN && run.failed * 20 > tried;
  return isMany ? 'too-many-failed' : null;
}

/** What of a result stands in the trail: codes, sums and digests; the rest stands with the run. */
function plainly(result: object): object {
  return Object.fromEntries(
    Object.entries(result).filter(([, told]) => ['string', 'number'].includes(typeof told)),
  );
}

async function end(tx: Tx, working: Working, work: RunWork): Promise<Stood> {
  const { run, at } = working;
  const { rows } = await tx.query<{ left: number; digest: string; same: boolean }>(
    `with list as materialized (select run_digest($1) as digest)
     select (select count(*)::integer from run_item i where i.run = $1 and i.verdict = 'due'
               and (i.state = 'open' or i.state = 'sent' and not $2)) as left,
            list.digest, r.digest = list.digest as same
       from run r, list where r.id = $1`,
    [run.id, work.leavesWaiting ?? false],
  );
  const [list] = rows;
  if (!list?.same) throw new Error('the list is not the one that was frozen');
  if (list.left > 0) throw new Error(`${list.left} items have not come to their end`);
  const result = (await work.close?.(tx, run, working)) ?? {};
  const seal = await sealedList(tx, working, list.digest);
  await tx.query(
    `update run set state = 'done', ended_at = $2, result = result || $3, version = version + 1
      where id = $1`,
    [run.id, timestamp(at), JSON.stringify({ ...result, list: seal })],
  );
  const now = await findRun(tx, run.id);
  const told = {
    ...{ items: now?.items, done: now?.done, refused: now?.refused, failed: now?.failed },
    ...(now && now.sent > 0 && { waiting: now.sent }),
    ...{ digest: list.digest, outcomes: seal.outcomes, ...plainly(result) },
  };
  await runEvent(tx, run, { kind: 'run-done', at, told });
  return { state: 'done', waitSeconds: null };
}
