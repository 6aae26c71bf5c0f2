/**
 * Parameters of imaginary people, reaching every branch of every template.
 *
 * They define what a template's text is (its hash) and serve previews. The document number lies
 * in an area code that is not assigned.
 */
import { plainDate, plainMonth } from '../../domain/calendar.ts';
import { yuan } from '../../domain/money.ts';
import type {
  AcceptanceParams,
  AccountOpenedParams,
  AgreementParams,
  FirstDebitOnPaper,
  ApplicationWithdrawnParams,
  CenterOnPaper,
  ChosenPlan,
  ConversionReferralParams,
  DeferralParams,
  HumanReviewParams,
  LapseParams,
  NotAcceptedParams,
  NoticeHead,
  OpeningUndoneParams,
  PlanOnPaper,
  PrintedReason,
  ReceiptParams,
  RefusalParams,
  ReviewWays,
  SigningReminderParams,
  SupplementParams,
} from '../../cases/wording-documents.ts';

const center: CenterOnPaper = {
  name: '某市住房公积金管理中心',
  shortName: '某市公积金',
  phone: '12329',
  address: '某市某区某路1号',
  rule: '《某市灵活就业人员住房公积金缴存使用管理办法》（某金管〔2026〕1号）',
};
const bareCenter: CenterOnPaper = { ...center, phone: null, address: null };

const head: NoticeHead = {
  center,
  caseNumber: 'K202611230001',
  business: '开户',
  person: { name: '张三', documentType: 'resident-id', documentNumber: '219900199001010014' },
  branch: '政务服务大厅',
};
const bareHead: NoticeHead = { ...head, center: bareCenter };

const chosen: ChosenPlan = {
  monthlyAmount: yuan('800.00'),
  cycle: 'quarter',
  debitDay: 10,
  debitRule: 'previous',
  bank: '某某银行',
  cardLast4: '1234',
};
const plan: PlanOnPaper = { ...chosen, firstMonth: plainMonth('2026-12') };
const on = plainDate('2026-11-23');
const later = plainDate('2026-12-08');

const clause = { key: 'liaoning-14', title: '某条', text: '条文原文。' };
/** What the papers of other files begin with. */
export { head as HEAD, bareHead as BARE_HEAD, clause as CLAUSE };
const reason: PrintedReason = {
  code: 'minor-without-own-income',
  reason: '受理之日已满16周岁未满18周岁，且未以自己的劳动收入为主要生活来源。',
  remedy: '年满18周岁后申请。',
  clauses: [clause, { ...clause, text: null }],
  earliestOn: plainDate('2027-05-01'),
};
const review: ReviewWays = {
  humanReviewUntil: later,
  reconsiderationBody: '某市人民政府',
  court: null,
};

export const AGREEMENT_EXAMPLES: readonly [AgreementParams, ...AgreementParams[]] = [
  {
    center,
    caseNumber: head.caseNumber,
    holder: { ...head.person, phone: '13800000000', address: '某市某区某路2号' },
    employment: { form: 'new-form', occupation: '网约配送员' },
    plan: chosen,
    limits: { min: yuan('223.00'), max: yuan('7358.00') },
    retiresOn: plainDate('2053-01-01'),
    offeredOn: on,
    signBy: later,
    terms: {
      debitAttempts: 3,
      cureDays: 30,
      dormancyMonths: 6,
      dormancyNoticeDays: 30,
      changeMonths: 12,
    },
  },
  {
    center: bareCenter,
    caseNumber: head.caseNumber,
    holder: { ...head.person, phone: '13800000000', address: '某市某区某路2号' },
    employment: { form: 'part-time', occupation: '保洁员' },
    plan: { ...chosen, cycle: 'month', debitRule: 'next' },
    limits: { min: yuan('208.00'), max: yuan('7358.00') },
    retiresOn: plainDate('2053-01-01'),
    offeredOn: on,
    signBy: later,
    terms: {
      debitAttempts: 3,
      cureDays: 30,
      dormancyMonths: 6,
      dormancyNoticeDays: 30,
      changeMonths: 12,
    },
  },
];

/** The first version printed a month as the first one to pay for. */
export const FIRST_AGREEMENT_EXAMPLES = [
  withMonth(AGREEMENT_EXAMPLES[0]),
  ...AGREEMENT_EXAMPLES.slice(1).map(withMonth),
] as const;

function withMonth(params: AgreementParams): AgreementParams {
  return { ...params, plan: { ...params.plan, firstMonth: plan.firstMonth } };
}

export const RECEIPT_EXAMPLES: readonly [ReceiptParams, ...ReceiptParams[]] = [
  { ...head, receivedOn: on, materials: [{ name: '身份证件影像', count: 1 }], complete: true },
  { ...bareHead, receivedOn: on, materials: [], complete: false },
];

export const FIRST_ACCEPTANCE_EXAMPLES: readonly [AcceptanceParams, ...AcceptanceParams[]] = [
  { ...head, acceptedOn: on, regulation: '2026', promisedWorkingDays: 5, promisedOn: later },
  { ...bareHead, acceptedOn: on, regulation: '2019', promisedWorkingDays: 5, promisedOn: null },
];

