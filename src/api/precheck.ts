/**
 * What would stand against an application, told without any effect: the form, what is missing,
 * what the law refuses. The same rules as the case's own, on today's figures.
 */
import { earliestJoiningOn, type EligibilityFacts } from '../policy/eligibility.ts';
import { assessEligibility } from '../policy/eligibility.ts';
import { assessIntake, type Intake } from '../policy/opening-intake.ts';
import { openingFigures, type OpeningFigures } from '../policy/opening-figures.ts';
import { missingLines } from '../cases/wording-tasks.ts';
import { reasonOf } from '../cases/wording-reasons.ts';
import { dateAt, type PlainDate } from '../domain/calendar.ts';
import { AccountOpeningApplication } from '../forms/account-opening.ts';
import { startIn, type Start } from './case-acts.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import type { Answer, Call } from './operation.ts';

type Submitted = Readonly<Record<string, unknown>> & { readonly type: string };

interface Findings {
  readonly missing: readonly unknown[];
  readonly refusals: readonly unknown[];
  readonly limits: unknown;
}

const NOTHING: Findings = { missing: [], refusals: [], limits: null };

export async function precheck(
  call: Call<unknown, unknown, Submitted>,
  deps: ApiDeps,
): Promise<Answer> {
  const start = await startIn(call, deps);
  const check = PRECHECKS[start.caseType.type];
  const findings = check ? await check(start, deps) : NOTHING;
  const ready = findings.missing.length === 0 && findings.refusals.length === 0;
  return { status: 200, body: { ready, ...findings } };
}

/** Case types whose form alone does not say whether it would be accepted. */
const PRECHECKS: Readonly<Record<string, (start: Start, deps: ApiDeps) => Promise<Findings>>> = {
  'account-opening': precheckOpening,
};

async function precheckOpening({ branch, application }: Start, deps: ApiDeps): Promise<Findings> {
  const form = AccountOpeningApplication.parse(application);
  const { center } = branch;
  const on = dateAt(deps.now());
  const district = form.district ?? null;
  const figures = openingFigures(await figuresOf(deps.pool, center), { center, district, on });
  const intake = assessIntake({ application: form, center, on, figures });
  const lines = missingLines(intake.missing);
  return {
    missing: intake.missing.map(({ code, pointer }, index) => ({
      code,
      pointer: `#/application${pointer}`,
      name: lines[index]?.name ?? code,
      bring: lines[index]?.bring ?? '',
    })),
    refusals: [
      ...intake.unacceptable.map(({ code }) => refusal(code, null)),
      ...ineligible(form, intake, figures, on),
    ],
    limits: { ...figures.limits, documents: figures.contribution.documents },
  };
}

/** Only when birth date, sex and form of employment are known: else they are missing, not refused. */
function ineligible(
  form: AccountOpeningApplication,
  { bornOn, sex }: Intake,
  { retirementBaseFemale }: OpeningFigures,
  on: PlainDate,
): readonly unknown[] {
  if (bornOn === null || sex === null || !form.employment) return [];
  const facts: EligibilityFacts = {
    acceptedOn: on,
    bornOn,
    sex,
    livesOnOwnIncome: form.livesOnOwnIncome,
    drawsPension: form.drawsPension,
    documentType: form.applicant.document.type,
    employmentForm: form.employment.form,
    fullCapacity: form.fullCapacity ?? true,
    ...(sex === 'F' && { retirementBase: form.retirementBase ?? retirementBaseFemale }),
  };
  const earliestOn = earliestJoiningOn(facts);
  return assessEligibility(facts)
    .reasons.filter((code) => code !== 'document-not-accepted')
    .map((code) => refusal(code, earliestOn));
}

function refusal(code: string, earliestOn: PlainDate | null) {
  const { reason: text, remedy, clauses } = reasonOf(code);
  return { code, text, remedy, clauses: clauses.map(clauseRef), earliestOn };
}
