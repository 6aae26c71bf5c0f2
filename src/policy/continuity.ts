/**
 * 连续缴存 (clause 3): distinct paid months, and those of the last continuous run.
 *
 * Months are a set: paid twice, counted once. A gap up to the tolerated one is bridged, but a
 * bridged month is not a paid one and does not count.
 */
import { monthsBetween, type PlainMonth } from '../domain/calendar.ts';
import { countMonths, monthsUpTo, union, type MonthRange } from '../domain/months.ts';
import { decide, type Decision, type Json, type Rule } from './decision.ts';

export interface ContinuityFacts {
  /** Paid months of all sources and centers; may overlap, in any order. */
  readonly ranges: readonly MonthRange[];
  /** Months without payment that do not break a run; 0 when left out. */
  readonly toleratedGap?: number;
  /** Months after it are left out. */
  readonly asOf?: PlainMonth;
}

export interface Continuity {
  /** Distinct paid months. */
  readonly months: number;
  /** Paid months of the last run. */
  readonly continuous: number;
}

export const CONTINUITY: Rule = {
  name: 'continuity',
  version: '1',
  title: '连续缴存月数',
  clauses: ['liaoning-3', 'regulation-31'],
};

/** The ranges of the last run, gaps up to the tolerated one bridged. */
function lastRun(ranges: readonly MonthRange[], toleratedGap: number): readonly MonthRange[] {
  const breaks = ranges.map((range, at) => {
    const before = ranges[at - 1];
    return before === undefined || monthsBetween(before.to, range.from) - 1 > toleratedGap;
  });
  return ranges.slice(Math.max(0, breaks.lastIndexOf(true)));
}

/** How many months were paid, and how many of them in the last continuous run. */
export function continuity(facts: ContinuityFacts): Decision<Continuity> {
  const { ranges, toleratedGap = 0, asOf } = facts;
  const whole = union(ranges);
  const known = asOf === undefined ? whole : monthsUpTo(whole, asOf);
  const run = lastRun(known, toleratedGap);
  const months = countMonths(known);
  const continuous = countMonths(run);
  return decide(CONTINUITY, { months, continuous }, [
    {
      condition: 'distinct-months',
      label: '累计缴存月数（重叠只计一次）',
      inputs: { ranges: known.map(rangeJson), asOf: asOf ?? null },
      value: months,
      clause: 'liaoning-3',
    },
    {
      condition: 'continuous-months',
      label: '最近连续缴存月数',
      inputs: { from: run[0]?.from ?? null, to: run.at(-1)?.to ?? null, toleratedGap },
      value: continuous,
      clause: 'regulation-31',
    },
  ]);
}

function rangeJson({ from, to }: MonthRange): Json {
  return { from, to };
}
