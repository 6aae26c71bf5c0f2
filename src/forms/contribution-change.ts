/**
 * What a person may send for a change of the contribution (缴存变更): what is to be different, and every
 * later act. What is left out stays as it was agreed.
 *
 * @source 通知（征求意见稿）（四）
 */
import { z } from 'zod';
import { CYCLES } from '../domain/vocabulary.ts';
import { AgentForm, byAgentField } from './agent.ts';
import {
  accountField,
  bankCardField,
  fileIdField,
  moneyField,
  reasonField,
  textField,
} from './fields.ts';

const DEBIT_DAY = { error: '扣款日为1至28日' };

export const ContributionChangeApplication = z
  .strictObject({
    account: accountField,
    monthlyAmount: moneyField.optional(),
    cycle: z.enum(CYCLES, { error: '请选择缴存周期' }).optional(),
    debitDay: z.int().min(1, DEBIT_DAY).max(28, DEBIT_DAY).optional(),
    bankCard: bankCardField.optional(),
    /** Who acts for the person; left out: the person came. */
    agent: AgentForm.optional(),
    /** The channel's own reference, for its reconciliation. */
    channelReference: textField(64).optional(),
  })
  .refine(
    ({ monthlyAmount, cycle, debitDay, bankCard }) =>
      [monthlyAmount, cycle, debitDay, bankCard].some((one) => one !== undefined),
    { error: '请至少填写一项要变更的内容' },
  );
export type ContributionChangeApplication = z.infer<typeof ContributionChangeApplication>;

const agreementHash = z.string().regex(/^[0-9a-f]{64}$/, { error: '协议摘要不正确' });
const termsExplained = z.literal(true, { error: '须确认已对变更内容作提示说明' });

export const contributionChangeActions = {
  sign: z.discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('counter'),
      agreementHash,
      /** Scan of the signed page. */
      file: fileIdField,
      termsExplained,
      byAgent: byAgentField,
    }),
    z.strictObject({
      by: z.literal('electronic'),
      agreementHash,
      signatureReference: textField(200),
      termsExplained,
    }),
  ]),
  withdraw: z.strictObject({ reason: reasonField, byAgent: byAgentField }),
  'ask-bank': z.strictObject({}),
} as const;

/** What each act carries, for the workflow, which knows forms by type only. */
export type ContributionChangeActs = {
  readonly [Name in keyof typeof contributionChangeActions]: z.infer<
    (typeof contributionChangeActions)[Name]
  >;
};
