/**
 * Payment after a death (死亡提取): the heirs of a holder are paid, each to a card of their own, and the account
 * closes; where nobody inherits the money is the fund's income.
 *
 * @source 住房公积金管理条例 第二十四条第三款、第二十五条; 通知（征求意见稿）（七）
 */
import type { CaseType, Permit } from './case.ts';
import type { Course } from './case.ts';
import {
  CORRECT,
  REWORKING,
  reviewing,
  SENT_BACK_ACTIONS,
  sentBackPlace,
  sentBackStage,
  type SentBackAction,
  type SentBackStage,
} from './sent-back.ts';

export type DeathStage =
  | 'checking'
  | 'needs attention'
  | SentBackStage
  | 'in review'
  | 'settling'
  | 'paying'
  | 'payment unknown'
  | 'payment failed'
  | 'closed'
  | 'refused'
  | 'withdrawn';
export type DeathAction =
  SentBackAction | 'review' | 'withdraw' | 'retry-now' | 'change-card' | 'pay-again' | 'ask-payout';

const COUNTER: Permit = { roles: ['clerk'] };
const SUPERVISOR: Permit = { roles: ['supervisor'] };

const course = {
  steps: ['核查', '复核', '付款', '销户'],
  stages: {
    checking: {
      step: '核查',
      now: '扣款已经停止；正在核验继承人身份，并向全国平台核查死者有没有未结清的贷款。',
    },
    'needs attention': {
      step: '核查',
      now: '外部系统暂时没有答复，系统会自动再次核查；没有答复以前不能付款。',
    },
    'sent back': sentBackPlace('复核'),
    'in review': {
      step: '复核',
      now: '等另一名工作人员核对死亡证明、继承依据、继承人和份额；不须申请人再办什么。',
    },
    settling: { step: '付款', now: '正在结清利息、按份额计算各继承人的金额，随后逐一付款。' },
    paying: {
      step: '付款',
      now: '款项已从账户划出待付，等银行付到这位继承人的卡上；各继承人依次付款。',
    },
    'payment unknown': {
      step: '付款',
      now: '款项已划出待付，银行还没有答复结果；中心正在查询，查明以前不会重付，也不会多付。',
    },
    'payment failed': {
      step: '付款',
      now: '银行没有付成，款项已退回账户；请这位继承人更换本人名下的收款卡，其余继承人在其后付款。',
    },
    closed: { step: '销户', now: '款项已经全部付清或者转入增值收益，账户已销户。' },
    refused: {
      step: '核查',
      now: '不准提取，理由和办法见决定书；账户余额不变，条件具备后可以再次申请。',
      reasons: true,
    },
    withdrawn: { step: null, now: '申请已撤回，账户余额不变；可以重新申请。' },
  },
} as const satisfies Course;

export const deathPayout: CaseType<DeathStage, DeathAction> = {
  type: 'death-payout',
  title: '死亡提取',
  clauses: ['regulation-24', 'regulation-25', 'liaoning-7'],
  personTitle: '已故缴存人',
  numberPrefix: 'S',
  startedBy: ['clerk'],
  claimsPerson: true,
  agents: 'verified',
  course,
  stages: {
    checking: { title: '核查中', state: 'running', asks: ['national', 'identity'] },
    'needs attention': { title: '核查未答复，需处理', state: 'attention' },
    'sent back': sentBackStage(),
    'in review': { title: '待复核', state: 'waiting' },
    settling: { title: '结算中', state: 'running', asks: [] },
    paying: { title: '付款中', state: 'waiting' },
    'payment unknown': { title: '付款结果不明，需处理', state: 'attention' },
    'payment failed': { title: '付款未成功', state: 'waiting' },
    closed: { title: '已销户', state: 'ended', final: true },
    refused: { title: '不准提取', state: 'ended', final: true },
    withdrawn: { title: '已撤回', state: 'ended', final: true },
  },
  actions: {
    review: { title: '复核', reason: true },
    correct: CORRECT,
    ...SENT_BACK_ACTIONS,
    withdraw: {
      title: '撤回申请',
      reason: true,
      preview: '业务终止，账户余额不变；因本申请中止的协议恢复。',
    },
    'retry-now': {
      title: '立即重新核查',
      repair: true,
      reason: true,
      leadsTo: 'checking',
      asksAgain: true,
    },
    'change-card': { title: '更换收款卡并重新付款', reason: true },
    'pay-again': {
      title: '按原卡重新付款',
      reason: true,
      preview: '银行已答复上一笔没有付出；以新的指令再付一次到原来的卡。',
    },
    'ask-payout': { title: '立即向银行查询', repair: true, reason: true },
  },
  permits: {
    checking: { withdraw: COUNTER },
    'needs attention': { 'retry-now': SUPERVISOR, withdraw: COUNTER },
    'sent back': { ...REWORKING, withdraw: COUNTER },
    'in review': {
      ...reviewing({
        roles: ['reviewer'],
        notBy: ['submitter', 'supplementer', 'card-entered', 'appealed'],
      }),
      withdraw: COUNTER,
    },
    settling: {},
    paying: {},
    'payment unknown': { 'ask-payout': SUPERVISOR },
    'payment failed': {
      'change-card': COUNTER,
      'pay-again': { roles: ['clerk', 'supervisor'] },
    },
    closed: {},
    refused: {},
    withdrawn: {},
  },
};
