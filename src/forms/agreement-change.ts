/** What is sent to suspend, resume or end an agreement (协议中止、恢复、终止). */
import { z } from 'zod';
import { AGREEMENT_CHANGES, CHANGE_GROUNDS } from '../domain/vocabulary.ts';
import { AgentForm, byAgentField } from './agent.ts';
import { accountField, fileIdField, reasonField } from './fields.ts';

export const AgreementChangeApplication = z.strictObject({
  account: accountField,
  change: z.enum(AGREEMENT_CHANGES, { error: '请选择中止、恢复或者终止' }),
  ground: z.enum(CHANGE_GROUNDS, { error: '请选择事由' }),
  reason: reasonField,
  /** Scan of the holder's signed request, or of the paper the ground rests on. */
  file: fileIdField,
  /** Who acts for the holder; left out: the holder came, or the center acts of its own accord. */
  agent: AgentForm.optional(),
});
export type AgreementChangeApplication = z.infer<typeof AgreementChangeApplication>;

const reason = z.strictObject({ reason: reasonField });

export const agreementChangeActions = {
  approve: reason,
  decline: reason,
  withdraw: z.strictObject({ reason: reasonField, byAgent: byAgentField }),
};
export interface AgreementChangeAct {
  readonly reason: string;
}
