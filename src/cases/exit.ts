/**
 * Leaving (退出销户): a flexible worker is paid everything, the agreement ends, the account closes; what was
 * contributed as an employee waits for its half year of seal.
 *
 * @source 通知（征求意见稿）（七）; 住房公积金管理条例 第二十五条、第四十一条
 */
import type { CaseType, Permit } from './case.ts';
import { exitCourse } from './exit-course.ts';
import {
  CORRECT,
  REWORKING,
  reviewing,
  SENT_BACK_ACTIONS,
  sentBackStage,
  type SentBackAction,
  type SentBackStage,
} from './sent-back.ts';

export type ExitStage =
  | 'checking'
  | 'needs attention'
  | 'awaiting signature'
  | 'regret'
  | 'settling'
  | SentBackStage
  | 'in review'
  | 'paying'
  | 'payment unknown'
  | 'payment failed'
  | 'awaiting gate'
  | 'awaiting settlement'
  | 'closed'
  | 'refused'
  | 'told'
  | 'lapsed'
  | 'deceased'
  | 'withdrawn';
export type ExitAction =
  | SentBackAction
  | 'sign'
  | 'withdraw'
  | 'retry-now'
  | 'recheck'
  | 'review'
  | 'change-card'
  | 'pay-again'
  | 'ask-payout'
  | 'stop-watching';

const COUNTER: Permit = { roles: ['clerk', 'channel'] };
const DESK: Permit = { roles: ['clerk', 'supervisor'] };
const SUPERVISOR: Permit = { roles: ['supervisor'] };

export const exit: CaseType<ExitStage, ExitAction> = {
  type: 'exit',
  title: '退出销户',
  clauses: ['liaoning-7', 'regulation-25'],
  numberPrefix: 'X',
  startedBy: ['clerk', 'channel'],
  claimsPerson: true,
  agents: 'verified',
  waitMoves: { 'awaiting gate': 'exit-gate' },
  course: exitCourse,
  stages: {
    checking: { title: '核查中', state: 'running', asks: ['national'] },
    'needs attention': { title: '核查未答复，需处理', channelTitle: '核查中', state: 'attention' },
    'awaiting signature': { title: '待本人签字确认', state: 'waiting' },
    regret: { title: '反悔期', state: 'waiting' },
    settling: { title: '结算中', state: 'running', asks: [] },
    'sent back': sentBackStage('结算中'),
    'in review': { title: '待复核', channelTitle: '结算中', state: 'waiting' },
    paying: { title: '付款中', state: 'waiting' },
    'payment unknown': {
      title: '付款结果不明，需处理',
      channelTitle: '付款中',
      state: 'attention',
    },
    'payment failed': { title: '付款未成功', state: 'waiting' },
    'awaiting gate': { title: '等封存满半年', state: 'waiting' },
    'awaiting settlement': { title: '不予办理，等贷款结清', state: 'waiting' },
    closed: { title: '已销户', state: 'ended', final: true },
    refused: { title: '不予办理', state: 'ended', final: true },
    told: { title: '贷款已结清，已告知可再次申请', state: 'ended', final: true },
    lapsed: { title: '逾期未办，已终止', state: 'ended', final: true },
    deceased: { title: '本人死亡，已终止', state: 'ended', final: true },
    withdrawn: { title: '已撤回', state: 'ended', final: true },
  },
  actions: {
    sign: { title: '登记本人签字' },
    withdraw: {
      title: '撤回申请',
      reason: true,
      preview:
        '业务终止，账户不销户。还没有签字或者在反悔期内的，协议照旧；签字生效后撤回的，协议已经终止，账户保持封存，可以再次申请或者恢复缴存。',
    },
    'retry-now': {
      title: '立即重新核查',
      repair: true,
      reason: true,
      leadsTo: 'checking',
      asksAgain: true,
    },
    recheck: { title: '立即核查贷款', reason: true },
    review: { title: '复核', reason: true },
    correct: CORRECT,
    ...SENT_BACK_ACTIONS,
    'change-card': { title: '更换收款卡并重新付款', reason: true },
    'pay-again': {
      title: '按原卡重新付款',
      reason: true,
      preview: '银行已答复上一笔没有付出；以新的指令再付一次到原来的卡。',
    },
    'ask-payout': { title: '立即向银行查询', repair: true, reason: true },
    'stop-watching': {
      title: '不再等待',
      reason: true,
      preview: '不再核查贷款是否结清，业务办结；贷款结清后本人可以随时再次申请。',
    },
  },
  permits: {
    checking: { withdraw: COUNTER },
    'needs attention': { 'retry-now': SUPERVISOR, withdraw: COUNTER },
    'awaiting signature': { sign: COUNTER, withdraw: COUNTER },
    regret: { withdraw: COUNTER },
    settling: { withdraw: COUNTER },
    'sent back': { ...REWORKING, withdraw: COUNTER },
    'in review': {
      ...reviewing({
        roles: ['reviewer'],
        notBy: ['submitter', 'supplementer', 'card-entered', 'appealed'],
      }),
      withdraw: COUNTER,
    },
    paying: {},
    'payment unknown': { 'ask-payout': SUPERVISOR },
    'payment failed': {
      'change-card': COUNTER,
      'pay-again': DESK,
      withdraw: COUNTER,
    },
    'awaiting gate': { withdraw: COUNTER },
    'awaiting settlement': { recheck: DESK, 'stop-watching': COUNTER },
    closed: {},
    refused: {},
    told: {},
    lapsed: {},
    deceased: {},
    withdrawn: {},
  },
};
