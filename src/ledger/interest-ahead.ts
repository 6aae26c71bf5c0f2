/**
 * What accounts will have on a day to come, if nothing moves: every source with its interest, each settlement of
 * 30 June on the way credited as it will be. Nothing here reads a clock, nothing is written.
 *
 * @source 住房公积金管理条例 第二十一条; docs/interest.md
 */
import { addDays, plainDate, type PlainDate } from '../domain/calendar.ts';
import type { Db } from '../db/pool.ts';
import { exact, yuan, ZERO, type Yuan } from '../domain/money.ts';
import { earningsOf, interestOf } from '../policy/deposit-interest.ts';
import type { InterestTerms } from '../policy/interest-terms.ts';

export interface Ahead {
  /** Number of the account. */
  readonly account: string;
  readonly on: PlainDate;
}

interface Row {
  /** Which of the asks. */
  readonly n: number;
  readonly source: string;
  readonly carried: Yuan;
  readonly current: Yuan;
  readonly interest: Yuan;
  readonly covered: boolean;
}

/** By source, with its interest. */
export type Sources = ReadonlyMap<string, Yuan>;

/**
 * Yuan by source of each account on each day that is asked for, in their order.
 *
 * @param from the day on which it is reckoned: a settlement before it has been
 * @throws Error when no rate is in force on a day that is counted
 */
export async function accountsAhead(
  db: Db,
  {
    asks,
    from,
    terms,
  }: { readonly asks: readonly Ahead[]; readonly from: PlainDate; readonly terms: InterestTerms },
): Promise<readonly Sources[]> {
  const cuts = asks.map((ask, n) => {
    const settlements = settlementsBetween(from, ask.on, terms);
    return { ...ask, n, settlements, cut: settlements[0]?.cut ?? ask.on };
  });
  const { rows } = await db.query<Row>({
    name: 'accounts-ahead',
    text: `select x.n, b.source, b.carried, b.current,
                  coalesce(i.interest, 0)::numeric(18, 2) as interest,
                  coalesce(i.covered, true) as covered
             from jsonb_to_recordset($1) as x(n integer, account text, cut date)
             join account a on a.number = x.account
             join balance b on b.account = a.number
             left join lateral interest_reckon(a.center, a.number, a.number, x.cut, $2, $3) i
               on i.source = b.source`,
    values: [JSON.stringify(cuts), JSON.stringify(terms.rates), terms.divisor],
  });
  if (rows.some(({ covered }) => !covered)) throw new Error('no rate is in force on a counted day');
  const found = Map.groupBy(rows, ({ n }) => n);
  return cuts.map(
    ({ n, on, settlements }) =>
      new Map(
        (found.get(n) ?? []).map((row) => [row.source, thereOn(on, row, settlements, terms)]),
      ),
  );
}

/** All sources together, or those that are wanted. */
export function heldIn(sources: Sources, wanted: (source: string) => boolean = () => true): Yuan {
  const sum = [...sources].reduce(
    (all, [source, amount]) => (wanted(source) ? all.plus(amount) : all),
    exact(0),
  );
  return yuan(sum.toFixed(2));
}

interface Settlement {
  readonly settledOn: PlainDate;
  /** The first day of the next interest year. */
  readonly cut: PlainDate;
}

/** The settlements of 30 June that lie between, the first one first. */
function settlementsBetween(
  from: PlainDate,
  on: PlainDate,
  { settlementDayCounted }: InterestTerms,
): readonly Settlement[] {
  const [first, last] = [from, on].map((day) => Number(day.slice(0, 4))) as [number, number];
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n);
  return years.flatMap((year) => {
    const settledOn = plainDate(`${String(year)}-06-30`);
    const cut = settlementDayCounted ? addDays(settledOn, 1) : settledOn;
    return settledOn >= from && cut < on ? [{ settledOn, cut }] : [];
  });
}

type Held = Pick<Row, 'carried' | 'current' | 'interest'>;

function thereOn(
  on: PlainDate,
  row: Row,
  settlements: readonly Settlement[],
  terms: InterestTerms,
): Yuan {
  const { carried, current } = row;
  const interest = row.interest.startsWith('-') ? ZERO : row.interest;
  // As it stands at each settlement, with what was earned until then.
  let held: Held = { carried, current, interest };
  for (const [n, settlement] of settlements.entries()) {
    const until = settlements[n + 1]?.cut ?? on;
    const earned = earnedAfter(settlement, held, until, terms);
    held = { carried: totalOf(held), current: ZERO, interest: earned };
  }
  return totalOf(held);
}

function totalOf({ carried, current, interest }: Held): Yuan {
  return yuan(exact(carried).plus(current).plus(interest).toFixed(2));
}

/** What is settled becomes 上年结转, with its interest, when 30 June has ended, and earns as that from 1 July. */
function earnedAfter(
  { settledOn, cut }: Settlement,
  { carried, current, interest }: Held,
  on: PlainDate,
  { rates, divisor }: InterestTerms,
): Yuan {
  const rolledOn = addDays(settledOn, 1);
  const parts = [
    { bucket: 'carried', held: carried, rolled: exact(current).plus(interest) },
    { bucket: 'current', held: current, rolled: exact(current).negated() },
  ] as const;
  const [first] = rates;
  if (!first) throw new Error('no rate');
  const earned = parts.map(({ bucket, held, rolled }) =>
    earningsOf({
      ...{ openingBalance: held, from: cut, to: on, rate: first[bucket] },
      movements: rolledOn < on ? [{ on: rolledOn, amount: yuan(rolled.toFixed(2)) }] : [],
      rateChanges: rates.map((one) => ({ on: one.since, rate: one[bucket] })),
    }),
  );
  const sum = earned.reduce((all, part) => all.plus(part.earned), exact(0));
  return interestOf(sum, divisor);
}
