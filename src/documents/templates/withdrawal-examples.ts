/** Parameters of imaginary people for the papers of a withdrawal (提取). */
import { plainDate } from '../../domain/calendar.ts';
import { yuan } from '../../domain/money.ts';
import type {
  NoticeHead,
  PayoutFailedParams,
  PayoutReturnedParams,
  WithdrawalAcceptedParams,
  WithdrawalDecisionParams,
  WithdrawalEndedParams,
  WithdrawalHead,
  WithdrawalPaidParams,
  WithdrawalRefusedParams,
  WithdrawalSupplementParams,
} from '../../cases/wording-documents.ts';

const notice: NoticeHead = {
  center: {
    name: '某市住房公积金管理中心',
    shortName: '某市公积金',
    phone: '12329',
    address: '某市某区某路1号',
    rule: '《某市住房公积金提取管理办法》（某金管〔2026〕2号）',
  },
  caseNumber: 'T202611230001',
  business: '提取',
  person: { name: '张三', documentType: 'resident-id', documentNumber: '219900199001010014' },
  branch: '政务服务大厅',
};
const head: WithdrawalHead = {
  ...notice,
  what: '支付房租',
  amount: yuan('6000.00'),
  accountLast4: '0012',
  card: '某某银行，尾号1234',
};
const bare: WithdrawalHead = { ...head, center: { ...head.center, phone: null, address: null } };
const on = plainDate('2026-11-23');
const lastOn = plainDate('2026-11-26');
const later = plainDate('2026-12-08');
const clause = {
  key: 'regulation-24',
  title: '《住房公积金管理条例》第二十四条',
  text: '职工有下列情形之一的，可以提取职工住房公积金账户内的存储余额',
};

export const ACCEPTED_EXAMPLES: readonly [WithdrawalAcceptedParams, ...WithdrawalAcceptedParams[]] =
  [
    {
      ...head,
      ...{ acceptedOn: on, regulation: '2026', lastOn, promisedWorkingDays: 1 },
      ...{ promisedOn: plainDate('2026-11-24'), promisedProvisional: false },
    },
    {
      ...bare,
      ...{
        acceptedOn: plainDate('2026-09-18'),
        regulation: '2019',
        lastOn: plainDate('2026-09-21'),
      },
      ...{ promisedWorkingDays: 1, promisedOn: plainDate('2026-09-20'), promisedProvisional: true },
    },
    {
      ...head,
      ...{ acceptedOn: on, regulation: '2026', lastOn, promisedWorkingDays: 1 },
      ...{ promisedOn: null, promisedProvisional: false },
    },
  ];

export const SUPPLEMENT_EXAMPLES: readonly [
  WithdrawalSupplementParams,
  ...WithdrawalSupplementParams[],
] = [
  {
    ...head,
    toldOn: on,
    missing: [
      { name: '房屋租赁合同', bring: '携带房屋租赁合同。' },
      { name: '婚姻状况', bring: '说明婚姻状况。' },
    ],
    until: later,
  },
  { ...bare, toldOn: on, missing: [{ name: '付款凭证', bring: '携带发票。' }], until: later },
];

export const DECISION_EXAMPLES: readonly [WithdrawalDecisionParams, ...WithdrawalDecisionParams[]] =
  [
    {
      ...head,
      ...{ acceptedOn: on, decidedOn: on, item: 1 },
      drawn: '灵活就业缴存4000.00元和单位缴存2000.00元',
      limit: '当地租房提取限额6000.00元',
      clauses: [clause],
    },
    {
      ...bare,
      what: '离休、退休',
      ...{ acceptedOn: on, decidedOn: on, item: 6, drawn: '灵活就业缴存6000.00元', limit: '' },
      clauses: [clause],
    },
  ];

export const REFUSED_EXAMPLES: readonly [WithdrawalRefusedParams, ...WithdrawalRefusedParams[]] = [
  {
    ...head,
    ...{ acceptedOn: on, decidedOn: on },
    reasons: [
      {
        code: 'withdrawn-too-soon',
        reason: '距上次同一情形的提取，还没有满规定的间隔。',
        remedy: '满规定的间隔后可以再次申请。',
        clauses: [clause],
        earliestOn: later,
      },
    ],
    ways: { reconsiderationBody: '某市人民政府', court: '某市某区人民法院' },
  },
  {
    ...bare,
    ...{ acceptedOn: on, decidedOn: on },
    reasons: ['amount-above-limit', 'owns-home'].map((code) => ({
      ...{ code, reason: '不符合条件。', remedy: '改填后再次申请。', earliestOn: null },
      clauses: [clause],
    })),
    ways: { reconsiderationBody: '某市人民政府', court: '有管辖权的人民法院' },
  },
];

export const PAID_EXAMPLES: readonly [WithdrawalPaidParams, ...WithdrawalPaidParams[]] = [
  { ...head, paidOn: on, moved: head.amount },
  { ...bare, paidOn: on, moved: yuan('5999.99') },
];

export const FAILED_EXAMPLES: readonly [PayoutFailedParams, ...PayoutFailedParams[]] = [
  {
    ...head,
    ...{
      failedOn: on,
      reason: '银行卡已销卡',
      remedy: '请换用本人名下的有效银行卡。',
      until: later,
    },
  },
  {
    ...bare,
    ...{
      failedOn: on,
      reason: '银行卡已销卡',
      remedy: '请换用本人名下的有效银行卡。',
      until: later,
    },
  },
];

const ended = {
  ...notice,
  ...{ what: head.what, amount: head.amount, accountLast4: head.accountLast4, endedOn: later },
};
export const ENDED_EXAMPLES: readonly [WithdrawalEndedParams, ...WithdrawalEndedParams[]] = [
  { ...ended, why: 'withdrawn' },
  { ...ended, why: 'not-supplied' },
  { ...ended, center: bare.center, why: 'not-mended' },
];

const returned = {
  ...notice,
  ...{ accountLast4: '0012', returnedOn: later, amount: head.amount, cardLast4: '1234' },
  ...{ reason: '对方银行退回', remedy: '请核对户名、账号和开户银行后重新办理。' },
};
export const RETURNED_EXAMPLES: readonly [PayoutReturnedParams, ...PayoutReturnedParams[]] = [
  { ...returned, into: 'account' },
  { ...returned, center: bare.center, into: 'suspense' },
];
