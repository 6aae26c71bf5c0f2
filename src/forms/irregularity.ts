/** What is sent about an irregularity (异常核查) that a legality sweep found. */
import { z } from 'zod';
import { fileIdField, reasonField, sentBackForm } from './fields.ts';

/** Sent by the sweep alone: what was found stands in the book of irregularities under the case's id. */
export const IrregularityApplication = z.strictObject({ reason: reasonField });
export type IrregularityApplication = z.infer<typeof IrregularityApplication>;

const answer = z.strictObject({ reason: reasonField, file: fileIdField.optional() });
const reason = z.strictObject({ reason: reasonField });

export const irregularityActions = {
  explain: answer,
  mend: answer,
  confirm: reason,
  return: sentBackForm,
  recheck: z.strictObject({}),
} as const;

/** What each act carries, for the workflow, which knows forms by type only. */
export type IrregularityActs = {
  readonly [Name in keyof typeof irregularityActions]: z.infer<(typeof irregularityActions)[Name]>;
};
