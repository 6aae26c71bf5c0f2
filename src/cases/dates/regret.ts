/**
 * 反悔期 of leaving: while it runs the exit can be taken back and nothing is paid. The days are those of whoever
 * signs on the day that is reckoned for, as the case itself counts them from the signature.
 */
import { addDays, type PlainDate } from '../../domain/calendar.ts';
import { payableFrom } from '../../policy/exit-terms.ts';
import { dayText } from '../wording.ts';
import { countOf, type DatesFacts } from './facts.ts';
import { step, type Step } from './milestone.ts';

export interface Regret {
  readonly days: number;
  /** The last day on which it can be taken back. */
  readonly until: PlainDate;
  /** The first day on which money moves, and on which it is final. */
  readonly from: PlainDate;
  /** Document that sets the days. */
  readonly source: string | null;
}

/** Null: the center gives no such days, and who has signed is paid at once. */
export function regretOf(facts: DatesFacts): Regret | null {
  const { value: days, source } = countOf(facts, 'exit-regret', 0);
  if (days === 0) return null;
  const { on } = facts;
  return { days, until: addDays(on, days), from: payableFrom(on, days), source };
}

/** The same day, not before money moves at all. */
export function notInRegret<Day extends PlainDate | null>(day: Day, regret: Regret | null): Day {
  if (day === null || regret === null || day >= regret.from) return day;
  return regret.from as Day;
}

export function regretText(on: PlainDate, { until, from }: Regret): string {
  return `${dayText(on)}签字的，反悔期至${dayText(until)}（含当日），期内可以撤回；自${dayText(from)}起付款，不能反悔`;
}

export function regretSteps(regret: Regret | null): readonly Step[] {
  if (regret === null) return [];
  const { days, until, from, source } = regret;
  return [
    step(`签字后${String(days)}日内为反悔期，可以撤回、不付款，最后一日${dayText(until)}`, {
      on: until,
      clause: 'liaoning-7',
      source,
    }),
    step(`反悔期满的次日${dayText(from)}起付款，此后不能反悔`, { on: from, clause: 'liaoning-7' }),
  ];
}

export const SOONER = '可以提前的办法：早日签字；晚一日签字，晚一日付款。';
