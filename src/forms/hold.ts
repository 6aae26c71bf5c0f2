/** What is sent to hold an account, to extend a hold and to release it (冻结, 续冻, 解冻). */
import { z } from 'zod';
import { HOLD_KINDS } from '../domain/vocabulary.ts';
import {
  accountField,
  dateField,
  fileIdField,
  moneyField,
  reasonField,
  wordsField,
} from './fields.ts';

const order = {
  /** Number of the document, as printed on it. */
  orderNumber: wordsField(60),
  /** Scan of it. */
  file: fileIdField,
};

export const HoldApplication = z.strictObject({
  account: accountField,
  kind: z.enum(HOLD_KINDS, { error: '请选择冻结原因' }),
  /** Left out: the whole account. It may exceed the balance and then catches later money. */
  amount: moneyField
    .refine((text) => !text.startsWith('-') && text !== '0.00', { error: '须大于零' })
    .optional(),
  /** The body that ordered it. */
  orderedBy: wordsField(100),
  /** The day from which it is ordered. */
  placedOn: dateField,
  /** The last day of its term. */
  holdUntil: dateField.optional(),
  ...order,
  reason: reasonField,
});
export type HoldApplication = z.infer<typeof HoldApplication>;

const reason = z.strictObject({ reason: reasonField });

export const holdActions = {
  confirm: reason,
  decline: reason,
  renew: z.strictObject({ ...order, holdUntil: dateField, reason: reasonField }),
  release: z.strictObject({ ...order, reason: reasonField }),
  'confirm-release': reason,
  'decline-release': reason,
} as const;

/** What each act carries, for the workflow, which knows forms by type only. */
export type HoldActs = {
  readonly [Name in keyof typeof holdActions]: z.infer<(typeof holdActions)[Name]>;
};
