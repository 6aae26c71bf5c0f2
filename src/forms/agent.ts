/**
 * 代理人: who acts for the person, and the 授权委托书 by which: the same part in every form that the law lets
 * an agent send. It says nothing of money: that goes to a card of the person's own, whoever came.
 *
 * @source 民法典 第一百六十一条、第一百六十五条
 */
import { z } from 'zod';
import { AGENT_ACTS, AGENT_BUSINESSES, DOCUMENT_TYPES } from '../domain/vocabulary.ts';
import { dateField, fileIdField, nameField, reasonField, textField } from './fields.ts';

/** A field that is still missing elsewhere in the letter does not keep these two from being told. */
const days = z.object({ issuedOn: dateField, endsOn: dateField });
const notary = z.object({ notarised: z.boolean(), notaryNumber: z.string().optional() });

const authority = z
  .strictObject({
    /** Scan of the letter that the person signed. */
    file: fileIdField,
    businesses: z
      .array(z.enum(AGENT_BUSINESSES, { error: '授权委托书只能委托所列业务' }))
      .min(1, { error: '请选择授权委托书载明的代理事项' }),
    acts: z
      .array(z.enum(AGENT_ACTS, { error: '没有这项代理权限' }))
      .min(1, { error: '请选择授权委托书载明的代理权限' }),
    issuedOn: dateField,
    /** The last day on which it holds. */
    endsOn: dateField,
    notarised: z.boolean({ error: '请选择是否经过公证' }),
    /** Number of the notarial certificate, where it was notarised. */
    notaryNumber: textField(64).optional(),
  })
  .refine(({ issuedOn, endsOn }) => endsOn >= issuedOn, {
    path: ['endsOn'],
    error: '委托期限的最后一日不能早于出具日期',
    when: ({ value }) => days.safeParse(value).success,
  })
  .refine(({ notarised, notaryNumber }) => !notarised || notaryNumber !== undefined, {
    path: ['notaryNumber'],
    error: '经过公证的，请填写公证书编号',
    when: ({ value }) => notary.safeParse(value).success,
  });

const agentFields = {
  name: nameField,
  document: z.strictObject({
    type: z.enum(DOCUMENT_TYPES, { error: '请选择证件类型' }),
    number: textField(40),
  }),
  /** Where the document's number does not tell it. */
  bornOn: dateField.optional(),
  /** Scan of the agent's document. */
  documentFile: fileIdField,
  authority,
  /** The clerk looked at the originals of both. */
  originalsSeen: z.literal(true, { error: '须核对代理人身份证件和授权委托书原件' }),
  /** Somebody of the office has the same name, and it is another person. */
  notStaff: z.literal(true).optional(),
} as const;

export const AgentForm = z.strictObject(agentFields);
export type AgentForm = z.infer<typeof AgentForm>;

const HEIRS_MAX = 10;

/** For whom of the heirs: their places in the application, from 1. */
export const HeirsAgentForm = z.strictObject({
  ...agentFields,
  forHeirs: z
    .array(z.int({ error: '请填写继承人的序号' }).min(1).max(HEIRS_MAX))
    .min(1, { error: '请填写委托的是第几位继承人' }),
});
export type HeirsAgentForm = z.infer<typeof HeirsAgentForm>;

/** On an act: the agent who is on record did it, not the person. */
export const byAgentField = z.literal(true).optional();

/** 登记委托: the letter comes after the application. */
export const RegisterAgentForm = z.strictObject({ agent: AgentForm });
export const RegisterHeirsAgentForm = z.strictObject({ agent: HeirsAgentForm });
export type RegisterAgent = z.infer<typeof RegisterAgentForm>;

/** 撤销委托: by the person, in writing. */
export const RevokeAgentForm = z.strictObject({
  reason: reasonField,
  /** Scan of what the person signed; the agent may resign by a paper of his or her own. */
  file: fileIdField,
});
export type RevokeAgent = z.infer<typeof RevokeAgentForm>;

export const agentForms = {
  'register-agent': RegisterAgentForm,
  'revoke-agent': RevokeAgentForm,
} as const;
