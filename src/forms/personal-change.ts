/**
 * What a person may send to change personal data (信息变更): by which account, what is to be different, the
 * scans, and every later act. What is left out stays as it is.
 *
 * @source 通知（征求意见稿）（一）（十一）; docs/readings.md
 */
import { z } from 'zod';
import { PERSONAL_CHANGE_MATERIALS } from '../domain/vocabulary.ts';
import { identityDocument } from './account-opening.ts';
import {
  accountField,
  dateField,
  fileIdField,
  nameField,
  phoneField,
  reasonField,
  sentBackForm,
  textField,
} from './fields.ts';

export const PersonalChangeApplication = z
  .strictObject({
    account: accountField,
    name: nameField.optional(),
    document: identityDocument.optional(),
    /** The number in the books had been typed wrongly: it is struck, and finds nobody any more. */
    numberWasWrong: z.boolean().default(false),
    /** Needed where the number leaves the century open, or tells nothing. */
    bornOn: dateField.optional(),
    phone: phoneField.optional(),
    address: textField(200).optional(),
    evidence: z
      .array(
        z.strictObject({
          kind: z.enum(PERSONAL_CHANGE_MATERIALS, { error: '不认识的材料种类' }),
          file: fileIdField,
        }),
      )
      .max(20)
      .default([]),
    /** The channel's own reference, for its reconciliation. */
    channelReference: textField(64).optional(),
  })
  .superRefine((form, context) => {
    const { name, document, phone, address, numberWasWrong } = form;
    if ([name, document, phone, address].every((one) => one === undefined)) {
      context.addIssue({ code: 'custom', path: [], message: '请至少填写一项要变更的内容' });
    }
    if (numberWasWrong && document === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['document'],
        message: '更正号码的，请填写正确的证件',
      });
    }
  });
export type PersonalChangeApplication = z.infer<typeof PersonalChangeApplication>;

const reason = z.strictObject({ reason: reasonField });

export const personalChangeActions = {
  /** The whole application again, with what was missing. */
  supplement: z.strictObject({ application: PersonalChangeApplication }),
  withdraw: reason,
  /** The whole application again, as it should have been. */
  correct: z.strictObject({ application: PersonalChangeApplication, reason: reasonField }),
  resubmit: reason,
  'send-back': sentBackForm,
  review: z.strictObject({ approve: z.boolean(), reason: reasonField }),
  'retry-now': reason,
  'settle-mandate': reason,
} as const;

/** What each act carries, for the workflow, which knows forms by type only. */
export type PersonalChangeActs = {
  readonly [Name in keyof typeof personalChangeActions]: z.infer<
    (typeof personalChangeActions)[Name]
  >;
};