export const ACCEPTANCE_EXAMPLES = [
  { ...FIRST_ACCEPTANCE_EXAMPLES[0], promisedProvisional: false },
  { ...FIRST_ACCEPTANCE_EXAMPLES[0], promisedProvisional: true },
  {
    ...bareHead,
    acceptedOn: on,
    regulation: '2019',
    promisedWorkingDays: 5,
    promisedOn: null,
    promisedProvisional: false,
  },
] as const satisfies readonly AcceptanceParams[];

export const SUPPLEMENT_EXAMPLES: readonly [SupplementParams, ...SupplementParams[]] = [
  { ...head, toldOn: on, missing: [{ name: '居住地址', bring: '提供现居住地址。' }], until: later },
];

export const NOT_ACCEPTED_EXAMPLES: readonly [NotAcceptedParams, ...NotAcceptedParams[]] = [
  { ...head, decidedOn: on, reasons: [reason], review },
  {
    ...head,
    decidedOn: on,
    reasons: [reason, { ...reason, earliestOn: null }],
    review: { ...review, court: '某市某区人民法院' },
  },
];

export const REFUSAL_EXAMPLES: readonly [RefusalParams, ...RefusalParams[]] = [
  { ...head, decidedOn: on, acceptedOn: on, reasons: [reason], review, afterHumanReview: false },
  { ...head, decidedOn: on, acceptedOn: on, reasons: [reason], review, afterHumanReview: true },
];

export const HUMAN_REVIEW_EXAMPLES: readonly [HumanReviewParams, ...HumanReviewParams[]] = [
  {
    ...head,
    requestedOn: on,
    decisionNumber: '某金决〔2026〕1号',
    promisedWorkingDays: 5,
    promisedOn: later,
  },
  { ...head, requestedOn: on, decisionNumber: null, promisedWorkingDays: 5, promisedOn: null },
];

export const DEFERRAL_EXAMPLES: readonly [DeferralParams, ...DeferralParams[]] = [
  {
    ...head,
    toldOn: on,
    code: 'remote-normal',
    elsewhere: ['某省某市住房公积金管理中心'],
    until: later,
    clauses: [clause],
  },
  { ...head, toldOn: on, code: 'several-accounts', elsewhere: [], until: later, clauses: [] },
];

export const REMINDER_EXAMPLES: readonly [SigningReminderParams, ...SigningReminderParams[]] = [
  { ...head, remindedOn: on, signBy: later },
];

export const LAPSE_EXAMPLES: readonly [LapseParams, ...LapseParams[]] = [
  { ...head, lapsedOn: later, signBy: on },
];

export const WITHDRAWN_EXAMPLES: readonly [
  ApplicationWithdrawnParams,
  ...ApplicationWithdrawnParams[],
] = [{ ...head, withdrawnOn: on, takenBy: '政务服务大厅柜面' }];

export const CONVERSION_EXAMPLES: readonly [
  ConversionReferralParams,
  ...ConversionReferralParams[],
] = [
  { ...head, toldOn: on, accountLast4: '0012', clauses: [clause] },
  { ...head, toldOn: on, accountLast4: null, clauses: [] },
];

export const FIRST_OPENED_EXAMPLES: readonly [AccountOpenedParams, ...AccountOpenedParams[]] = [
  {
    ...head,
    openedOn: on,
    accountNumber: '21010000000000000012',
    agreementNumber: '某金协〔2026〕1号',
    plan,
    transferInOffer: true,
  },
  {
    ...head,
    openedOn: on,
    accountNumber: '21010000000000000012',
    agreementNumber: null,
    plan: { ...plan, debitRule: 'next' },
    transferInOffer: false,
  },
];

const [openedBefore] = FIRST_OPENED_EXAMPLES;
const firstDebit: FirstDebitOnPaper = {
  debitOn: plainDate('2026-12-10'),
  periods: 1,
  coversTo: plainMonth('2027-02'),
  amount: yuan('2400.00'),
  provisional: false,
};

export const OPENED_EXAMPLES = [
  { ...openedBefore, plan: { ...plan, firstDebit }, dormancyMonths: 6 },
  {
    ...openedBefore,
    agreementNumber: null,
    plan: {
      ...plan,
      cycle: 'month',
      debitRule: 'next',
      firstDebit: {
        debitOn: plainDate('2027-01-11'),
        periods: 2,
        coversTo: plainMonth('2027-01'),
        amount: yuan('1600.00'),
        provisional: true,
      },
    },
    transferInOffer: false,
    dormancyMonths: 12,
  },
] as const satisfies readonly AccountOpenedParams[];

const UNDONE = { ...head, undoneOn: on, accountLast4: '0012', reason: '录入了他人的证件。' };
export const FIRST_UNDONE_EXAMPLES: readonly [OpeningUndoneParams] = [UNDONE];
export const UNDONE_EXAMPLES: readonly [OpeningUndoneParams, ...OpeningUndoneParams[]] = [
  UNDONE,
  { ...UNDONE, toSuspense: '1600.00' },
];
