/** Why leaving (退出销户) does not move. */
import type { WaitWords } from './wait-words.ts';
import { delayText } from './wording-exit.ts';
import { listField, textField, type Fields } from './wording-fields.ts';
import { RECENT_CHANGE_REVIEW, recentChangesText } from './wording-recent-changes.ts';
import { CHANNEL_REVIEW, dayText } from './wording.ts';
import { isPlainDate, plainDate } from '../domain/calendar.ts';

export const EXIT_WAIT_KINDS = [
  'exit-check',
  'exit-parked',
  'exit-signature',
  'exit-regret',
  'exit-settling',
  'exit-review',
  'exit-delay',
  'exit-gate',
  'exit-seal',
  'exit-loan',
] as const;

const nothing = () => '';
const changes = (detail: Fields) =>
  [RECENT_CHANGE_REVIEW, recentChangesText(listField(detail, 'changes'))].join('；');
const sealed = (detail: Fields) => {
  const day = textField(detail, 'sealedOn');
  return day !== null && isPlainDate(day) ? `${dayText(plainDate(day))}封存` : '';
};

export const EXIT_WAITS: Readonly<Record<(typeof EXIT_WAIT_KINDS)[number], WaitWords>> = {
  'exit-check': {
    title: '等全国平台答复贷款和担保情况',
    clause: 'liaoning-7',
    endedBy: ['outside'],
    shortenedBy: '平台答复后自动继续，无须人工操作',
    what: nothing,
    channel: '核查中',
  },
  'exit-parked': {
    title: '全国平台没有答复，等再次核查',
    clause: 'liaoning-7',
    endedBy: ['supervisor', 'outside', 'clock'],
    shortenedBy: '平台恢复后立即重新核查；没有答复不等于没有贷款',
    what: nothing,
    atHour: (hour) => `下次自动核查${hour}`,
    channel: '核查中',
  },
  'exit-signature': {
    title: '等本人看过日期后签字',
    clause: 'liaoning-7',
    endedBy: ['applicant', 'clerk', 'channel', 'clock'],
    shortenedBy: '本人当场签字，随即办理',
    what: nothing,
  },
  'exit-regret': {
    title: '等反悔期满付款',
    clause: 'liaoning-7',
    endedBy: ['clock', 'applicant'],
    shortenedBy: '不能缩短；期内可以撤回，撤回后协议照旧',
    what: nothing,
  },
  'exit-review': {
    title: '等另一名工作人员复核退出销户',
    clause: 'liaoning-11',
    endedBy: ['reviewer'],
    shortenedBy: '由提交人以外的复核人员向本人核实变更和销户都是本人意愿',
    what: changes,
    channel: CHANNEL_REVIEW,
  },
  'exit-settling': {
    title: '等系统结清利息、核对账户',
    clause: 'liaoning-7',
    endedBy: ['clock'],
    shortenedBy: '自动办理，无须人工操作',
    what: nothing,
    atHour: (hour) => `办理期间账户有变化，${hour}重新核对`,
  },
  'exit-delay': {
    title: '等在途事项办完，再付清、销户',
    clause: 'liaoning-7',
    endedBy: ['outside', 'clock'],
    shortenedBy: '银行回报、来款归入账户、其他业务办结、单位缴存后自动继续',
    what: (detail) => delayText(listField(detail, 'delays')),
    atHour: (hour) => `${hour}再次核对`,
    channel: CHANNEL_REVIEW,
  },
  'exit-gate': {
    title: '等封存满半年',
    clause: 'liaoning-7',
    endedBy: ['clock', 'applicant'],
    shortenedBy: '无；封存满半年的次日自动付清并销户，遇休假日不顺延。被单位录用并启封的，重新计算',
    what: sealed,
  },
  'exit-seal': {
    title: '等单位缴存部分封存，半年尚未起算',
    clause: 'liaoning-7',
    endedBy: ['outside', 'applicant'],
    shortenedBy: '单位办理封存，自封存之日的次日起算半年',
    what: nothing,
  },
  'exit-loan': {
    title: '等贷款结清或者担保解除',
    clause: 'liaoning-7',
    endedBy: ['outside', 'clerk', 'clock'],
    shortenedBy: '结清贷款；已经结清的，可以立即核查',
    what: nothing,
    atHour: (hour) => `下次自动核查${hour}`,
  },
};
