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
  clauses: ['liaoning-2', 'liaoning-4'],
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
  /** A measure against a breach of the agreement took it (取消补贴资格). */
  readonly lost: boolean;
}

export type SubsidyJudged =
  | { readonly outcome: 'granted'; readonly amount: Yuan }
  | {
      readonly outcome: 'refused';
      readonly code: 'subsidy-lost' | 'not-continuous' | 'below-a-cent';
    };

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
  { amount, continuous, lost }: SubsidyFacts,
  { rate: part, cap, monthsMin }: SubsidyTerms,
): Decision<SubsidyJudged> {
  const whole = round(exact(amount).times(part), 'half-up-cent');
  const given = cap !== null && compare(whole, cap) > 0 ? cap : whole;
  return decide(
    CONTRIBUTION_SUBSIDY,
    judged(given, { lost, isContinuous: continuous >= monthsMin }),
    [
      {
        condition: 'subsidy-not-lost',
        label: '没有因违约取消补贴资格',
        inputs: { lost },
        value: !lost,
        clause: 'liaoning-2',
      },
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
    ],
  );
}

function judged(
  amount: Yuan,
  { lost, isContinuous }: { readonly lost: boolean; readonly isContinuous: boolean },
): SubsidyJudged {
  if (lost) return { outcome: 'refused', code: 'subsidy-lost' };
  if (!isContinuous) return { outcome: 'refused', code: 'not-continuous' };
  if (exact(amount).isZero()) return { outcome: 'refused', code: 'below-a-cent' };
  return { outcome: 'granted', amount };
}
