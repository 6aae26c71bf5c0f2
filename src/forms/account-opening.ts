/**
 * What a person may send for an account opening (开户): the application and every later act.
 *
 * A field may be left out where the law lets the applicant complete it later (一次性补正告知); what is
 * sent must be well-formed. Unknown fields are refused; who signed is not in the body.
 *
 * @source 通知（征求意见稿）（一）（二）（四）; docs/readings.md
 */
import { z } from 'zod';
import {
  canonicalNumber,
  dateOfDigits,
  normalizeNumber,
  provinceFits,
  readNumber,
} from '../domain/identity.ts';
import {
  CYCLES,
  DOCUMENT_TYPES,
  EMPLOYMENT_FORMS,
  SEXES,
  type DocumentType,
} from '../domain/vocabulary.ts';
import {
  bankCardField,
  dateField,
  fileIdField,
  moneyField,
  nameField,
  phoneField,
  reasonField,
  sentBackForm,
  textField,
} from './fields.ts';

const UNREADABLE = '证件号码与证件类型不符，请核对证件原件';

/** A number that cannot be this document's is an error of typing, told at once beside the field. */
function checkNumber(
  { type, number }: { readonly type: DocumentType; readonly number: string },
  report: (message: string) => void,
): void {
  const reading = readNumber(type, number);
  if (!reading) {
    report(UNREADABLE);
    return;
  }
  const { province, birthDigits, sequence, checkFits } = reading;
  if (checkFits === false) report('证件号码的校验位不正确，请逐位核对');
  else if (birthDigits !== null && dateOfDigits(birthDigits) === null) {
    report('证件号码中的出生日期不存在');
  } else if (sequence === '000' || (province !== null && !provinceFits(type, province))) {
    report(UNREADABLE);
  }
}

export const identityDocument = z
  .strictObject({
    type: z.enum(DOCUMENT_TYPES, { error: '不认识的证件类型' }),
    number: textField(30).transform(normalizeNumber),
    /** null: 长期 */
    validUntil: dateField.nullable().optional(),
  })
  .transform((document) => ({
    ...document,
    number: canonicalNumber(document.type, document.number),
  }))
  .superRefine((document, context) => {
    checkNumber(document, (message) => {
      context.addIssue({ code: 'custom', path: ['number'], message });
    });
  });

export const CONSENTS = [
  'personal-data',
  'national-platform',
  'identity-verification',
  'electronic-notice',
] as const;

const consent = z.strictObject({
  kind: z.enum(CONSENTS, { error: '不认识的授权事项' }),
  version: textField(40),
  givenAt: z.iso.datetime({ offset: true, error: '请填写带时区的时间' }),
});

export const EVIDENCE_KINDS = [
  'identity-document',
  'own-income',
  'retirement-base',
  'bank-card',
  'application',
  'other',
] as const;

const evidence = z.strictObject({
  kind: z.enum(EVIDENCE_KINDS, { error: '不认识的材料种类' }),
  file: fileIdField,
});

export const AccountOpeningApplication = z.strictObject({
  applicant: z.strictObject({
    name: nameField,
    document: identityDocument,
    /** Other numbers of the same person: an old permanent-residence card, a travel permit. */
    otherDocuments: z.array(identityDocument).max(5).default([]),
    /** Needed where the document number does not tell. */
    bornOn: dateField.optional(),
    sex: z.enum(SEXES, { error: '请选择性别' }).optional(),
    phone: phoneField.optional(),
    address: textField(200).optional(),
  }),
  /** Six-digit district code; the lower contribution limit depends on it. */
  district: z
    .string()
    .regex(/^\d{6}$/, { error: '请选择区县（六位代码）' })
    .optional(),
  employment: z
    .strictObject({
      form: z.enum(EMPLOYMENT_FORMS, { error: '请选择就业形式' }),
      occupation: textField(60),
    })
    .optional(),
  /** 声明：具有完全民事行为能力 */
  fullCapacity: z.boolean().optional(),
  /** 声明：以自己的劳动收入为主要生活来源（16–17周岁） */
  livesOnOwnIncome: z.boolean().default(false),
  drawsPension: z.boolean().default(false),
  /** 女性原法定退休年龄；有证据时才填 50 */
  retirementBase: z.union([z.literal(60), z.literal(55), z.literal(50)]).optional(),
  bankCard: bankCardField.optional(),
  contribution: z
    .strictObject({
      monthlyAmount: moneyField,
      cycle: z.enum(CYCLES, { error: '请选择缴存周期' }),
      debitDay: z.int().min(1, { error: '扣款日为1至28日' }).max(28, { error: '扣款日为1至28日' }),
    })
    .optional(),
  consents: z.array(consent).max(10).default([]),
  evidence: z.array(evidence).max(20).default([]),
  /** The channel's own reference, for its reconciliation. */
  channelReference: textField(64).optional(),
});
export type AccountOpeningApplication = z.infer<typeof AccountOpeningApplication>;

