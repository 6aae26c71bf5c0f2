/** Parameters of imaginary people for the papers of a change of the contribution (缴存变更). */
import { plainDate, plainMonth } from '../../domain/calendar.ts';
import { yuan } from '../../domain/money.ts';
import type {
  AmendmentParams,
  ChangeEndedParams,
  ChangeRefusedParams,
  ChosenPlan,
  ContributionChangedParams,
  FirstDebitOfChange,
  NoticeHead,
} from '../../cases/wording-documents.ts';

const head: NoticeHead = {
  center: {
    name: '某市住房公积金管理中心',
    shortName: '某市公积金',
    phone: '12329',
    address: '某市某区某路1号',
    rule: '《某市灵活就业人员住房公积金缴存使用管理办法》（某金管〔2026〕1号）',
  },
  caseNumber: 'G202611230001',
  business: '缴存变更',
  person: { name: '张三', documentType: 'resident-id', documentNumber: '219900199001010014' },
  branch: '政务服务大厅',
};
const bareHead: NoticeHead = { ...head, center: { ...head.center, phone: null, address: null } };
const on = plainDate('2026-11-23');
const later = plainDate('2026-12-08');

const before: ChosenPlan = {
  monthlyAmount: yuan('800.00'),
  cycle: 'month',
  debitDay: 15,
  debitRule: 'previous',
  bank: '某某银行',
  cardLast4: '1234',
};
const after: ChosenPlan = {
  ...before,
  monthlyAmount: yuan('1200.00'),
  cycle: 'quarter',
  debitDay: 10,
  debitRule: 'next',
  cardLast4: '5678',
};
const first: FirstDebitOfChange = {
  firstMonth: plainMonth('2026-12'),
  debitOn: plainDate('2026-12-10'),
  coversTo: plainMonth('2027-02'),
  amount: yuan('3600.00'),
  provisional: false,
};
const unsure: FirstDebitOfChange = {
  ...first,
  coversTo: first.firstMonth,
  amount: yuan('1200.00'),
  provisional: true,
};

export const AMENDMENT_EXAMPLES: readonly [AmendmentParams, ...AmendmentParams[]] = [
  {
    ...head,
    agreementNumber: '某公积金字〔2026〕第1号',
    accountLast4: '0012',
    changes: '月缴存额、缴存周期、扣款日和扣款银行卡',
    before,
    after,
    limits: { min: yuan('223.00'), max: yuan('7358.00') },
    expected: first,
    bank: '签署后须向银行换卡，并由持卡人以银行发送的验证码确认；确认前仍从原卡扣款。',
    bankDays: 15,
    changeMonths: 12,
    offeredOn: on,
    signBy: later,
  },
  {
    ...bareHead,
    agreementNumber: null,
    accountLast4: null,
    changes: '扣款日',
    before,
    after: { ...before, debitDay: 10 },
    limits: { min: yuan('223.00'), max: yuan('7358.00') },
    expected: unsure,
    bank: '不须向银行办理，签署后即可生效。',
    bankDays: 15,
    changeMonths: 12,
    offeredOn: on,
    signBy: later,
  },
];

export const CHANGED_EXAMPLES: readonly [
  ContributionChangedParams,
  ...ContributionChangedParams[],
] = [
  {
    ...head,
    changedOn: on,
    accountLast4: '0012',
    changes: '月缴存额、缴存周期、扣款日和扣款银行卡',
    before,
    after,
    first,
  },
  {
    ...bareHead,
    changedOn: on,
    accountLast4: null,
    changes: '月缴存额',
    before,
    after: { ...before, monthlyAmount: after.monthlyAmount },
    first: unsure,
  },
];

export const CHANGE_REFUSED_EXAMPLES: readonly [ChangeRefusedParams, ...ChangeRefusedParams[]] = [
  {
    ...head,
    decidedOn: on,
    changes: '月缴存额',
    reasons: [
      {
        code: 'change-amount-outside-limits',
        reason: '新的月缴存额不在当地现行上下限以内。',
        remedy: '请改填上下限以内的月缴存额后再申请。',
        clauses: [{ key: 'liaoning-4', title: '某条', text: '条文原文。' }],
        earliestOn: null,
      },
    ],
  },
  {
    ...bareHead,
    decidedOn: on,
    changes: '月缴存额',
    reasons: [
      {
        code: 'changed-too-soon',
        reason: '月缴存额在协议约定的期间内已经变更过一次。',
        remedy: '期满后可以再次变更。',
        clauses: [{ key: 'liaoning-4', title: '某条', text: null }],
        earliestOn: later,
      },
      {
        code: 'account-not-normal',
        reason: '该账户已封存，不能变更缴存约定。',
        remedy: '恢复正常缴存后再申请变更。',
        clauses: [{ key: 'liaoning-4', title: '某条', text: '条文原文。' }],
        earliestOn: null,
      },
    ],
  },
];

export const CHANGE_ENDED_EXAMPLES: readonly [ChangeEndedParams, ...ChangeEndedParams[]] = [
  { ...head, endedOn: on, why: 'withdrawn', changes: '月缴存额', until: on },
  { ...head, endedOn: on, why: 'not-signed', changes: '月缴存额', until: later },
  { ...bareHead, endedOn: on, why: 'not-done', changes: '扣款银行卡', until: later },
];
