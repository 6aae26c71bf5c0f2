/** Reading tasks: whose, of which role, due when; and which one comes next. */
import type pg from 'pg';
import type { SortKey } from '../cursor.ts';
import type { Seen } from './cases.ts';
import { scopeParams, TASK_VISIBLE, taskScopes } from './scope.ts';

export const TASK_SUBJECTS = [
  'case',
  'suspense',
  'difference',
  'proof',
  'account',
  'debit',
] as const;
export type TaskSubject = (typeof TASK_SUBJECTS)[number];

/** A task is about a case, or about the books: then there is neither case nor person. */
export interface TaskRow {
  readonly person: string | null;
  readonly wrapped_key: string | null;
  /** Masked data, sealed under the person's key. */
  readonly masked: string | null;
  readonly id: string;
  readonly case_id: string | null;
  readonly case_type: string | null;
  readonly case_stage: string | null;
  /** What it is about: the case, the item in suspense, the difference with the bank, the proof, the account, the debit. */
  readonly about: TaskSubject;
  readonly about_id: string;
  /** Its number: of the case, or of the bank's line; the day, or the end of the account's, where there is none. */
  readonly about_number: string;
  /** Of money without a case: yuan, and the bank's day; of a proof the day it proves. */
  readonly about_amount: string | null;
  readonly about_day: string | null;
  /** Of a proof: the titles of the checks that failed. */
  readonly about_checks: readonly string[] | null;
  readonly center: string;
  readonly branch: string | null;
  readonly kind: string;
  readonly role: string;
  readonly not_by: readonly string[];
  readonly opened_at: number;
  readonly opened_on: string;
  readonly working_days: number;
  readonly due_on: string;
  readonly due_provisional: boolean;
  readonly claimed_by: string | null;
  readonly claimed_at: number | null;
  readonly assigned_to: string | null;
  readonly closed_at: number | null;
  readonly closed_by: string | null;
  readonly version: number;
  /** Last day of a pause of its case that nobody ended; it may be over. */
  readonly aside_until: string | null;
  /** Who moved the due date by hand. */
  readonly due_by: string | null;
  readonly case_due_on: string | null;
  readonly case_promised_on: string | null;
  /** Absences, none taken back, of whoever claimed it or was given it. */
  readonly holder_absences: readonly {
    readonly from: string;
    readonly to: string;
    readonly deputy: string | null;
  }[];
  /** The last day it may be moved to; only where one task is read. */
  readonly latest_due?: string | null;
}

/** The number of what a task is about, with TASK_SUBJECT. */
export const TASK_NUMBER = `coalesce(c.number, s.serial, d.serial, d.day::text, pr.business_on::text,
  '尾号' || right(coalesce(sc.account, ub.account), 4))`;

export const TASK_COLUMNS = `t.id, t.case_id, c.type as case_type, c.stage as case_stage,
  case when t.case_id is not null then 'case' when t.suspense is not null then 'suspense'
       when t.difference is not null then 'difference'
       when t.correction is not null then 'account'
       when t.debit is not null then 'debit' else 'proof' end as about,
  coalesce(t.case_id::text, t.suspense::text, t.difference::text, sa.id::text, t.debit::text, t.proof)
    as about_id,
  ${TASK_NUMBER} as about_number,
  coalesce(s.amount, d.amount, sc.amount, ub.amount)::text as about_amount,
  coalesce(s.received_on, d.day, pr.business_on, sc.since, ud.found_on)::text as about_day,
  case when t.proof is not null then (
    select array_agg(k.value->>'title' order by k.ordinality)
      from jsonb_array_elements(pr.result->'checks') with ordinality k
     where k.value->'ok' = 'false') end as about_checks, c.person, p.wrapped_key, p.masked, t.center, t.branch, t.kind, t.role,
  t.not_by, t.opened_at, t.opened_on, t.working_days, t.due_on, t.due_provisional, t.claimed_by,
  t.claimed_at, t.assigned_to, t.closed_at, t.closed_by, t.version, t.due_by,
  (select z.until from case_pause z where z.case_id = t.case_id and z.ended_at is null) as aside_until,
  c.due_on as case_due_on, c.promised_on as case_promised_on,
  coalesce((select json_agg(json_build_object('from', a.from_on::text, 'to', a.to_on::text,
      'deputy', a.deputy) order by a.from_on)
    from absence a where a.staff = coalesce(t.claimed_by, t.assigned_to)
      and a.cancelled_at is null), '[]') as holder_absences`;