const reason = z.strictObject({ reason: reasonField });

/** The national check as read off the platform by hand; it needs the query's serial and a scan. */
export const EnteredAnswer = z.strictObject({
  reason: reasonField,
  system: z.enum(['national', 'identity'], { error: '不认识的核查系统' }),
  serial: textField(64),
  file: fileIdField,
  queriedAt: z.iso.datetime({ offset: true, error: '请填写带时区的时间' }),
  national: z
    .strictObject({
      nameMatches: z.boolean(),
      documentMatches: z.boolean(),
      accounts: z
        .array(
          z.strictObject({
            center: z.string().regex(/^\d{6}$/, { error: '中心代码为六位数字' }),
            state: z.enum(['normal', 'sealed', 'frozen', 'closed']),
            source: z.enum(['unit', 'flexible', 'unknown']),
          }),
        )
        .max(50),
      loans: z
        .array(
          z.strictObject({
            center: z.string().regex(/^\d{6}$/, { error: '中心代码为六位数字' }),
            state: z.enum(['open', 'settled']),
          }),
        )
        .max(50),
      fraudFlag: z.boolean(),
      bans: z.array(z.strictObject({ until: dateField })).max(20),
    })
    .optional(),
  identity: z
    .strictObject({ result: z.enum(['match', 'mismatch', 'not-found', 'deceased']) })
    .optional(),
});
export type EnteredAnswer = z.infer<typeof EnteredAnswer>;

export const FINDINGS = [
  'mismatch',
  'fraud-flag',
  'remote-frozen',
  'identity-mismatch',
  'identity-not-found',
  'minor-evidence',
] as const;

/** What no review clears: it is solved where it arose, then the check is repeated. */
export const SOLVED_FIRST = ['local-frozen', 'local-unknown'] as const;

/** The acts, over the application of the business. */
export function joiningActions<Application extends z.ZodType>(application: Application) {
  return {
    supplement: z.strictObject({ application }),
    correct: z.strictObject({ application, reason: reasonField }),
    withdraw: reason,
    verdict: z.strictObject({
      reason: reasonField,
      /** 本件为重复申请 / 等另一件办结后继续 */
      verdict: z.enum(['duplicate', 'continue-after'], { error: '请选择核对结论' }),
    }),
    recheck: z.strictObject({}),
    'send-back': sentBackForm,
    resubmit: reason,
    review: z.strictObject({
      reason: reasonField,
      finding: z.enum([...FINDINGS, ...SOLVED_FIRST], { error: '不认识的复核事项' }),
      /** true: 已核实，可以继续；false: 属实，不予开户 */
      cleared: z.boolean(),
    }),
    sign: z.discriminatedUnion('by', [
      z.strictObject({
        by: z.literal('counter'),
        agreementHash: z.string().regex(/^[0-9a-f]{64}$/, { error: '协议摘要不正确' }),
        /** Scan of the signed page. */
        file: fileIdField,
        /** The heavy clauses were shown and explained (民法典 496). */
        termsExplained: z.literal(true, { error: '须确认已对重点条款作提示说明' }),
      }),
      z.strictObject({
        by: z.literal('electronic'),
        agreementHash: z.string().regex(/^[0-9a-f]{64}$/, { error: '协议摘要不正确' }),
        signatureReference: textField(200),
        termsExplained: z.literal(true, { error: '须确认已对重点条款作提示说明' }),
      }),
    ]),
    'request-human-review': reason,
    reconsider: z.strictObject({
      reason: reasonField,
      application: application.optional(),
      cleared: z.array(z.enum(FINDINGS)).max(6).default([]),
    }),
    'retry-now': reason,
    'wait-until': z.strictObject({
      reason: reasonField,
      until: z.iso.datetime({ offset: true, error: '请填写带时区的时间' }),
    }),
    'enter-answer': EnteredAnswer,
    'confirm-answer': reason,
    'decline-answer': sentBackForm,
  } as const;
}

export const accountOpeningActions = joiningActions(AccountOpeningApplication);

/** What each act carries, for the workflow, which knows forms by type only. */
export type AccountOpeningActs = {
  readonly [Name in keyof typeof accountOpeningActions]: z.infer<
    (typeof accountOpeningActions)[Name]
  >;
};
