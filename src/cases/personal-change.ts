/**
 * Change of personal data (信息变更): name, identity document, phone, address of a holder, with the identity
 * verified anew and, for name and document, a second person.
 *
 * @source 通知（征求意见稿）（一）（十一）
 */
import type { CaseType, Permit } from './case.ts';
import { CHANNEL_REVIEW } from './wording.ts';
import { personalChangeCourse } from './personal-change-course.ts';
import {
  CORRECT,
  REWORKING,
  reviewing,
  SENT_BACK_ACTIONS,
  sentBackStage,
  type SentBackAction,
  type SentBackStage,
} from './sent-back.ts';

export type PersonalChangeStage =
  | 'incomplete'
  | 'checking'
  | 'needs attention'
  | SentBackStage
  | 'in review'
  | 'awaiting mandate'
  | 'changed'
  | 'refused'
  | 'lapsed'
  | 'withdrawn';
export type PersonalChangeAction =
  SentBackAction | 'supplement' | 'withdraw' | 'review' | 'retry-now' | 'settle-mandate';

const COUNTER: Permit = { roles: ['clerk', 'channel'] };
const SUPERVISOR: Permit = { roles: ['supervisor'] };

export const personalChange: CaseType<PersonalChangeStage, PersonalChangeAction> = {
  type: 'personal-change',
  title: '信息变更',
  clauses: ['liaoning-11', 'liaoning-1'],
  numberPrefix: 'J',
  startedBy: ['clerk', 'channel'],
  // It runs beside whatever else the person has under way, and tells it; of its own kind there is one.
  claimsPerson: false,
  waitMoves: { incomplete: 'personal-supplement' },
  course: personalChangeCourse,
  stages: {
    incomplete: { title: '待补正', state: 'waiting' },
    checking: { title: '身份核验中', state: 'running', asks: ['identity'] },
    'needs attention': {
      title: '核验未答复，需处理',
      channelTitle: '身份核验中',
      state: 'attention',
    },
    // Before the review, whose name stands for both before a channel.
    'sent back': sentBackStage(CHANNEL_REVIEW),
    'in review': { title: '待复核', channelTitle: CHANNEL_REVIEW, state: 'waiting' },
    'awaiting mandate': { title: '已变更，待重新确认扣款授权', state: 'waiting' },
    changed: { title: '已变更', state: 'ended', final: true },
    refused: { title: '不予变更', state: 'ended', final: true },
    lapsed: { title: '逾期未补正，已终止', state: 'ended', final: true },
    withdrawn: { title: '已撤回', state: 'ended', final: true },
  },
  actions: {
    supplement: { title: '补正材料' },
    correct: CORRECT,
    ...SENT_BACK_ACTIONS,
    withdraw: {
      title: '撤回申请',
      reason: true,
      preview: '业务终止，登记的信息不变；可以重新申请。',
    },
    review: { title: '复核', reason: true },
    'retry-now': {
      title: '立即重新核验',
      repair: true,
      reason: true,
      leadsTo: 'checking',
      asksAgain: true,
    },
    'settle-mandate': {
      title: '登记扣款授权已处理',
      reason: true,
      preview: '业务办结；写明银行更名、换卡或者解除授权的办理情况。',
    },
  },
  permits: {
    incomplete: { supplement: COUNTER, withdraw: COUNTER },
    checking: { withdraw: COUNTER },
    'needs attention': { 'retry-now': SUPERVISOR, withdraw: COUNTER },
    'sent back': { ...REWORKING, withdraw: COUNTER },
    'in review': {
      ...reviewing({ roles: ['reviewer'], notBy: ['submitter', 'supplementer', 'appealed'] }),
      withdraw: COUNTER,
    },
    'awaiting mandate': { 'settle-mandate': { roles: ['clerk', 'supervisor'] } },
    changed: {},
    refused: {},
    lapsed: {},
    withdrawn: {},
  },
};