/** $`day` is today: the caller stands in for whoever claimed the task or was given it. */
const standsIn = (staff: string, day: string) => `exists (select from absence a
  where a.staff in (t.claimed_by, t.assigned_to) and a.deputy = ${staff}
    and a.cancelled_at is null and ${day}::date between a.from_on and a.to_on)`;

/** What a task `t` is about. */
export const TASK_SUBJECT = `left join "case" c on c.id = t.case_id
  left join person p on p.id = c.person
  left join suspense_item s on s.id = t.suspense
  left join bank_difference d on d.id = t.difference
  left join run pr on pr.id = t.proof
  left join source_correction sc on sc.id = t.correction
  left join account sa on sa.number = sc.account
  left join unanswered_debit ud on ud.id = t.debit left join debit ub on ub.key = ud.debit`;

const SOURCE = `from task t ${TASK_SUBJECT}`;

export async function findTask(pool: pg.Pool, seen: Seen, id: string): Promise<TaskRow | null> {
  const { rows } = await pool.query<TaskRow>(
    `select ${TASK_COLUMNS}, api_latest_due(t.case_id) as latest_due ${SOURCE}
     where t.id = $5 and ${TASK_VISIBLE}`,
    [...scopeParams(seen.caller, seen.grants), id],
  );
  return rows[0] ?? null;
}

