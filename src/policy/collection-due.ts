/**
 * What a plan owes on a debit day (clause 4): whole cycles from the first month not yet covered to
 * the one in which the day lies, of which the last may end with retirement.
 *
 * Somebody who opened late in a month owes that month and the next one in one go; whoever missed a
 * cycle does not owe it here, because a missed month is not paid afterwards. Nor does anybody owe what
 * no list asked for in time: a cycle that is over by then is nobody's to pay any more.
 */
import {
  addToMonth,
  lastDayOf,
  monthOf,
  monthsBetween,
  type PlainDate,
  type PlainMonth,
} from '../domain/calendar.ts';
import { exact, yuan, type Yuan } from '../domain/money.ts';
import type { WorkCalendar } from '../domain/calendar.ts';
import type { Cycle, DebitRule } from '../domain/vocabulary.ts';
import { contributionCover } from './contribution-cover.ts';
import { debitDay } from './debit-day.ts';

export interface DueFacts {
  /** The first month not yet covered. */
  readonly firstMonth: PlainMonth;
  /** The month whose debit day it is. */
  readonly dueMonth: PlainMonth;
  readonly monthlyAmount: Yuan;
  readonly cycle: Cycle;
  /** Retired from that day on: the month before is the last. */
  readonly retiresOn: PlainDate;
}

export interface CollectionDue {
  readonly coversFrom: PlainMonth;
  readonly coversTo: PlainMonth;
  readonly months: number;
  /** Yuan. */
  readonly amount: Yuan;
}

/**
 * What is due; null when nothing is any more, because the first month lies after the last one before
 * retirement.
 */
export function collectionDue(facts: DueFacts): CollectionDue | null {
  const { firstMonth, dueMonth, monthlyAmount, cycle, retiresOn } = facts;
  const lastMonth = addToMonth(monthOf(retiresOn), -1);
  if (lastMonth < firstMonth) return null;
  let cover = contributionCover({ activatedIn: firstMonth, monthlyAmount, cycle, lastMonth });
  let amount = exact(cover.due);
  while (cover.coversTo < dueMonth && cover.coversTo < lastMonth) {
    cover = contributionCover({ paidTo: cover.coversTo, monthlyAmount, cycle, lastMonth });
    amount = amount.plus(exact(cover.due));
  }
  return {
    coversFrom: firstMonth,
    coversTo: cover.coversTo,
    months: monthsBetween(firstMonth, cover.coversTo) + 1,
    amount: yuan(amount.toFixed(2)),
  };
}

export interface CyclesFacts extends Omit<DueFacts, 'dueMonth'> {
  /** The first month that the holder could be debited in: of the first debit day after the opening. */
  readonly firstDebit: PlainMonth;
  /** The month whose debit day the list is for. */
  readonly dueMonth: PlainMonth;
  /** The latest month whose debit day has come when the list is made; later than `dueMonth` where it is made late. */
  readonly current: PlainMonth;
}

export interface CyclesCome {
  /** What debit days that have passed without a list would have asked for, in their order. */
  readonly over: readonly (CollectionDue & { readonly dueMonth: PlainMonth })[];
  /** Null: nothing is owed. */
  readonly due: CollectionDue | null;
}

/**
 * What a list asks for, apart from what it comes too late for. A cycle that ends before the month of the latest debit
 * day is over: its months are not bought afterwards, whoever kept them from being debited.
 */
export function cyclesCome({ firstDebit, dueMonth, current, ...plan }: CyclesFacts): CyclesCome {
  const over: CyclesCome['over'][number][] = [];
  let { firstMonth } = plan;
  let asked = firstDebit > firstMonth ? firstDebit : firstMonth;
  while (firstMonth <= dueMonth && asked <= dueMonth) {
    const due = collectionDue({ ...plan, firstMonth, dueMonth: asked });
    if (due === null || due.coversTo >= current) return { over, due };
    over.push({ ...due, dueMonth: asked });
    firstMonth = addToMonth(due.coversTo, 1);
    asked = firstMonth;
  }
  return { over, due: null };
}

/**
 * The last day on which what is owed may be debited and paid: the end of the month in which it came to be owed. That is
 * the month of the debit day, or the one into which a day of rest or a list that was made later moved the first debit.
 *
 * @param madeOn the day on which it is written down
 */
export function payableUntil(dueMonth: PlainMonth, madeOn: PlainDate): PlainDate {
  const madeIn = monthOf(madeOn);
  return lastDayOf(madeIn > dueMonth ? madeIn : dueMonth);
}

/** For a debit day (1 to 28) on a date: the latest month whose debit had come by then. */
export interface DebitCome {
  readonly debitDay: number;
  readonly month: PlainMonth;
  readonly debitOn: PlainDate;
}

const DAYS = Array.from({ length: 28 }, (_, index) => index + 1);

/**
 * Which debits have come by a date. A debit day may be moved out of its month, and a day on which
 * nothing ran is made up for by the next.
 */
export function debitsCome(
  on: PlainDate,
  calendar: WorkCalendar & { readonly rule: DebitRule },
): readonly DebitCome[] {
  const here = monthOf(on);
  const months = [1, 0, -1, -2].map((by) => addToMonth(here, by));
  return DAYS.flatMap((day): readonly DebitCome[] => {
    for (const month of months) {
      const { debitOn } = debitDay({ ...calendar, month, debitDay: day });
      if (debitOn <= on) return [{ debitDay: day, month, debitOn }];
    }
    return [];
  });
}
