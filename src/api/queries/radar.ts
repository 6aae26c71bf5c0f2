/** All open cases in few reads, with what they wait for; and single ones looked at closely. */
import type pg from 'pg';
import { timestamp } from '../../db/pool.ts';
import type { DatabaseView } from '../radar/finding.ts';

export interface OpenCaseRow {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly center: string;
  readonly branch: string;
  readonly stage: string;
  readonly version: number;
  readonly updated_at: number;
  /** Neither wait nor task is open. */
  readonly idle: boolean;
  /** When the first wait that is over ended; null: none is over. */
  readonly over_since: number | null;
  /** It is being asked again of an outside system. */
  readonly retrying: boolean;
}

const PAGE = 5_000;

/**
 * Every open case of the installation, page by page.
 *
 * @param overdue instant (ms) before which a wait must have ended to be over
 */
export async function* openCases(
  pool: pg.Pool,
  overdue: number,
): AsyncGenerator<readonly OpenCaseRow[]> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await pool.query<OpenCaseRow>(
      `select c.id, c.number, c.type, c.center, c.branch, c.stage, c.version, c.updated_at,
         not exists (select from wait w where w.case_id = c.id and w.closed_at is null)
           and not exists (select from task t where t.case_id = c.id and t.closed_at is null) as idle,
         (select min(w.until) from wait w
           where w.case_id = c.id and w.closed_at is null and w.until < $2::timestamptz) as over_since,
         exists (select from wait w where w.case_id = c.id and w.closed_at is null
           and w.kind = 'outside-retry') as retrying
       from "case" c where c.closed_at is null and c.id > $1 order by c.id limit ${PAGE}`,
      [after, timestamp(overdue)],
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}

/** Cases of which a live worker says that a step fails again and again. */
export async function retryingCases(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select distinct r.case_id as id from retry_beat r join process_beat p on p.process = r.process
      where p.beat_at > now() - interval '1 minute'`,
  );
  return rows.map(({ id }) => id);
}

export interface KnownCase {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly center: string;
  readonly branch: string;
  readonly view: DatabaseView;
}

interface LookRow {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly center: string;
  readonly branch: string;
  readonly stage: string;
  readonly version: number;
  readonly open: boolean;
  readonly updated_at: number;
  readonly waits: DatabaseView['waits'];
  readonly tasks: DatabaseView['tasks'];
}

const MS = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

/** These cases, open or not, with their open waits and tasks. */
export async function casesById(
  pool: pg.Pool,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownCase>> {
  const { rows } = await pool.query<LookRow>(
    `select c.id, c.number, c.type, c.center, c.branch, c.stage, c.version,
       c.closed_at is null as open, c.updated_at,
       coalesce((select json_agg(json_build_object('kind', w.kind, 'since', ${MS('w.since')},
           'until', ${MS('w.until')}) order by w.until nulls last, w.id)
         from wait w where w.case_id = c.id and w.closed_at is null), '[]') as waits,
       coalesce((select json_agg(json_build_object('kind', t.kind, 'dueOn', t.due_on::text)
           order by t.due_on, t.id)
         from task t where t.case_id = c.id and t.closed_at is null), '[]') as tasks
     from "case" c where c.id = any ($1::uuid[])`,
    [ids],
  );
  return new Map(
    rows.map(({ stage, version, open, updated_at: updatedAt, waits, tasks, ...head }) => [
      head.id,
      { ...head, view: { stage, version, open, updatedAt, waits, tasks } },
    ]),
  );
}

/** Open tasks whose day is over: late work, not a stall. */
export async function overdueTasks(pool: pg.Pool, today: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'select count(*)::int as n from task where closed_at is null and due_on < $1::date',
    [today],
  );
  return rows[0]?.n ?? 0;
}
