/**
 * Some of what a settlement wrote, reckoned again by the rule (src/policy/deposit-interest.ts) from
 * all postings the account ever had: the statement that settles and the rule must agree exactly.
 */
import type { PlainDate } from '../domain/calendar.ts';
import { exact, ZERO, type Yuan } from '../domain/money.ts';
import type { Db } from '../db/pool.ts';
import { earningsOf, interestOf, type Earnings } from '../policy/deposit-interest.ts';
import type { InterestRates, InterestTerms } from '../policy/interest-terms.ts';

/** What was settled, and what had been settled of the sub-ledger before. */
interface Written {
  readonly account: string;
  readonly source: string;
  readonly until: PlainDate;
  readonly accumulation: string;
  readonly earned: string;
  readonly unsettled: string;
  readonly interest: Yuan;
  readonly accumulationBefore: string;
  readonly earnedBefore: string;
}

interface Movement {
  readonly account: string;
  readonly source: string;
  readonly on: PlainDate;
  readonly carried: Yuan;
  readonly current: Yuan;
}

export interface SampleOf {
  readonly first: string;
  readonly last: string;
  readonly settledOn: PlainDate;
  readonly terms: InterestTerms;
  /** How many accounts are taken. */
  readonly size: number;
  /** Which ones: the same seed takes the same ones. */
  readonly seed: string;
}

/** What was written of an account is not what the rule says: it must not be committed. */
export class DiffersFromRule extends Error {
  override readonly name = 'DiffersFromRule';
}

/**
 * Compares a sample of a yearly settlement with the rule, in the transaction that wrote it. Of a part
 * of the range at least those are taken that are taken of the whole, under the same seed.
 *
 * @returns how many sub-ledgers were compared
 * @throws DiffersFromRule
 */
export async function checkSample(db: Db, sample: SampleOf): Promise<number> {
  const written = await writtenOf(db, sample);
  const movements = await movementsOf(db, written);
  const wrong = written.filter((row) => {
    const key = keyOf(row);
    return !agrees(row, movements.get(key) ?? [], sample.terms);
  });
  if (wrong.length > 0) {
    throw new DiffersFromRule(
      `interest of ${wrong.length} sub-ledgers out of ${written.length} differs from the rule`,
    );
  }
  return written.length;
}

async function writtenOf(db: Db, sample: SampleOf): Promise<readonly Written[]> {
  const { first, last, settledOn, size, seed } = sample;
  const { rows } = await db.query<Written>({
    name: 'interest-sample',
    text: `with taken as materialized (
             select account from (
               select distinct account from settlement
                where account between $1 and $2 and settled_on = $3 and not closing) s
              order by hashtextextended(account, hashtextextended($4, 0)) limit $5)
           select s.account, s.source, s.until, s.earned, s.unsettled, s.interest,
                  s.accumulation_carried + s.accumulation_current as accumulation,
                  coalesce(b.accumulation, 0) as "accumulationBefore",
                  coalesce(b.earned, 0) as "earnedBefore"
             from taken k cross join lateral interest_settled(k.account, k.account, $3, false) s
             cross join lateral (
               select sum(accumulation_carried + accumulation_current) as accumulation,
                      sum(earned - unsettled) as earned
                 from settlement t
                where t.account = s.account and t.source = s.source and t.until < s.until
                  and not exists (select from journal r where r.reverses = t.journal)) b`,
    values: [first, last, settledOn, seed, size],
  });
  return rows;
}

async function movementsOf(
  db: Db,
  written: readonly Written[],
): Promise<ReadonlyMap<string, readonly Movement[]>> {
  const { rows } = await db.query<Movement>({
    name: 'interest-sample-postings',
    text: `select account, source, value_date + end_of_day::integer as "on", carried, current
             from posting where account = any($1)`,
    values: [[...new Set(written.map(({ account }) => account))]],
  });
  return Map.groupBy(rows, keyOf);
}

function keyOf({ account, source }: { readonly account: string; readonly source: string }): string {
  return `${account}/${source}`;
}

function agrees(row: Written, all: readonly Movement[], terms: InterestTerms): boolean {
  const movements = all.filter(({ on }) => on < row.until);
  const parts = (['carried', 'current'] as const).map((bucket) =>
    earnedIn(bucket, movements, { to: row.until, rates: terms.rates }),
  );
  const [carried, current] = parts;
  if (!carried || !current) return false;
  const accumulation = carried.accumulation.plus(current.accumulation);
  const earned = carried.earned.plus(current.earned);
  const settled = exact(row.earned).minus(row.unsettled);
  return (
    accumulation.minus(row.accumulationBefore).equals(row.accumulation) &&
    earned.minus(row.earnedBefore).equals(row.earned) &&
    interestOf(settled, terms.divisor) === row.interest
  );
}

/** All that one part of a sub-ledger earned from its first posting on. */
function earnedIn(
  bucket: 'carried' | 'current',
  movements: readonly Movement[],
  { to, rates }: { readonly to: PlainDate; readonly rates: readonly InterestRates[] },
): Earnings {
  const [from] = movements.map(({ on }) => on).sort();
  const [first] = rates;
  if (!first) throw new Error('no rate');
  return earningsOf({
    openingBalance: ZERO,
    from: from ?? to,
    to,
    movements: movements.map((one) => ({ on: one.on, amount: one[bucket] })),
    rate: first[bucket],
    rateChanges: rates.map((one) => ({ on: one.since, rate: one[bucket] })),
  });
}
