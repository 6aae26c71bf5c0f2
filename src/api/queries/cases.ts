/** Reading cases: heads for lists, one by id, within what the caller may see. */
import type { Parties } from '../../cases/case.ts';
import type pg from 'pg';
import type { Caller, Grant } from '../caller.ts';
import type { SortKey } from '../cursor.ts';
import { isOfOpenCases, WAIT_FILTER, waitParams, type WaitFilter } from './case-waits.ts';
import { CASE_VISIBLE, caseScopes, scopeParams } from './scope.ts';

/** An open or closed wait; instants in ms. */
export interface WaitRow {
  readonly id: string;
  readonly kind: string;
  readonly since: number;
  readonly until: number | null;
  readonly clause: string;
  readonly ended_by: readonly string[];
  readonly shortened_by: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly closed_at: number | null;
}

export interface PersonColumns {
  readonly person: string;
  readonly wrapped_key: string | null;
  /** Masked data, sealed under the person's key. */
  readonly masked: string;
}

export interface CaseRow extends PersonColumns {
  readonly id: string;
  readonly number: string;
  readonly center: string;
  readonly branch: string;
  readonly branch_name: string;
  readonly type: string;
  readonly stage: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly version: number;
  readonly channel: string;
  readonly submitted_by: string;
  readonly parties: Parties;
  readonly opened_at: number;
  readonly accepted_on: string | null;
  readonly regulation: '2019' | '2026' | null;
  readonly due_on: string | null;
  readonly promised_on: string | null;
  readonly promised_provisional: boolean;
  readonly closed_at: number | null;
  readonly outcome: string | null;
  readonly updated_at: number;
  readonly operation: string | null;
  readonly waits: readonly WaitRow[];
  readonly open_tasks: number;
  readonly pause: PauseRow | null;
  /** The exact sort key, as text: a number would lose the microseconds. */
  readonly sort: string;
}

/** A pause (暂缓办理) that nobody ended; its last day may be over. */
export interface PauseRow {
  readonly reason_code: string;
  /** Sealed as an event of the case; null: none. */
  readonly note: string | null;
  readonly until: string;
  readonly paused_by: string;
  readonly paused_by_name: string;
  readonly paused_at: number;
}

/** Instants inside JSON come as ms since the epoch, as everywhere else. */
const MS = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

const COLUMNS = `c.id, c.number, c.center, c.branch, b.name as branch_name, c.type, c.stage,
  c.detail, c.version, c.channel, c.submitted_by, c.parties, c.opened_at, c.accepted_on,
  c.regulation, c.due_on, c.promised_on, c.promised_provisional, c.closed_at, c.outcome, c.updated_at, c.operation,
  c.person, p.wrapped_key, p.masked, c.opened_at::text as sort,
  coalesce((select json_agg(json_build_object('id', w.id::text, 'kind', w.kind,
      'since', ${MS('w.since')}, 'until', ${MS('w.until')}, 'clause', w.clause,
      'ended_by', w.ended_by, 'shortened_by', w.shortened_by, 'detail', w.detail,
      'closed_at', null) order by w.id)
    from wait w where w.case_id = c.id and w.closed_at is null), '[]') as waits,
  (select count(*)::int from task t where t.case_id = c.id and t.closed_at is null) as open_tasks,
  (select json_build_object('reason_code', z.reason_code, 'note', z.note, 'until', z.until::text,
      'paused_by', z.paused_by, 'paused_by_name', s.name, 'paused_at', ${MS('z.paused_at')})
    from case_pause z join staff s on s.id = z.paused_by
    where z.case_id = c.id and z.ended_at is null) as pause`;

const SOURCE = `from "case" c join branch b on b.id = c.branch join person p on p.id = c.person`;

