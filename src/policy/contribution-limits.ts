/**
 * 缴存额上下限 (clause 4): the least and the most a flexible worker may choose to pay a month.
 *
 * The person pays both parties' shares, so the rates are the sums of the two: a center with 5 % to
 * 12 % a side gives 0.10 and 0.24. Each product is rounded once, by the center's own rule, because
 * rounding per side and rounding the sum can differ by a yuan.
 */
import { compare, share, type Rate, type Rounding, type Yuan } from '../domain/money.ts';
import { centerClause } from './clauses.ts';
import { decide, type Decision, type Rule } from './decision.ts';

export interface LimitFacts {
  /** 缴存基数下限 and 上限, yuan a month. */
  readonly baseMin: Yuan;
  readonly baseMax: Yuan;
  readonly rateMin: Rate;
  readonly rateMax: Rate;
  readonly rounding: Rounding;
  /** The numbers of the center's documents that set them, where they come from its figures. */
  readonly documents?: readonly string[];
}

export interface ContributionLimits {
  /** Yuan a month, both included. */
  readonly min: Yuan;
  readonly max: Yuan;
}

export const CONTRIBUTION_LIMITS: Rule = {
  name: 'contribution-limits',
  version: '1',
  title: '缴存额上下限',
  clauses: ['liaoning-4', 'regulation-18'],
};

/**
 * The limits of the monthly amount.
 *
 * @source clause 4; the figures from the center's documents
 */
export function contributionLimits(facts: LimitFacts): Decision<ContributionLimits> {
  const { baseMin, baseMax, rateMin, rateMax, rounding, documents = [] } = facts;
  const min = share(baseMin, rateMin, rounding);
  const max = share(baseMax, rateMax, rounding);
  return decide(
    CONTRIBUTION_LIMITS,
    { min, max },
    [
      {
        condition: 'monthly-min',
        label: '月缴存额下限',
        inputs: { baseMin, rateMin, rounding },
        value: min,
        clause: 'liaoning-4',
      },
      {
        condition: 'monthly-max',
        label: '月缴存额上限',
        inputs: { baseMax, rateMax, rounding },
        value: max,
        clause: 'liaoning-4',
      },
    ],
    ['liaoning-4', ...documents.map(centerClause)],
  );
}

/** Whether a monthly amount lies within limits; both limits are accepted. */
export function withinLimits(amount: Yuan, { min, max }: ContributionLimits): boolean {
  return compare(amount, min) >= 0 && compare(amount, max) <= 0;
}
