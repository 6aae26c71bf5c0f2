/** Contribution subsidies (缴存补贴) in the ledger: months not decided yet, credits, the fund. */
import { sqlState } from '../db/database-fault.ts';
import type { Tx } from '../db/pool.ts';
import type { Yuan } from '../domain/money.ts';

/** A paid month for which no subsidy was decided. */
export interface SubsidyCandidate {
  readonly account: string;
  readonly month: string;
  readonly amount: Yuan;
  readonly paidOn: string;
  /** Journal of the contribution. */
  readonly contribution: string;
  /** Every month of the account that counts, whoever paid it, ascending. */
  readonly months: readonly string[];
  /** How many of units were known up to it. */
  readonly unitMonths: number;
  /** A measure against a breach took the subsidy when it was paid. */
  readonly lost: boolean;
}

/** Paid months of a center by the day of payment, both ends included. */
export async function subsidyCandidates(
  tx: Tx,
  center: string,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<readonly SubsidyCandidate[]> {
  const { rows } = await tx.query<SubsidyCandidate>({
    name: 'subsidy-candidates',
    text: `with found as materialized (select * from subsidy_candidates($1, $2, $3)),
             units as materialized (
               select distinct account, month from unit_month
                where account in (select account from found)),
             paid as (
               select c.account, array_agg(c.month order by c.month) as months from (
                 select account, month from contribution
                  where account in (select account from found) and taken_back is null
                 union
                 table units) c
                group by c.account)
           select f.account, f.month, f.amount, f.paid_on as "paidOn", f.contribution, f.lost,
                  array(select m from unnest(p.months) m
                         where f.counts_from is null or m >= f.counts_from) as months,
                  (select count(*)::integer from units u
                    where u.account = f.account and u.month <= f.month) as "unitMonths"
             from found f join paid p using (account) order by f.contribution, f.month`,
    values: [center, from, until],
  });
  return rows;
}

export interface SubsidyItem {
  readonly n: number;
  readonly account: string;
  readonly month: string;
  readonly contribution: string;
  readonly amount: string;
  readonly rate: string;
}

/** The fund has less than what was to be paid of it: nothing was. */
export class FundShort extends Error {}

/**
 * @returns of each item its journal; null: its contribution does not count any more
 * @throws FundShort when the fund does not cover all of them; the transaction is over
 */
export async function subsidize(
  tx: Tx,
  { center, run, on }: { readonly center: string; readonly run: string; readonly on: string },
  items: readonly SubsidyItem[],
): Promise<readonly { readonly n: number; readonly journal: string | null }[]> {
  try {
    const { rows } = await tx.query<{ n: number; journal: string | null }>({
      name: 'subsidize',
      text: 'select n, journal from subsidize($1, $2, $3, $4) order by n',
      values: [center, run, on, JSON.stringify(items)],
    });
    return rows;
  } catch (error) {
    if (sqlState(error) !== 'AJ428') throw error;
    throw new FundShort('the fund of subsidies is too small', { cause: error });
  }
}

/** What the fund of a center has, in yuan. */
export async function subsidyFund(tx: Tx, center: string): Promise<Yuan> {
  const { rows } = await tx.query<{ amount: Yuan }>({
    name: 'subsidy-fund',
    text: `select coalesce(sum(amount), 0.00) as amount from posting
            where center = $1 and book = 'subsidy-fund' and account is null`,
    values: [center],
  });
  const [fund] = rows;
  if (!fund) throw new Error('a sum has no row');
  return fund.amount;
}

/** A contribution was taken back by the bank: its subsidies go back to the fund on the same day. */
export async function takeBackSubsidies(
  tx: Tx,
  contribution: string,
  { on, at }: { readonly on: string; readonly at: string },
): Promise<void> {
  await tx.query({
    name: 'take-back-subsidies',
    text: 'select subsidies_back($1, $2, $3)',
    values: [contribution, on, at],
  });
}
