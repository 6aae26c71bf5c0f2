/** Parameters of imaginary people for the notices about money. */
import { plainDate, plainMonth } from '../../domain/calendar.ts';
import { yuan } from '../../domain/money.ts';
import type {
  ContributionReceiptParams,
  DebitRefusedParams,
  MandateEndedParams,
  MoneyHead,
  PaymentReminderParams,
  PaymentSlipParams,
} from '../../cases/wording-documents.ts';

const head: MoneyHead = {
  center: {
    name: '某市住房公积金管理中心',
    shortName: '某市公积金',
    phone: '12329',
    address: '某市某区某路1号',
    rule: '《某市灵活就业人员住房公积金缴存使用管理办法》（某金管〔2026〕1号）',
  },
  caseNumber: 'K202611230001',
  business: '缴存',
  person: { name: '张三', documentType: 'resident-id', documentNumber: '219900199001010014' },
  branch: '政务服务大厅',
  accountLast4: '0012',
};
const bare: MoneyHead = { ...head, center: { ...head.center, phone: null, address: null } };
const on = plainDate('2026-12-16');
const month = plainMonth('2026-12');
const last = plainMonth('2027-02');
const until = plainDate('2026-12-31');

const paid = { amount: yuan('800.00'), paidOn: on, journal: '12' };

export const RECEIPT_OF_MONEY_EXAMPLES: readonly [
  ContributionReceiptParams,
  ...ContributionReceiptParams[],
] = [
  {
    ...head,
    issuedOn: on,
    from: month,
    to: last,
    months: [
      { month, ...paid },
      { month: last, ...paid },
    ],
    total: yuan('1600.00'),
  },
  {
    ...bare,
    issuedOn: on,
    from: month,
    to: month,
    months: [{ month, ...paid }],
    total: paid.amount,
  },
];

export const PAYMENT_SLIP_EXAMPLES: readonly [PaymentSlipParams, ...PaymentSlipParams[]] = [
  {
    ...head,
    ...{ madeOn: on, from: month, to: last, months: 3, validTo: plainDate('2026-12-21') },
    ...{ monthlyAmount: yuan('800.00'), amount: yuan('2400.00') },
    virtualAccount: '21010000000000000012',
  },
  {
    ...bare,
    ...{ madeOn: on, from: month, to: month, months: 1, validTo: until },
    ...{ monthlyAmount: yuan('800.00'), amount: yuan('800.00') },
    virtualAccount: '21010000000000000012',
  },
];

export const DEBIT_REFUSED_EXAMPLES: readonly [DebitRefusedParams, ...DebitRefusedParams[]] = [
  {
    ...head,
    ...{ refusedOn: on, from: month, to: last, amount: yuan('2400.00'), until },
    ...{ reason: '余额不足', remedy: '请存足款项。', nextOn: plainDate('2026-12-19') },
  },
  {
    ...bare,
    ...{ refusedOn: on, from: month, to: month, amount: yuan('800.00'), until },
    ...{ reason: '银行卡已注销', remedy: '请办理换卡。', nextOn: null },
  },
];

const REMINDED = { remindedOn: on, from: month, until, cureDays: 30 };
const LONG = { ...REMINDED, to: last, amount: yuan('2400.00') };
const SHORT = { ...REMINDED, to: month, amount: yuan('800.00') };
const OUTSIDE = { standing: 'outside-limits', min: yuan('200.00'), max: yuan('6000.00') } as const;

type Reminders = readonly [PaymentReminderParams, ...PaymentReminderParams[]];

export const FIRST_REMINDER_EXAMPLES: Reminders = [
  { ...head, ...LONG },
  { ...bare, ...SHORT },
];

export const REMINDER_OF_MONEY_EXAMPLES: Reminders = [
  { ...head, ...LONG, debit: { standing: 'comes' } },
  { ...bare, ...SHORT, debit: { standing: 'over' } },
  { ...head, ...SHORT, debit: { standing: 'no-mandate' } },
  { ...head, ...LONG, debit: { standing: 'over-mandate-limit', limitEach: yuan('1600.00') } },
  {
    ...head,
    ...SHORT,
    debit: { ...OUTSIDE, monthlyAmount: yuan('150.00') },
  },
  {
    ...bare,
    ...SHORT,
    debit: { ...OUTSIDE, monthlyAmount: yuan('8000.00') },
  },
];

export const MANDATE_ENDED_EXAMPLES: readonly [MandateEndedParams, ...MandateEndedParams[]] = [
  { ...head, endedOn: on, state: 'refused', reason: '户名不符', remedy: '请改用本人的卡。' },
  { ...bare, endedOn: on, state: 'cancelled', reason: '在银行解除', remedy: '请重新签约。' },
];
