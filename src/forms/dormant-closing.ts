/** What is sent about the closing of an empty account (零余额销户). */
import { z } from 'zod';
import { accountField, fileIdField, reasonField } from './fields.ts';
import { serviceActions } from './service.ts';

export const DormantClosingApplication = z.strictObject({
  account: accountField,
  reason: reasonField,
  file: fileIdField.optional(),
});
export type DormantClosingApplication = z.infer<typeof DormantClosingApplication>;

export const dormantClosingActions = {
  ...serviceActions,
  recheck: z.strictObject({}),
  'retry-now': z.strictObject({ reason: reasonField }),
  'ask-payout': z.strictObject({ reason: reasonField }),
  withdraw: z.strictObject({ reason: reasonField }),
} as const;

/** What each act carries, for the workflow, which knows forms by type only. */
export type DormantActs = {
  readonly [Name in keyof typeof dormantClosingActions]: z.infer<
    (typeof dormantClosingActions)[Name]
  >;
};
