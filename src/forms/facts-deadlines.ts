/** Facts of the rules about waiting, leaving and deadlines. */
import { z } from 'zod';
import { SEAL_CLOCKS, STATUTORY_BUSINESSES } from '../domain/vocabulary.ts';
import { amount, calendarFields, countedDate } from './facts-fields.ts';

export const halfYearFacts = z.strictObject({ sealedOn: countedDate });

export const exitFacts = z.strictObject({
  on: countedDate,
  flexibleBalance: amount,
  employeeBalance: amount,
  employeeSealedOn: countedDate.nullable(),
  accountSealedOn: countedDate.nullable().exactOptional(),
  openLoan: z.boolean(),
  guarantee: z.boolean(),
  holds: z.array(z.string().min(1).max(500)),
  ban: z.boolean().exactOptional(),
  caseInFlight: z.boolean().exactOptional(),
  sealClock: z.enum(SEAL_CLOCKS).exactOptional(),
});

export const statutoryDeadlineFacts = z.strictObject({
  business: z.enum(STATUTORY_BUSINESSES),
  acceptedOn: countedDate,
  ...calendarFields,
});
