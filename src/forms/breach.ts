/** What is sent about a breach of an agreement (违约处置). */
import { z } from 'zod';
import { BREACH_KIND_NAMES, MEASURE_KINDS } from '../domain/vocabulary.ts';
import { accountField, dateField, fileIdField, reasonField, sentBackForm } from './fields.ts';
import { serviceActions } from './service.ts';

/** Months that were missed are found in the books; every other fact is shown by a paper. */
export const BreachApplication = z
  .strictObject({
    account: accountField,
    fact: z.enum(BREACH_KIND_NAMES, { error: '请选择违约情形' }),
    reason: reasonField,
    file: fileIdField.optional(),
    /** The withdrawal that was obtained by fraud: what was drawn is to be paid back. */
    withdrawal: z.uuid({ error: '业务编号不正确' }).optional(),
  })
  .refine(({ fact, withdrawal }) => fact === 'fraudulent-withdrawal' || withdrawal === undefined, {
    path: ['withdrawal'],
    error: '只有违法提取的，才填写提取业务',
  })
  .refine(({ fact, file }) => fact === 'missed-contributions' || file !== undefined, {
    path: ['file'],
    error: '请上传证明该事实的材料',
  });
export type BreachApplication = z.infer<typeof BreachApplication>;

const reason = z.strictObject({ reason: reasonField });

export const breachActions = {
  ...serviceActions,
  'record-cure': z.strictObject({
    /** The day on which the fact was removed. */
    curedOn: dateField,
    file: fileIdField,
    reason: reasonField,
  }),
  object: z.strictObject({
    /** The day on which the person objected. */
    objectedOn: dateField,
    reason: reasonField,
    file: fileIdField.optional(),
  }),
  'decide-objection': z.strictObject({
    /** true: 异议成立，不认定违约；false: 异议不成立 */
    upheld: z.boolean(),
    reason: reasonField,
  }),
  propose: z.strictObject({
    /** 情节严重、经催告仍不整改：同时解除协议 */
    serious: z.boolean(),
    reason: reasonField,
  }),
  approve: reason,
  return: sentBackForm,
  'propose-lift': z.strictObject({
    measure: z.enum(MEASURE_KINDS, { error: '请选择措施' }),
    reason: reasonField,
    file: fileIdField.optional(),
  }),
  'approve-lift': reason,
  'decline-lift': reason,
  withdraw: reason,
} as const;

/** What each act carries, for the workflow, which knows forms by type only. */
export type BreachActs = {
  readonly [Name in keyof typeof breachActions]: z.infer<(typeof breachActions)[Name]>;
};
