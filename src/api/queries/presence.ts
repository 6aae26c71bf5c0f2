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

interface Moment {
  /** Now, as RFC 3339. */
  readonly at: string;
  /** How long a row holds without renewal. */
  readonly keptMs: number;
}

/** Says so to the other screens when it is new. */
export async function here(
  pool: pg.Pool,
  { caseId, staff }: Place,
  { at, keptMs }: Moment,
): Promise<void> {
  await pool.query(
    `delete from web.case_presence where seen_at < $2::timestamptz - $1 * interval '1 millisecond'`,
    [keptMs, at],
  );
  await pool.query(
    `with mine as (
       insert into web.case_presence (case_id, staff, since, seen_at) values ($1, $2, $3, $3)
       on conflict (case_id, staff) do update set seen_at = $3
       returning case_id, xmax = 0 as fresh)
     select pg_notify('anju_presence', json_build_object('case', case_id)::text)
     from mine where fresh`,
    [caseId, staff, at],
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
  { at, keptMs }: Moment,
): Promise<readonly Present[]> {
  const { rows } = await pool.query<Present>(
    `select o.staff, s.name, o.since from web.case_presence o join staff s on s.id = o.staff
     where o.case_id = $1 and o.staff <> $2 and o.seen_at >= $4::timestamptz - $3 * interval '1 millisecond'
     order by o.since, o.staff`,
    [caseId, staff, keptMs, at],
  );
  return rows;
}
