/** What stands still, and how the outside systems answered lately. */
import type pg from 'pg';
import type { PersonColumns, Seen, WaitRow } from './cases.ts';
import { CASE_VISIBLE, scopeParams } from './scope.ts';

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
  { caller, grants }: Seen,
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
     where ${CASE_VISIBLE} and c.closed_at is null and c.stage = any ($5)
     order by c.updated_at, c.id limit 100`,
    [...scopeParams(caller, grants), stages],
  );
  return rows;
}

export interface AnswerRow {
  readonly system: string;
  readonly last_complete_at: number | null;
  readonly answersLastHour: number;
  readonly completeLastHour: number;
}

/** The answers of the last day that are on record, by system. */
export async function answersOnRecord(
  pool: pg.Pool,
  centers: readonly string[],
  at: string,
): Promise<readonly AnswerRow[]> {
  const { rows } = await pool.query<AnswerRow>(
    `select k.system,
       max(k.answered_at) filter (where k.status not in ('partial', 'timeout', 'error'))
         as last_complete_at,
       (count(*) filter (where k.answered_at > $2::timestamptz - interval '1 hour'))::int
         as "answersLastHour",
       (count(*) filter (where k.answered_at > $2::timestamptz - interval '1 hour'
          and k.status not in ('partial', 'timeout', 'error')))::int as "completeLastHour"
     from "check" k join "case" c on c.id = k.case_id
     where c.center = any ($1) and k.answered_at > $2::timestamptz - interval '1 day'
     group by k.system`,
    [centers, at],
  );
  return rows;
}

export interface ReturnRow {
  readonly kind: string;
  readonly code: string;
  readonly count: number;
}

const RETURN_KINDS = [
  'sent-back',
  'measures-returned',
  'irregularity-returned',
  'hold-deduction-declined',
  'answer-declined',
] as const;

/** What was sent back since a moment, by what it was and why; the most frequent first. */
export async function returnsSince(
  pool: pg.Pool,
  centers: readonly string[],
  since: string,
): Promise<readonly ReturnRow[]> {
  const { rows } = await pool.query<ReturnRow>(
    `select kind, public->>'reasonCode' as code, count(*)::int as count from event
      where center = any ($1) and kind = any ($2) and at >= $3 and public ? 'reasonCode'
      group by 1, 2 order by 3 desc, 1, 2`,
    [centers, RETURN_KINDS, since],
  );
  return rows;
}
