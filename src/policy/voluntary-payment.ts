/**
 * 主动缴存 (clause 4): which months a payment covers that nobody debited, and which amounts do.
 *
 * Whole months from the first one that may still be paid; never one of a cycle that is over; at
 * most to the end of the next cycle, and to the month before retirement. What is owed already is paid
 * as a whole, before anything else.
 *
 * @source 通知（征求意见稿）（四）
 */
import {
  addToMonth,
  addWorkingDays,
  lastDayOf,
  monthOf,
  monthsBetween,
  type PlainDate,
  type PlainMonth,
  type WorkCalendar,
} from '../domain/calendar.ts';
import { exact, times, type Yuan } from '../domain/money.ts';
import { CYCLE_MONTHS, type Cycle } from '../domain/vocabulary.ts';

export interface PayableFacts {
  /** The first month that may be paid. */
  readonly firstMonth: PlainMonth;
  /** The month of the payment. */
  readonly month: PlainMonth;
  readonly monthlyAmount: Yuan;
  readonly cycle: Cycle;
  /** Months that are owed already and paid as a whole; 0: none. */
  readonly owedMonths: number;
  /** The month before the one of retirement. */
  readonly lastMonth: PlainMonth;
}

export interface Payable {
  readonly from: PlainMonth;
  /** The last month that may be paid now. */
  readonly until: PlainMonth;
  /** Fewest and most months, and what they cost. */
  readonly monthsMin: number;
  readonly monthsMax: number;
  readonly amountMin: Yuan;
  readonly amountMax: Yuan;
}

/** What may be paid now; null: nothing, because everything up to the horizon or retirement is paid. */
export function payable(facts: PayableFacts): Payable | null {
  const { firstMonth, month, monthlyAmount, cycle, owedMonths, lastMonth } = facts;
  const length = CYCLE_MONTHS[cycle];
  const ahead = monthsBetween(month, firstMonth);
  // Behind or in time: this cycle and the next; paid ahead of it: the next one alone.
  const horizon = ahead <= 0 ? 2 * length : ahead <= length ? length : 0;
  const monthsMin = Math.max(1, owedMonths);
  const left = monthsBetween(firstMonth, lastMonth) + 1;
  const most = Math.min(horizon === 0 ? 0 : Math.max(horizon, monthsMin), left);
  if (most < monthsMin) return null;
  return {
    from: firstMonth,
    until: addToMonth(firstMonth, most - 1),
    monthsMin,
    monthsMax: most,
    amountMin: times(monthlyAmount, monthsMin),
    amountMax: times(monthlyAmount, most),
  };
}

export interface PayableChoice {
  readonly months: number;
  readonly to: PlainMonth;
  readonly amount: Yuan;
}

/** Every number of months that may be paid now, with what it costs. */
export function payableChoices(
  { from, monthsMin, monthsMax }: Payable,
  monthlyAmount: Yuan,
): readonly PayableChoice[] {
  return Array.from({ length: monthsMax - monthsMin + 1 }, (_, n) => {
    const months = monthsMin + n;
    return { months, to: addToMonth(from, months - 1), amount: times(monthlyAmount, months) };
  });
}

export type PaymentJudged =
  | {
      readonly outcome: 'accepted';
      readonly from: PlainMonth;
      readonly to: PlainMonth;
      readonly months: number;
    }
  | {
      readonly outcome: 'refused';
      readonly code:
        'nothing-payable' | 'retired' | 'below-owed' | 'beyond-horizon' | 'no-whole-months';
      /** The nearest amounts that would do. */
      readonly below: Yuan | null;
      readonly above: Yuan | null;
    };

/** Why nothing may be paid, whatever the amount. */
export function whyNothing({ firstMonth, lastMonth }: PayableFacts): 'nothing-payable' | 'retired' {
  return firstMonth > lastMonth ? 'retired' : 'nothing-payable';
}

/** Which months the amount covers, or why none, with the nearest amounts that would do. */
export function judgePayment(facts: PayableFacts, amount: Yuan): PaymentJudged {
  const may = payable(facts);
  if (!may) return { outcome: 'refused', code: whyNothing(facts), below: null, above: null };
  const { monthlyAmount } = facts;
  const ratio = exact(amount).div(exact(monthlyAmount));
  const { monthsMin, monthsMax, amountMin, amountMax, from } = may;
  if (ratio.lt(monthsMin)) {
    return { outcome: 'refused', code: 'below-owed', below: null, above: amountMin };
  }
  if (ratio.gt(monthsMax)) {
    return { outcome: 'refused', code: 'beyond-horizon', below: amountMax, above: null };
  }
  if (!ratio.isInteger()) {
    const below = times(monthlyAmount, ratio.floor().toNumber());
    const above = times(monthlyAmount, ratio.ceil().toNumber());
    return { outcome: 'refused', code: 'no-whole-months', below, above };
  }
  const months = ratio.toNumber();
  return { outcome: 'accepted', from, to: addToMonth(from, months - 1), months };
}

/**
 * The last day of a slip that is made out today: so many working days, and never beyond the month,
 * because in the next one other months may be due.
 */
export function slipValidTo(on: PlainDate, workingDays: number, calendar: WorkCalendar): PlainDate {
  const last = lastDayOf(monthOf(on));
  const day = addWorkingDays(on, workingDays, calendar);
  return day < last ? day : last;
}
