/**
 * What an account has earned and not been credited on any day: on one that is over as the books stand now, by value
 * dates; on one to come as if nothing moved until then but the settlements of 30 June. Nothing here reads a clock,
 * nothing is written.
 *
 * @source 住房公积金管理条例 第二十一条; docs/interest.md
 */
import { addDays, plainDate, type PlainDate } from '../domain/calendar.ts';
import type { Db } from '../db/pool.ts';
import { exact, yuan, type Yuan } from '../domain/money.ts';
import { earningsOf, interestOf } from '../policy/deposit-interest.ts';
import type { InterestTerms } from '../policy/interest-terms.ts';
import type { MoneySource } from './chart.ts';
import { accruedOf, type Accrued } from './interest.ts';

type AccruedDay = Pick<Accrued, 'source' | 'from' | 'interest'>;

interface Asked {
  readonly account: string;
  readonly on: PlainDate;
  readonly terms: InterestTerms;
}

/**
 * The first day on which a rate is known for all that counts: lines older than the first rate count only until they
 * are settled.
 *
 * @returns 'always'; null: there is no such day
 */
export async function toldFrom(
  db: Db,
  { account, terms }: Pick<Asked, 'account' | 'terms'>,
): Promise<PlainDate | 'always' | null> {
  const { rows } = await db.query<{ settled: PlainDate | null }>({
    name: 'interest-told-from',
    text: `select (select min(s.until) from settlement s
                    where s.account = b.account and s.source = b.source and s.until >= $2
                      and not exists (select from journal r where r.reverses = s.journal)) as settled
             from balance b
            where b.account = $1
              and (select min(p.value_date + p.end_of_day::integer) from posting p
                    where p.account = b.account and p.source = b.source) < $2`,
    values: [account, terms.rates[0]?.since ?? 'infinity'],
  });
  if (rows.length === 0) return 'always';
  const days = rows.flatMap(({ settled }) => settled ?? []);
  return days.length < rows.length ? null : (days.toSorted().at(-1) ?? null);
}

/**
 * By source, at the beginning of the day; a day after `today` is foreseen.
 *
 * @throws Error when no rate is in force on a day that is counted: see `toldFrom`
 */
export async function accruedOn(
  db: Db,
  asked: Asked & { readonly today: PlainDate },
): Promise<readonly AccruedDay[]> {
  const { account, on, terms } = asked;
  const [first, ...more] = on > asked.today ? await settlementsAhead(db, asked) : [];
  if (!first) return (await accruedOf(db, account, on, terms)).sources;
  const parts = await partsAt(db, { account, on: first.cut, terms });
  return parts.map(({ source, ...part }) => {
    let now: Part = part;
    let period = first;
    for (const next of more) {
      now = settled(now, period, next.cut, terms);
      period = next;
    }
    now = settled(now, period, on, terms);
    return { source, from: period.cut, interest: interestOf(now.earned, terms.divisor) };
  });
}

interface Settlement {
  readonly settledOn: PlainDate;
  /** The first day of the next period. */
  readonly cut: PlainDate;
}

/** The settlements of 30 June from `today` to the day that are not settled yet, in their order. */
async function settlementsAhead(
  db: Db,
  { account, on, today, terms }: Asked & { readonly today: PlainDate },
): Promise<readonly Settlement[]> {
  const { rows } = await db.query<{ until: PlainDate | null }>({
    name: 'interest-settled-until',
    text: `select max(s.until) as until from settlement s where s.account = $1
              and not exists (select from journal r where r.reverses = s.journal)`,
    values: [account],
  });
  const until = rows[0]?.until ?? '';
  const [from, to] = [Number(today.slice(0, 4)), Number(on.slice(0, 4))];
  return Array.from({ length: to - from + 1 }, (_, n): Settlement => {
    const settledOn = plainDate(`${String(from + n)}-06-30`);
    return { settledOn, cut: terms.settlementDayCounted ? addDays(settledOn, 1) : settledOn };
  }).filter(({ settledOn, cut }) => settledOn >= today && cut <= on && cut > until);
}

/** What a sub-ledger holds, and what it earned: yuan times days times rate, exactly. */
interface Part {
  readonly carried: Yuan;
  readonly current: Yuan;
  readonly earned: ReturnType<typeof exact>;
}

async function partsAt(
  db: Db,
  { account, on, terms }: Asked,
): Promise<readonly (Part & { readonly source: MoneySource })[]> {
  const { rows } = await db.query<
    Record<'carried' | 'current', Yuan> & { source: MoneySource; earned: string; covered: boolean }
  >({
    name: 'interest-parts',
    text: `select i.source, i.held_carried as carried, i.held_current as current,
                  i.earned::text as earned, i.covered
             from account a,
                  interest_reckon(a.center, a.number, a.number, $2, $3, $4) i
            where a.number = $1 order by i.source`,
    values: [account, on, JSON.stringify(terms.rates), terms.divisor],
  });
  return rows.map(({ source, carried, current, earned, covered }) => {
    if (!covered) throw new Error('no rate is in force on a day that is counted');
    return { source, carried, current, earned: exact(earned) };
  });
}

/**
 * After a settlement, at the beginning of a day: all of it is 上年结转 with its interest from 1 July on. No more is taken
 * back than there is; the rest stays to be settled.
 */
function settled(
  { carried, current, earned }: Part,
  { settledOn, cut }: Settlement,
  on: PlainDate,
  { rates, divisor }: InterestTerms,
): Part {
  const held = exact(carried).plus(current);
  const interest = exact(interestOf(earned, divisor));
  const short = interest.plus(held).isNegative();
  const credited = short ? held.negated() : interest;
  const rolledOn = addDays(settledOn, 1);
  const [first] = rates;
  if (!first) throw new Error('no rate');
  const parts = [
    { bucket: 'carried', holds: carried, rolled: exact(current).plus(credited) },
    { bucket: 'current', holds: current, rolled: exact(current).negated() },
  ] as const;
  const sums = parts.map(({ bucket, holds, rolled }) =>
    earningsOf({
      ...{ openingBalance: holds, from: cut, to: on, rate: first[bucket] },
      movements: rolledOn < on ? [{ on: rolledOn, amount: yuan(rolled.toFixed(2)) }] : [],
      rateChanges: rates.map((one) => ({ on: one.since, rate: one[bucket] })),
    }),
  );
  return {
    carried: yuan(held.plus(credited).toFixed(2)),
    current: yuan('0.00'),
    earned: sums.reduce(
      (all, part) => all.plus(part.earned),
      short ? earned.plus(held.times(divisor)) : exact(0),
    ),
  };
}
