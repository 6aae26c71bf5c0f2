/**
 * What the workers last said of themselves, with ages by the database's own clock, and which cases
 * wait for an outside system.
 */
import type pg from 'pg';
import { ASKS, WAITS_ON } from './case-conditions.ts';

export interface ProcessRow {
  readonly process: string;
  readonly kind: 'cases' | 'runs';
  readonly build: string;
  /** Ages in ms. */
  readonly started: number;
  readonly seen: number;
}

export interface OutsideRow {
  readonly process: string;
  readonly system: string;
  readonly state: 'up' | 'slow' | 'open';
  readonly since: number;
  readonly asked: number | null;
  readonly answered: number | null;
  readonly last_error: string | null;
  readonly last_error_age: number | null;
  readonly held_back: number;
}

export interface LoopRow {
  readonly process: string;
  readonly loop: string;
  readonly passed: number | null;
  readonly done: number | null;
  readonly failed: number | null;
  readonly fault: string | null;
}

export interface HeldRow {
  readonly center: string;
  readonly system: string;
  readonly cases: number;
  /** When the first of them asks again by itself. */
  readonly next_at: number | null;
}

export interface ConditionRows {
  readonly processes: readonly ProcessRow[];
  readonly outside: readonly OutsideRow[];
  readonly loops: readonly LoopRow[];
  readonly held: readonly HeldRow[];
}

/** A process that has been silent for longer is no longer shown. */
const SHOWN = `beat_at > now() - interval '1 hour'`;
const AGE = (column: string) => `(extract(epoch from now() - ${column}) * 1000)::float8`;

/** A process that speaks: what it said of steps that fail counts. */
export const SPEAKS = (process: string) => `${process}.beat_at > now() - interval '20 seconds'`;

const PROCESSES = `select process, kind, build, ${AGE('started_at')} as started,
    ${AGE('beat_at')} as seen
  from process_beat where ${SHOWN} order by kind, started_at, process`;

const OUTSIDE = `select o.process, o.system, o.state, ${AGE('o.since')} as since,
    ${AGE('o.asked_at')} as asked, ${AGE('o.answered_at')} as answered, o.last_error,
    ${AGE('o.last_error_at')} as last_error_age, o.held_back
  from outside_beat o join process_beat p on p.process = o.process where ${SHOWN}`;

const LOOPS = `select r.process, r.run as loop, ${AGE('r.passed_at')} as passed, ${AGE('r.done_at')} as done,
    ${AGE('r.fault_at')} as failed, r.fault
  from run_beat r join process_beat p on p.process = r.process where ${SHOWN}`;

const HELD = `select c.center, s.system, count(distinct c.id)::int as cases, min(w.until) as next_at
  from wait w join "case" c on c.id = w.case_id, ${WAITS_ON} as s(system)
  where w.closed_at is null and ${ASKS}
  group by c.center, s.system`;

export async function conditionRows(pool: pg.Pool): Promise<ConditionRows> {
  const [processes, outside, loops, held] = await Promise.all([
    pool.query<ProcessRow>(PROCESSES),
    pool.query<OutsideRow>(OUTSIDE),
    pool.query<LoopRow>(LOOPS),
    pool.query<HeldRow>(HELD),
  ]);
  return {
    processes: processes.rows,
    outside: outside.rows,
    loops: loops.rows,
    held: held.rows,
  };
}
