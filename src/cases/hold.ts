/**
 * A hold on an account (冻结, 续冻, 扣划, 解冻): placed at once by a supervisor with the order's scan, looked at
 * by a second one, extended by a further order, deducted from by an order of the court, and released by two.
 *
 * It never ends by itself: a term that is over is somebody's task. Placing keeps money in and can be
 * taken back, so it does not wait for the second person; a release and a deduction let money go, so they do.
 *
 * @source 民事诉讼法 第二百五十三条; 住房公积金管理条例 第四十一条; 通知（征求意见稿）（二）（三）（七）
 */
import { DEDUCTION_REASONS } from '../policy/deductions.ts';
import type { CaseType, Permit } from './case.ts';
import { holdCourse } from './hold-course.ts';

export type HoldStage =
  | 'to confirm'
  | 'in force'
  | 'expired'
  | 'releasing'
  | 'deducting'
  | 'paying'
  | 'payment unknown'
  | 'released'
  | 'declined';
export type HoldAction =
  | 'confirm'
  | 'decline'
  | 'renew'
  | 'release'
  | 'confirm-release'
  | 'decline-release'
  | 'deduct'
  | 'confirm-deduct'
  | 'decline-deduct'
  | 'ask-payout';

const { text, remedy } = DEDUCTION_REASONS['not-deductible'];
const COURT_ALONE: Permit = {
  roles: ['clerk', 'supervisor'],
  where: { field: 'hold', is: 'court', detail: `${text}${remedy}` },
};
const BOSS: Permit = { roles: ['supervisor'] };
const SECOND: Permit = { roles: ['supervisor', 'approver'], notBy: ['submitter'] };
const OTHER_BOSS: Permit = { roles: ['supervisor', 'approver'], notBy: ['proposer'] };

export const hold: CaseType<HoldStage, HoldAction> = {
  type: 'hold',
  title: '冻结',
  clauses: ['liaoning-2', 'liaoning-3', 'liaoning-7', 'regulation-41', 'civil-procedure-253'],
  personTitle: '缴存人',
  numberPrefix: 'D',
  startedBy: ['supervisor'],
  claimsPerson: false,
  course: holdCourse,
  stages: {
    'to confirm': { title: '已冻结，待核对', state: 'waiting' },
    'in force': { title: '冻结中', state: 'waiting' },
    expired: { title: '期满，待续冻或解除', state: 'attention' },
    releasing: { title: '待确认解除', state: 'waiting' },
    deducting: { title: '待核对扣划', state: 'waiting' },
    paying: { title: '扣划付款中', state: 'waiting' },
    'payment unknown': { title: '付款结果不明，待查明', state: 'attention' },
    released: { title: '已解除', state: 'ended', final: true },
    declined: { title: '登记有误，已撤销', state: 'ended', final: true },
  },
  actions: {
    confirm: { title: '核对无误', reason: true },
    decline: {
      title: '核对不符，撤销冻结',
      reason: true,
      preview: '冻结即时撤销，账户恢复登记前的可动用余额；登记和撤销都留痕。',
    },
    renew: { title: '续冻', reason: true },
    release: { title: '提出解除', reason: true },
    'confirm-release': {
      title: '确认解除',
      reason: true,
      preview: '冻结即时解除，被冻结的余额可以动用；同一账户的其他冻结不受影响。',
    },
    'decline-release': { title: '不同意解除', reason: true },
    deduct: { title: '登记扣划', reason: true },
    'confirm-deduct': {
      title: '确认扣划',
      reason: true,
      preview: '款项即时转出账户，并指令银行付至文书载明的账户；银行付讫后不能撤回。',
    },
    'decline-deduct': { title: '退回扣划', coded: true },
    'ask-payout': { title: '立即向银行查询', repair: true, reason: true },
  },
  permits: {
    'to confirm': { confirm: SECOND, decline: SECOND },
    'in force': { renew: BOSS, release: BOSS, deduct: COURT_ALONE },
    expired: { renew: BOSS, release: BOSS },
    releasing: { 'confirm-release': OTHER_BOSS, 'decline-release': OTHER_BOSS },
    deducting: { 'confirm-deduct': OTHER_BOSS, 'decline-deduct': OTHER_BOSS },
    paying: {},
    'payment unknown': { 'ask-payout': BOSS },
    released: {},
    declined: {},
  },
};
