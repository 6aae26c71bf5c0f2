/**
 * 缴存所属期 (clause 4): what a cycle's payment is, and which months it covers.
 *
 * A cycle begins with the first month not yet covered, so that there is neither gap nor overlap;
 * the amount is the monthly one times the months, without a remainder. The last cycle before
 * retirement is shortened to end in a given month.
 */
import { addToMonth, monthsBetween, type PlainMonth } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { times, type Yuan } from '../domain/money.ts';
import { monthsFrom } from '../domain/months.ts';
import { CYCLE_MONTHS, type Cycle } from '../domain/vocabulary.ts';
import { decide, type Decision, type Rule } from './decision.ts';

/** 缴至年月, or the month of activation of an account into which nothing was ever paid. */
export type PaidUpTo =
  | { readonly paidTo: PlainMonth; readonly activatedIn?: never }
  | { readonly activatedIn: PlainMonth; readonly paidTo?: never };

export type CoverFacts = PaidUpTo & {
  readonly monthlyAmount: Yuan;
  readonly cycle: Cycle;
  /** The last month that may be covered, where a last cycle is shortened. */
  readonly lastMonth?: PlainMonth;
};

export interface ContributionCover {
  /** Yuan due for the cycle. */
  readonly due: Yuan;
  readonly coversFrom: PlainMonth;
  readonly coversTo: PlainMonth;
}

export const CONTRIBUTION_COVER: Rule = {
  name: 'contribution-cover',
  version: '1',
  title: '缴存所属期与应缴额',
  clauses: ['liaoning-4'],
};

/** The first month not yet covered. */
export function firstUncoveredMonth(facts: PaidUpTo): PlainMonth {
  return facts.paidTo === undefined ? facts.activatedIn : addToMonth(facts.paidTo, 1);
}

/**
 * The amount due for the next cycle and the months it covers.
 *
 * @throws Fault 'input-invalid' when the last month lies before the first uncovered one
 */
export function contributionCover(facts: CoverFacts): Decision<ContributionCover> {
  const { monthlyAmount, cycle, lastMonth } = facts;
  const coversFrom = firstUncoveredMonth(facts);
  const whole = monthsFrom(coversFrom, CYCLE_MONTHS[cycle]);
  if (lastMonth !== undefined && lastMonth < coversFrom) {
    const detail = '最后月份早于首个未缴月份';
    const errors = [{ pointer: '/lastMonth', detail }];
    throw new Fault('input-invalid', detail, { members: { errors } });
  }
  const coversTo = lastMonth !== undefined && lastMonth < whole.to ? lastMonth : whole.to;
  const months = monthsBetween(coversFrom, coversTo) + 1;
  const due = times(monthlyAmount, months);
  return decide(CONTRIBUTION_COVER, { due, coversFrom, coversTo }, [
    {
      condition: 'months-covered',
      label: '本期所属月数',
      inputs: { coversFrom, cycle, cycleTo: whole.to, lastMonth: lastMonth ?? null },
      value: months,
      clause: 'liaoning-4',
    },
    {
      condition: 'amount-due',
      label: '本期应缴额',
      inputs: { monthlyAmount, months },
      value: due,
      clause: 'liaoning-4',
    },
  ]);
}
