/**
 * 首个未缴月份 (clause 4): the month that a plan is paid for next, known at every moment, whether or not
 * anything may be paid just now.
 *
 * What is owed already comes first, a debit at the bank included, because it may be refused; else the
 * first month that is neither paid nor missed, and of no cycle that is over: a missed month is not
 * paid afterwards.
 *
 * @source 通知（征求意见稿）（四）
 */
import { addToMonth, monthOf, type PlainDate, type PlainMonth } from '../domain/calendar.ts';
import { CYCLE_MONTHS, type Cycle } from '../domain/vocabulary.ts';
import { firstUnsettledMonth } from './change-months.ts';

export interface PlanStanding {
  /** First month of the plan, or the one from which a resumption owes again. */
  readonly from: PlainMonth;
  readonly cycle: Cycle;
  /** The last month that is paid (缴至年月); null: none. */
  readonly paidTo: PlainMonth | null;
  /** The last month that was missed and whose cycle is over; null: none. */
  readonly lapsedTo: PlainMonth | null;
  /** The first month that is owed already and may still be paid; null: none. */
  readonly owedFrom: PlainMonth | null;
}

/** Of a plan that is carried out. */
export function firstMonthToPay(plan: PlanStanding, on: PlainDate): PlainMonth {
  const { from, cycle, paidTo, lapsedTo, owedFrom } = plan;
  if (owedFrom !== null) return owedFrom;
  const settled = { on, planFrom: from, paidTo, settledTo: lapsedTo, atBankTo: null, open: [] };
  const months = CYCLE_MONTHS[cycle];
  let first = firstUnsettledMonth(settled);
  while (addToMonth(first, months) <= monthOf(on)) first = addToMonth(first, months);
  return first;
}

export const NONE_UNPAID = [
  'account-closed',
  'no-agreement',
  'agreement-ended',
  'retired',
] as const;
export type NoneUnpaid = (typeof NONE_UNPAID)[number];

export interface UnpaidFacts {
  readonly on: PlainDate;
  readonly closed: boolean;
  /** It has, or had, an agreement. */
  readonly agreement: boolean;
  /** Null: none is carried out. */
  readonly plan: PlanStanding | null;
  /** The month before the one of retirement; null: not known. */
  readonly lastMonth: PlainMonth | null;
}

export type FirstUnpaid =
  | { readonly month: PlainMonth; readonly none: null }
  | { readonly month: null; readonly none: NoneUnpaid };

/** Whatever keeps it from being paid just now: a seal, a suspension, a unit, a limit, the bank. */
export function firstUnpaid({ on, closed, agreement, plan, lastMonth }: UnpaidFacts): FirstUnpaid {
  if (closed) return { month: null, none: 'account-closed' };
  if (plan === null) return { month: null, none: agreement ? 'agreement-ended' : 'no-agreement' };
  const month = firstMonthToPay(plan, on);
  if (lastMonth !== null && month > lastMonth) return { month: null, none: 'retired' };
  return { month, none: null };
}