/** Those of the ids that the caller may see, by id. */
export async function findTasks(
  pool: pg.Pool,
  seen: Seen,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TaskRow>> {
  const { rows } = await pool.query<TaskRow>(
    `select ${TASK_COLUMNS} ${SOURCE} where t.id = any ($5::uuid[]) and ${TASK_VISIBLE}`,
    [...scopeParams(seen.caller, seen.grants), ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Open first, then by due date. Whoever calls has checked that the case may be seen. */
export async function tasksOf(pool: pg.Pool, caseId: string): Promise<readonly TaskRow[]> {
  const { rows } = await pool.query<TaskRow>(
    `select ${TASK_COLUMNS} ${SOURCE} where t.case_id = $1
     order by (t.closed_at is not null), t.due_on, t.id`,
    [caseId],
  );
  return rows;
}

export interface TaskFilter {
  readonly role?: string | undefined;
  readonly branch?: string | undefined;
  readonly kind?: string | undefined;
  /** Claimed by or assigned to this person, or to somebody they stand in for today. */
  readonly mine?: string | undefined;
  /** Claimed by or assigned to this person. */
  readonly holder?: string | undefined;
  /** Past a day of the law, of the promise or of its own. */
  readonly escalated?: boolean | undefined;
  readonly overdue?: boolean | undefined;
  /** Whether the caller could take it now. */
  readonly claimable?: boolean | undefined;
  /** Of cases put aside, or of all the others; left out: of both. */
  readonly aside?: boolean | undefined;
  readonly today: string;
}

/**
 * Whether the case of a task `t` is aside on that day (暂缓办理). Few are: the function is asked about
 * those alone that somebody put aside.
 */
export const taskAside = (day: string) => `(t.case_id is not null
  and t.case_id in (select z.case_id from case_pause z where z.ended_at is null)
  and case_aside(t.case_id, ${day}::date))`;

/**
 * Nobody has it or is meant to, but the caller or a colleague they stand in for on that day, and the
 * caller may do it; $5 are the grants' roles.
 */
export const claimable = (day: string) => `not ($4 = any (t.not_by))
  and ((t.claimed_by is null and (t.assigned_to is null or t.assigned_to = $4))
       or (t.claimed_by is distinct from $4 and ${standsIn('$4', day)}))
  and exists (select from unnest($1::text[], $2::text[], $5::text[]) as g(center, branch, role)
    where g.role = t.role and g.center = t.center
      and (g.branch is null or t.branch is null or g.branch = t.branch))`;

export interface TaskCounts {
  readonly mine: number;
  readonly claimable: number;
  readonly overdue: number;
  readonly dueToday: number;
  readonly all: number;
  readonly aside: number;
}

/**
 * How many open tasks the caller may see, by what makes them matter. What is put aside is not to be done
 * now; late it is all the same.
 */
export async function countTasks(
  pool: pg.Pool,
  { caller, grants }: Seen,
  today: string,
): Promise<TaskCounts> {
  const { rows } = await pool.query<TaskCounts>(
    `select count(*) filter (where not z.aside and (t.claimed_by = $4 or t.assigned_to = $4
         or ${standsIn('$4', '$6')}))::int as mine,
       count(*) filter (where not z.aside and ${claimable('$6')})::int as claimable,
       count(*) filter (where t.due_on < $6::date)::int as overdue,
       count(*) filter (where not z.aside and t.due_on = $6::date)::int as "dueToday",
       count(*) filter (where not z.aside)::int as "all",
       count(*) filter (where z.aside)::int as aside
     from task t cross join lateral (select ${taskAside('$6')} as aside) z where t.closed_at is null and ${TASK_VISIBLE}`,
    [...scopeParams(caller, grants), grants.map(({ role }) => role), today],
  );
  return rows[0] ?? { mine: 0, claimable: 0, overdue: 0, dueToday: 0, all: 0, aside: 0 };
}

/** Open tasks, the soonest due first. */
export async function listTasks(
  pool: pg.Pool,
  { caller, grants }: Seen,
  filter: TaskFilter,
  { limit, after }: { readonly limit: number; readonly after: SortKey | null },
): Promise<readonly TaskRow[]> {
  const part = (scope: string) => `(select t.id, t.due_on from task t
     where t.closed_at is null and ${scope}
       and ($6::text is null or t.role = $6)
       and ($7::text is null or t.branch = $7)
       and ($8::text is null or t.kind = $8)
       and ($9::text is null or t.claimed_by = $9 or t.assigned_to = $9 or ${standsIn('$9', '$11')})
       and ($10::boolean is null or (t.due_on < $11::date) = $10)
       and ($12::date is null or (t.due_on, t.id) > ($12, $13::uuid))
       and ($14::boolean is null or (${claimable('$11')}) = $14)
       and ($16::text is null or t.claimed_by = $16 or t.assigned_to = $16)
       and ($17::boolean is null or (t.due_on < $11::date or exists (select from "case" e
         where e.id = t.case_id and (e.due_on < $11::date or e.promised_on < $11::date))) = $17)
       and ($18::boolean is null or ${taskAside('$11')} = $18)
     order by t.due_on, t.id limit $15)`;
  const { rows } = await pool.query<TaskRow>(
    `with page as (
       select id from (${taskScopes(grants).map(part).join(' union ')}) found
       order by due_on, id limit $15)
     select ${TASK_COLUMNS} from page join task t on t.id = page.id ${TASK_SUBJECT}
     order by t.due_on, t.id`,
    [
      ...scopeParams(caller, grants),
      grants.map(({ role }) => role),
      filter.role ?? null,
      filter.branch ?? null,
      filter.kind ?? null,
      filter.mine ?? null,
      filter.overdue ?? null,
      filter.today,
      after?.[0] ?? null,
      after?.[1] ?? null,
      filter.claimable ?? null,
      limit + 1,
      filter.holder ?? null,
      filter.escalated ?? null,
      filter.aside ?? null,
    ],
  );
  return rows;
}
