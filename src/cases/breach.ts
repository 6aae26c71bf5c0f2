/**
 * Breach of an agreement (违约处置): a fact, its notice with proof of delivery, a cure period, and only
 * then a measure.
 *
 * Nothing runs before the notice has reached the person. Whoever entered the fact or proposed the
 * measures decides neither the objection nor the measures; a measure is lifted by two persons as well.
 *
 * @source 通知（征求意见稿）（二）; 住房公积金管理条例 第四十一条; 民法典 第五百六十五条
 */
import { breachCourse } from './breach-course.ts';
import type { CaseType, Permit } from './case.ts';

export type BreachStage =
  | 'serving'
  | 'curing'
  | 'objected'
  | 'to propose'
  | 'proposed'
  | 'serving decision'
  | 'in force'
  | 'lifting'
  | 'cured'
  | 'dismissed'
  | 'withdrawn'
  | 'concluded';

export type BreachAction =
  | 'record-delivery'
  | 'announce'
  | 'serve-again'
  | 'record-cure'
  | 'object'
  | 'decide-objection'
  | 'propose'
  | 'approve'
  | 'return'
  | 'propose-lift'
  | 'approve-lift'
  | 'decline-lift'
  | 'withdraw';

const DESK: Permit = { roles: ['clerk', 'supervisor'] };
const OTHERS: Permit = {
  roles: ['reviewer', 'approver', 'supervisor'],
  notBy: ['submitter', 'proposer'],
};
const BOSS: Permit = { roles: ['supervisor'] };
const OTHER_BOSS: Permit = {
  roles: ['approver', 'supervisor'],
  notBy: ['submitter', 'proposer'],
};
const SERVICE = {
  'record-delivery': DESK,
  announce: DESK,
  'serve-again': DESK,
} as const;

export const breach: CaseType<BreachStage, BreachAction> = {
  type: 'breach',
  title: '违约处置',
  clauses: ['liaoning-2', 'liaoning-8', 'liaoning-14', 'liaoning-15', 'regulation-41'],
  personTitle: '缴存人',
  numberPrefix: 'W',
  startedBy: ['clerk', 'reviewer', 'supervisor'],
  waitMoves: { curing: 'cure' },
  claimsPerson: false,
  course: breachCourse,
  stages: {
    serving: { title: '告知书送达中', state: 'waiting' },
    curing: { title: '整改期', state: 'waiting' },
    objected: { title: '异议审查中', state: 'waiting' },
    'to propose': { title: '待提出处理意见', state: 'waiting' },
    proposed: { title: '待审批', state: 'waiting' },
    'serving decision': { title: '决定书送达中', state: 'waiting' },
    'in force': { title: '措施执行中', state: 'waiting' },
    lifting: { title: '待审批解除', state: 'waiting' },
    cured: { title: '已整改', state: 'ended', final: true },
    dismissed: { title: '异议成立', state: 'ended', final: true },
    withdrawn: { title: '已撤销', state: 'ended', final: true },
    concluded: { title: '已处置', state: 'ended', final: true },
  },
  actions: {
    'record-delivery': { title: '登记送达', reason: true },
    announce: { title: '登记公告送达', reason: true },
    'serve-again': { title: '再次送达', reason: true },
    'record-cure': { title: '登记整改', reason: true },
    object: { title: '登记异议', reason: true },
    'decide-objection': { title: '答复异议', reason: true },
    propose: { title: '提出处理意见', reason: true },
    approve: {
      title: '批准处理意见',
      reason: true,
      preview: '按协议的处置表采取措施并出具决定书；审批前再次核对是否已经整改。',
    },
    return: { title: '退回处理意见', coded: true },
    'propose-lift': { title: '提出解除措施', reason: true },
    'approve-lift': { title: '批准解除措施', reason: true },
    'decline-lift': { title: '不同意解除', reason: true },
    withdraw: {
      title: '撤销告知',
      reason: true,
      preview: '违约告知撤销，已采取的措施一并撤销；记录保留。',
    },
  },
  permits: {
    serving: { ...SERVICE, 'record-cure': DESK, withdraw: BOSS },
    curing: { object: DESK, 'record-cure': DESK, withdraw: BOSS },
    objected: { 'decide-objection': OTHERS, withdraw: BOSS },
    'to propose': {
      // Raised in time, and written down late.
      object: DESK,
      propose: { roles: ['clerk', 'reviewer', 'supervisor'] },
      'record-cure': DESK,
      withdraw: BOSS,
    },
    proposed: { approve: OTHER_BOSS, return: OTHER_BOSS, withdraw: BOSS },
    'serving decision': { ...SERVICE, withdraw: { roles: ['supervisor'], notBy: ['decider'] } },
    'in force': {
      'propose-lift': { roles: ['clerk', 'reviewer', 'supervisor'] },
      // What two persons decided, one of them does not undo.
      withdraw: { roles: ['supervisor'], notBy: ['decider'] },
    },
    lifting: {
      'approve-lift': { roles: ['approver', 'supervisor'], notBy: ['proposer'] },
      'decline-lift': { roles: ['approver', 'supervisor'], notBy: ['proposer'] },
    },
    cured: {},
    dismissed: {},
    withdrawn: {},
    concluded: {},
  },
};
