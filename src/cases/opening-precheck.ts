/**
 * What would stand against an application for account opening, told without any effect: what is
 * missing, what the law refuses, from which day it would not. The very rules that will decide;
 * the counter's screen shows it while it is typed, the API tells it on request.
 */
import type { PlainDate } from '../domain/calendar.ts';
import type { ClauseKey } from '../policy/clauses.ts';
import {
  assessEligibility,
  joiningWithoutOn,
  type Ages,
  type EligibilityFacts,
} from '../policy/eligibility.ts';
import type { OpeningFigures } from '../policy/opening-figures.ts';
import { assessIntake, type Intake, type OpeningApplication } from '../policy/opening-intake.ts';
import { reasonOf } from './wording-reasons.ts';
import { missingLines } from './wording-tasks.ts';

export interface PrecheckFacts {
  readonly application: OpeningApplication;
  readonly center: string;
  readonly on: PlainDate;
  readonly figures: OpeningFigures;
}

/** Something to bring or to mend, as a clerk says it. */
export interface MissingLine {
  readonly code: string;
  /** From the application: `/applicant/phone`. */
  readonly pointer: string;
  readonly name: string;
  readonly bring: string;
}

export interface Refusal {
  readonly code: string;
  readonly text: string;
  readonly remedy: string;
  readonly clauses: readonly ClauseKey[];
  /** The first day on which it would no longer be refused for this; null: no waiting ends it. */
  readonly earliestOn: PlainDate | null;
}

export interface OpeningPrecheck {
  readonly missing: readonly MissingLine[];
  readonly refusals: readonly Refusal[];
  readonly intake: Intake;
}

export function precheckOpening(facts: PrecheckFacts): OpeningPrecheck {
  const intake = assessIntake(facts);
  const lines = missingLines(intake.missing);
  return {
    missing: intake.missing.map(({ code, pointer }, index) => ({
      code,
      pointer,
      name: lines[index]?.name ?? code,
      bring: lines[index]?.bring ?? '',
    })),
    refusals: [
      ...intake.unacceptable.map(({ code }) => refusal(code, null)),
      ...ineligible(facts, intake),
    ],
    intake,
  };
}

/** Only when birth date, sex and form of employment are known: else they are missing, not refused. */
function ineligible(facts: PrecheckFacts, { bornOn, sex }: Intake): readonly Refusal[] {
  const { application, on, figures } = facts;
  if (bornOn === null || sex === null || !application.employment) return [];
  const known: EligibilityFacts = {
    acceptedOn: on,
    bornOn,
    sex,
    livesOnOwnIncome: application.livesOnOwnIncome,
    drawsPension: application.drawsPension,
    documentType: application.applicant.document.type,
    employmentForm: application.employment.form,
    fullCapacity: application.fullCapacity ?? true,
    ...(sex === 'F' && {
      retirementBase: application.retirementBase ?? figures.retirementBaseFemale,
    }),
    ageMin: figures.ageMin,
    ageOwnIncomeMin: figures.ageOwnIncomeMin,
  };
  return assessEligibility(known)
    .reasons.filter((code) => code !== 'document-not-accepted')
    .map((code) => refusal(code, joiningWithoutOn(code, known), figures));
}

function refusal(code: string, earliestOn: PlainDate | null, ages?: Ages): Refusal {
  const { reason: text, remedy, clauses } = reasonOf(code, ages);
  return { code, text, remedy, clauses, earliestOn };
}
