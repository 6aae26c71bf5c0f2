/**
 * What a person may send for a withdrawal (提取): which case of the law, how much, what it is for, what is
 * brought, to which card of one's own; and every later act.
 *
 * What the law lets a person bring later is optional; what is sent must be well-formed.
 *
 * @source 住房公积金管理条例 第二十四条、第二十五条
 */
import { z } from 'zod';
import { closesAccount, mayClose } from '../domain/closing-withdrawals.ts';
import { WITHDRAWAL_MATERIALS, WITHDRAWAL_REASONS } from '../domain/vocabulary.ts';
import { AgentForm, byAgentField } from './agent.ts';
import {
  accountField,
  bankCardField,
  dateField,
  fileIdField,
  moneyField,
  monthField,
  reasonField,
  textField,
} from './fields.ts';

const positive = moneyField.refine((text) => !/^-|^0\.00$/.test(text), { error: '金额须大于零' });
const notNegative = moneyField.refine((text) => !text.startsWith('-'), { error: '金额不能为负' });

const fields = z.strictObject({
  account: accountField,
  purpose: z.enum(WITHDRAWAL_REASONS, { error: '请选择提取情形' }),
  /** Left out where the account closes: everything, with the interest. */
  amount: positive.optional(),
  /** 同时注销账户（离休退休、完全丧失劳动能力、出境定居）; left out: it closes. */
  close: z.boolean().optional(),
  /** 已婚（租房） */
  married: z.boolean().optional(),
  /** 租赁合同已登记备案 */
  leaseRegistered: z.boolean().optional(),
  /** 本人或配偶在本地有自有住房（租房） */
  ownsHome: z.boolean().optional(),
  /** 家庭月工资收入（2026年9月20日前受理的租房） */
  familyIncome: notNegative.optional(),
  expense: z
    .strictObject({
      amount: positive,
      on: dateField.optional(),
      /** Number of the contract or receipt. */
      reference: textField(64).optional(),
    })
    .optional(),
  period: z.strictObject({ from: monthField, to: monthField }).optional(),
  bankCard: bankCardField,
  evidence: z
    .array(
      z.strictObject({
        kind: z.enum(WITHDRAWAL_MATERIALS, { error: '不认识的材料种类' }),
        file: fileIdField,
      }),
    )
    .max(30)
    .default([]),
  /** Who acts for the person; left out: the person came. */
  agent: AgentForm.optional(),
  /** The channel's own reference, for its reconciliation. */
  channelReference: textField(64).optional(),
});

/** 应当、可以同时注销账户 is asked of the cases of the law that know it; everybody else names an amount. */
export const WithdrawalApplication = fields.superRefine(({ purpose, amount, close }, context) => {
  if (amount === undefined && !closesAccount({ purpose, close })) {
    context.addIssue({ code: 'custom', path: ['amount'], message: '请填写提取金额' });
  }
  if (close === true && !mayClose(purpose)) {
    context.addIssue({ code: 'custom', path: ['close'], message: '这一提取情形不注销账户' });
  }
});
export type WithdrawalApplication = z.infer<typeof WithdrawalApplication>;

const reason = z.strictObject({ reason: reasonField });

export const withdrawalActions = {
  supplement: z.strictObject({ application: WithdrawalApplication }),
  withdraw: z.strictObject({ reason: reasonField, byAgent: byAgentField }),
  review: z.strictObject({
    approve: z.boolean(),
    reason: reasonField,
    /** 经核实的贷款逾期金额；没有逾期填 0.00 */
    overdue: notNegative.optional(),
  }),
  approve: reason,
  decline: reason,
  'change-card': z.strictObject({ bankCard: bankCardField, reason: reasonField }),
  'pay-again': reason,
  'ask-payout': reason,
  'retry-now': reason,
} as const;

/** What each act carries, for the workflow, which knows forms by type only. */
export type WithdrawalActs = {
  readonly [Name in keyof typeof withdrawalActions]: z.infer<(typeof withdrawalActions)[Name]>;
};
