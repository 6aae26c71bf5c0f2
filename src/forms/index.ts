/** The registry of forms: what may be sent for each case type. */
import type { z } from 'zod';
import { AccountOpeningApplication, accountOpeningActions } from './account-opening.ts';
import { ContributionChangeApplication, contributionChangeActions } from './contribution-change.ts';
import {
  ConversionToEmployeeApplication,
  conversionToEmployeeActions,
} from './conversion-to-employee.ts';
import {
  ConversionToFlexibleApplication,
  conversionToFlexibleActions,
} from './conversion-to-flexible.ts';
import { agentForms, RegisterHeirsAgentForm } from './agent.ts';
import { AgreementChangeApplication, agreementChangeActions } from './agreement-change.ts';
import { BreachApplication, breachActions } from './breach.ts';
import { DormantClosingApplication, dormantClosingActions } from './dormant-closing.ts';
import { DeathPayoutApplication, deathPayoutActions } from './death-payout.ts';
import { ExitApplication, exitActions } from './exit.ts';
import { HoldApplication, holdActions } from './hold.ts';
import { IrregularityApplication, irregularityActions } from './irregularity.ts';
import { waitMoveForms } from './wait-moves.ts';
import { HandOverForm } from './hand-over.ts';
import { OpeningReversalApplication, openingReversalActions } from './opening-reversal.ts';
import { PersonalChangeApplication, personalChangeActions } from './personal-change.ts';
import { ResumptionApplication, resumptionActions } from './resumption.ts';
import { WithdrawalApplication, withdrawalActions } from './withdrawal.ts';

export interface CaseForms {
  readonly application: z.ZodType;
  readonly actions: Readonly<Record<string, z.ZodType>>;
}

const OWN: Readonly<Record<string, CaseForms>> = {
  'opening-reversal': {
    application: OpeningReversalApplication,
    actions: openingReversalActions,
  },
  'agreement-change': {
    application: AgreementChangeApplication,
    actions: agreementChangeActions,
  },
  hold: { application: HoldApplication, actions: holdActions },
  irregularity: { application: IrregularityApplication, actions: irregularityActions },
  breach: { application: BreachApplication, actions: breachActions },
  'dormant-closing': {
    application: DormantClosingApplication,
    actions: dormantClosingActions,
  },
  withdrawal: { application: WithdrawalApplication, actions: withdrawalActions },
  'death-payout': { application: DeathPayoutApplication, actions: deathPayoutActions },
  'personal-change': {
    application: PersonalChangeApplication,
    actions: personalChangeActions,
  },
  exit: { application: ExitApplication, actions: exitActions },
  'account-opening': { application: AccountOpeningApplication, actions: accountOpeningActions },
  'conversion-to-employee': {
    application: ConversionToEmployeeApplication,
    actions: conversionToEmployeeActions,
  },
  'conversion-to-flexible': {
    application: ConversionToFlexibleApplication,
    actions: conversionToFlexibleActions,
  },
  resumption: { application: ResumptionApplication, actions: resumptionActions },
  'contribution-change': {
    application: ContributionChangeApplication,
    actions: contributionChangeActions,
  },
};

/** Types with a wait whose last day may be moved: src/cases, `waitMoves`. */
const MOVING: readonly string[] = [
  'conversion-to-flexible',
  'resumption',
  'account-opening',
  'breach',
  'dormant-closing',
  'exit',
  'withdrawal',
  'personal-change',
];

/** Types in which somebody may act for the person: src/cases, `agents`. */
const AGENTS: Readonly<Record<string, Readonly<Record<string, z.ZodType>>>> = {
  withdrawal: agentForms,
  exit: agentForms,
  'death-payout': { ...agentForms, 'register-agent': RegisterHeirsAgentForm },
  'contribution-change': agentForms,
  'agreement-change': agentForms,
};

/** With the acts that every type has. */
export const CASE_FORMS: Readonly<Record<string, CaseForms>> = Object.fromEntries(
  Object.entries(OWN).map(([type, { application, actions }]) => [
    type,
    {
      application,
      actions: {
        ...actions,
        ...AGENTS[type],
        ...(MOVING.includes(type) && waitMoveForms),
        'hand-over': HandOverForm,
      },
    },
  ]),
);
