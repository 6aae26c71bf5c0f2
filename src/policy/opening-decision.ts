/**
 * The decision on an account opening: every rule that must hold, put together in the order in
 * which an applicant should hear them.
 *
 * Eligibility first (clause 1), then whether the person is who they say, then the nationwide check
 * (clause 14), then the amount that was chosen (clause 4). A review clears one named finding, never
 * the outcome: the rules run again with it.
 *
 * @source 通知（征求意见稿）（一）（四）（十四）; domain decision table 7.1
 */
import type { PlainDate } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { ClauseKey } from './clauses.ts';
import { contributionLimits, withinLimits, type LimitFacts } from './contribution-limits.ts';
import type { Condition, Rule } from './decision.ts';
import { assessEligibility, ELIGIBILITY, type EligibilityFacts } from './eligibility.ts';
import { assessOpeningCheck, OPENING_CHECK, type OpeningCheckFacts } from './opening-check.ts';

export type IdentityResult = 'match' | 'mismatch' | 'not-found' | 'deceased' | 'invalid-document';

/** What only a reviewer can clear, one by one. */
export type Finding =
  | 'mismatch'
  | 'fraud-flag'
  | 'remote-frozen'
  | 'identity-mismatch'
  | 'identity-not-found'
  | 'minor-evidence';

export const CLEARABLE: readonly string[] = [
  'mismatch',
  'fraud-flag',
  'remote-frozen',
  'identity-mismatch',
  'identity-not-found',
  'minor-evidence',
] satisfies readonly Finding[];

export interface OpeningFacts {
  readonly on: PlainDate;
  readonly eligibility: EligibilityFacts;
  readonly identity: IdentityResult;
  readonly needsOwnIncomeEvidence: boolean;
  readonly check: Omit<OpeningCheckFacts, 'cleared'>;
  readonly cleared: readonly Finding[];
  /** Left out in decisions that were taken before the amount stood in them. */
  readonly contribution?: ChosenAmount;
}

/** What was chosen to pay a month, and the limits of that district on the day of acceptance. */
export interface ChosenAmount extends LimitFacts {
  readonly monthlyAmount: Yuan;
  readonly district: string | null;
}

export interface Reason {
  readonly code: string;
  readonly clause: ClauseKey;
}

export interface OpeningDecision {
  readonly outcome: 'open' | 'refuse' | 'review' | 'defer' | 'convert' | 'retry';
  /** The finding that decided. */
  readonly code: string;
  /** With `refuse`: every reason. */
  readonly reasons: readonly Reason[];
  readonly flags: readonly string[];
  readonly clauses: readonly ClauseKey[];
  readonly rule: { readonly name: 'account-opening'; readonly version: string };
  readonly trace: readonly Condition[];
  /** What it was taken from: taken again from them, it is the same. */
  readonly facts: OpeningFacts;
}

export const OPENING_DECISION = { name: 'account-opening', version: '2026-1' } as const;

export const ACCOUNT_OPENING: Rule = {
  ...OPENING_DECISION,
  title: '开户审核',
  clauses: [
    ...new Set([...ELIGIBILITY.clauses, 'civil-code-13', ...OPENING_CHECK.clauses] as const),
  ],
};

/** Decides from complete answers only; a missing answer is `retry`, never "nothing found". */
export function decideOpening(facts: OpeningFacts): OpeningDecision {
  const eligibility = assessEligibility(facts.eligibility);
  const check = assessOpeningCheck({
    ...facts.check,
    cleared: facts.cleared.filter(isPlatformFinding),
  });
  const identity = identityFinding(facts);
  const amount = amountFinding(facts.contribution);
  const trace: Condition[] = [
    ...eligibility.trace,
    identity.condition,
    ...check.trace,
    ...amount.trace,
  ];
  const clauses = [
    ...new Set([...eligibility.clauses, ...identity.clauses, ...check.clauses, ...amount.clauses]),
  ];
  const decided = (
    outcome: OpeningDecision['outcome'],
    code: string,
    reasons: readonly Reason[] = [],
  ): OpeningDecision => ({
    outcome,
    code,
    reasons,
    flags: check.flags,
    clauses,
    rule: OPENING_DECISION,
    trace,
    facts,
  });

  if (eligibility.outcome === 'refused') {
    const reasons = eligibility.reasons.map((code): Reason => ({ code, clause: 'liaoning-1' }));
    return decided('refuse', eligibility.reasons[0] ?? 'not-eligible', reasons);
  }
  if (identity.outcome === 'refuse') {
    return decided('refuse', identity.code, [{ code: identity.code, clause: 'civil-code-13' }]);
  }
  if (check.outcome === 'retry') return decided('retry', check.code);
  if (identity.outcome === 'review') return decided('review', identity.code);
  if (check.outcome !== 'open') {
    const reasons: Reason[] =
      check.outcome === 'refuse' ? [{ code: check.code, clause: 'liaoning-14' }] : [];
    return decided(check.outcome, check.code, reasons);
  }
  if (facts.needsOwnIncomeEvidence && !facts.cleared.includes('minor-evidence')) {
    return decided('review', 'minor-evidence');
  }
  if (!amount.fits) {
    return decided('refuse', AMOUNT_OUTSIDE, [{ code: AMOUNT_OUTSIDE, clause: 'liaoning-4' }]);
  }
  return decided('open', check.code);
}

/** The intake asks for another amount before anything is accepted; what is decided is looked at again. */
const AMOUNT_OUTSIDE = 'amount-outside-limits';

export interface AmountFinding {
  readonly fits: boolean;
  readonly clauses: readonly ClauseKey[];
  readonly trace: readonly Condition[];
}

export function amountFinding(chosen: ChosenAmount | undefined): AmountFinding {
  if (!chosen) return { fits: true, clauses: [], trace: [] };
  const { monthlyAmount, district } = chosen;
  const limits = contributionLimits(chosen);
  const fits = withinLimits(monthlyAmount, limits);
  const { min, max } = limits;
  const condition: Condition = {
    condition: 'amount-within-limits',
    label: '月缴存额在当地上下限以内',
    inputs: { monthlyAmount, district, min, max },
    value: fits,
    clause: 'liaoning-4',
  };
  return { fits, clauses: limits.clauses, trace: [...limits.trace, condition] };
}

export interface IdentityFinding {
  readonly outcome: 'pass' | 'review' | 'refuse';
  readonly code: string;
  readonly clauses: readonly ClauseKey[];
  readonly condition: Condition;
}

export function identityFinding({
  identity,
  cleared,
}: Pick<OpeningFacts, 'identity' | 'cleared'>): IdentityFinding {
  const condition: Condition = {
    condition: 'identity-verified',
    label: '身份核验相符',
    inputs: { identity },
    value: identity === 'match',
    clause: 'liaoning-1',
  };
  if (identity === 'match') {
    return { outcome: 'pass', code: 'match', clauses: ['liaoning-1'], condition };
  }
  if (identity === 'deceased') {
    return { outcome: 'refuse', code: 'deceased', clauses: ['civil-code-13'], condition };
  }
  const code = identity === 'not-found' ? 'identity-not-found' : 'identity-mismatch';
  const outcome = cleared.includes(code) ? 'pass' : 'review';
  return { outcome, code, clauses: ['liaoning-1'], condition };
}

function isPlatformFinding(
  finding: Finding,
): finding is Extract<Finding, 'mismatch' | 'fraud-flag' | 'remote-frozen'> {
  return ['mismatch', 'fraud-flag', 'remote-frozen'].includes(finding);
}
