/** The register of rules: what decides, by name, with the clauses each may cite. */
import { ACCOUNT_MOVE } from './account-states.ts';
import { AGENCY } from './agency.ts';
import { AGREEMENT_CHANGE } from './agreement-states.ts';
import { BREACH_MEASURES } from './breach-measures.ts';
import { CONTINUITY } from './continuity.ts';
import { CONTRIBUTION_CHANGE } from './contribution-change.ts';
import { CONTRIBUTION_COVER } from './contribution-cover.ts';
import { CONTRIBUTION_LIMITS } from './contribution-limits.ts';
import { CONVERSION_TO_EMPLOYEE } from './conversion-to-employee.ts';
import { DEATH_PAYOUT } from './death-payout.ts';
import { DEBIT_DAY } from './debit-day.ts';
import { CONTRIBUTION_SUBSIDY } from './contribution-subsidy.ts';
import type { Rule } from './decision.ts';
import { DEDUCTION } from './deductions.ts';
import { DEPOSIT_INTEREST } from './deposit-interest.ts';
import { DORMANCY } from './dormancy.ts';
import { DORMANT_CLOSING } from './dormant-closing.ts';
import { ELIGIBILITY } from './eligibility.ts';
import { EXIT } from './exit.ts';
import { HALF_YEAR } from './half-year.ts';
import { HOLD, HOLD_RENEWAL } from './holds.ts';
import { IDENTITY_DOCUMENT } from './identity-document.ts';
import { OPENING_CHECK } from './opening-check.ts';
import { ACCOUNT_OPENING } from './opening-decision.ts';
import { OPENING_INTAKE } from './opening-intake.ts';
import { PERSONAL_CHANGE } from './personal-change.ts';
import { RETIREMENT } from './retirement.ts';
import { STATUTORY_DEADLINE } from './statutory-deadline.ts';
import { TAKE_UP } from './take-up.ts';
import { TAKE_UP_MONTHS } from './take-up-months.ts';
import { WAIT_MOVE } from './wait-moves.ts';
import { WITHDRAWAL } from './withdrawal.ts';

/** In the order in which an applicant meets them. */
export const POLICY_RULES: readonly Rule[] = [
  OPENING_INTAKE,
  ACCOUNT_OPENING,
  IDENTITY_DOCUMENT,
  ELIGIBILITY,
  RETIREMENT,
  OPENING_CHECK,
  TAKE_UP,
  TAKE_UP_MONTHS,
  CONVERSION_TO_EMPLOYEE,
  CONTRIBUTION_LIMITS,
  CONTRIBUTION_COVER,
  DEBIT_DAY,
  CONTRIBUTION_CHANGE,
  CONTINUITY,
  CONTRIBUTION_SUBSIDY,
  HALF_YEAR,
  EXIT,
  DORMANCY,
  DORMANT_CLOSING,
  DEPOSIT_INTEREST,
  STATUTORY_DEADLINE,
  WITHDRAWAL,
  DEATH_PAYOUT,
  PERSONAL_CHANGE,
  AGENCY,
  AGREEMENT_CHANGE,
  BREACH_MEASURES,
  ACCOUNT_MOVE,
  HOLD,
  HOLD_RENEWAL,
  DEDUCTION,
  WAIT_MOVE,
];
