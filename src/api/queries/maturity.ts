/**
 * What maturity brings beside cases (到期预测): money that is to leave, and work. By the same visibility
 * as the list of cases; reads no clock.
 */
import type pg from 'pg';
import type { Following } from '../../cases/handling.ts';
import { WAIT_LAST_DAY } from './case-conditions.ts';
import type { Seen } from './cases.ts';
import { periodSql, type Period } from './periods.ts';
import { CASE_VISIBLE, scopeParams, TASK_VISIBLE } from './scope.ts';

export interface CashRow {
  readonly period: string | null;
  readonly cases: number;
  readonly amount: string;
}

interface Days {
  readonly from: string;
  readonly to: string;
  readonly by: Period;
}

/** What is with the bank; money that came back waits for another card, to the last day of its wait. */
const PAY_ON = `coalesce(
  (select max(p.run_on) from payout p where p.case_id = c.id and p.state in ('ready', 'sent')),
  (select max(${WAIT_LAST_DAY}) from wait w where w.case_id = c.id and w.closed_at is null))`;

/** Stages in which the bank pays, or has not paid and another card is awaited. */
const PAYING = `('paying', 'payment unknown', 'payment failed')`;

/**
 * Money that is owed and has not left: on the day the bank is told to pay. Of a withdrawal what is
 * reserved; of leaving (退出销户), of interest of an empty account, and of what a court takes, its last payment; after a death also what is left in the account for the
 * heirs who are paid next.
 */
export async function cashRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { from, to, by }: Days,
): Promise<readonly CashRow[]> {
  const { rows } = await pool.query<CashRow>(
    `with due as (
       select (select sum(p.amount) from payout p
                where p.case_id = c.id and p.state in ('ready', 'sent')) as amount, ${PAY_ON} as day
         from withdrawal w join "case" c on c.id = w.case_id
        where w.state = 'reserved' and c.closed_at is null and ${CASE_VISIBLE}
       union all
       select o.amount, ${PAY_ON} as day
         from "case" c
        cross join lateral (select p.amount, p.state from payout p
          where p.case_id = c.id order by p.n desc limit 1) o
        where c.type in ('exit', 'dormant-closing', 'hold') and c.closed_at is null and c.stage in ${PAYING}
          and o.state in ('ready', 'sent', 'refused') and ${CASE_VISIBLE}
       union all
       select coalesce((select sum(p.amount) from payout p
                  where p.case_id = c.id and p.state in ('ready', 'sent')), 0)
                + coalesce((select sum(b.amount) from balance b where b.account = o.account), 0),
              ${PAY_ON} as day
         from "case" c
        cross join lateral (select p.account from payout p
          where p.case_id = c.id order by p.n desc limit 1) o
        where c.type = 'death-payout' and c.closed_at is null and c.stage in ${PAYING}
          and ${CASE_VISIBLE})
     select ${periodSql(by)} as period, count(*)::int as cases, sum(amount)::text as amount
       from due group by 1`,
    [...scopeParams(caller, grants), from, to],
  );
  return rows;
}

/** Of a case as the case is seen; a task about money without one belongs to its center. */
const WORK_VISIBLE = `(case when c.id is null then ${TASK_VISIBLE} else ${CASE_VISIBLE} end)`;

export interface WorkRow {
  readonly period: string | null;
  readonly task: string;
  readonly count: number;
}

/**
 * Tasks by the period in which they are due, and those that waits bring when they end by the clock; one
 * that is open already is not counted twice.
 */
export async function workRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
  {
    from,
    to,
    by,
    following,
  }: Days & { readonly following: readonly (Following & { readonly wait: string })[] },
): Promise<readonly WorkRow[]> {
  const { rows } = await pool.query<WorkRow>(
    `with follows as (
       select * from jsonb_to_recordset($7) as f(wait text, task text, days integer)),
     due as (
       select t.kind as task, t.due_on as day
         from task t left join "case" c on c.id = t.case_id
        where t.closed_at is null and c.closed_at is null and ${WORK_VISIBLE}
       union all
       select f.task, ${WAIT_LAST_DAY} + f.days
         from wait w join "case" c on c.id = w.case_id join follows f on f.wait = w.kind
        where w.closed_at is null and c.closed_at is null and w.until is not null
          and ${WAIT_LAST_DAY} + f.days >= $5::date and ${CASE_VISIBLE}
          and not exists (select from task t where t.case_id = c.id and t.kind = f.task
                           and t.opened_at >= w.since))
     select ${periodSql(by)} as period, task, count(*)::int as count from due group by 1, 2 order by 1, 2`,
    [...scopeParams(caller, grants), from, to, JSON.stringify(following)],
  );
  return rows;
}

export interface MeasuredRow {
  readonly task: string;
  readonly minutes: number;
  readonly samples: number;
}

/** The middle of what tasks took from claim to end, of those that ended since a day. */
export async function measuredRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
  since: string,
): Promise<readonly MeasuredRow[]> {
  const { rows } = await pool.query<MeasuredRow>(
    `select t.kind as task, count(*)::int as samples,
            round(percentile_cont(0.5) within group (
              order by extract(epoch from t.closed_at - t.claimed_at) / 60))::int as minutes
       from task t left join "case" c on c.id = t.case_id
      where t.closed_by = t.claimed_by and t.closed_at >= t.claimed_at
        and t.closed_at >= $5::date::timestamp at time zone 'Asia/Shanghai' and ${WORK_VISIBLE}
      group by t.kind`,
    [...scopeParams(caller, grants), since],
  );
  return rows;
}
