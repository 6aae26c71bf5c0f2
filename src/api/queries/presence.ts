/** Who has a case open: rows that are renewed while a screen is connected, and forgotten otherwise. */
import type pg from 'pg';

export interface Present {
  readonly staff: string;
  readonly name: string;
  readonly since: number;
}

interface Place {
  readonly caseId: string;
  readonly staff: string;
}

/** Says so to the other screens when it is new. @param keptMs how long it holds without renewal */
export async function here(pool: pg.Pool, { caseId, staff }: Place, keptMs: number): Promise<void> {
  await pool.query(
    `delete from web.case_presence where seen_at < now() - $1 * interval '1 millisecond'`,
    [keptMs],
  );
  await pool.query(
    `with mine as (
       insert into web.case_presence (case_id, staff) values ($1, $2)
       on conflict (case_id, staff) do update set seen_at = now()
       returning case_id, xmax = 0 as fresh)
     select pg_notify('anju_presence', json_build_object('case', case_id)::text)
     from mine where fresh`,
    [caseId, staff],
  );
}

export async function gone(pool: pg.Pool, { caseId, staff }: Place): Promise<void> {
  await pool.query(
    `with was as (
       delete from web.case_presence where case_id = $1 and staff = $2 returning case_id)
     select pg_notify('anju_presence', json_build_object('case', case_id)::text) from was`,
    [caseId, staff],
  );
}

/** The others, whoever came first first. */
export async function othersHere(
  pool: pg.Pool,
  { caseId, staff }: Place,
  keptMs: number,
): Promise<readonly Present[]> {
  const { rows } = await pool.query<Present>(
    `select o.staff, s.name, o.since from web.case_presence o join staff s on s.id = o.staff
     where o.case_id = $1 and o.staff <> $2 and o.seen_at >= now() - $3 * interval '1 millisecond'
     order by o.since, o.staff`,
    [caseId, staff, keptMs],
  );
  return rows;
}
