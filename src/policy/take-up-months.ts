/**
 * 连续缴存 across a change of who pays (clause 3): the first month that the holder pays, the months
 * between, and through which day signing keeps the run unbroken.
 *
 * The first month is that of the day on which the agreement comes into force, unless it is paid already:
 * then the first one that is not. A month that has passed is never bought, so that whoever comes later
 * has a gap; it breaks the run when it is longer than the figure allows. It is told before signing, and
 * refuses nobody.
 *
 * @source 通知（征求意见稿）（三）; domain section 10, clause 3
 */
import {
  addToMonth,
  lastDayOf,
  monthOf,
  monthsBetween,
  type PlainDate,
  type PlainMonth,
} from '../domain/calendar.ts';
import { decide, type Decision, type Rule } from './decision.ts';

export interface TakeUpMonthsFacts {
  /** The day on which the agreement would come into force. */
  readonly on: PlainDate;
  /** Last month that is paid, whoever paid it; null: none ever was. */
  readonly paidTo: PlainMonth | null;
  /** Months without payment that do not break a run (figure continuity-gap). */
  readonly toleratedGap: number;
}

export interface TakeUpMonths {
  /** none: there is no run to keep. */
  readonly continuity: 'kept' | 'broken' | 'none';
  /** First month that the holder pays. */
  readonly firstMonth: PlainMonth;
  /** Months between that nobody paid. */
  readonly gapMonths: number;
  /** Last day on which the agreement may come into force without breaking the run; null: no run. */
  readonly keptThrough: PlainDate | null;
}

export const TAKE_UP_MONTHS: Rule = {
  name: 'take-up-months',
  version: '1',
  title: '身份转换的首期月份和连续缴存',
  clauses: ['liaoning-3'],
};

export function takeUpMonths(facts: TakeUpMonthsFacts): Decision<TakeUpMonths> {
  const { on, paidTo, toleratedGap } = facts;
  const next = paidTo === null ? monthOf(on) : addToMonth(paidTo, 1);
  const firstMonth = next > monthOf(on) ? next : monthOf(on);
  const gapMonths = monthsBetween(next, firstMonth);
  const continuity = paidTo === null ? 'none' : gapMonths <= toleratedGap ? 'kept' : 'broken';
  const keptThrough = paidTo === null ? null : lastDayOf(addToMonth(next, toleratedGap));
  return decide(TAKE_UP_MONTHS, { continuity, firstMonth, gapMonths, keptThrough }, [
    {
      condition: 'first-month',
      label: '首期月份：协议生效的当月；当月已经缴存的，为下一个未缴月份',
      inputs: { on, paidTo },
      value: firstMonth,
      clause: 'liaoning-3',
    },
    {
      condition: 'gap-tolerated',
      label: '间断月数在容许的间断以内',
      inputs: { gapMonths, toleratedGap },
      value: continuity !== 'broken',
      clause: 'liaoning-3',
    },
  ]);
}
