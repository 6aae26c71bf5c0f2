/** The decision with what is known today, and its record for the file. */
import type { DecisionRecord, EventSpec } from '../../src/cases/change.ts';
import { decideOpening, type OpeningFacts } from '../../src/policy/opening-decision.ts';
import type { JoiningDecision } from './state.ts';
import { identityResult, intakeOf, nationalFacts, type Opening } from './state.ts';

/** The decision as it would be today. Pure but for the day. */
export function decisionOf(opening: Opening): JoiningDecision {
  return opening.desk.business.decide(opening);
}

export function decideOpeningOf(opening: Opening): JoiningDecision {
  return decideOpening(factsOf(opening));
}

/** What is known of the person, the check and the amount. */
export function factsOf(
  opening: Opening,
): OpeningFacts & Required<Pick<OpeningFacts, 'contribution'>> {
  const { application, notes, desk } = opening;
  const { applicant, employment, contribution } = application;
  const on = desk.today();
  const { bornOn, sex, needsOwnIncomeEvidence } = intakeOf(opening);
  const { identity, national } = notes.answers;
  if (!identity || !national || bornOn === null || sex === null || !employment || !contribution) {
    throw new Error('a decision needs a complete application and both answers');
  }
  const { retirementBaseFemale, ageMin, ageOwnIncomeMin } = notes.prepared.figures;
  const base = application.retirementBase ?? retirementBaseFemale;
  return {
    on,
    eligibility: {
      acceptedOn: notes.acceptedOn ?? on,
      on,
      bornOn,
      sex,
      livesOnOwnIncome: application.livesOnOwnIncome,
      drawsPension: application.drawsPension,
      documentType: applicant.document.type,
      employmentForm: employment.form,
      fullCapacity: application.fullCapacity ?? true,
      ...(sex === 'F' ? { retirementBase: base } : {}),
      ageMin,
      ageOwnIncomeMin,
    },
    identity: identityResult(identity),
    needsOwnIncomeEvidence,
    check: { center: desk.center, ...nationalFacts(national), on },
    cleared: notes.cleared,
    contribution: {
      ...notes.prepared.figures.contribution,
      monthlyAmount: contribution.monthlyAmount,
      district: application.district ?? null,
    },
  };
}

export function recordOf(decision: JoiningDecision): DecisionRecord {
  const { facts, ...answer } = decision;
  const { rule, outcome, clauses } = decision;
  return {
    rule: rule.name,
    version: rule.version,
    outcome,
    clauses,
    record: { facts, answer },
  };
}

export function decidedEvent({ rule, outcome, code, flags }: JoiningDecision): EventSpec {
  return { kind: 'decided', public: { rule: rule.name, outcome, code, flags } };
}
