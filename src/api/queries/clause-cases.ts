/** Cases that wait because of a clause, within what the caller may see. */
import type pg from 'pg';
import type { Caller, Grant } from '../caller.ts';
import type { SortKey } from '../cursor.ts';
import type { PersonColumns, WaitRow } from './cases.ts';
import { CASE_VISIBLE, scopeParams } from './scope.ts';

interface Seen {
  readonly caller: Caller;
  readonly grants: readonly Grant[];
}

/** Clause to the number of cases that wait because of it now; clauses without any are left out. */
export async function waitingByClause(
  pool: pg.Pool,
  { caller, grants }: Seen,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ clause: string; n: number }>(
    `select w.clause, count(distinct w.case_id)::int as n
       from wait w join "case" c on c.id = w.case_id
      where w.closed_at is null and $4::text is not null and ${CASE_VISIBLE}
      group by w.clause`,
    [...scopeParams(caller, grants)],
  );
  return new Map(rows.map(({ clause, n }) => [clause, n]));
}

export interface ClauseCaseRow extends WaitRow, PersonColumns {
  readonly case_id: string;
  readonly number: string;
  readonly type: string;
  readonly stage: string;
  readonly branch_name: string;
  /** The exact sort key, as text. */
  readonly sort: string;
}

/** The longest waiting first; one more than `limit`. */
export async function casesByClause(
  pool: pg.Pool,
  { caller, grants }: Seen,
  clause: string,
  { limit, after }: { readonly limit: number; readonly after: SortKey | null },
): Promise<readonly ClauseCaseRow[]> {
  const { rows } = await pool.query<ClauseCaseRow>(
    `select w.id, w.kind, w.since, w.until, w.clause, w.ended_by, w.shortened_by, w.detail,
            w.closed_at, w.since::text as sort, c.id as case_id, c.number, c.type, c.stage,
            b.name as branch_name, c.person, p.wrapped_key, p.masked
       from wait w join "case" c on c.id = w.case_id
       join branch b on b.id = c.branch join person p on p.id = c.person
      where w.closed_at is null and w.clause = $5 and ${CASE_VISIBLE}
        and ($6::timestamptz is null or (w.since, w.id) > ($6, $7::bigint))
      order by w.since, w.id limit $8`,
    [...scopeParams(caller, grants), clause, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  return rows;
}
