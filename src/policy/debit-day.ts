/**
 * 扣款日 (clause 4): on which date a month's debit is made.
 *
 * A debit day that is no working day moves to the one before or the one after, as the center says,
 * and may leave its month. Never both.
 */
import {
  addDays,
  addToMonth,
  firstDayOf,
  monthOf,
  monthsBetween,
  toWorkingDay,
  type PlainDate,
  type PlainMonth,
  type WorkCalendar,
} from '../domain/calendar.ts';
import { times, type Yuan } from '../domain/money.ts';
import { CYCLE_MONTHS, type Cycle, type DebitRule } from '../domain/vocabulary.ts';
import { decide, type Decision, type Rule } from './decision.ts';

export interface DebitDayFacts extends WorkCalendar {
  readonly month: PlainMonth;
  /** 1 to 28. */
  readonly debitDay: number;
  readonly rule: DebitRule;
}

export interface FirstDebitFacts extends WorkCalendar {
  readonly openedOn: PlainDate;
  /** The first month to pay for. */
  readonly firstMonth: PlainMonth;
  readonly monthlyAmount: Yuan;
  readonly cycle: Cycle;
  readonly debitDay: number;
  readonly rule: DebitRule;
  /** Retired from that day on: the last cycle ends with the month before. */
  readonly retiresOn: PlainDate;
}

export interface FirstDebit {
  readonly debitOn: PlainDate;
  /** Cycles that are due by then. */
  readonly periods: number;
  readonly coversTo: PlainMonth;
  /** Yuan due for them. */
  readonly amount: Yuan;
}

export interface DebitDay {
  readonly debitOn: PlainDate;
}

export const DEBIT_DAY: Rule = {
  name: 'debit-day',
  version: '1',
  title: '扣款日',
  clauses: ['liaoning-4'],
};

/** The date of the debit. */
export function debitDay(facts: DebitDayFacts): Decision<DebitDay> {
  const { month, debitDay: day, rule, holidays, workdays } = facts;
  const plannedOn = addDays(firstDayOf(month), day - 1);
  const debitOn = toWorkingDay(plannedOn, rule, { holidays, workdays });
  return decide(DEBIT_DAY, { debitOn }, [
    {
      condition: 'debit-on',
      label: '实际扣款日',
      inputs: { plannedOn, rule, moved: debitOn !== plannedOn },
      value: debitOn,
      clause: 'liaoning-4',
    },
  ]);
}

/**
 * The first debit after an opening: the first debit day that lies after it. A debit of the opening
 * day itself is on its way to the bank before the account is there. Whoever opens late in a month
 * pays what that month and the next one owe in one go, and is behind with nothing.
 */
export function firstDebit(facts: FirstDebitFacts): FirstDebit {
  const { openedOn, firstMonth } = facts;
  let month = monthOf(openedOn);
  let { debitOn } = debitDay({ ...facts, month });
  while (debitOn <= openedOn || month < firstMonth) {
    month = addToMonth(month, 1);
    ({ debitOn } = debitDay({ ...facts, month }));
  }
  return { debitOn, ...dueBy(month, facts) };
}

/** Whole cycles from the first month on, of which the last may end with retirement. */
function dueBy(
  month: PlainMonth,
  { firstMonth, monthlyAmount, cycle, retiresOn }: FirstDebitFacts,
): Omit<FirstDebit, 'debitOn'> {
  const length = CYCLE_MONTHS[cycle];
  const periods = Math.floor(monthsBetween(firstMonth, month) / length) + 1;
  const whole = addToMonth(firstMonth, periods * length - 1);
  const last = addToMonth(monthOf(retiresOn), -1);
  // Retired within the first month, that month is owed all the same.
  const end = last < firstMonth ? firstMonth : last;
  const coversTo = end < whole ? end : whole;
  const months = monthsBetween(firstMonth, coversTo) + 1;
  return { periods: Math.ceil(months / length), coversTo, amount: times(monthlyAmount, months) };
}
