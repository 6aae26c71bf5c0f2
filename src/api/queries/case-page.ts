/** What a case's page shows beside the case itself. Whoever calls has checked that it may be seen. */
import type pg from 'pg';
import { accountStateTitle } from '../../cases/wording-accounts.ts';
import type { LinkDirection } from '../../cases/wording-links.ts';
import type { Seen } from './cases.ts';
import { CASE_VISIBLE, scopeParams } from './scope.ts';

export interface PageExtras {
  /** Names of the staff who had to do with it, by id. */
  readonly people: Readonly<Record<string, string>>;
  /** The newest event, when the case still stands at the version that was read. */
  readonly last_event: string | null;
}

export async function pageExtras(
  pool: pg.Pool,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<PageExtras> {
  const { rows } = await pool.query<PageExtras>(
    `select coalesce((select jsonb_object_agg(s.id, s.name) from staff s where s.id in (
         select e.actor from event e where e.case_id = c.id
         union select c.submitted_by
         union select value from jsonb_each_text(c.parties)
         union select t.claimed_by from task t where t.case_id = c.id
         union select t.assigned_to from task t where t.case_id = c.id
         union select f.uploaded_by from file f where f.case_id = c.id
         union select k.entered_by from "check" k where k.case_id = c.id)), '{}') as people,
       case when c.version = $2
         then (select max(e.id)::text from event e where e.case_id = c.id) end as last_event
     from "case" c where c.id = $1`,
    [id, version],
  );
  return rows[0] ?? { people: {}, last_event: null };
}

export interface CaseAccount {
  readonly id: string;
  readonly number: string;
  readonly stateTitle: string;
}

/** The account that it opened, or that it is about; null: none, or none yet. */
export async function accountOfCase(pool: pg.Pool, caseId: string): Promise<CaseAccount | null> {
  const { rows } = await pool.query<{ id: string; number: string; state: string }>(
    `select id, number, state from account where number = coalesce(
       (select number from account where opened_by_case = $1),
       (select account from amendment where case_id = $1 limit 1),
       (select account from breach where case_id = $1),
       (select g.account from agreement_state s join agreement g on g.id = s.agreement
         where s.case_id = $1 limit 1))`,
    [caseId],
  );
  const [one] = rows;
  return one ? { id: one.id, number: one.number, stateTitle: accountStateTitle(one.state) } : null;
}

export interface LinkRow {
  readonly kind: string;
  readonly direction: LinkDirection;
  readonly other: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly at: number;
  /** The case at the other end, when it is one and the caller may see it. */
  readonly number: string | null;
  readonly type: string | null;
  readonly stage: string | null;
}

/** What the case is tied to and what is tied to it, the oldest first. */
export async function linksOf(
  pool: pg.Pool,
  { caller, grants }: Seen,
  caseId: string,
): Promise<readonly LinkRow[]> {
  const { rows } = await pool.query<LinkRow>(
    `select l.kind, l.direction, l.other, l.detail, l.at, c.number, c.type, c.stage
       from (select kind, 'to' as direction, other, detail, at from case_link where case_id = $5
             union all
             select kind, 'from', case_id::text, detail, at from case_link where other = $5::text
            ) as l
       left join "case" c on c.id::text = l.other and ${CASE_VISIBLE}
      order by l.at, l.kind, l.other`,
    [...scopeParams(caller, grants), caseId],
  );
  return rows;
}
