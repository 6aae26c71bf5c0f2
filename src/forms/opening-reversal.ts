/** What a supervisor sends to undo an opening (撤销开户). */
import { z } from 'zod';
import { reasonField } from './fields.ts';

export const OpeningReversalApplication = z.strictObject({
  /** The case that opened the account. */
  openingCase: z.uuid({ error: '业务编号不正确' }),
  /** Of the preview that was looked at: wanted where anything was posted to the account. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: '请先预览撤销的结果' })
    .optional(),
  reason: reasonField,
});
export type OpeningReversalApplication = z.infer<typeof OpeningReversalApplication>;

const reason = z.strictObject({ reason: reasonField });

export const openingReversalActions = { approve: reason, decline: reason, withdraw: reason };
export interface OpeningReversalAct {
  readonly reason: string;
}
