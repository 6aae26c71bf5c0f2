/** Deadlines that run in the open cases of a person, as far as the caller may see the cases. */
import type pg from 'pg';
import type { DeadlineCode } from '../../cases/dates/facts.ts';
import type { Seen } from './cases.ts';
import { CASE_VISIBLE, scopeParams } from './scope.ts';

export interface DeadlineRow {
  readonly what: DeadlineCode;
  readonly case_number: string;
  readonly begun_on: string;
  /** null: it follows from a figure. */
  readonly last_on: string | null;
}

/**
 * Waits that end with a day, promises, and the newest complete answer of the national platform;
 * the soonest first.
 */
export async function deadlinesOf(
  pool: pg.Pool,
  { caller, grants }: Seen,
  person: string,
): Promise<readonly DeadlineRow[]> {
  const { rows } = await pool.query<DeadlineRow>(
    `with open_case as (
       select c.id, c.number, c.accepted_on, c.promised_on from "case" c
        where c.person = $5 and c.closed_at is null and ${CASE_VISIBLE})
     select case w.kind when 'signature' then 'signing' else w.kind end as what,
            c.number as case_number, shanghai_date(w.since) as begun_on,
            shanghai_date(w.until - interval '1 millisecond') as last_on
       from open_case c join wait w on w.case_id = c.id
      where w.closed_at is null and w.until is not null
        and w.kind in ('supplement', 'seal-elsewhere', 'signature', 'review-window')
     union all
     select 'promise', number, accepted_on, promised_on from open_case
      where accepted_on is not null and promised_on is not null
     union all
     select 'recheck', c.number, shanghai_date(k.answered_at), null
       from open_case c cross join lateral (
         select answered_at from "check" k
          where k.case_id = c.id and k.system = 'national' and k.status = 'ok'
          order by k.id desc limit 1) k
      order by last_on nulls last, what`,
    [...scopeParams(caller, grants), person],
  );
  return rows;
}

/** As the rules of going on with an account read it: the agreement in force, a transfer under way. */
export async function conversionStanding(
  pool: pg.Pool,
  account: string,
): Promise<{ readonly agreement: 'active' | 'suspended' | null; readonly transfer: boolean }> {
  const { rows } = await pool.query<{
    agreement: 'active' | 'suspended' | null;
    transfer: boolean;
  }>(
    `select (select g.state from agreement g where g.account = a.number
               and g.state in ('active', 'suspended')) as agreement,
            exists (select from hold h where h.account = a.number and h.kind = 'transfer'
               and h.released_on is null) as transfer
       from account a where a.number = $1`,
    [account],
  );
  return rows[0] ?? { agreement: null, transfer: false };
}
