/**
 * Decisions that can be taken again: the rules whose decisions on cases keep their facts.
 *
 * The same rule in the same version gives the same answer from the same facts, byte for byte. What
 * this release cannot take again it says, it never guesses.
 */
import {
  AGREEMENT_CHANGE,
  assessAgreementChange,
  type AgreementChangeFacts,
} from './agreement-states.ts';
import { BREACH_MEASURES, breachMeasures, type BreachFacts } from './breach-measures.ts';
import { CONTRIBUTION_CHANGE, decideChange, type ChangeFacts } from './contribution-change.ts';
import { assessDeathPayout, DEATH_PAYOUT, type DeathPayoutFacts } from './death-payout.ts';
import { assessDeduction, DEDUCTION, type DeductionFacts } from './deductions.ts';
import { assessExit, EXIT, type ExitFacts } from './exit.ts';
import { decideWithdrawal, WITHDRAWAL } from './withdrawal.ts';
import type { WithdrawalFacts } from './withdrawal-terms.ts';
import {
  assessHold,
  assessRenewal,
  HOLD,
  HOLD_RENEWAL,
  type HoldFacts,
  type RenewalFacts,
} from './holds.ts';
import {
  decidePersonalChange,
  PERSONAL_CHANGE,
  type PersonalChangeFacts,
} from './personal-change.ts';
import { decideOpening, OPENING_DECISION, type OpeningFacts } from './opening-decision.ts';

interface Taken {
  readonly outcome: string;
  readonly facts: unknown;
}

interface Replayed {
  readonly version: string;
  /** Versions before it whose decisions this release still takes as they were taken. */
  readonly earlier?: Readonly<Record<string, (facts: unknown) => Taken>>;
  readonly again: (facts: unknown) => Taken;
}

const RULES: Readonly<Record<string, Replayed>> = {
  [OPENING_DECISION.name]: {
    version: OPENING_DECISION.version,
    // What is kept was written by the rule itself.
    again: (facts) => decideOpening(facts as OpeningFacts),
    earlier: { '2026-1': (facts) => decideOpening(facts as OpeningFacts, '2026-1') },
  },
  [CONTRIBUTION_CHANGE.name]: {
    version: CONTRIBUTION_CHANGE.version,
    again: (facts) => decideChange(facts as ChangeFacts),
  },
  [WITHDRAWAL.name]: {
    version: WITHDRAWAL.version,
    again: (facts) => decideWithdrawal(facts as WithdrawalFacts),
  },
  [DEATH_PAYOUT.name]: {
    version: DEATH_PAYOUT.version,
    again: (facts) => ({ ...assessDeathPayout(facts as DeathPayoutFacts), facts }),
  },
  [PERSONAL_CHANGE.name]: {
    version: PERSONAL_CHANGE.version,
    again: (facts) => ({ ...decidePersonalChange(facts as PersonalChangeFacts), facts }),
  },
  [EXIT.name]: {
    version: EXIT.version,
    again: (facts) => ({ ...assessExit(facts as ExitFacts), facts }),
  },
  [AGREEMENT_CHANGE.name]: {
    version: AGREEMENT_CHANGE.version,
    again: (facts) => ({ ...assessAgreementChange(facts as AgreementChangeFacts), facts }),
  },
  [HOLD.name]: {
    version: HOLD.version,
    again: (facts) => ({ ...assessHold(facts as HoldFacts), facts }),
  },
  [HOLD_RENEWAL.name]: {
    version: HOLD_RENEWAL.version,
    again: (facts) => ({ ...assessRenewal(facts as RenewalFacts), facts }),
  },
  [DEDUCTION.name]: {
    version: DEDUCTION.version,
    again: (facts) => ({ ...assessDeduction(facts as DeductionFacts), facts }),
  },
  [BREACH_MEASURES.name]: {
    version: BREACH_MEASURES.version,
    again: (facts) => ({ ...breachMeasures(facts as BreachFacts), facts }),
  },
};

export type TakenAgain =
  | { readonly state: 'taken'; readonly outcome: string; readonly record: object }
  /** The decision kept no facts, or its rule is not one of these. */
  | { readonly state: 'without-facts' }
  /** This release has another version of the rule. */
  | { readonly state: 'other-version'; readonly version: string };

/** Takes a decision again from its record; the new record has the form of the old one. */
export function takeAgain(name: string, version: string, record: unknown): TakenAgain {
  const known = RULES[name];
  const facts = factsOf(record);
  if (!known || facts === null) return { state: 'without-facts' };
  const rule = known.version === version ? known.again : known.earlier?.[version];
  if (!rule) return { state: 'other-version', version: known.version };
  const { facts: again, ...answer } = rule(facts);
  return { state: 'taken', outcome: answer.outcome, record: { facts: again, answer } };
}

function factsOf(record: unknown): object | null {
  if (typeof record !== 'object' || record === null || !('facts' in record)) return null;
  const { facts } = record;
  return typeof facts === 'object' && facts !== null ? facts : null;
}
