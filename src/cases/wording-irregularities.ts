/** Words for irregularities (异常核查): what happened, and what shows it. */
import { returnedFor } from './wording-events-parts.ts';
import { textField, when, type EventWords, type Fields } from './wording-fields.ts';
import { taskWords } from './wording-tasks.ts';
import { irregularityOf } from './wording-waits-irregularities.ts';
import { waitTitle } from './wording-waits.ts';
import { dayText } from './wording.ts';

const named = (fields: Fields) => when(irregularityOf(fields) || null, (text) => `：${text}`);

/** Timeline sentences; the public fields each reads are named beside it. */
export const IRREGULARITY_EVENTS = {
  // invariant, evidence
  'irregularity-found': {
    title: '发现异常',
    sentence: (fields) => {
      const shown = evidenceText(fields['evidence']);
      return `合规巡检发现异常${named(fields)}${shown === '' ? '' : `（${shown}）`}。`;
    },
    channel: null,
  },
  // invariant, answer
  'irregularity-answered': {
    title: '提出核查意见',
    sentence: (fields) =>
      textField(fields, 'answer') === 'mended'
        ? '主管说明异常已经更正，等第二人确认。'
        : '主管说明查明无误，等第二人确认。',
    channel: null,
  },
  'irregularity-returned': {
    title: '退回核查意见',
    sentence: (fields) => `第二人退回核查意见${returnedFor(fields)}，继续核查。`,
    channel: null,
  },
  // invariant, outcome
  'irregularity-ended': {
    title: '异常办结',
    sentence: (fields) =>
      ({
        gone: '复查时账目已无该项异常，自动办结。',
        explained: '第二人确认查明无误，办结。',
        mended: '第二人对照账目确认已经更正，办结。',
      })[textField(fields, 'outcome') ?? ''] ?? '异常办结。',
    channel: null,
  },
} as const satisfies Record<string, EventWords>;

/** What the pieces of evidence are called. Ids are shown as they are; nothing personal is among them. */
const PIECES: Readonly<Record<string, string>> = {
  closedOn: '销户',
  answeredOn: '全国平台答复',
  heldFrom: '冻结起',
  hold: '冻结编号',
  sealedOn: '封存',
  unsealedOn: '启封',
  lastDayOn: '半年期末日',
  servedOn: '送达',
  noticeUntil: '告知期至',
  fromMonth: '计划起始月',
  agreement: '协议编号',
  agreements: '协议编号',
  since: '自',
  mandate: '授权编号',
  accounts: '账户数',
  elsewhere: '其他地方正常缴存的账户数',
  openedOn: '开立',
  source: '来源',
  postedOn: '记账',
  paidOn: '记账',
  journal: '凭证号',
  journals: '凭证号',
  month: '所属月份',
  debitedOn: '扣款',
  state: '当时状态',
  decidedOn: '决定',
  bannedFrom: '限制起',
  bannedUntil: '限制至',
  payout: '付款编号',
  payOn: '付款日',
  payouts: '付款笔数',
  wait: '等待',
  until: '到期',
  stage: '环节',
  task: '待办',
  endedOn: '办结',
};

const CODES: Readonly<Record<string, string>> = {
  unit: '单位缴存',
  flexible: '灵活就业缴存',
  subsidy: '补贴',
  unclassified: '来源待定',
  suspended: '中止',
  terminated: '终止',
  void: '作废',
};

/** 销户2026年8月1日，封存2026年3月1日. */
export function evidenceText(evidence: unknown): string {
  if (typeof evidence !== 'object' || evidence === null) return '';
  const order = Object.keys(PIECES);
  return Object.entries(evidence)
    .toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other))
    .map(([name, value]) => `${PIECES[name] ?? name}${pieceText(name, value)}`)
    .join('，');
}

function pieceText(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one: unknown) => pieceText(name, one)).join('、');
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return '';
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dayText(value);
  if (name === 'wait') return `“${waitTitle(value)}”`;
  if (name === 'task') return `“${taskWords(value).title}”`;
  return CODES[value] ?? value;
}
