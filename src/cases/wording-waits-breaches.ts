/** Why a case about an agreement in force, or its breach, does not move. */
import type { WaitWords } from './wait-words.ts';
import { breachTitle, measureTitle } from './wording-breaches.ts';
import { listField, textField, type Fields } from './wording-fields.ts';
import { CHANNEL_REVIEW, listText } from './wording.ts';

export const BREACH_WAIT_KINDS = [
  'approval',
  'service',
  'service-by-hand',
  'announcement',
  'cure',
  'objection',
  'proposal',
  'measures',
] as const;

const nothing = () => '';
const measuresIn = (detail: Fields) => listText(listField(detail, 'measures').map(measureTitle));
const breachTitleIn = (detail: Fields) => {
  const fact = textField(detail, 'fact');
  return fact === null ? '' : breachTitle(fact);
};

export const BREACH_WAITS: Readonly<Record<(typeof BREACH_WAIT_KINDS)[number], WaitWords>> = {
  approval: {
    title: '等提出人以外的人员审批',
    clause: 'liaoning-2',
    endedBy: ['approver', 'supervisor'],
    shortenedBy: '由提出人以外的审批人员或主管批准或不同意',
    what: measuresIn,
    channel: CHANNEL_REVIEW,
  },
  service: {
    title: '等文书送达',
    clause: 'liaoning-2',
    endedBy: ['outside', 'clerk'],
    shortenedBy: '当面送达并登记；短信未送达的，自动改用信函',
    what: nothing,
    channel: CHANNEL_REVIEW,
  },
  'service-by-hand': {
    title: '短信和信函均未送达，等当面或者公告送达',
    clause: 'liaoning-2',
    endedBy: ['clerk', 'supervisor'],
    shortenedBy: '当面送达后登记；下落不明的，公告送达',
    what: nothing,
    channel: CHANNEL_REVIEW,
  },
  announcement: {
    title: '公告期内，等期满视为送达',
    clause: 'liaoning-2',
    endedBy: ['clock', 'clerk'],
    shortenedBy: '找到本人的，当面送达并登记',
    what: nothing,
    channel: CHANNEL_REVIEW,
  },
  cure: {
    title: '整改期，等缴存人改正',
    clause: 'liaoning-2',
    endedBy: ['applicant', 'clerk', 'clock'],
    shortenedBy: '改正违约事实：恢复缴存由系统查得，其他情形凭材料登记',
    what: breachTitleIn,
    channel: CHANNEL_REVIEW,
  },
  objection: {
    title: '等异议审查',
    clause: 'liaoning-2',
    endedBy: ['reviewer', 'approver', 'supervisor'],
    shortenedBy: '由经办人以外的人员审查答复',
    what: nothing,
    channel: CHANNEL_REVIEW,
  },
  proposal: {
    title: '整改期已过，等提出处理意见',
    clause: 'liaoning-2',
    endedBy: ['clerk', 'reviewer', 'supervisor'],
    shortenedBy: '提出处理意见；期限内已经缴存的，到账后自动办结',
    what: nothing,
    channel: CHANNEL_REVIEW,
  },
  measures: {
    title: '措施执行中，等届满或者解除',
    clause: 'liaoning-2',
    endedBy: ['clock', 'clerk', 'supervisor'],
    shortenedBy: '改正后提出解除；法定限制期届满自动结束',
    what: measuresIn,
    channel: CHANNEL_REVIEW,
  },
};
