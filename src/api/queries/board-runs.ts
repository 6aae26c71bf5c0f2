/** Runs for the board: those that have not ended, those that failed in part, the last day of each. */
import type pg from 'pg';
import type { Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';
import { SPEAKS } from './condition.ts';
import { RUN_COLUMNS, type RunRow } from './runs.ts';

export interface BoardRunRow extends RunRow {
  /** The longest series of failures of its step that a live process tells of. */
  readonly attempt: number | null;
  readonly fault: string | null;
  readonly failedAt: number | null;
  /** Its call to the engine has not left yet. */
  readonly calling: boolean;
}

const MAX = 50;

/**
 * @param at instant (RFC 3339); what ended in the day before and failed in part is told, too
 */
export async function boardRunRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
  at: string,
): Promise<readonly BoardRunRow[]> {
  const { rows } = await pool.query<BoardRunRow>(
    `select ${RUN_COLUMNS}, r.attempt, r.fault, r.failed_at as "failedAt",
       exists (select from outbox o where o.delivered_at is null and o.kind = 'wake-run'
          and starts_with(o.key, 'wake-run/' || x.id || '/')) as calling
       from run x left join lateral (
         select b.attempt, b.fault, b.failed_at from run_retry_beat b
           join process_beat p on p.process = b.process
          where b.run = x.id and ${SPEAKS('p')}
          order by b.attempt desc limit 1) r on true
      where ${CENTER_VISIBLE} and (x.state not in ('done', 'cancelled')
          or x.state = 'done' and x.failed > 0 and x.ended_at > $5::timestamptz - interval '1 day')
      order by x.center, x.started_at, x.id limit ${String(MAX)}`,
    [...scopeParams(caller, grants), at],
  );
  return rows;
}

export interface LastRunRow {
  readonly kind: string;
  readonly center: string;
  readonly businessOn: string;
}

/** The last business date of each kind in each center. */
export async function lastRunRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
): Promise<readonly LastRunRow[]> {
  const { rows } = await pool.query<LastRunRow>(
    `select x.kind, x.center, max(x.business_on) as "businessOn" from run x
      where ${CENTER_VISIBLE} group by x.kind, x.center order by x.center, x.kind`,
    [...scopeParams(caller, grants)],
  );
  return rows;
}
