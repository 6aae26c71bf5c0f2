/** The registry of case types: one line per type, read by workflows, API, CLI and screen. */
import { accountOpening } from './account-opening.ts';
import { contributionChange } from './contribution-change.ts';
import { conversionToEmployee } from './conversion-to-employee.ts';
import { conversionToFlexible } from './conversion-to-flexible.ts';
import { agreementChange } from './agreement-change.ts';
import { breach } from './breach.ts';
import { dormantClosing } from './dormant-closing.ts';
import { deathPayout } from './death-payout.ts';
import { exit } from './exit.ts';
import { hold } from './hold.ts';
import { irregularity } from './irregularity.ts';
import { personalChange } from './personal-change.ts';
import { openingReversal } from './opening-reversal.ts';
import { resumption } from './resumption.ts';
import { withdrawal } from './withdrawal.ts';
import { withAgency } from './agency.ts';
import type { CaseType } from './case.ts';
import { withHandOver } from './hand-over.ts';
import { withWaitMoves } from './wait-moves.ts';
import { outcomeTitle } from './wording.ts';

const OWN: Readonly<Record<string, CaseType>> = {
  'account-opening': accountOpening,
  'opening-reversal': openingReversal,
  'contribution-change': contributionChange,
  'conversion-to-employee': conversionToEmployee,
  'conversion-to-flexible': conversionToFlexible,
  resumption,
  'agreement-change': agreementChange,
  breach,
  'dormant-closing': dormantClosing,
  withdrawal,
  exit,
  'death-payout': deathPayout,
  'personal-change': personalChange,
  hold,
  irregularity,
};

/** With the act that every type has. */
export const CASE_TYPES: Readonly<Record<string, CaseType>> = Object.fromEntries(
  Object.entries(OWN).map(([type, caseType]) => [
    type,
    withHandOver(withAgency(withWaitMoves(caseType))),
  ]),
);

/** What a case type is called on paper. */
export function businessOf(type: string): string {
  return CASE_TYPES[type]?.title ?? type;
}

/**
 * How a case has ended, in words: by its outcome where that says more than its last stage, else by that.
 *
 * @param ended the type, the last stage and the outcome as the books have them
 */
export function caseOutcomeTitle(ended: {
  readonly type: string;
  readonly stage: string;
  readonly outcome: string;
}): string {
  const { type, stage, outcome } = ended;
  const last = CASE_TYPES[type]?.stages[stage]?.title;
  const own = outcomeTitle(outcome);
  return outcome === stage || own === outcome ? (last ?? own) : own;
}
