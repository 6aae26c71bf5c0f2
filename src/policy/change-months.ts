/**
 * From which month changed terms hold, and when they are debited first (clause 4).
 */
import {
  addDays,
  addToMonth,
  type PlainDate,
  type PlainMonth,
  type WorkCalendar,
} from '../domain/calendar.ts';
import type { DebitRule } from '../domain/vocabulary.ts';
import { collectionDue, debitsCome } from './collection-due.ts';
import type { ChangeFirstDebit, ChangeTerms } from './contribution-change.ts';
import { debitDay } from './debit-day.ts';

/** A due that is open: not paid, not missed. */
export interface OpenDue {
  readonly from: PlainMonth;
  readonly to: PlainMonth;
  /** The last day on which it is debited. */
  readonly graceUntil: PlainDate;
}

export interface CoveredFacts {
  readonly on: PlainDate;
  /** First month of the plan in force. */
  readonly planFrom: PlainMonth;
  readonly paidTo: PlainMonth | null;
  /** The last month of dues that were paid or missed. */
  readonly settledTo: PlainMonth | null;
  /** The last month of what the bank has. */
  readonly atBankTo: PlainMonth | null;
  readonly open: readonly OpenDue[];
}

/** The first month neither paid, missed, nor with the bank; what can no longer be debited is missed. */
export function firstUnsettledMonth(facts: CoveredFacts): PlainMonth {
  const { on, planFrom, paidTo, settledTo, atBankTo, open } = facts;
  const over = open.filter(({ graceUntil }) => graceUntil < on).map(({ to }) => to);
  const settled = [paidTo, settledTo, atBankTo, ...over].filter((month) => month !== null);
  return settled
    .map((month) => addToMonth(month, 1))
    .reduce((latest, month) => (month > latest ? month : latest), planFrom);
}

export interface FirstDebitAsked extends WorkCalendar {
  readonly on: PlainDate;
  readonly fromMonth: PlainMonth;
  readonly terms: ChangeTerms;
  readonly rule: DebitRule;
  readonly retiresOn: PlainDate;
}

export interface ChangeBegins extends WorkCalendar {
  /** The day on which the terms are put in force. */
  readonly on: PlainDate;
  readonly fromMonth: PlainMonth;
  readonly debitDay: number;
  readonly rule: DebitRule;
}

/**
 * On which day a list can ask for the terms first, and the month whose debit day has come by then: until that month
 * nothing of the terms could be debited, and nothing of them is over. On the last day of a month both may lie in the next.
 */
export function changeBegins(facts: ChangeBegins): {
  readonly debitOn: PlainDate;
  readonly dueMonth: PlainMonth;
} {
  const { on, fromMonth, rule, holidays, workdays } = facts;
  const calendar = { rule, holidays, workdays };
  const own = debitDay({ ...calendar, month: fromMonth, debitDay: facts.debitDay }).debitOn;
  const debitOn = own > on ? own : addDays(on, 1);
  const come = debitsCome(debitOn, calendar).find(({ debitDay: day }) => day === facts.debitDay);
  return { debitOn, dueMonth: come && come.month > fromMonth ? come.month : fromMonth };
}

/**
 * The first debit under the terms: on the debit day of the first month, or on the next day when that
 * day is over; null when no month is left.
 */
export function firstDebitOfChange(facts: FirstDebitAsked): ChangeFirstDebit | null {
  const { fromMonth, terms, retiresOn } = facts;
  const { debitOn, dueMonth } = changeBegins({ ...facts, debitDay: terms.debitDay });
  const due = collectionDue({ ...terms, firstMonth: fromMonth, dueMonth, retiresOn });
  return due && { debitOn, coversTo: due.coversTo, amount: due.amount };
}
