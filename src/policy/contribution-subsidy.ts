/**
 * 缴存补贴 (clause 4): what a center adds to a paid month, where it has set a rate; nobody has to.
 *
 * A share of the month's amount, at most a cap, from a number of continuous months on. A condition
 * that fails leaves the contribution as it is.
 *
 * @source 通知（征求意见稿）（四）; rate, cap and condition from the center's own notice
 */
import type { PlainDate } from '../domain/calendar.ts';
import { compare, exact, rate, round, yuan, type Rate, type Yuan } from '../domain/money.ts';
import { decide, type Decision, type Rule } from './decision.ts';
import { wholeValue } from './figure-values.ts';
import { figureInForce, type Figure } from './figures.ts';

export const CONTRIBUTION_SUBSIDY: Rule = {
  name: 'contribution-subsidy',
  version: '1',
  title: '缴存补贴',
  clauses: ['liaoning-4'],
};

export interface SubsidyTerms {
  /** Share of the month's amount, above zero. */
  readonly rate: Rate;
  /** The most a month is given, in yuan; null: no limit. */
  readonly cap: Yuan | null;
  /** Continuous months, this one included, from which on it is given. */
  readonly monthsMin: number;
}

export interface SubsidyFacts {
  /** Yuan paid for the month. */
  readonly amount: Yuan;
  /** Continuous months up to this one, this one included. */
  readonly continuous: number;
}

export type SubsidyJudged =
  | { readonly outcome: 'granted'; readonly amount: Yuan }
  | { readonly outcome: 'refused'; readonly code: 'not-continuous' | 'below-a-cent' };

/** The terms of a center on a day; null: it gives none. */
export function subsidyTerms(
  figures: readonly Figure[],
  { center, on }: { readonly center: string; readonly on: PlainDate },
): SubsidyTerms | null {
  const scope = { center, district: null, on };
  const share = figureInForce(figures, { ...scope, name: 'subsidy-rate' });
  if (share === null || exact(share.value).isZero()) return null;
  const cap = figureInForce(figures, { ...scope, name: 'subsidy-cap' });
  const months = figureInForce(figures, { ...scope, name: 'subsidy-months' });
  return {
    rate: rate(share.value),
    cap: cap === null ? null : yuan(cap.value),
    monthsMin: months === null ? 1 : wholeValue(months),
  };
}

/** What one paid month is given, rounded half up to the cent, once. */
export function contributionSubsidy(
  { amount, continuous }: SubsidyFacts,
  { rate: part, cap, monthsMin }: SubsidyTerms,
): Decision<SubsidyJudged> {
  const whole = round(exact(amount).times(part), 'half-up-cent');
  const given = cap !== null && compare(whole, cap) > 0 ? cap : whole;
  return decide(CONTRIBUTION_SUBSIDY, judged(given, continuous >= monthsMin), [
    {
      condition: 'continuous-months',
      label: '连续缴存满规定月数',
      inputs: { continuous, monthsMin },
      value: continuous >= monthsMin,
      clause: 'liaoning-4',
    },
    {
      condition: 'subsidy-amount',
      label: '缴存额乘以补贴比例，不超过每月上限',
      inputs: { amount, rate: part, cap },
      value: given,
      clause: 'liaoning-4',
    },
  ]);
}

function judged(amount: Yuan, isContinuous: boolean): SubsidyJudged {
  if (!isContinuous) return { outcome: 'refused', code: 'not-continuous' };
  if (exact(amount).isZero()) return { outcome: 'refused', code: 'below-a-cent' };
  return { outcome: 'granted', amount };
}
