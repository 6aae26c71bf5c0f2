/**
 * Account opening (开户): the stages a clerk would name, and who may do what at each.
 *
 * @source 通知（征求意见稿）（一）（二）（五）（十二）（十四）
 */
import { openingCourse } from './account-opening-course.ts';
import type { CaseType, Permit } from './case.ts';
import {
  REWORKING,
  reviewing,
  SENT_BACK_ACTIONS,
  sentBackStage,
  type SentBackAction,
  type SentBackStage,
} from './sent-back.ts';

export type OpeningStage =
  | 'incomplete'
  | 'contested'
  | 'checking'
  | 'needs attention'
  | SentBackStage
  | 'in review'
  | 'deferred'
  | 'awaiting signature'
  | 'opening'
  | 'opened'
  | 'not accepted'
  | 'refused'
  | 'in human review'
  | 'finally refused'
  | 'to convert'
  | 'lapsed'
  | 'withdrawn'
  | 'discontinued';

export type OpeningAction =
  | SentBackAction
  | 'supplement'
  | 'withdraw'
  | 'verdict'
  | 'recheck'
  | 'review'
  | 'sign'
  | 'request-human-review'
  | 'reconsider'
  | 'retry-now'
  | 'wait-until'
  | 'enter-answer'
  | 'confirm-answer'
  | 'decline-answer';

const COUNTER: Permit = { roles: ['clerk', 'channel'] };
const CLERK: Permit = { roles: ['clerk'] };
/** 复核: a second person, and not one of those whose decision the applicant has had looked at again. */
const SECOND: Permit = { roles: ['reviewer'], notBy: ['submitter', 'supplementer', 'appealed'] };
/** 人工复议: whoever brought, entered or decided anything in the case does not look at it again. */
const FRESH: Permit = {
  roles: ['reviewer'],
  notBy: ['submitter', 'supplementer', 'proposer', 'reviewer', 'decider'],
};
const REPAIR: Permit = { roles: ['supervisor'] };

/** Possible wherever nothing has been decided yet. */
const UNDECIDED = { correct: CLERK, withdraw: COUNTER };
const NOTHING = {};
/** Who the person is, and which accounts and loans there are nationwide. */
const CHECKS = ['identity', 'national'] as const;

export const accountOpening: CaseType<OpeningStage, OpeningAction> = {
  type: 'account-opening',
  title: '开户',
  clauses: ['liaoning-1', 'liaoning-2', 'liaoning-5', 'liaoning-12', 'liaoning-14'],
  numberPrefix: 'K',
  startedBy: ['clerk', 'channel'],
  waitMoves: {
    incomplete: 'supplement',
    deferred: 'seal-elsewhere',
    refused: 'review-window',
    'not accepted': 'review-window',
  },
  claimsPerson: true,
  course: openingCourse,
  stages: {
    incomplete: { title: '待补正', state: 'waiting' },
    contested: { title: '同一人多件，待人工核对', channelTitle: '人工核对中', state: 'waiting' },
    checking: { title: '核查中', state: 'running', asks: CHECKS },
    'needs attention': { title: '需处理', channelTitle: '核查中', state: 'attention' },
    // Before the review: the last of those with the same channel title stands for all of them.
    'sent back': sentBackStage('人工核对中'),
    'in review': { title: '人工复核中', channelTitle: '人工核对中', state: 'waiting' },
    deferred: { title: '待外地账户封存', state: 'waiting' },
    'awaiting signature': { title: '待签协议', state: 'waiting' },
    opening: { title: '开户处理中', state: 'running', asks: CHECKS },
    opened: { title: '已开户', state: 'ended', final: true },
    'not accepted': { title: '不予受理', state: 'waiting' },
    refused: { title: '不予开户', state: 'waiting' },
    'in human review': { title: '人工复议中', state: 'waiting' },
    'finally refused': { title: '不予开户（已期满）', state: 'ended', final: true },
    'to convert': { title: '转办身份转换', state: 'ended', final: true },
    lapsed: { title: '逾期未签，已终止', state: 'ended', final: true },
    withdrawn: { title: '已撤回', state: 'ended', final: true },
    discontinued: { title: '重复申请，已终止', state: 'ended', final: true },
  },
  actions: {
    supplement: { title: '补正材料', leadsTo: 'checking' },
    correct: { title: '更正录入', reason: true, leadsTo: 'checking' },
    withdraw: { title: '撤回申请', reason: true, preview: '业务终止，已签约定作废，可重新申请。' },
    verdict: { title: '人工核对', reason: true, leadsTo: 'checking' },
    recheck: { title: '立即重新核查', leadsTo: 'checking', asksAgain: true },
    review: { title: '复核', reason: true },
    ...SENT_BACK_ACTIONS,
    sign: { title: '签署协议', leadsTo: 'opening' },
    'request-human-review': { title: '申请人工复议', reason: true },
    reconsider: { title: '人工复议', reason: true, leadsTo: 'checking' },
    'retry-now': {
      title: '立即重试',
      reason: true,
      leadsTo: 'checking',
      asksAgain: true,
      repair: true,
    },
    'wait-until': { title: '约定时间再试', reason: true, repair: true },
    'enter-answer': { title: '录入平台查询结果', reason: true, repair: true },
    'confirm-answer': { title: '确认录入的查询结果', reason: true, repair: true },
    'decline-answer': { title: '退回录入的查询结果', coded: true, repair: true },
  },
  permits: {
    incomplete: { ...UNDECIDED, supplement: COUNTER },
    contested: {
      ...UNDECIDED,
      verdict: { roles: ['reviewer', 'supervisor'], notBy: ['submitter'] },
    },
    checking: UNDECIDED,
    'needs attention': {
      ...UNDECIDED,
      'retry-now': REPAIR,
      'wait-until': REPAIR,
      'enter-answer': { roles: ['clerk', 'supervisor'] },
      'confirm-answer': { roles: ['supervisor'], notBy: ['proposer'] },
      'decline-answer': { roles: ['supervisor'], notBy: ['proposer'] },
    },
    'sent back': { ...REWORKING, withdraw: COUNTER },
    'in review': { ...UNDECIDED, ...reviewing(SECOND), recheck: COUNTER },
    deferred: { ...UNDECIDED, recheck: COUNTER },
    'awaiting signature': { sign: COUNTER, withdraw: COUNTER },
    opening: { withdraw: COUNTER },
    opened: NOTHING,
    'not accepted': { 'request-human-review': COUNTER },
    refused: { 'request-human-review': COUNTER },
    'in human review': { reconsider: FRESH, withdraw: COUNTER },
    'finally refused': NOTHING,
    'to convert': NOTHING,
    lapsed: NOTHING,
    withdrawn: NOTHING,
    discontinued: NOTHING,
  },
};
