/** What an account may be paid now: from which month, what is owed, what is on its way. */
import type { Db } from '../db/pool.ts';
import {
  addToMonth,
  monthOf,
  plainMonth,
  type PlainDate,
  type PlainMonth,
} from '../domain/calendar.ts';
import { yuan } from '../domain/money.ts';
import { CYCLES, CYCLE_MONTHS, type Cycle } from '../domain/vocabulary.ts';
import type { Figure } from '../policy/figures.ts';
import { limitsOfMonths } from '../policy/limits-of-months.ts';
import { farthestMonth, type PayableFacts } from '../policy/voluntary-payment.ts';

/** Why nothing is accepted for an account, whatever the amount. */
export type NotPayable =
  'paid-by-unit' | 'account-not-normal' | 'no-plan' | 'debit-under-way' | 'data-unreadable';

/** The terms of the agreement in force, sealed under the key of their person. */
export interface SealedTerms {
  readonly person: string;
  readonly wrappedKey: string;
  readonly agreement: string;
  readonly parameters: string;
}

/** The day from which the holder counts as retired; null: the terms cannot be opened. */
export type RetiresOn = (terms: SealedTerms) => PlainDate | null;

interface Row {
  readonly person: string;
  readonly wrappedKey: string | null;
  readonly agreement: string | null;
  readonly parameters: string | null;
  readonly state: string;
  readonly paidTo: string | null;
  readonly monthlyAmount: string | null;
  readonly cycle: string | null;
  readonly fromMonth: string | null;
  readonly district: string | null;
  readonly owesFrom: string | null;
  readonly owedFrom: string | null;
  readonly owedMonths: number | null;
  readonly lapsedTo: string | null;
  readonly underWay: boolean;
}

export interface Paid {
  readonly center: string;
  readonly account: string;
  /** The day of the payment. */
  readonly on: PlainDate;
  readonly retiresOn: RetiresOn;
  /** Of the center: by them the amount is measured, month by month. */
  readonly figures: readonly Figure[];
}

/** @returns null: there is no such account in the center */
export async function payableOf(
  db: Db,
  { center, account, on, retiresOn, figures }: Paid,
): Promise<PayableFacts | NotPayable | null> {
  const month = monthOf(on);
  const { rows } = await db.query<Row>({
    name: 'payable-of',
    text: `select a.person, p.wrapped_key as "wrappedKey", l.agreement,
                  api_agreement_terms(l.agreement) as parameters,
                  case when a.source = 'flexible' then a.state else 'under-unit' end as state,
                  a.paid_to as "paidTo", l.monthly_amount as "monthlyAmount", l.cycle,
                  l.from_month as "fromMonth", l.district, l.owes_from as "owesFrom", o.covers_from as "owedFrom",
                  o.months as "owedMonths", x.until as "lapsedTo",
                  exists (select from debit b where b.account = a.number
                     and b.state in ('planned', 'sent')) as "underWay"
             from account a join person p on p.id = a.person
             left join lateral (
               select l.monthly_amount, l.cycle, l.from_month, l.district, g.owes_from, g.id as agreement
                 from plan l
                 join agreement g on g.id = l.agreement
                where l.account = a.number and l.active and g.state = 'active'
                order by l.from_month desc limit 1) l on true
             left join lateral (
               select d.covers_from, d.months from contribution_due d
                where d.account = a.number and d.state in ('open', 'missed')
                  and (d.covers_to >= $3 or d.state = 'open' and d.grace_until >= $4)
                order by d.covers_from limit 1) o on true
             left join lateral (
               select max(d.covers_to) as until from contribution_due d
                where d.account = a.number and d.covers_to < $3
                  -- Whether a run has written down yet that it is missed makes no difference.
                  and (d.state = 'missed' or d.state = 'open' and d.grace_until < $4)) x on true
            where a.number = $1 and a.center = $2`,
    values: [account, center, month, on],
  });
  const [row] = rows;
  if (!row) return null;
  if (row.state === 'under-unit') return 'paid-by-unit';
  if (row.state !== 'normal') return 'account-not-normal';
  const cycle = CYCLES.find((one) => one === row.cycle);
  if (!cycle || row.monthlyAmount === null || row.fromMonth === null) return 'no-plan';
  const terms = termsOf(row);
  if (terms === null) return 'no-plan';
  if (row.underWay) return 'debit-under-way';
  const retires = retiresOn(terms);
  if (retires === null) return 'data-unreadable';
  const firstMonth = firstPayable(row, cycle, month);
  const { district } = row;
  const to = farthestMonth(firstMonth);
  return {
    firstMonth,
    month,
    monthlyAmount: yuan(row.monthlyAmount),
    cycle,
    owedMonths: row.owedMonths ?? 0,
    lastMonth: addToMonth(monthOf(retires), -1),
    limits: limitsOfMonths(figures, { center, district }, { from: firstMonth, to, on }),
  };
}

/** Null: nobody is party to an agreement any more, or their data were destroyed. */
function termsOf({ person, wrappedKey, agreement, parameters }: Row): SealedTerms | null {
  if (wrappedKey === null || agreement === null || parameters === null) return null;
  return { person, wrappedKey, agreement, parameters };
}

/** What is owed comes first; else the first month that is not paid, and in no cycle that is over. */
function firstPayable(row: Row, cycle: Cycle, month: PlainMonth): PlainMonth {
  if (row.owedFrom !== null) return plainMonth(row.owedFrom);
  const after = (text: string | null) => (text === null ? null : addToMonth(plainMonth(text), 1));
  // What lies before a resumption is a gap, and is not bought.
  const resumed = row.owesFrom === null ? null : plainMonth(row.owesFrom);
  const others = [after(row.paidTo), after(row.lapsedTo), resumed];
  const first = others.reduce<PlainMonth>(
    (latest, one) => (one && one > latest ? one : latest),
    plainMonth(row.fromMonth ?? ''),
  );
  let start = first;
  while (addToMonth(start, CYCLE_MONTHS[cycle]) <= month) {
    start = addToMonth(start, CYCLE_MONTHS[cycle]);
  }
  return start;
}
