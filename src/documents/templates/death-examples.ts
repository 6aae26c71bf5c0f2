/** Parameters of imaginary people for the papers of a payment after a death (死亡提取). */
import { plainDate } from '../../domain/calendar.ts';
import { yuan } from '../../domain/money.ts';
import type {
  DeathAcceptedParams,
  DeathClosedParams,
  DeathDecisionParams,
  DeathEndedParams,
  DeathHead,
  DeathPaidParams,
  DeathRefusedParams,
} from '../../cases/wording-documents.ts';

type Examples<Params> = readonly [Params, ...Params[]];

const head: DeathHead = {
  center: {
    name: '某市住房公积金管理中心',
    shortName: '某市公积金',
    phone: '12329',
    address: '某市某区某路1号',
    rule: '《某市住房公积金提取管理办法》（某金管〔2026〕2号）',
  },
  caseNumber: 'S202611230001',
  business: '死亡提取',
  person: { name: '张三', documentType: 'resident-id', documentNumber: '219900199001010014' },
  branch: '政务服务大厅',
  accountLast4: '0012',
  diedOn: plainDate('2026-10-01'),
  basis: '公证继承（（2026）某证字第1号）',
};
const bare: DeathHead = { ...head, center: { ...head.center, phone: null, address: null } };
const on = plainDate('2026-11-23');
const clause = {
  key: 'regulation-24',
  title: '《住房公积金管理条例》第二十四条',
  text: '职工死亡或者被宣告死亡的，职工的继承人、受遗赠人可以提取职工住房公积金账户内的存储余额',
};

export const DEATH_ACCEPTED_EXAMPLES: Examples<DeathAcceptedParams> = [
  {
    ...head,
    ...{ acceptedOn: on, lastOn: plainDate('2026-11-26') },
    heirs: ['李四（配偶），2份，某某银行，尾号1234', '张小三（子女），1份，某某银行，尾号5678'],
  },
  { ...bare, ...{ acceptedOn: on, lastOn: plainDate('2026-11-26') }, heirs: [] },
];

export const DEATH_ACCEPTED_BESIDE_EXAMPLES: Examples<DeathAcceptedParams> = [
  { ...DEATH_ACCEPTED_EXAMPLES[0], exit: 'X202611230001' },
  { ...bare, ...{ acceptedOn: on, lastOn: plainDate('2026-11-26') }, heirs: [], exit: '' },
];

export const DEATH_DECISION_EXAMPLES: Examples<DeathDecisionParams> = [
  {
    ...head,
    ...{ decidedOn: on, total: yuan('10000.00') },
    shares: [
      { who: '李四（配偶）', share: '2/3', amount: yuan('6666.67') },
      { who: '张小三（子女）', share: '1/3', amount: yuan('3333.33') },
    ],
    cents: '各份取到分后余1分，按尾数由大到小补给李四各1分。',
    clauses: [clause],
  },
  {
    ...bare,
    ...{ decidedOn: on, total: yuan('10000.00'), shares: [], cents: '', clauses: [clause] },
  },
];

export const DEATH_REFUSED_EXAMPLES: Examples<DeathRefusedParams> = [
  {
    ...head,
    decidedOn: on,
    reasons: [
      {
        code: 'death-open-loan',
        reason: '死者有未结清的住房公积金贷款，账户余额应先用于偿还贷款本息。',
        remedy: '贷款结清后，其余款项可以再次申请死亡提取。',
        clauses: [clause],
        earliestOn: null,
      },
    ],
    ways: { reconsiderationBody: '某市人民政府', court: '某市某区人民法院' },
  },
];

export const DEATH_PAID_EXAMPLES: Examples<DeathPaidParams> = [
  {
    ...head,
    ...{ who: '李四（配偶）', card: '某某银行，尾号1234', moved: yuan('6666.67'), paidOn: on },
  },
];

export const DEATH_CLOSED_EXAMPLES: Examples<DeathClosedParams> = [
  { ...head, closedOn: on },
  { ...bare, closedOn: on },
];

export const DEATH_ENDED_EXAMPLES: Examples<DeathEndedParams> = [
  { ...head, endedOn: on },
  { ...bare, endedOn: on },
];
