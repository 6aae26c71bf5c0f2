/**
 * What heirs may send for the account of somebody who died (死亡提取): by what they inherit, who they are, their
 * parts and cards; or that nobody inherits; and every later act.
 *
 * @source 住房公积金管理条例 第二十四条第三款; 民法典 第一千一百二十三条、第一千一百六十条
 */
import { z } from 'zod';
import {
  DEATH_BASES,
  DEATH_MATERIALS,
  DOCUMENT_TYPES,
  HEIR_RELATIONS,
} from '../domain/vocabulary.ts';
import { byAgentField, HeirsAgentForm } from './agent.ts';
import {
  accountField,
  bankCardField,
  dateField,
  fileIdField,
  nameField,
  reasonField,
  sentBackForm,
  textField,
} from './fields.ts';

const HEIRS_MAX = 10;
const PARTS_MAX = 1000;

const heir = z
  .strictObject({
    name: nameField,
    relation: z.enum(HEIR_RELATIONS, { error: '请选择与死者的关系' }),
    document: z.strictObject({
      type: z.enum(DOCUMENT_TYPES, { error: '请选择证件类型' }),
      number: textField(40),
    }),
    parts: z
      .int({ error: '份数须为整数' })
      .min(1, { error: '份数至少为1' })
      .max(PARTS_MAX, { error: '份数不能超过1000' }),
    bankCard: bankCardField,
  })
  .refine(({ name, bankCard: card }) => card.holder === name, {
    path: ['bankCard', 'holder'],
    error: '收款卡须为该继承人本人名下',
  });

/** What each basis is proved by, beside the death itself and every heir's document. */
export const BASIS_PROOFS = {
  notarised: 'notarial-certificate',
  agreement: 'inheritance-agreement',
  judgment: 'judgment',
  'no-heirs': 'no-heirs-proof',
} as const;

export const DeathPayoutApplication = z
  .strictObject({
    account: accountField,
    diedOn: dateField,
    basis: z.enum(DEATH_BASES, { error: '请选择继承依据' }),
    /** Number of the notarial certificate, the judgment, or the agreement. */
    documentNumber: textField(64),
    heirs: z.array(heir).max(HEIRS_MAX).default([]),
    evidence: z
      .array(
        z.strictObject({
          kind: z.enum(DEATH_MATERIALS, { error: '不认识的材料种类' }),
          file: fileIdField,
        }),
      )
      .max(30),
    /** Who acts for one of the heirs or several; left out: they came. */
    agent: HeirsAgentForm.optional(),
    /** The channel's own reference, for its reconciliation. */
    channelReference: textField(64).optional(),
  })
  .superRefine((form, context) => {
    const { basis, heirs, evidence } = form;
    const issue = (path: (string | number)[], message: string) => {
      context.addIssue({ code: 'custom', path, message });
    };
    if (basis === 'no-heirs' && heirs.length > 0) issue(['heirs'], '无人继承的，不填继承人');
    if (basis !== 'no-heirs' && heirs.length === 0) issue(['heirs'], '请填写全部继承人');
    const numbers = heirs.map(({ document }) => document.number.toUpperCase());
    numbers.forEach((number, n) => {
      if (numbers.indexOf(number) !== n) {
        issue(['heirs', n, 'document', 'number'], '同一继承人填写了两次');
      }
    });
    const there = (kind: string) => evidence.some((one) => one.kind === kind);
    if (!there('death-certificate')) issue(['evidence'], '请附死亡证明或者宣告死亡的判决');
    if (!there(BASIS_PROOFS[basis])) {
      issue(['evidence'], '请附继承依据（公证书、协议、判决或者无人继承的证明）');
    }
    if (basis === 'agreement' && !there('kinship-proof')) {
      issue(['evidence'], '凭协议的，请附亲属关系证明');
    }
    if (heirs.length > 0 && !there('identity-document')) {
      issue(['evidence'], '请附继承人身份证件影像');
    }
  });
export type DeathPayoutApplication = z.infer<typeof DeathPayoutApplication>;

const reason = z.strictObject({ reason: reasonField });

export const deathPayoutActions = {
  review: z.strictObject({ approve: z.boolean(), reason: reasonField }),
  withdraw: z.strictObject({ reason: reasonField, byAgent: byAgentField }),
  /** The whole application again, as it should have been. */
  correct: z.strictObject({ application: DeathPayoutApplication, reason: reasonField }),
  resubmit: reason,
  'send-back': sentBackForm,
  'retry-now': reason,
  'change-card': z.strictObject({ bankCard: bankCardField, reason: reasonField }),
  'pay-again': reason,
  'ask-payout': reason,
} as const;

/** What each act carries, for the workflow, which knows forms by type only. */
export type DeathPayoutActs = {
  readonly [Name in keyof typeof deathPayoutActions]: z.infer<(typeof deathPayoutActions)[Name]>;
};
