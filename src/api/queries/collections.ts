/** What was collected by month, and what is in arrears by age: sums of the caller's centers. */
import type pg from 'pg';
import { ARREARS_AGES } from '../../cases/wording-ledger.ts';
import type { Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';

export interface CollectedRow {
  readonly month: string;
  readonly months: number;
  readonly amount: string;
  readonly takenBackMonths: number;
  readonly takenBackAmount: string;
}

interface Span {
  readonly center: string;
  /** First and last day. */
  readonly from: string;
  readonly to: string;
}

/** By the month in which the money came; from sums by day, so that it stays quick. */
export async function collectedByMonth(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { center, from, to }: Span,
): Promise<readonly CollectedRow[]> {
  const { rows } = await pool.query<CollectedRow>(
    `select to_char(x.day, 'YYYY-MM') as month,
            coalesce(sum(x.months) filter (where not x.taken_back), 0)::int as months,
            coalesce(sum(x.amount) filter (where not x.taken_back), 0.00) as amount,
            coalesce(sum(x.months) filter (where x.taken_back), 0)::int as "takenBackMonths",
            coalesce(sum(x.amount) filter (where x.taken_back), 0.00) as "takenBackAmount"
       from collection_part x
      where x.center = $5 and x.day between $6 and $7 and ${CENTER_VISIBLE}
      group by 1 order by 1`,
    [...scopeParams(caller, grants), center, from, to],
  );
  return rows;
}

export interface ArrearsRow {
  readonly age: string;
  readonly accounts: number;
  readonly months: number;
  readonly amount: string;
}

/** Dues that were missed, of accounts that still contribute, by whole months since the debit day. */
export async function arrearsByAge(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { center, on }: { readonly center: string; readonly on: string },
): Promise<readonly ArrearsRow[]> {
  const { rows } = await pool.query<ArrearsRow>(
    `select b.code as age, count(distinct d.account)::int as accounts,
            coalesce(sum(d.months), 0)::int as months, coalesce(sum(d.amount), 0.00) as amount
       from jsonb_to_recordset($7) as b(code text, n integer, "from" integer, "to" integer)
       left join (
         select d.account, d.months, d.amount, d.due_on
           from contribution_due d join account x on x.number = d.account
          where d.state = 'missed' and d.due_on <= $6 and x.center = $5 and x.state = 'normal'
            and ${CENTER_VISIBLE}) d
         on d.due_on <= ($6::date - make_interval(months => b."from"))
        and (b."to" is null or d.due_on > ($6::date - make_interval(months => b."to")))
      group by b.n, b.code order by b.n`,
    [...scopeParams(caller, grants), center, on, JSON.stringify(AGES)],
  );
  return rows;
}

const AGES = ARREARS_AGES.map(({ code, from, to }, n) => ({ code, n, from, to }));
