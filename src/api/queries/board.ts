/**
 * The numbers of the supervisor's board, each counted exactly as the list behind it: by the same
 * visibility and the same conditions as `GET /cases` and `GET /tasks`.
 */
import type pg from 'pg';
import {
  type AGES,
  ASKS,
  CASE_AGE,
  OVERDUE_WAIT,
  WAIT_AGE,
  WAIT_LAST_DAY,
  WAITS_ON,
} from './case-conditions.ts';
import type { Seen } from './cases.ts';
import { periodSql, type Period } from './periods.ts';
import { CASE_VISIBLE, scopeParams, TASK_VISIBLE } from './scope.ts';

export interface BoardRows {
  readonly stages: readonly {
    readonly type: string;
    readonly stage: string;
    readonly count: number;
    readonly law: number;
    readonly promise: number;
    readonly late: number;
  }[];
  readonly ages: readonly { readonly age: (typeof AGES)[number]; readonly count: number }[];
  readonly waits: readonly {
    readonly kind: string;
    readonly age: (typeof AGES)[number];
    readonly count: number;
    readonly overdue: number;
  }[];
  readonly tasks: readonly {
    readonly role: string;
    readonly count: number;
    readonly overdue: number;
  }[];
  readonly held: readonly { readonly system: string; readonly count: number }[];
}

/** $5: today. */
const STAGES = `select c.type, c.stage, count(*)::int as count,
    (count(*) filter (where c.due_on < $5::date))::int as law,
    (count(*) filter (where c.promised_on < $5::date))::int as promise,
    (count(*) filter (where least(c.due_on, c.promised_on) < $5::date))::int as late
  from "case" c where c.closed_at is null and ${CASE_VISIBLE}
  group by c.type, c.stage order by c.type, c.stage`;

/** $5: today. */
const TASKS = `select t.role, count(*)::int as count,
    (count(*) filter (where t.due_on < $5::date))::int as overdue
  from task t where t.closed_at is null and ${TASK_VISIBLE} group by t.role order by t.role`;

/** $5: now. */
const CASE_AGES = `select ${CASE_AGE('$5')} as age, count(*)::int as count
  from "case" c where c.closed_at is null and ${CASE_VISIBLE} group by 1`;

/** $5: now. */
const WAITS = `select w.kind, ${WAIT_AGE('$5')} as age, count(distinct c.id)::int as count,
    (count(distinct c.id) filter (where ${OVERDUE_WAIT('$5')}))::int as overdue
  from wait w join "case" c on c.id = w.case_id
  where w.closed_at is null and c.closed_at is null and ${CASE_VISIBLE} group by 1, 2 order by 1`;

const HELD = `select s.system, count(distinct c.id)::int as count
  from wait w join "case" c on c.id = w.case_id, ${WAITS_ON} as s(system)
  where w.closed_at is null and c.closed_at is null and ${ASKS} and ${CASE_VISIBLE}
  group by s.system`;

export interface BoardScope extends Seen {
  /** The Shanghai date. */
  readonly today: string;
  /** The instant, as RFC 3339. */
  readonly at: string;
}

export async function boardRows(
  pool: pg.Pool,
  { caller, grants, today, at }: BoardScope,
): Promise<BoardRows> {
  const scope = scopeParams(caller, grants);
  const read = async <Row extends pg.QueryResultRow>(text: string, ...more: readonly string[]) =>
    (await pool.query<Row>(text, [...scope, ...more])).rows;
  const [stages, tasks, ages, waits, held] = await Promise.all([
    read<BoardRows['stages'][number]>(STAGES, today),
    read<BoardRows['tasks'][number]>(TASKS, today),
    read<BoardRows['ages'][number]>(CASE_AGES, at),
    read<BoardRows['waits'][number]>(WAITS, at),
    read<BoardRows['held'][number]>(HELD),
  ]);
  return { stages, ages, waits, tasks, held };
}

export interface ForecastRow {
  readonly kind: string;
  /** Named as `periods.ts` does; null: without an end. */
  readonly period: string | null;
  readonly count: number;
}

export interface ForecastTotal {
  readonly period: string | null;
  readonly count: number;
}

/** Every open wait and task with the last day it may take; without one where nobody knows an end. */
const DUE = (by: Period) => `due as (
    select c.id, 'wait.' || w.kind as kind, ${WAIT_LAST_DAY} as day
    from wait w join "case" c on c.id = w.case_id
    where w.closed_at is null and c.closed_at is null and ${CASE_VISIBLE}
    union all
    select c.id, 'task.' || t.kind, t.due_on
    from task t join "case" c on c.id = t.case_id
    where t.closed_at is null and c.closed_at is null and ${CASE_VISIBLE}),
  placed as (
    select id, kind, ${periodSql(by)} as period from due)`;

/**
 * What falls due when: by period and kind, and by period alone, because one case can be due for two
 * reasons. `before`: over already; `after`: later than the last day.
 */
export async function forecastRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { from, to, by }: { readonly from: string; readonly to: string; readonly by: Period },
): Promise<{ readonly kinds: readonly ForecastRow[]; readonly all: readonly ForecastTotal[] }> {
  const params = [...scopeParams(caller, grants), from, to];
  const kinds = await pool.query<ForecastRow>(
    `with ${DUE(by)} select kind, period, count(distinct id)::int as count from placed group by 1, 2
     order by 1, 2`,
    params,
  );
  const all = await pool.query<ForecastTotal>(
    `with ${DUE(by)} select period, count(distinct id)::int as count from placed group by 1`,
    params,
  );
  return { kinds: kinds.rows, all: all.rows };
}
