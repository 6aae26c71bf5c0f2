/**
 * Withdrawal (提取): a person draws on the account for one of the cases of article 24, to a card of his or
 * her own; decided within three days of acceptance, reserved, paid by the bank. Whoever retires, can work no
 * more or settles abroad draws everything, and the account closes when all is paid.
 *
 * @source 住房公积金管理条例 第二十四条、第二十五条; 通知（征求意见稿）（七）
 */
import type { CaseType, Permit } from './case.ts';
import {
  CORRECT,
  REWORKING,
  reviewing,
  SENT_BACK_ACTIONS,
  sentBackStage,
  type SentBackAction,
  type SentBackStage,
} from './sent-back.ts';
import { withdrawalCourse } from './withdrawal-course.ts';

export type WithdrawalStage =
  | 'incomplete'
  | 'deciding'
  | SentBackStage
  | 'in review'
  | 'in approval'
  | 'checking'
  | 'check unanswered'
  | 'paying'
  | 'needs attention'
  | 'payment failed'
  | 'closing'
  | 'closed'
  | 'paid'
  | 'refused'
  | 'lapsed'
  | 'withdrawn';
export type WithdrawalAction =
  | SentBackAction
  | 'supplement'
  | 'withdraw'
  | 'review'
  | 'approve'
  | 'decline'
  | 'change-card'
  | 'pay-again'
  | 'ask-payout'
  | 'retry-now';

const COUNTER: Permit = { roles: ['clerk', 'channel'] };
const REVIEWER: Permit = {
  roles: ['reviewer'],
  notBy: ['submitter', 'supplementer', 'card-entered', 'appealed'],
};
const SUPERVISOR: Permit = {
  roles: ['supervisor'],
  notBy: ['submitter', 'supplementer', 'reviewer'],
};

export const withdrawal: CaseType<WithdrawalStage, WithdrawalAction> = {
  type: 'withdrawal',
  title: '提取',
  clauses: ['regulation-24', 'regulation-25', 'liaoning-7'],
  numberPrefix: 'T',
  startedBy: ['clerk', 'channel'],
  waitMoves: { incomplete: 'withdrawal-supplement' },
  claimsPerson: true,
  agents: 'seen',
  course: withdrawalCourse,
  stages: {
    incomplete: { title: '待补正', state: 'waiting' },
    deciding: { title: '审核中', state: 'running', asks: [] },
    'sent back': sentBackStage('审核中'),
    'in review': { title: '待复核', channelTitle: '审核中', state: 'waiting' },
    'in approval': { title: '待审批', channelTitle: '审核中', state: 'waiting' },
    // Loans nationwide, for every case of the law, and anew where the last answer is too old.
    checking: { title: '核查中', state: 'running', asks: ['national'] },
    'check unanswered': {
      title: '核查未答复，需处理',
      channelTitle: '核查中',
      state: 'attention',
    },
    paying: { title: '付款中', state: 'waiting' },
    'needs attention': {
      title: '付款结果不明，需处理',
      channelTitle: '付款中',
      state: 'attention',
    },
    'payment failed': { title: '付款未成功', state: 'waiting' },
    closing: { title: '销户中', state: 'running', asks: [] },
    closed: { title: '已付清并销户', state: 'ended', final: true },
    paid: { title: '已付款', state: 'ended', final: true },
    refused: { title: '不准提取', state: 'ended', final: true },
    lapsed: { title: '逾期未办，已终止', state: 'ended', final: true },
    withdrawn: { title: '已撤回', state: 'ended', final: true },
  },
  actions: {
    supplement: { title: '补正材料' },
    withdraw: {
      title: '撤回申请',
      reason: true,
      preview: '业务终止，不再提取；账户余额不变，可以重新申请。',
    },
    review: { title: '复核', reason: true },
    correct: CORRECT,
    approve: { title: '批准提取', reason: true },
    decline: { title: '不批准', reason: true },
    ...SENT_BACK_ACTIONS,
    'change-card': { title: '更换收款卡并重新付款', reason: true },
    'pay-again': {
      title: '按原卡重新付款',
      reason: true,
      preview: '银行已答复上一笔没有付出；以新的指令再付一次到原来的卡。',
    },
    'ask-payout': { title: '立即向银行查询', repair: true, reason: true },
    'retry-now': {
      title: '立即重新核查',
      repair: true,
      reason: true,
      leadsTo: 'checking',
      asksAgain: true,
    },
  },
  permits: {
    incomplete: { supplement: COUNTER, withdraw: COUNTER },
    deciding: { withdraw: COUNTER },
    'sent back': { ...REWORKING, withdraw: COUNTER },
    'in review': { ...reviewing(REVIEWER), withdraw: COUNTER },
    'in approval': {
      ...{ approve: SUPERVISOR, decline: SUPERVISOR, 'send-back': SUPERVISOR },
      withdraw: COUNTER,
    },
    checking: { withdraw: COUNTER },
    'check unanswered': { 'retry-now': { roles: ['supervisor'] }, withdraw: COUNTER },
    paying: {},
    'needs attention': { 'ask-payout': { roles: ['supervisor'] } },
    'payment failed': {
      'change-card': COUNTER,
      'pay-again': { roles: ['clerk', 'supervisor'] },
      withdraw: COUNTER,
    },
    closing: {},
    closed: {},
    paid: {},
    refused: {},
    lapsed: {},
    withdrawn: {},
  },
};
