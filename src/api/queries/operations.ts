/** Reading bulk operations: one's own; supervisors and auditors, those of their center. */
import type pg from 'pg';
import type { Seen } from './cases.ts';

export interface OperationRow {
  readonly id: string;
  readonly center: string;
  readonly kind: string;
  readonly state: 'proposed' | 'waiting' | 'running' | 'done' | 'stopped';
  readonly started_by: string;
  readonly started_name: string | null;
  readonly created_at: number;
  readonly finished_at: number | null;
  readonly file: string | null;
  readonly total: number;
  readonly waiting: number;
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly two_persons: boolean;
  readonly confirmed_by: string | null;
  readonly confirmed_name: string | null;
  readonly wrapped_key: string;
  readonly confirmed_at: number | null;
}

const COUNTS = ['waiting', 'done', 'failed', 'skipped']
  .map((state) => `(count(r.n) filter (where r.state = '${state}'))::int as ${state}`)
  .join(', ');

const SOURCE = `select o.id, o.center, o.kind, o.state, o.started_by, o.created_at, o.finished_at,
    o.file, o.total, o.detail, o.two_persons, o.confirmed_by, o.confirmed_at, o.wrapped_key,
    s.name as started_name, f.name as confirmed_name, ${COUNTS}
  from operation o left join operation_row r on r.operation = o.id
    left join staff s on s.id = o.started_by left join staff f on f.id = o.confirmed_by
  where o.center = any ($1) and (o.started_by = $2 or o.center = any ($3))`;

function visible({ caller, grants }: Seen): readonly unknown[] {
  const overseen = grants
    .filter(({ role }) => role === 'supervisor' || role === 'auditor')
    .map(({ center }) => center);
  return [grants.map(({ center }) => center), caller.id, overseen];
}

export async function findOperation(
  pool: pg.Pool,
  seen: Seen,
  id: string,
): Promise<OperationRow | null> {
  const { rows } = await pool.query<OperationRow>(
    `${SOURCE} and o.id = $4 group by o.id, s.name, f.name`,
    [...visible(seen), id],
  );
  return rows[0] ?? null;
}

const OPERATIONS_MAX = 50;

/** Bulk starts, the newest first; bulk repairs have a list of their own. */
export async function listOperations(pool: pg.Pool, seen: Seen): Promise<readonly OperationRow[]> {
  const { rows } = await pool.query<OperationRow>(
    `${SOURCE} and o.id in (
       select l.id from operation l
        where l.kind <> 'repair' and l.center = any ($1)
          and (l.started_by = $2 or l.center = any ($3))
        order by l.created_at desc, l.id limit ${OPERATIONS_MAX})
     group by o.id, s.name, f.name order by o.created_at desc, o.id`,
    [...visible(seen)],
  );
  return rows;
}

export interface RowRow {
  readonly n: number;
  readonly state: 'waiting' | 'done' | 'failed' | 'skipped';
  readonly object: string | null;
  readonly case_id: string | null;
  readonly case_number: string | null;
  readonly problem: unknown;
  readonly at: number | null;
}

export interface RowsPage {
  readonly state: string | null;
  readonly limit: number;
  readonly after: string | null;
}

/** In the order of the file. */
export async function operationRows(
  pool: pg.Pool,
  operation: string,
  { state, limit, after }: RowsPage,
): Promise<readonly RowRow[]> {
  const { rows } = await pool.query<RowRow>(
    `select r.n, r.state, r.object, r.case_id, c.number as case_number, r.problem, r.at
     from operation_row r left join "case" c on c.id = r.case_id
     where r.operation = $1 and ($2::text is null or r.state = $2)
       and ($3::int is null or r.n > $3) order by r.n limit $4`,
    [operation, state, after, limit + 1],
  );
  return rows;
}
