/**
 * 扣款日 (clause 4): on which date a month's debit is made.
 *
 * A debit day that is no working day moves to the one before or the one after, as the center says,
 * and may leave its month. Never both.
 */
import {
  addDays,
  firstDayOf,
  toWorkingDay,
  type PlainDate,
  type PlainMonth,
  type WorkCalendar,
} from '../domain/calendar.ts';
import { type DebitRule } from '../domain/vocabulary.ts';
import { decide, type Decision, type Rule } from './decision.ts';

export interface DebitDayFacts extends WorkCalendar {
  readonly month: PlainMonth;
  /** 1 to 28. */
  readonly debitDay: number;
  readonly rule: DebitRule;
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
