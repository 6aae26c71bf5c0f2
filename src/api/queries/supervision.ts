/** What stands still, and how the outside systems answered lately. */
import type pg from 'pg';
import type { PersonColumns, WaitRow } from './cases.ts';

export async function overdueCases(
  pool: pg.Pool,
  centers: readonly string[],
  today: string,
): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from "case"
     where center = any ($1) and closed_at is null and least(due_on, promised_on) < $2::date`,
    [centers, today],
  );
  return rows[0]?.n ?? 0;
}

export interface ParkedRow extends PersonColumns {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly branch: string;
  readonly waits: readonly WaitRow[];
}

/** Longest first, 100 at most. */
export async function parkedCases(
  pool: pg.Pool,
  centers: readonly string[],
  stages: readonly string[],
): Promise<readonly ParkedRow[]> {
  const { rows } = await pool.query<ParkedRow>(
    `select c.id, c.number, c.type, c.branch, c.person, p.wrapped_key, p.masked,
       coalesce((select json_agg(json_build_object('id', w.id::text, 'kind', w.kind,
           'since', (extract(epoch from w.since) * 1000)::float8,
           'until', (extract(epoch from w.until) * 1000)::float8, 'clause', w.clause,
           'ended_by', w.ended_by, 'shortened_by', w.shortened_by, 'detail', w.detail,
           'closed_at', null) order by w.id)
         from wait w where w.case_id = c.id and w.closed_at is null), '[]') as waits
     from "case" c join person p on p.id = c.person
     where c.center = any ($1) and c.closed_at is null and c.stage = any ($2)
     order by c.updated_at, c.id limit 100`,
    [centers, stages],
  );
  return rows;
}

export interface SystemRow {
  readonly system: string;
  readonly last_answer_at: number | null;
  readonly last_complete_at: number | null;
  readonly answersLastHour: number;
  readonly completeLastHour: number;
  readonly waiting: number;
}

/** Seen from the answers that are stored: a system nobody asked lately is not listed as down. */
export async function systemsSeen(
  pool: pg.Pool,
  centers: readonly string[],
  at: string,
): Promise<readonly SystemRow[]> {
  const { rows } = await pool.query<SystemRow>(
    `with recent as (
       select k.system, k.status, k.answered_at from "check" k join "case" c on c.id = k.case_id
       where c.center = any ($1) and k.answered_at > $2::timestamptz - interval '30 days'),
     waiting as (
       select coalesce(w.detail ->> 'system', '') as system, count(distinct w.case_id)::int as n
       from wait w join "case" c on c.id = w.case_id
       where c.center = any ($1) and w.closed_at is null and w.kind in ('outside-retry', 'parked')
       group by 1)
     select s.system, max(r.answered_at) as last_answer_at,
       max(r.answered_at) filter (where r.status not in ('partial', 'timeout', 'error'))
         as last_complete_at,
       (count(r.system) filter (where r.answered_at > $2::timestamptz - interval '1 hour'))::int
         as "answersLastHour",
       (count(r.system) filter (where r.answered_at > $2::timestamptz - interval '1 hour'
          and r.status not in ('partial', 'timeout', 'error')))::int as "completeLastHour",
       coalesce(max(q.n), 0)::int as waiting
     from (values ('national'), ('identity')) as s(system)
     left join recent r on r.system = s.system
     left join waiting q on q.system = s.system
     group by s.system order by s.system`,
    [centers, at],
  );
  return rows;
}
