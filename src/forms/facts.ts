/**
 * The facts of the rules: one strict schema per rule, by the rule's name.
 *
 * They are an interface (`anju rule run NAME`, and the console's calculator): fields are added,
 * never renamed. What a schema gives fits the facts of its rule; the register of the rules joins
 * the two and does not compile when they part.
 */
import { type z } from 'zod';
import {
  contributionCoverFacts,
  contributionLimitsFacts,
  continuityFacts,
  debitDayFacts,
  depositInterestFacts,
  dormancyFacts,
} from './facts-contributions.ts';
import { exitFacts, halfYearFacts, statutoryDeadlineFacts } from './facts-deadlines.ts';
import {
  eligibilityFacts,
  identityDocumentFacts,
  openingCheckFacts,
  retirementFacts,
} from './facts-persons.ts';

export const FACTS = {
  'identity-document': identityDocumentFacts,
  retirement: retirementFacts,
  eligibility: eligibilityFacts,
  'opening-check': openingCheckFacts,
  'contribution-limits': contributionLimitsFacts,
  'contribution-cover': contributionCoverFacts,
  'debit-day': debitDayFacts,
  continuity: continuityFacts,
  'half-year': halfYearFacts,
  exit: exitFacts,
  dormancy: dormancyFacts,
  'deposit-interest': depositInterestFacts,
  'statutory-deadline': statutoryDeadlineFacts,
} as const;

type FactsName = keyof typeof FACTS;
/** The facts of a rule, as its schema gives them. */
export type FactsOf<Name extends FactsName> = z.output<(typeof FACTS)[Name]>;
