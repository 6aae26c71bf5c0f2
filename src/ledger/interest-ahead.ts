/**
 * What accounts will have on a day to come, if nothing moves: every source with its interest, the settlement of
 * 30 June on the way credited as it will be. Nothing here reads a clock, nothing is written.
 *
 * @source 住房公积金管理条例 第二十一条; docs/interest.md
 */
import { addDays, plainDate, type PlainDate } from '../domain/calendar.ts';
import type { Db } from '../db/pool.ts';
import { exact, yuan, ZERO, type Yuan } from '../domain/money.ts';
import { depositInterest } from '../policy/deposit-interest.ts';
import type { InterestTerms } from '../policy/interest-terms.ts';

export interface Ahead {
  /** Number of the account. */
  readonly account: string;
  readonly on: PlainDate;
}

interface Row {
  readonly account: string;
  readonly source: string;
  readonly balance: Yuan;
  readonly interest: Yuan;
  readonly covered: boolean;
}

/**
 * Yuan by account, all sources with their interest.
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
): Promise<ReadonlyMap<string, Yuan>> {
  const cuts = asks.map((ask) => ({
    ...ask,
    cut: settlementBetween(from, ask.on, terms) ?? ask.on,
  }));
  const { rows } = await db.query<Row>({
    name: 'accounts-ahead',
    text: `select a.number as account, b.source, b.amount as balance,
                  coalesce(i.interest, 0)::numeric(18, 2) as interest,
                  coalesce(i.covered, true) as covered
             from jsonb_to_recordset($1) as x(account text, cut date)
             join account a on a.number = x.account
             join balance b on b.account = a.number
             left join lateral interest_reckon(a.center, a.number, a.number, x.cut, $2, $3) i
               on i.source = b.source`,
    values: [JSON.stringify(cuts), JSON.stringify(terms.rates), terms.divisor],
  });
  if (rows.some(({ covered }) => !covered)) throw new Error('no rate is in force on a counted day');
  return new Map(
    cuts.map(({ account, on, cut }) => {
      const own = rows.filter((row) => row.account === account);
      const sum = own.reduce((all, row) => all.plus(atGate(row, { cut, on, terms })), exact(0));
      return [account, yuan(sum.toFixed(2))];
    }),
  );
}

/** The first day of the next interest year, if 30 June lies between: what is earned is credited on it. */
function settlementBetween(
  from: PlainDate,
  on: PlainDate,
  { settlementDayCounted }: InterestTerms,
): PlainDate | null {
  for (const year of new Set([from.slice(0, 4), on.slice(0, 4)])) {
    const settled = plainDate(`${year}-06-30`);
    const cut = settlementDayCounted ? addDays(settled, 1) : settled;
    if (settled >= from && cut < on) return cut;
  }
  return null;
}

function atGate(
  { balance, interest }: Row,
  {
    cut,
    on,
    terms: { rates, divisor },
  }: { readonly cut: PlainDate; readonly on: PlainDate; readonly terms: InterestTerms },
): Yuan {
  const earned = interest.startsWith('-') ? ZERO : interest;
  const credited = yuan(exact(balance).plus(earned).toFixed(2));
  if (cut === on) return credited;
  // Everything was carried over: from then on it is 上年结转.
  const base = rates.findLast(({ since }) => since <= cut);
  if (!base) throw new Error('no rate is in force on a counted day');
  const more = depositInterest({
    ...{ openingBalance: credited, from: cut, to: on, movements: [], divisor },
    rate: base.carried,
    rateChanges: rates
      .filter(({ since }) => since > cut && since < on)
      .map(({ since, carried }) => ({ on: since, rate: carried })),
  });
  return yuan(exact(credited).plus(more.interest).toFixed(2));
}
