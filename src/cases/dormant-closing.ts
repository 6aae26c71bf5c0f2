/**
 * Closing of an empty account (零余额销户): one account's way from candidate to closed.
 *
 * Notice with proof of delivery, a period in which a contribution averts it, and on the day a look into the
 * books and a question to the national platform about loans; interest is paid out first. Nothing runs before
 * the notice has reached the person; nothing is closed that holds money.
 *
 * @source 通知（征求意见稿）（十四）
 */
import type { CaseType, Permit } from './case.ts';
import { dormantClosingCourse } from './dormant-closing-course.ts';

export type DormantStage =
  | 'serving'
  | 'noticed'
  | 'checking'
  | 'needs attention'
  | 'paying'
  | 'payment unknown'
  | 'closed'
  | 'contributing'
  | 'kept'
  | 'withdrawn';
export type DormantAction =
  | 'record-delivery'
  | 'announce'
  | 'serve-again'
  | 'recheck'
  | 'withdraw'
  | 'retry-now'
  | 'ask-payout';

const DESK: Permit = { roles: ['clerk', 'supervisor'] };
const BOSS: Permit = { roles: ['supervisor'] };

export const dormantClosing: CaseType<DormantStage, DormantAction> = {
  type: 'dormant-closing',
  title: '零余额销户',
  clauses: ['liaoning-14'],
  personTitle: '缴存人',
  numberPrefix: 'L',
  startedBy: ['supervisor'],
  waitMoves: { noticed: 'dormancy-notice' },
  claimsPerson: false,
  course: dormantClosingCourse,
  stages: {
    serving: { title: '告知书送达中', state: 'waiting' },
    noticed: { title: '告知期', state: 'waiting' },
    checking: { title: '核查中', state: 'running', asks: ['national'] },
    'needs attention': { title: '核查未答复，需处理', channelTitle: '核查中', state: 'attention' },
    paying: { title: '利息付款中', state: 'waiting' },
    'payment unknown': {
      title: '付款结果不明，需处理',
      channelTitle: '利息付款中',
      state: 'attention',
    },
    closed: { title: '已销户', state: 'ended', final: true },
    contributing: { title: '已恢复缴存', state: 'ended', final: true },
    kept: { title: '账户保留', state: 'ended', final: true },
    withdrawn: { title: '已撤销', state: 'ended', final: true },
  },
  actions: {
    'record-delivery': { title: '登记送达', reason: true },
    announce: { title: '登记公告送达', reason: true },
    'serve-again': { title: '再次送达', reason: true },
    recheck: {
      title: '立即核查',
      preview:
        '对照账目核查：已恢复缴存或者有余额的，业务办结、账户保留；否则继续等待，不会提前销户。',
    },
    'retry-now': {
      title: '立即重新核查',
      repair: true,
      reason: true,
      leadsTo: 'checking',
      asksAgain: true,
    },
    'ask-payout': { title: '立即向银行查询', repair: true, reason: true },
    withdraw: {
      title: '撤销告知',
      reason: true,
      preview: '销户告知撤销，账户保留；同一段停缴不再自动列入零余额销户名单。',
    },
  },
  permits: {
    serving: {
      'record-delivery': DESK,
      announce: DESK,
      'serve-again': DESK,
      recheck: DESK,
      withdraw: BOSS,
    },
    noticed: { recheck: DESK, withdraw: BOSS },
    checking: { withdraw: BOSS },
    'needs attention': { 'retry-now': BOSS, withdraw: BOSS },
    paying: {},
    'payment unknown': { 'ask-payout': BOSS },
    closed: {},
    contributing: {},
    kept: {},
    withdrawn: {},
  },
};