/** Null when there is no such case, or the caller may not see it: the two look the same. */
export async function findCase(
  pool: pg.Pool,
  caller: Caller,
  grants: readonly Grant[],
  id: string,
): Promise<CaseRow | null> {
  const { rows } = await pool.query<CaseRow>(
    `select ${COLUMNS} ${SOURCE} where c.id = $5 and ${CASE_VISIBLE}`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}

/** What a list may be narrowed by; null and undefined leave a condition out. */
export interface CaseFilter extends WaitFilter {
  readonly type?: string | undefined;
  /** Several, because one word of a channel can stand for several stages. */
  readonly stages?: readonly string[] | undefined;
  readonly branch?: string | undefined;
  readonly waitingFor?: string | undefined;
  readonly overdue?: boolean | undefined;
  readonly person?: string | undefined;
  readonly submittedBy?: string | undefined;
  readonly open?: boolean | undefined;
  readonly operation?: string | undefined;
  readonly today: string;
}

const FILTER = `($5::text is null or c.type = $5)
  and ($6::text[] is null or c.stage = any ($6))
  and ($7::text is null or c.branch = $7)
  and ($9::boolean is null
       or (c.closed_at is null and coalesce(least(c.due_on, c.promised_on) < $10::date, false)) = $9)
  and ($11::uuid is null or c.person = $11)
  and ($12::text is null or c.submitted_by = $12)
  and ($13::boolean is null or (c.closed_at is null) = $13)
  and ($14::uuid is null or c.operation = $14)
  and ${WAIT_FILTER}`;

function filterParams(filter: CaseFilter): readonly unknown[] {
  const isOfOpen = filter.waitingFor !== undefined || isOfOpenCases(filter);
  return [
    filter.type ?? null,
    filter.stages ?? null,
    filter.branch ?? null,
    filter.waitingFor ?? null,
    filter.overdue ?? null,
    filter.today,
    filter.person ?? null,
    filter.submittedBy ?? null,
    filter.open ?? (isOfOpen ? true : null),
    filter.operation ?? null,
    ...waitParams(filter),
  ];
}

export interface Seen {
  readonly caller: Caller;
  readonly grants: readonly Grant[];
}

/** Newest first; one more than `limit`, so that the caller knows whether there is a next page. */
export async function listCases(
  pool: pg.Pool,
  { caller, grants }: Seen,
  filter: CaseFilter,
  { limit, after }: { readonly limit: number; readonly after: SortKey | null },
): Promise<readonly CaseRow[]> {
  const part = (scope: string) => `(select c.id, c.opened_at from "case" c
     where ${scope} and ${FILTER}
       and ($25::timestamptz is null or (c.opened_at, c.id) < ($25, $26::uuid))
     order by c.opened_at desc, c.id desc limit $27)`;
  const { rows } = await pool.query<CaseRow>(
    `with page as (
       select id from (${caseScopes(grants).map(part).join(' union ')}) found
       order by opened_at desc, id desc limit $27)
     select ${COLUMNS} from page join "case" c on c.id = page.id
       join branch b on b.id = c.branch join person p on p.id = c.person
     order by c.opened_at desc, c.id desc`,
    [
      ...scopeParams(caller, grants),
      ...filterParams(filter),
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ],
  );
  return rows;
}

/** Nobody turns more pages than that; counting all of a million would hold others up. */
export const COUNT_MAX = 1_000;

/** @returns at most COUNT_MAX, which then means "or more" */
export async function countCases(
  pool: pg.Pool,
  { caller, grants }: Seen,
  filter: CaseFilter,
): Promise<number> {
  const part = (scope: string) =>
    `(select c.id from "case" c where ${scope} and ${FILTER} limit $25)`;
  const { rows } = await pool.query<{ n: number }>(
    `select least(count(*), $25)::int as n
     from (${caseScopes(grants).map(part).join(' union ')}) found`,
    [...scopeParams(caller, grants), ...filterParams(filter), COUNT_MAX],
  );
  return rows[0]?.n ?? 0;
}

/** Ids alone, the newest first, `limit` at most: what is in a list, without reading anybody's data. */
export async function caseIds(
  pool: pg.Pool,
  { caller, grants }: Seen,
  filter: CaseFilter,
  limit: number,
): Promise<readonly string[]> {
  const part = (scope: string) => `(select c.id, c.opened_at from "case" c
     where ${scope} and ${FILTER} order by c.opened_at desc, c.id desc limit $25)`;
  const { rows } = await pool.query<{ id: string }>(
    `select id from (${caseScopes(grants).map(part).join(' union ')}) found
     order by opened_at desc, id desc limit $25`,
    [...scopeParams(caller, grants), ...filterParams(filter), limit],
  );
  return rows.map(({ id }) => id);
}

/** Those of the ids that may be seen, the newest first, `limit` at most. */
export async function casesOf(
  pool: pg.Pool,
  { caller, grants }: Seen,
  ids: readonly string[],
  limit: number,
): Promise<readonly CaseRow[]> {
  const { rows } = await pool.query<CaseRow>(
    `select ${COLUMNS} ${SOURCE} where c.id = any ($5::uuid[]) and ${CASE_VISIBLE}
     order by c.opened_at desc, c.id desc limit $6`,
    [...scopeParams(caller, grants), ids, limit],
  );
  return rows;
}

/** By printed number, or of the persons found by their keyed hashes. Newest first, 50 at most. */
export async function searchCases(
  pool: pg.Pool,
  { caller, grants }: Seen,
  by: { readonly number: string | null; readonly persons: readonly string[] },
): Promise<readonly CaseRow[]> {
  const { rows } = await pool.query<CaseRow>(
    `select ${COLUMNS} ${SOURCE}
     where ${CASE_VISIBLE} and (c.number = $5 or c.person = any ($6::uuid[]))
     order by c.opened_at desc, c.id desc limit 50`,
    [...scopeParams(caller, grants), by.number, by.persons],
  );
  return rows;
}
