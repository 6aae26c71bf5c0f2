/**
 * Signs of life: what a worker process says of itself every few seconds.
 *
 * Ages are handed over, not instants: the database turns them into instants of its own clock, so
 * that a reader compares like with like even where the clocks of two machines differ.
 */
import type pg from 'pg';

export interface Beat {
  /** Drawn anew at every start. */
  readonly process: string;
  readonly kind: 'cases' | 'runs';
  readonly build: string;
  /** How long it has been running, ms. */
  readonly age: number;
  readonly outside: readonly OutsideBeat[];
  readonly loops: readonly LoopBeat[];
  readonly retries: readonly RetryBeat[];
}

/** Ages in ms; null: it has not happened. */
export interface OutsideBeat {
  readonly system: string;
  readonly state: 'up' | 'slow' | 'open';
  readonly since: number;
  readonly asked: number | null;
  readonly answered: number | null;
  readonly lastError: string | null;
  readonly lastErrorAge: number | null;
  readonly heldBack: number;
}

/** A loop that never ends: outbox, seal, incoming. */
export interface LoopBeat {
  readonly loop: string;
  readonly passed: number | null;
  readonly done: number | null;
  readonly failed: number | null;
  readonly fault: string | null;
}

/** A step of a case or a run that failed more than once and will be tried again. */
export interface RetryBeat {
  readonly of: 'case' | 'run';
  readonly id: string;
  readonly activity: string;
  readonly attempt: number;
  readonly failed: number;
  readonly fault: string;
}

/** A process without a sign of life for so long was gone without a word; its row says nothing more. */
const FORGOTTEN = `interval '1 day'`;
const AGO = (column: string) => `now() - ${column} * interval '1 millisecond'`;

const BEAT = `with beat as (
    insert into process_beat (process, kind, build, started_at, beat_at)
    values ($1, $2, $3, ${AGO('$4::float8')}, now())
    on conflict (process) do update set beat_at = excluded.beat_at),
  outside as (
    insert into outside_beat (process, system, state, since, asked_at, answered_at, last_error,
      last_error_at, held_back)
    select $1, o.system, o.state, ${AGO('o.since')}, ${AGO('o.asked')}, ${AGO('o.answered')},
      o."lastError", ${AGO('o."lastErrorAge"')}, o."heldBack"
    from jsonb_to_recordset($5::jsonb) as o(system text, state text, since float8, asked float8,
      answered float8, "lastError" text, "lastErrorAge" float8, "heldBack" integer)
    on conflict (process, system) do update set state = excluded.state, since = excluded.since,
      asked_at = excluded.asked_at, answered_at = excluded.answered_at,
      last_error = excluded.last_error, last_error_at = excluded.last_error_at,
      held_back = excluded.held_back),
  retries as (
    select r."of", r.id, r.activity, r.attempt, r.failed, r.fault
    from jsonb_to_recordset($7::jsonb) as r("of" text, id text, activity text, attempt integer,
      failed float8, fault text)),
  over as (
    delete from retry_beat b where b.process = $1 and not exists (
      select from retries r
       where r."of" = 'case' and r.id = b.case_id::text and r.activity = b.activity)),
  run_over as (
    delete from run_retry_beat b where b.process = $1 and not exists (
      select from retries r where r."of" = 'run' and r.id = b.run and r.activity = b.activity)),
  going as (
    insert into retry_beat (process, case_id, activity, attempt, failed_at, fault)
    select $1, r.id::uuid, r.activity, r.attempt, ${AGO('r.failed')}, r.fault from retries r
     where r."of" = 'case'
    on conflict (process, case_id, activity) do update set attempt = excluded.attempt,
      failed_at = excluded.failed_at, fault = excluded.fault),
  run_going as (
    insert into run_retry_beat (process, run, activity, attempt, failed_at, fault)
    select $1, r.id, r.activity, r.attempt, ${AGO('r.failed')}, r.fault from retries r
     where r."of" = 'run'
    on conflict (process, run, activity) do update set attempt = excluded.attempt,
      failed_at = excluded.failed_at, fault = excluded.fault)
  insert into run_beat (process, run, passed_at, done_at, fault_at, fault)
  select $1, r.loop, ${AGO('r.passed')}, ${AGO('r.done')}, ${AGO('r.failed')}, r.fault
  from jsonb_to_recordset($6::jsonb) as r(loop text, passed float8, done float8, failed float8,
    fault text)
  on conflict (process, run) do update set passed_at = excluded.passed_at,
    done_at = excluded.done_at, fault_at = excluded.fault_at, fault = excluded.fault`;

export async function writeBeat(db: pg.Pool, beat: Beat): Promise<void> {
  const { process, kind, build, age, outside, loops, retries } = beat;
  await db.query({
    name: 'write-beat',
    text: BEAT,
    values: [
      ...[process, kind, build, age],
      ...[outside, loops, retries].map((list) => JSON.stringify(list)),
    ],
  });
}

const GONE = `with gone as (
    delete from process_beat where process = $1 or beat_at < now() - ${FORGOTTEN}
    returning process),
  outside as (delete from outside_beat where process in (select process from gone)),
  retries as (delete from retry_beat where process in (select process from gone)),
  run_retries as (delete from run_retry_beat where process in (select process from gone))
  delete from run_beat where process in (select process from gone)`;

/** The process ends: it is not missed. Takes along what others left behind long ago. */
export async function endBeat(db: pg.Pool, process: string): Promise<void> {
  await db.query(GONE, [process]);
}
