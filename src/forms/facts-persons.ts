/** Facts of the rules about persons and their accounts elsewhere. */
import { z } from 'zod';
import {
  ANSWER_STATUSES,
  DOCUMENT_TYPES,
  EMPLOYMENT_FORMS,
  LOAN_STATES,
  OPENING_CODES,
  REPORTED_SOURCES,
  REPORTED_STATES,
  RETIREMENT_BASES,
  SEXES,
  baseFits,
} from '../domain/vocabulary.ts';
import { countedDate, placeField, refuse } from './facts-fields.ts';
import { dateField } from './fields.ts';

const sex = z.enum(SEXES);
const base = z.literal(RETIREMENT_BASES);

export const identityDocumentFacts = z.strictObject({
  type: z.enum(DOCUMENT_TYPES),
  number: z.string().max(200),
  on: dateField,
  bornOn: dateField.exactOptional(),
  sex: sex.exactOptional(),
  /** null: 长期 */
  validUntil: dateField.nullable().exactOptional(),
});

const OTHER_BASE = '原法定退休年龄：男为 60，女为 55 或 50';

export const retirementFacts = z
  .strictObject({ bornOn: countedDate, sex, base: base.exactOptional() })
  .superRefine(({ sex, base }, context) => {
    if (base !== undefined && !baseFits(sex, base)) refuse(context, ['base'], OTHER_BASE);
  });

/** An age in whole years. */
const years = z.int().min(0).max(120);

export const eligibilityFacts = z
  .strictObject({
    acceptedOn: countedDate,
    on: countedDate.exactOptional(),
    bornOn: countedDate,
    sex,
    livesOnOwnIncome: z.boolean(),
    drawsPension: z.boolean(),
    documentType: z.enum(DOCUMENT_TYPES),
    employmentForm: z.enum(EMPLOYMENT_FORMS),
    fullCapacity: z.boolean().exactOptional(),
    retirementBase: base.exactOptional(),
    ageMin: years.exactOptional(),
    ageOwnIncomeMin: years.exactOptional(),
  })
  .superRefine(({ sex, retirementBase }, context) => {
    if (retirementBase !== undefined && !baseFits(sex, retirementBase)) {
      refuse(context, ['retirementBase'], OTHER_BASE);
    }
  });

export const openingCheckFacts = z.strictObject({
  center: placeField,
  nameMatches: z.boolean(),
  documentMatches: z.boolean(),
  answer: z.strictObject({
    status: z.enum(ANSWER_STATUSES),
    accounts: z.array(
      z.strictObject({
        center: placeField,
        state: z.enum(REPORTED_STATES),
        source: z.enum(REPORTED_SOURCES),
      }),
    ),
    loans: z.array(z.strictObject({ center: placeField, state: z.enum(LOAN_STATES) })),
    fraudFlag: z.boolean(),
    bans: z.array(z.strictObject({ until: dateField })),
  }),
  on: dateField,
  cleared: z.array(z.enum(OPENING_CODES)).exactOptional(),
});
