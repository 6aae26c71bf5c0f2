/** What a center holds of persons that are about to apply: their claim, and whether a name fits. */
import type pg from 'pg';
import { CASE_VISIBLE, scopeParams } from './scope.ts';
import type { Seen } from './cases.ts';

export interface HeldRow {
  readonly type: string;
  readonly stage: string;
  readonly branch_name: string;
  readonly since: number;
  /** Null when the case is out of the caller's sight. */
  readonly id: string | null;
  readonly number: string | null;
}

/** The open case that holds a person, wherever in the center it runs. */
export async function heldBy(
  pool: pg.Pool,
  { caller, grants }: Seen,
  person: string,
): Promise<HeldRow | null> {
  const { rows } = await pool.query<HeldRow>(
    `select c.type, c.stage, b.name as branch_name, h.since,
       case when ${CASE_VISIBLE} then c.id end as id,
       case when ${CASE_VISIBLE} then c.number end as number
     from claim h join "case" c on c.id = h.case_id join branch b on b.id = c.branch
     where h.person = $5 and h.released_at is null`,
    [...scopeParams(caller, grants), person],
  );
  return rows[0] ?? null;
}

/** Which of the persons bear the name, by its keyed hash. */
export async function namedSo(
  pool: pg.Pool,
  persons: readonly string[],
  nameHash: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ id: string }>(
    'select id from person where id = any ($1) and name_hash = $2',
    [persons, nameHash],
  );
  return new Set(rows.map(({ id }) => id));
}
