/**
 * 主动缴存 (clause 4): which months a payment covers that nobody debited, and which amounts do.
 *
 * Whole months from the first one that may still be paid; never one of a cycle that is over; at
 * most to the end of the next cycle, to the month before retirement, and to the month before one that is
 * paid already (a month between may have been taken back). What is owed already is paid as a whole, before
 * anything else. A month is paid only with an amount within the limits of that month: where
 * a center has moved them, the agreement is changed first.
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
import { outsideOf, type MonthLimits } from './limits-of-months.ts';

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
  /** The first month from that one on that is paid already: no payment reaches over it; null: none is. */
  readonly paidFrom: PlainMonth | null;
  /** Of the months that may come into question; one that is not named is not measured. */
  readonly limits: readonly MonthLimits[];
}

/** How many months may be looked at in one payment at most: two cycles of a year. */
const MONTHS_MAX = 24;

/** The last month that a payment may reach, whatever is owed. */
export function farthestMonth(firstMonth: PlainMonth): PlainMonth {
  return addToMonth(firstMonth, MONTHS_MAX - 1);
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

/**
 * What may be paid now; null: nothing, because everything up to the horizon or retirement is paid, or
 * because the amount lies outside the limits of a month that would have to be among them.
 */
export function payable(facts: PayableFacts): Payable | null {
  const { monthlyAmount } = facts;
  const { monthsMin, most } = reach(facts);
  const outside = firstOutside(facts);
  const within = outside === null ? most : monthsBetween(facts.firstMonth, outside.month);
  const monthsMax = Math.min(most, within);
  if (monthsMax < monthsMin) return null;
  return {
    from: facts.firstMonth,
    until: addToMonth(facts.firstMonth, monthsMax - 1),
    monthsMin,
    monthsMax,
    amountMin: times(monthlyAmount, monthsMin),
    amountMax: times(monthlyAmount, monthsMax),
  };
}

/** The first month by whose limits the agreed amount is too low or too high; null: none is known. */
export function firstOutside({
  firstMonth,
  monthlyAmount,
  limits,
}: PayableFacts): MonthLimits | null {
  return (
    limits.find((one) => one.month >= firstMonth && outsideOf(monthlyAmount, one) !== null) ?? null
  );
}

/** Fewest and most months, the limits left aside. */
function reach(facts: PayableFacts): { readonly monthsMin: number; readonly most: number } {
  const { firstMonth, month, cycle, owedMonths, lastMonth, paidFrom } = facts;
  const length = CYCLE_MONTHS[cycle];
  const ahead = monthsBetween(month, firstMonth);
  // Behind or in time: this cycle and the next; paid ahead of it: the next one alone.
  const horizon = ahead <= 0 ? 2 * length : ahead <= length ? length : 0;
  const monthsMin = Math.max(1, owedMonths);
  const left = monthsBetween(firstMonth, lastMonth) + 1;
  const gap = paidFrom === null ? left : monthsBetween(firstMonth, paidFrom);
  const most = horizon === 0 ? 0 : Math.max(horizon, monthsMin);
  return { monthsMin, most: Math.min(most, left, gap) };
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
        | 'nothing-payable'
        | 'retired'
        | 'below-owed'
        | 'beyond-horizon'
        | 'no-whole-months'
        | 'outside-limits';
      /** The nearest amounts that would do. */
      readonly below: Yuan | null;
      readonly above: Yuan | null;
      /** With `outside-limits`: the month, and the limits its amount would have to keep. */
      readonly outside: MonthLimits | null;
    };

/** Why nothing may be paid, whatever the amount. */
export function whyNothing(facts: PayableFacts): 'nothing-payable' | 'retired' | 'outside-limits' {
  const { monthsMin, most } = reach(facts);
  if (most >= monthsMin) return 'outside-limits';
  return facts.firstMonth > facts.lastMonth ? 'retired' : 'nothing-payable';
}

/** Which months the amount covers, or why none, with the nearest amounts that would do. */
export function judgePayment(facts: PayableFacts, amount: Yuan): PaymentJudged {
  const may = payable(facts);
  if (!may) {
    const code = whyNothing(facts);
    const outside = code === 'outside-limits' ? firstOutside(facts) : null;
    return { outcome: 'refused', code, below: null, above: null, outside };
  }
  const { monthlyAmount } = facts;
  const ratio = exact(amount).div(exact(monthlyAmount));
  const { monthsMin, monthsMax, amountMin, amountMax, from } = may;
  if (ratio.lt(monthsMin)) {
    return { outcome: 'refused', code: 'below-owed', below: null, above: amountMin, outside: null };
  }
  if (ratio.gt(monthsMax)) {
    const beyond = { outcome: 'refused', below: amountMax, above: null } as const;
    const { most } = reach(facts);
    return ratio.gt(most) || monthsMax === most
      ? { ...beyond, code: 'beyond-horizon', outside: null }
      : { ...beyond, code: 'outside-limits', outside: firstOutside(facts) };
  }
  if (!ratio.isInteger()) {
    const below = times(monthlyAmount, ratio.floor().toNumber());
    const above = times(monthlyAmount, ratio.ceil().toNumber());
    return { outcome: 'refused', code: 'no-whole-months', below, above, outside: null };
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
