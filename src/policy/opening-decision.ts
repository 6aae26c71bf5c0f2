/**
 * The decision on an account opening: every rule that must hold, put together in the order in
 * which an applicant should hear them.
 *
 * Eligibility first (clause 1), then whether the person is who they say, then the nationwide check
 * (clause 14), then the amount that was chosen (clause 4). A review clears one named finding, never
 * the outcome: the rules run again with it. Who is refused hears every reason of all of them at once,
 * so that nobody wins a review of one and is then refused for another.
 *
 * @source 通知（征求意见稿）（一）（四）（十四）; domain decision table 7.1
 */
import type { PlainDate } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { ClauseKey } from './clauses.ts';
import { contributionLimits, withinLimits, type LimitFacts } from './contribution-limits.ts';
import type { Condition, Rule } from './decision.ts';
import { assessEligibility, ELIGIBILITY, type EligibilityFacts } from './eligibility.ts';
import {
  accountRefusals,
  assessOpeningCheck,
  OPENING_CHECK,
  type OpeningCheckFacts,
} from './opening-check.ts';

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
  /** With `refuse`: every reason, in the order of the rules; up to 2026-1 those of one rule only. */
  readonly reasons: readonly Reason[];
  readonly flags: readonly string[];
  readonly clauses: readonly ClauseKey[];
  readonly rule: { readonly name: 'account-opening'; readonly version: OpeningVersion };
  readonly trace: readonly Condition[];
  /** What it was taken from: taken again from them, it is the same. */
  readonly facts: OpeningFacts;
}

export type OpeningVersion = '2026-1' | '2026-2';

/** 2026-2: a refusal names the reasons of every rule, not only of the first that refuses. */
export const OPENING_DECISION = { name: 'account-opening', version: '2026-2' } as const;

export const ACCOUNT_OPENING: Rule = {
  ...OPENING_DECISION,
  title: '开户审核',
  clauses: [
    ...new Set([...ELIGIBILITY.clauses, 'civil-code-13', ...OPENING_CHECK.clauses] as const),
  ],
};

/**
 * Decides from complete answers only; a missing answer is `retry`, never "nothing found".
 *
 * @param version an earlier one only to take a decision of that version again
 */
export function decideOpening(
  facts: OpeningFacts,
  version: OpeningVersion = OPENING_DECISION.version,
): OpeningDecision {
  const checkFacts = { ...facts.check, cleared: facts.cleared.filter(isPlatformFinding) };
  const looked: Looked = {
    eligibility: assessEligibility(facts.eligibility),
    identity: identityFinding(facts),
    check: assessOpeningCheck(checkFacts),
    accounts: accountRefusals(checkFacts),
    amount: amountFinding(facts.contribution),
  };
  const { eligibility, identity, check, amount } = looked;
  const { outcome, code } = outcomeOf(facts, looked);
  const groups = outcome === 'refuse' ? refusalsOf(looked) : [];
  const reasons = version === '2026-1' ? firstOnly(groups, code) : groups.flat();
  return {
    outcome,
    code,
    reasons,
    flags: check.flags,
    clauses: [
      ...new Set([
        ...eligibility.clauses,
        ...identity.clauses,
        ...check.clauses,
        ...amount.clauses,
      ]),
    ],
    rule: { name: OPENING_DECISION.name, version },
    trace: [
      ...eligibility.trace,
      identity.condition,
      ...check.trace,
      ...(version === '2026-1' ? [] : behind(looked, reasons)),
      ...amount.trace,
    ],
    facts,
  };
}

interface Looked {
  readonly eligibility: ReturnType<typeof assessEligibility>;
  readonly identity: IdentityFinding;
  readonly check: ReturnType<typeof assessOpeningCheck>;
  /** What refuses in the answer, also behind the row that decided. */
  readonly accounts: readonly Condition[];
  readonly amount: AmountFinding;
}

/** The first rule that does not let the application pass, in the order of hearing. */
function outcomeOf(
  facts: OpeningFacts,
  { eligibility, identity, check, amount }: Looked,
): Pick<OpeningDecision, 'outcome' | 'code'> {
  if (eligibility.outcome === 'refused') {
    return { outcome: 'refuse', code: eligibility.reasons[0] ?? 'not-eligible' };
  }
  if (identity.outcome === 'refuse') return { outcome: 'refuse', code: identity.code };
  if (check.outcome === 'retry') return { outcome: 'retry', code: check.code };
  if (identity.outcome === 'review') return { outcome: 'review', code: identity.code };
  if (check.outcome !== 'open') return { outcome: check.outcome, code: check.code };
  if (facts.needsOwnIncomeEvidence && !facts.cleared.includes('minor-evidence')) {
    return { outcome: 'review', code: 'minor-evidence' };
  }
  if (!amount.fits) return { outcome: 'refuse', code: AMOUNT_OUTSIDE };
  return { outcome: 'open', code: check.code };
}

/** The reasons of every rule that refuses, rule by rule in the order of hearing. */
function refusalsOf({ eligibility, identity, accounts, amount }: Looked): readonly Reason[][] {
  const reason = (clause: ClauseKey) => (code: string) => ({ code, clause });
  const isOther = identity.outcome === 'review';
  return [
    eligibility.outcome === 'refused' ? eligibility.reasons.map(reason('liaoning-1')) : [],
    identity.outcome === 'refuse' ? [reason('civil-code-13')(identity.code)] : [],
    // Accounts are not told to somebody who may be another person.
    isOther ? [] : accounts.map(({ condition }) => reason('liaoning-14')(condition)),
    amount.fits ? [] : [reason('liaoning-4')(AMOUNT_OUTSIDE)],
  ];
}

/** 2026-1 named the reasons of the first rule that refused, and one account of them. */
function firstOnly(groups: readonly Reason[][], code: string): readonly Reason[] {
  const first = groups.find((group) => group.length > 0) ?? [];
  return first[0]?.clause === 'liaoning-14' ? first.filter((one) => one.code === code) : first;
}

/** Accounts that are named, but stand behind the row that ended the table of the check. */
function behind({ check, accounts }: Looked, reasons: readonly Reason[]): readonly Condition[] {
  const shown = new Set(check.trace.map(({ condition }) => condition));
  const named = new Set(reasons.map(({ code }) => code));
  return accounts.filter(({ condition }) => named.has(condition) && !shown.has(condition));
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
