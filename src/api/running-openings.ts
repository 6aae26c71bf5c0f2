/**
 * What a case under way has stated, as far as a figure touches it: from its masked application, or,
 * where birth date and sex decide, from the whole one, which leaves its line in the trail.
 */
import { z } from 'zod';
import { createPersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import type { Acting } from '../db/acting.ts';
import { readContent } from '../db/persons.ts';
import { plainDate, type PlainDate } from '../domain/calendar.ts';
import { yuan } from '../domain/money.ts';
import { CYCLES, type RetirementBase } from '../domain/vocabulary.ts';
import { applicationIn } from '../forms/take-up.ts';
import {
  FIGURE_REACH,
  type RunningOpening,
  type Stated,
  type Whole,
} from '../policy/figure-impact.ts';
import { FIGURES, type FigureName } from '../policy/figures.ts';
import { assessIdentityDocument } from '../policy/identity-document.ts';
import type { ApiDeps } from './deps.ts';
import { openedContent } from './personal.ts';
import type { RunningRow } from './queries/figure-impact.ts';

/** Of the masked form, what is not masked and what figures look at. */
const maskedForm = z.object({
  applicant: z.object({ sex: z.string().optional() }),
  district: z.string().optional(),
  livesOnOwnIncome: z.boolean(),
  retirementBase: z.number().optional(),
  contribution: z
    .object({ monthlyAmount: z.string(), cycle: z.enum(CYCLES), debitDay: z.number() })
    .optional(),
});
type MaskedForm = z.output<typeof maskedForm>;

export interface Reading {
  readonly name: FigureName;
  readonly on: PlainDate;
  readonly by: Acting;
  /** Whole applications that may still be read: each is a line in the trail. */
  readonly wholeLeft: number;
}

export interface ReadOpening {
  readonly running: RunningOpening;
  /** A whole application was read. */
  readonly whole: boolean;
}

/** Null when what it stated cannot be read: no form, or the person's key is gone. */
export async function readOpening(
  deps: ApiDeps,
  row: RunningRow,
  reading: Reading,
): Promise<ReadOpening | null> {
  const form = maskedOf(deps, row);
  if (form === null) return null;
  const wanted = row.accepted_on === null && isCandidate(reading.name, form);
  const whole = wanted && reading.wholeLeft > 0 ? await wholeOf(deps, row, reading) : null;
  const { contribution } = form;
  const stated: Stated = {
    district: form.district ?? null,
    contribution: contribution && {
      ...contribution,
      monthlyAmount: yuan(contribution.monthlyAmount),
    },
    whole: wanted ? whole : 'untouched',
  };
  return { running: runningOf(row, stated), whole: whole !== null };
}

function maskedOf({ secrets }: ApiDeps, row: RunningRow): MaskedForm | null {
  const { form_version: version, form_person: person, form_key: key, form } = row;
  if (version === null || person === null) return null;
  const aad = place.maskedForm(row.id, version);
  const opened = openedContent(secrets, { person, wrapped_key: key }, aad, form);
  const parsed = maskedForm.safeParse(opened);
  return parsed.success ? parsed.data : null;
}

/** Only who may be touched is read in full. */
function isCandidate(name: FigureName, { applicant, livesOnOwnIncome, ...form }: MaskedForm) {
  const { unaccepted } = FIGURE_REACH[name];
  // Without an income of one's own only the age for everybody counts.
  if (unaccepted === 'age') return livesOnOwnIncome || name === 'age-min';
  return unaccepted === 'eligibility' && applicant.sex !== 'M' && form.retirementBase === undefined;
}

async function wholeOf(
  deps: ApiDeps,
  row: RunningRow,
  { name, on, by }: Reading,
): Promise<Whole | null> {
  if (row.form_key === null) return null;
  const content = await readContent(deps.pool, createPersonKeys(deps.secrets.center), {
    caseId: row.id,
    kind: 'application',
    key: null,
    reason: `预览参数变更：${FIGURES[name].title}`,
    by,
  });
  const application = applicationIn(content);
  const { applicant, employment, livesOnOwnIncome, drawsPension, fullCapacity } = application;
  const { bornOn, sex } = assessIdentityDocument({
    type: applicant.document.type,
    number: applicant.document.number,
    on,
    ...(applicant.bornOn === undefined ? {} : { bornOn: applicant.bornOn }),
    ...(applicant.sex === undefined ? {} : { sex: applicant.sex }),
  });
  if (bornOn === null || sex === null) return null;
  const base: RetirementBase | undefined = application.retirementBase;
  return {
    ...{ bornOn, sex, livesOnOwnIncome, drawsPension },
    documentType: applicant.document.type,
    employmentForm: employment?.form ?? 'new-form',
    fullCapacity: fullCapacity ?? true,
    ...(base === undefined ? {} : { retirementBase: base }),
  };
}

/** Stages at which the application can still be stated anew until a day that was told. */
const WITH_LAST_DAY = ['incomplete', 'not accepted'];

function runningOf(row: RunningRow, stated: Stated): RunningOpening {
  const until = row.detail['until'];
  const dated = WITH_LAST_DAY.includes(row.stage) && typeof until === 'string';
  return {
    acceptedOn: row.accepted_on === null ? null : plainDate(row.accepted_on),
    lastDay: dated ? plainDate(until) : null,
    offered: row.offered,
    told: row.stage === 'incomplete',
    refused: row.stage === 'refused',
    stated,
  };
}
