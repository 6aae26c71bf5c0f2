/** Parameters of imaginary people for the papers about agreements in force and their breach. */
import { plainDate, plainMonth } from '../../domain/calendar.ts';
import type {
  AgreementChangedParams,
  BreachClosedParams,
  BreachDecisionParams,
  BreachNoticeParams,
  ObjectionReplyParams,
} from '../../cases/wording-documents.ts';
import { BARE_HEAD, CLAUSE, HEAD } from './examples.ts';

const on = plainDate('2026-11-23');
const head = { ...HEAD, business: '违约处置' };
const ways = { reconsiderationBody: '某市人民政府', court: '某市某区人民法院' };
const about = { last4: '0012', fact: '连续未按约定缴存' };

export const NOTICE_EXAMPLES: readonly [BreachNoticeParams, ...BreachNoticeParams[]] = [
  {
    ...{
      ...head,
      ...about,
      noticedOn: on,
      months: '2026年7月至2026年9月，共3个月',
      told: '说明。',
    },
    ...{ term: '《缴存使用协议》“违约情形及处置”表列第一项', clauses: [CLAUSE] },
    ...{ cure: '在整改期限内恢复缴存', cureDays: 30, measures: ['连续缴存时间中断，重新计算'] },
  },
  {
    ...{ ...BARE_HEAD, ...about, noticedOn: on, months: '', told: '' },
    ...{ term: '《缴存使用协议》', clauses: [], cure: '', cureDays: 30, measures: [] },
  },
];

export const REPLY_EXAMPLES: readonly [ObjectionReplyParams, ...ObjectionReplyParams[]] = [
  {
    ...{ ...head, ...about, repliedOn: on, objectedOn: on, upheld: true, reason: '理由。' },
    ...{ cureUntil: plainDate('2026-12-23'), ways },
  },
  {
    ...{ ...head, ...about, repliedOn: on, objectedOn: on, upheld: false, reason: '理由。' },
    ...{ cureUntil: plainDate('2026-12-23'), ways },
  },
];

const measure = {
  title: '限制提取和贷款',
  days: '自2026年11月23日起，至2029年11月23日止',
  term: '《缴存使用协议》“违约情形及处置”表列第五项',
  clause: '《住房公积金管理条例》第四十一条',
};

export const DECISION_EXAMPLES: readonly [BreachDecisionParams, ...BreachDecisionParams[]] = [
  {
    ...{ ...head, ...about, decidedOn: on, noticeNumber: '某金告〔2026〕1号', servedOn: on },
    ...{ cureUntil: on, measures: [measure], terminates: true, clauses: [CLAUSE], ways },
  },
  {
    ...{ ...BARE_HEAD, ...about, decidedOn: on, noticeNumber: '', servedOn: on, cureUntil: on },
    ...{ measures: [measure], terminates: false, clauses: [CLAUSE], ways },
  },
];

export const CLOSED_EXAMPLES: readonly [BreachClosedParams, ...BreachClosedParams[]] = [
  { ...head, ...about, closedOn: on, how: 'cured', reason: '' },
  { ...head, ...about, closedOn: on, how: 'withdrawn', reason: '理由。' },
  { ...head, ...about, closedOn: on, how: 'lifted', reason: '理由。' },
];

const changed = {
  ...{ ...HEAD, business: '协议中止、恢复与终止', changedOn: on, last4: '0012' },
  ...{ ground: '缴存人申请', clauses: [CLAUSE] },
};

export const CHANGED_EXAMPLES: readonly [AgreementChangedParams, ...AgreementChangedParams[]] = [
  { ...changed, change: 'suspend', changeTitle: '中止', owesFrom: null },
  { ...changed, change: 'resume', changeTitle: '恢复', owesFrom: plainMonth('2026-12') },
  { ...changed, change: 'resume', changeTitle: '恢复', owesFrom: null },
  { ...changed, change: 'terminate', changeTitle: '终止', owesFrom: null },
];
