/** Parameters of imaginary people for the papers of leaving (退出销户). */
import { plainDate } from '../../domain/calendar.ts';
import { yuan } from '../../domain/money.ts';
import type {
  ExitAcceptedParams,
  ExitClosedParams,
  ExitDecisionParams,
  ExitEndedParams,
  ExitGateMovedParams,
  ExitHead,
  ExitLoanSettledParams,
  ExitPaidParams,
  ExitRefusedParams,
  ExitTermsParams,
} from '../../cases/wording-documents.ts';

type Examples<Params> = readonly [Params, ...Params[]];

const head: ExitHead = {
  center: {
    name: '某市住房公积金管理中心',
    shortName: '某市公积金',
    phone: '12329',
    address: '某市某区某路1号',
    rule: '《某市灵活就业人员住房公积金管理办法》（某金管〔2026〕2号）',
  },
  caseNumber: 'X202611230001',
  business: '退出销户',
  person: { name: '张三', documentType: 'resident-id', documentNumber: '219900199001010014' },
  branch: '政务服务大厅',
  accountLast4: '0012',
  card: '某某银行，尾号1234',
};
const bare: ExitHead = { ...head, center: { ...head.center, phone: null, address: null } };
const on = plainDate('2026-11-23');
const gateOn = plainDate('2027-03-01');
const clause = {
  key: 'liaoning-7',
  title: '《通知（征求意见稿）》（七）',
  text: '没有未结清的住房公积金个人住房贷款且无担保责任的，可全额提取',
};
const rest =
  '单位缴存部分的本息等封存满半年，2027年3月1日起由本中心付到同一张卡并销户，不须再来办理；期间继续计息。';
const gate = '2026年8月31日封存（当日不计入），满半年的次日是2027年3月1日；遇休假日不顺延。';
const waiting = {
  title: '以单位缴存部分的封存日起算半年；灵活就业缴存部分不等待',
  lines: [
    '灵活就业缴存部分本息：签字后即付。',
    '单位缴存部分本息：2027年3月1日起付。',
    '销户：2027年3月1日起，付清后销户。',
  ],
};

const terms: ExitTermsParams = {
  ...head,
  ...{ toldOn: on, flexible: yuan('15088.75'), employee: yuan('8000.00'), reading: waiting },
  others: [
    {
      title: '以整个账户的封存日起算半年；满半年以前，款项都不提取',
      lines: ['单位缴存部分本息：2027年5月24日起付。', '销户：2027年5月24日起，付清后销户。'],
    },
  ],
  ...{ gate, regretDays: 0, until: plainDate('2026-12-08'), clauses: [clause] },
};
const bareTerms: ExitTermsParams = {
  ...bare,
  ...{ toldOn: on, flexible: yuan('0.00'), employee: yuan('0.00') },
  reading: { title: waiting.title, lines: ['销户：付清后即销户。'] },
  others: [],
  ...{ gate: '', regretDays: 7, until: plainDate('2026-12-08'), clauses: [clause] },
};
const accepted: ExitAcceptedParams = {
  ...head,
  ...{ acceptedOn: on, lastOn: plainDate('2026-11-26'), lines: waiting.lines, gate, regret: '' },
};
const bareAccepted: ExitAcceptedParams = {
  ...bare,
  ...{ acceptedOn: on, lastOn: plainDate('2026-11-26'), lines: ['销户：付清后即销户。'] },
  gate: '',
  regret:
    '反悔期至2026年11月30日（含当日）：期内不付款，可以随时撤回，撤回后协议照旧；期满后付款，不能反悔。',
};

export const FIRST_TERMS_EXAMPLES: Examples<ExitTermsParams> = [terms, bareTerms];
export const FIRST_ACCEPTED_EXAMPLES: Examples<ExitAcceptedParams> = [accepted, bareAccepted];

/** Signed with a window of seven days in which it can be regretted. */
const regretting = {
  title: waiting.title,
  lines: [
    '灵活就业缴存部分本息：反悔期满后付（今日签字的，2026年12月1日起）。',
    ...waiting.lines.slice(1),
  ],
};

export const EXIT_TERMS_EXAMPLES: Examples<ExitTermsParams> = [
  terms,
  { ...terms, reading: regretting, regretDays: 7 },
  {
    ...bareTerms,
    reading: {
      title: waiting.title,
      lines: ['销户：反悔期满、付清后即销户（今日签字的，2026年12月1日起）。'],
    },
  },
];

export const EXIT_ACCEPTED_EXAMPLES: Examples<ExitAcceptedParams> = [
  accepted,
  { ...accepted, lines: regretting.lines, regret: bareAccepted.regret },
  {
    ...bareAccepted,
    lines: ['销户：反悔期满、付清后即销户（今日签字的，2026年12月1日起）。'],
  },
];

