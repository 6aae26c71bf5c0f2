/**
 * What a person may send to leave (退出销户): whose account, to which card of one's own, and every later act.
 *
 * @source 通知（征求意见稿）（七）
 */
import { z } from 'zod';
import { AgentForm, byAgentField } from './agent.ts';
import {
  accountField,
  bankCardField,
  fileIdField,
  reasonField,
  sentBackForm,
  textField,
} from './fields.ts';

export const EXIT_MATERIALS = ['identity-document', 'other'] as const;

export const ExitApplication = z.strictObject({
  account: accountField,
  bankCard: bankCardField,
  evidence: z
    .array(
      z.strictObject({
        kind: z.enum(EXIT_MATERIALS, { error: '不认识的材料种类' }),
        file: fileIdField,
      }),
    )
    .max(10)
    .default([]),
  /** Who acts for the person; left out: the person came. */
  agent: AgentForm.optional(),
  /** The channel's own reference, for its reconciliation. */
  channelReference: textField(64).optional(),
});
export type ExitApplication = z.infer<typeof ExitApplication>;

const reason = z.strictObject({ reason: reasonField });

export const exitActions = {
  /** The notice with the dates, signed by the person. */
  sign: z.strictObject({
    file: fileIdField,
    /** 本人身份证件影像, where the application came without one. */
    identityFile: fileIdField.optional(),
    datesExplained: z.literal(true, { error: '须先把告知书上的日期向本人说明' }),
    byAgent: byAgentField,
  }),
  withdraw: z.strictObject({ reason: reasonField, byAgent: byAgentField }),
  /** The whole application again, as it should have been. */
  correct: z.strictObject({ application: ExitApplication, reason: reasonField }),
  resubmit: reason,
  'send-back': sentBackForm,
  'retry-now': reason,
  recheck: reason,
  review: z.strictObject({ approve: z.boolean(), reason: reasonField }),
  'change-card': z.strictObject({ bankCard: bankCardField, reason: reasonField }),
  'pay-again': reason,
  'ask-payout': reason,
  'stop-watching': reason,
} as const;

/** What each act carries, for the workflow, which knows forms by type only. */
export type ExitActs = {
  readonly [Name in keyof typeof exitActions]: z.infer<(typeof exitActions)[Name]>;
};
