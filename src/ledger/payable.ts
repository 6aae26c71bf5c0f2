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
import { CYCLES } from '../domain/vocabulary.ts';
import type { Figure } from '../policy/figures.ts';
import {
  firstMonthToPay,
  firstUnpaid,
  type FirstUnpaid,
  type PlanStanding,
} from '../policy/first-unpaid.ts';
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
  readonly source: string;
  readonly paidTo: string | null;
  readonly monthlyAmount: string | null;
  readonly cycle: string | null;
  readonly fromMonth: string | null;
  readonly district: string | null;
  readonly agreementState: string | null;
  readonly hadAgreement: boolean;
  readonly owedFrom: string | null;
  readonly owedMonths: number | null;
  readonly lapsedTo: string | null;
  readonly underWay: boolean;
  /** From some months back, in their order. */
  readonly paidMonths: readonly string[];
}

/** Months: what is owed of a cycle that still runs, or was told late, begins no earlier. */
const LOOK_BACK = 24;

export interface Paid {
  readonly center: string;
  readonly account: string;
  /** The day of the payment. */
  readonly on: PlainDate;
  readonly retiresOn: RetiresOn;
  /** Of the center: by them the amount is measured, month by month. */
  readonly figures: readonly Figure[];
}

export interface PayableStanding {
  readonly payable: PayableFacts | NotPayable;
  /** Told whatever keeps it from being paid just now. */
  readonly unpaid: FirstUnpaid;
  /** Of the plan that is carried out: it asks for nothing until it is resumed. */
  readonly suspended: boolean;
}

/** @returns null: there is no such account in the center */
export async function payableOf(db: Db, paid: Paid): Promise<PayableFacts | NotPayable | null> {
  const standing = await payableStandingOf(db, paid);
  return standing && standing.payable;
}

/** @returns null: there is no such account in the center */
export async function payableStandingOf(db: Db, paid: Paid): Promise<PayableStanding | null> {
  const { center, account, on, retiresOn } = paid;
  const { rows } = await db.query<Row>({
    name: 'payable-of',
    text: `select a.person, p.wrapped_key as "wrappedKey", l.agreement,
                  api_agreement_terms(l.agreement) as parameters, a.state, a.source,
                  a.paid_to as "paidTo", l.monthly_amount as "monthlyAmount", l.cycle,
                  l.from_month as "fromMonth", l.district, l.state as "agreementState",
                  exists (select from agreement g where g.account = a.number) as "hadAgreement",
                  o.covers_from as "owedFrom", o.months as "owedMonths", x.until as "lapsedTo",
                  exists (select from debit b where b.account = a.number
                     and b.state in ('planned', 'sent')) as "underWay",
                  array(select c.month from contribution c
                     where c.account = a.number and c.taken_back is null and c.month >= $5
                     order by c.month) as "paidMonths"
             from account a join person p on p.id = a.person
             left join lateral (
               -- What lies before a resumption is a gap, and is not bought.
               select l.monthly_amount, l.cycle, greatest(l.from_month, g.owes_from) as from_month,
                      l.district, g.id as agreement, g.state
                 from plan l
                 join agreement g on g.id = l.agreement
                where l.account = a.number and l.active and g.state in ('active', 'suspended')
                order by g.state, l.from_month desc limit 1) l on true
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
    values: [account, center, monthOf(on), on, addToMonth(monthOf(on), -LOOK_BACK)],
  });
  const [row] = rows;
  if (!row) return null;
  const terms = termsOf(row);
  const last = terms && lastMonthOf(retiresOn(terms));
  const lastMonth = last === UNREADABLE ? null : last;
  const { state, hadAgreement: agreement } = row;
  const plan = planOf(row);
  return {
    payable: judged(row, last, paid),
    unpaid: firstUnpaid({ on, closed: state === 'closed', agreement, plan, lastMonth }),
    suspended: row.agreementState === 'suspended',
  };
}

const UNREADABLE = 'data-unreadable';
type LastMonth = PlainMonth | typeof UNREADABLE;

function lastMonthOf(retires: PlainDate | null): LastMonth {
  return retires === null ? UNREADABLE : addToMonth(monthOf(retires), -1);
}

function judged(row: Row, last: LastMonth | null, paid: Paid): PayableFacts | NotPayable {
  const { center, on, figures } = paid;
  if (row.source !== 'flexible') return 'paid-by-unit';
  if (row.state !== 'normal') return 'account-not-normal';
  const plan = planOf(row);
  if (row.agreementState !== 'active' || plan === null || row.monthlyAmount === null) {
    return 'no-plan';
  }
  if (last === null) return 'no-plan';
  if (row.underWay) return 'debit-under-way';
  if (last === UNREADABLE) return UNREADABLE;
  const firstMonth = firstMonthToPay(plan, on);
  const { district, paidMonths } = row;
  const paidFrom = paidMonths.find((one) => one >= firstMonth);
  const to = farthestMonth(firstMonth);
  return {
    firstMonth,
    month: monthOf(on),
    monthlyAmount: yuan(row.monthlyAmount),
    cycle: plan.cycle,
    owedMonths: row.owedMonths ?? 0,
    lastMonth: last,
    paidFrom: paidFrom === undefined ? null : plainMonth(paidFrom),
    limits: limitsOfMonths(figures, { center, district }, { from: firstMonth, to, on }),
  };
}

function planOf(row: Row): PlanStanding | null {
  const cycle = CYCLES.find((one) => one === row.cycle);
  if (cycle === undefined || row.fromMonth === null) return null;
  const month = (text: string | null) => (text === null ? null : plainMonth(text));
  return {
    ...{ from: plainMonth(row.fromMonth), cycle, paidTo: month(row.paidTo) },
    ...{ lapsedTo: month(row.lapsedTo), owedFrom: month(row.owedFrom) },
  };
}

/** Null: nobody is party to an agreement any more, or their data were destroyed. */
function termsOf({ person, wrappedKey, agreement, parameters }: Row): SealedTerms | null {
  if (wrappedKey === null || agreement === null || parameters === null) return null;
  return { person, wrappedKey, agreement, parameters };
}
