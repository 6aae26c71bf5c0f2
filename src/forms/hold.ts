/** What is sent to hold an account, to extend a hold, to deduct from under it and to release it (冻结, 续冻, 扣划, 解冻). */
import { z } from 'zod';
import { HOLD_KINDS } from '../domain/vocabulary.ts';
import {
  accountField,
  dateField,
  fileIdField,
  moneyField,
  reasonField,
  sentBackForm,
  textField,
  tidyText,
  wordsField,
} from './fields.ts';

const someMoney = moneyField.refine((text) => !text.startsWith('-') && text !== '0.00', {
  error: '须大于零',
});

/** The account of a court (案款专户): as long as the bank takes account numbers to be. */
const payeeNumberField = z
  .string()
  .transform((text) => tidyText(text).replaceAll(' ', ''))
  .refine((text) => /^\d{12,19}$/.test(text), { error: '收款账号应为12至19位数字' });

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
  amount: someMoney.optional(),
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

const deduct = z.strictObject({
  amount: someMoney,
  ...order,
  /** Date of the order. */
  orderedOn: dateField,
  orderedBy: wordsField(100),
  payee: z.strictObject({ holder: textField(100), bank: textField(60), number: payeeNumberField }),
  /** The order says that the hold is over when it is used up. */
  holdEnds: z.boolean().optional(),
  reason: reasonField,
});

export const holdActions = {
  confirm: reason,
  decline: reason,
  renew: z.strictObject({ ...order, holdUntil: dateField, reason: reasonField }),
  release: z.strictObject({ ...order, reason: reasonField }),
  'confirm-release': reason,
  'decline-release': reason,
  deduct,
  /** Whoever confirms it reads the number off the order once more. */
  'confirm-deduct': z.strictObject({ payeeNumber: payeeNumberField, reason: reasonField }),
  'decline-deduct': sentBackForm,
  'ask-payout': reason,
} as const;

/** What each act carries, for the workflow, which knows forms by type only. */
export type HoldActs = {
  readonly [Name in keyof typeof holdActions]: z.infer<(typeof holdActions)[Name]>;
};
