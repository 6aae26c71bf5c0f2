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

/**
 * Dues that were missed, of accounts that still contribute, by whole months since the debit day. Each
 * row is aged once, and the center is looked at once: some hundred thousand rows are read for it.
 */
export async function arrearsByAge(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { center, on }: { readonly center: string; readonly on: string },
): Promise<readonly ArrearsRow[]> {
  const { rows } = await pool.query<ArrearsRow>(
    `with seen as (
       select x.center from (select $5::text as center) x where ${CENTER_VISIBLE}),
     owed as (
       select case ${AGED} end as n, d.account, sum(d.months) as months, sum(d.amount) as amount
         from contribution_due d join account a on a.number = d.account
        where d.state = 'missed' and d.due_on <= $6 and a.state = 'normal'
          and a.source = 'flexible'
          and a.center = (select center from seen)
        group by 1, 2)
     select b.code as age, count(o.account)::int as accounts,
            coalesce(sum(o.months), 0)::int as months, coalesce(sum(o.amount), 0.00) as amount
       from jsonb_to_recordset($7) as b(code text, n integer) left join owed o on o.n = b.n
      group by b.n, b.code order by b.n`,
    [...scopeParams(caller, grants), center, on, JSON.stringify(AGES)],
  );
  return rows;
}

const AGES = ARREARS_AGES.map(({ code }, n) => ({ code, n }));
/** The oldest first: the first that fits. */
const AGED = ARREARS_AGES.map(
  ({ from }, n) =>
    `when d.due_on <= $6::date - interval '${String(from)} months' then ${String(n)}`,
)
  .toReversed()
  .join(' ');