export const EXIT_DECISION_EXAMPLES: Examples<ExitDecisionParams> = [
  {
    ...head,
    ...{ decidedOn: on, amount: yuan('15088.75'), interest: yuan('88.75') },
    ...{ drawn: '灵活就业缴存15088.75元', rest, clauses: [clause] },
  },
  {
    ...bare,
    ...{ decidedOn: gateOn, amount: yuan('8050.00'), interest: yuan('50.00') },
    ...{ drawn: '单位缴存8050.00元', rest: '', clauses: [clause] },
  },
];

export const EXIT_REFUSED_EXAMPLES: Examples<ExitRefusedParams> = [
  {
    ...head,
    decidedOn: on,
    reasons: [
      {
        code: 'exit-open-loan',
        reason: '有未结清的住房公积金贷款（本人借款或者共同借款），结清以前不能办理销户提取。',
        remedy: '贷款结清后本中心会通知您，届时可以再次申请。',
        clauses: [clause],
        earliestOn: null,
      },
    ],
    ...{ paid: '', watches: true },
    ways: { reconsiderationBody: '某市人民政府', court: '某市某区人民法院' },
  },
  {
    ...bare,
    decidedOn: gateOn,
    reasons: [
      {
        code: 'exit-ban',
        reason: '在违法提取或者骗取贷款的限制期内，不得提取。限制期到2028年6月30日止。',
        remedy: '限制期满的次日起可以再次申请。',
        clauses: [clause],
        earliestOn: plainDate('2028-07-01'),
      },
    ],
    paid: '已经付给您的款项不受影响；其余款项留在账户，账户保持封存，继续计息。',
    watches: false,
    ways: { reconsiderationBody: '某市人民政府', court: '某市某区人民法院' },
  },
];

export const EXIT_PAID_EXAMPLES: Examples<ExitPaidParams> = [
  { ...head, paidOn: on, moved: yuan('15088.75'), rest },
  { ...bare, paidOn: gateOn, moved: yuan('8050.00'), rest: '' },
];

export const EXIT_MOVED_EXAMPLES: Examples<ExitGateMovedParams> = [
  {
    ...head,
    ...{ toldOn: on, before: '2027年3月1日', now: '单位缴存部分没有封存，半年尚未起算。' },
  },
  { ...bare, ...{ toldOn: on, before: '', now: gate } },
];

export const EXIT_CLOSED_EXAMPLES: Examples<ExitClosedParams> = [
  {
    ...head,
    closedOn: gateOn,
    payments: [
      { on, amount: yuan('15088.75') },
      { on: gateOn, amount: yuan('8050.00') },
    ],
    total: yuan('23138.75'),
  },
  { ...bare, closedOn: on, payments: [], total: yuan('0.00') },
];

export const EXIT_ENDED_EXAMPLES: Examples<ExitEndedParams> = [
  { ...head, ...{ endedOn: on, why: 'withdrawn', agreement: 'goes-on' } },
  { ...bare, ...{ endedOn: on, why: 'not-signed', agreement: 'goes-on' } },
  { ...head, ...{ endedOn: on, why: 'not-mended', agreement: 'ended' } },
];

export const EXIT_ENDED_RESTING_EXAMPLES: Examples<ExitEndedParams> = [
  { ...head, ...{ endedOn: on, why: 'withdrawn', agreement: 'goes-on', rests: '' } },
  {
    ...{ ...bare, endedOn: on, why: 'withdrawn', agreement: 'goes-on' },
    rests:
      '缴存使用协议目前因单位报送录用（业务编号G202611230007）中止，中止期间不扣款；该事由消除以前，扣款不恢复。',
  },
  {
    ...{ ...head, endedOn: on, why: 'not-signed', agreement: 'goes-on' },
    rests: '账户目前没有生效的缴存使用协议，不扣款。',
  },
  { ...head, ...{ endedOn: on, why: 'not-mended', agreement: 'ended', rests: '' } },
];

export const EXIT_SETTLED_EXAMPLES: Examples<ExitLoanSettledParams> = [
  { ...head, toldOn: on },
  { ...bare, toldOn: on },
];

export const EXIT_SETTLED_BUT_EXAMPLES: Examples<ExitLoanSettledParams> = [
  { ...head, toldOn: on, standing: [] },
  { ...bare, toldOn: on, standing: [] },
  {
    ...{ ...head, toldOn: on },
    standing: ['账户被冻结。查到：司法冻结。冻结的请向作出冻结的机关了解；解除后可以再次申请。'],
  },
];
