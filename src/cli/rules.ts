/**
 * The register of the rules: each with the schema of its facts and the function that decides.
 *
 * Schema and rule stand in folders that do not know each other; here the compiler checks that what
 * the one reads is what the other takes.
 */
import { FACTS } from '../forms/facts.ts';
import { read, type Schema } from '../forms/read.ts';
import {
  CONTRIBUTION_COVER,
  contributionCover,
  type PaidUpTo,
} from '../policy/contribution-cover.ts';
import { CONTRIBUTION_LIMITS, contributionLimits } from '../policy/contribution-limits.ts';
import { CONTINUITY, continuity } from '../policy/continuity.ts';
import { DEBIT_DAY, debitDay } from '../policy/debit-day.ts';
import { type Decision, type Rule } from '../policy/decision.ts';
import { DEPOSIT_INTEREST, depositInterest } from '../policy/deposit-interest.ts';
import { DORMANCY, dormancy } from '../policy/dormancy.ts';
import { ELIGIBILITY, assessEligibility } from '../policy/eligibility.ts';
import { EXIT, assessExit } from '../policy/exit.ts';
import { type Figure } from '../policy/figures.ts';
import { HALF_YEAR, halfYear } from '../policy/half-year.ts';
import { IDENTITY_DOCUMENT, assessIdentityDocument } from '../policy/identity-document.ts';
import { OPENING_CHECK, assessOpeningCheck } from '../policy/opening-check.ts';
import { RETIREMENT, retirementOf } from '../policy/retirement.ts';
import { STATUTORY_DEADLINE, statutoryDeadline } from '../policy/statutory-deadline.ts';
import { interestWithFigures, limitsWithFigures } from './rule-figures.ts';

export interface RuleEntry {
  readonly rule: Rule;
  /**
   * Decides on facts from outside.
   *
   * @throws Fault 'input-invalid' with `errors`, when the facts cannot be read
   */
  readonly decide: (facts: unknown, figures: readonly Figure[]) => Decision<object>;
}

function entry<Facts>(
  rule: Rule,
  schema: Schema<Facts>,
  run: (facts: Facts, figures: readonly Figure[]) => Decision<object>,
): RuleEntry {
  return { rule, decide: (facts, figures) => run(read(schema, facts), figures) };
}

/** The schema has seen to it that exactly one is given. */
function paidUpTo(facts: {
  readonly paidTo?: NonNullable<PaidUpTo['paidTo']>;
  readonly activatedIn?: NonNullable<PaidUpTo['activatedIn']>;
}): PaidUpTo {
  if (facts.paidTo !== undefined) return { paidTo: facts.paidTo };
  if (facts.activatedIn !== undefined) return { activatedIn: facts.activatedIn };
  throw new RangeError('neither paidTo nor activatedIn');
}

export const RULES: readonly RuleEntry[] = [
  entry(IDENTITY_DOCUMENT, FACTS['identity-document'], assessIdentityDocument),
  entry(RETIREMENT, FACTS.retirement, retirementOf),
  entry(ELIGIBILITY, FACTS.eligibility, assessEligibility),
  entry(OPENING_CHECK, FACTS['opening-check'], assessOpeningCheck),
  entry(CONTRIBUTION_LIMITS, FACTS['contribution-limits'], (facts, figures) =>
    contributionLimits(limitsWithFigures(facts, figures)),
  ),
  entry(CONTRIBUTION_COVER, FACTS['contribution-cover'], (facts) => {
    const { paidTo: _paidTo, activatedIn: _activatedIn, ...rest } = facts;
    return contributionCover({ ...rest, ...paidUpTo(facts) });
  }),
  entry(DEBIT_DAY, FACTS['debit-day'], debitDay),
  entry(CONTINUITY, FACTS.continuity, continuity),
  entry(HALF_YEAR, FACTS['half-year'], halfYear),
  entry(EXIT, FACTS.exit, assessExit),
  entry(DORMANCY, FACTS.dormancy, (facts) => {
    const { paidTo: _paidTo, activatedIn: _activatedIn, ...rest } = facts;
    return dormancy({ ...rest, ...paidUpTo(facts) });
  }),
  entry(DEPOSIT_INTEREST, FACTS['deposit-interest'], (facts, figures) =>
    depositInterest(interestWithFigures(facts, figures)),
  ),
  entry(STATUTORY_DEADLINE, FACTS['statutory-deadline'], statutoryDeadline),
];
