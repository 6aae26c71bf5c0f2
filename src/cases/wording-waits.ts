/**
 * Why a case does not move (为什么在等): the words of every kind of wait in one table, for the workflow
 * that registers the wait and for the card that tells of it (wait-card.ts).
 */
import { CHANNEL_REVIEW, listText, systemTitle } from './wording.ts';
import type { WaitWords } from './wait-words.ts';
import { listField, textField, type Fields } from './wording-fields.ts';
import { returnTitle } from './returns.ts';
import { findingTitle } from './wording-reasons.ts';
import { missingName } from './wording-tasks.ts';
import { DORMANCY_WAIT_KINDS, DORMANCY_WAITS } from './wording-dormancy.ts';
import { EMPLOYMENT_WAIT_KINDS, EMPLOYMENT_WAITS } from './wording-employment.ts';
import { TAKE_UP_WAIT_KINDS, TAKE_UP_WAITS } from './wording-take-up.ts';
import { BREACH_WAIT_KINDS, BREACH_WAITS } from './wording-waits-breaches.ts';
import { WITHDRAWAL_WAIT_KINDS, WITHDRAWAL_WAITS } from './wording-waits-withdrawals.ts';
import { DEATH_WAIT_KINDS, DEATH_WAITS } from './wording-death.ts';
import { PERSONAL_WAIT_KINDS, PERSONAL_WAITS } from './wording-personal-change.ts';
import { EXIT_WAIT_KINDS, EXIT_WAITS } from './wording-waits-exit.ts';
import { HOLD_WAIT_KINDS, HOLD_WAITS } from './wording-waits-holds.ts';
import { IRREGULARITY_WAIT_KINDS, IRREGULARITY_WAITS } from './wording-waits-irregularities.ts';

export const WAIT_KINDS = [
  'supplement',
  'verdict',
  'outside-retry',
  'parked',
  'review',
  'rework',
  'seal-elsewhere',
  'signature',
  'review-window',
  'human-review',
  'other-case',
  'second-person',
  'change-signature',
  'mandate-change',
  'debit-answer',
  ...BREACH_WAIT_KINDS,
  ...DORMANCY_WAIT_KINDS,
  ...WITHDRAWAL_WAIT_KINDS,
  ...EXIT_WAIT_KINDS,
  ...DEATH_WAIT_KINDS,
  ...PERSONAL_WAIT_KINDS,
  ...HOLD_WAIT_KINDS,
  ...TAKE_UP_WAIT_KINDS,
  ...EMPLOYMENT_WAIT_KINDS,
  ...IRREGULARITY_WAIT_KINDS,
] as const;
export type WaitKind = (typeof WAIT_KINDS)[number];

const BANK_WORDS: Readonly<Record<string, string>> = {
  limit: '提高单笔限额',
  card: '换卡并由持卡人确认',
  sign: '重新签约并由持卡人确认',
};
const nothing = () => '';
const system = (detail: Fields) =>
  listText(
    [
      ...[textField(detail, 'system')].filter((name) => name !== null),
      ...listField(detail, 'systems'),
    ].map(systemTitle),
  );
const findings = (detail: Fields) =>
  listText(
    [
      ...listField(detail, 'codes'),
      ...[textField(detail, 'finding'), textField(detail, 'code')].filter((code) => code !== null),
    ].map(findingTitle),
  );

/** Kind of wait to its words; fields of the detail read: missing[], systems[], finding, code. */
export const WAITS: Readonly<Record<WaitKind, WaitWords>> = {
  supplement: {
    title: '等申请人补正材料',
    clause: 'liaoning-1',
    endedBy: ['applicant', 'clerk', 'channel', 'clock'],
    shortenedBy: '一次补齐所列材料，当场即可受理',
    what: (detail) => listText(listField(detail, 'missing').map(missingName)),
  },
  verdict: {
    title: '同一人有两件在办业务，等人工核对',
    clause: 'liaoning-14',
    endedBy: ['reviewer', 'supervisor'],
    shortenedBy: '由复核人员或主管核对；或者撤回其中一件',
    what: nothing,
    channel: CHANNEL_REVIEW,
  },
  'outside-retry': {
    title: '等外部系统答复，正在持续查询',
    clause: 'liaoning-14',
    endedBy: ['outside', 'clock'],
    shortenedBy: '对方系统恢复后自动继续，无须人工操作',
    what: system,
    atHour: (hour) => `到${hour}仍无答复即转主管处理`,
    channel: '核查中',
  },
  parked: {
    title: '外部系统多次查询无果，等主管处理',
    clause: 'liaoning-14',
    endedBy: ['supervisor', 'clerk'],
    shortenedBy: '立即重试；或者录入在平台上实际查询的结果，由另一人确认',
    what: system,
    atHour: (hour) => `下次自动查询${hour}`,
    channel: '核查中',
  },
  review: {
    title: '等人工复核',
    clause: 'liaoning-14',
    endedBy: ['reviewer'],
    shortenedBy: '由提交人以外的复核人员核实所列事项',
    what: findings,
    channel: CHANNEL_REVIEW,
  },
  // reasonCode
  rework: {
    title: '等受理网点更正后再送复核',
    clause: 'liaoning-14',
    endedBy: ['clerk', 'applicant'],
    shortenedBy: '柜员更正后即按规则再次认定；没有要更正的，写明理由再送复核',
    what: (detail) => {
      const code = textField(detail, 'reasonCode');
      return code === null ? '' : returnTitle(code);
    },
    channel: CHANNEL_REVIEW,
  },
  'seal-elsewhere': {
    title: '等外地账户封存或合并',
    clause: 'liaoning-14',
    endedBy: ['outside', 'clerk', 'channel', 'clock'],
    shortenedBy: '申请人到账户所在地办理封存，办妥后可要求立即重新核查',
    what: findings,
  },
  signature: {
    title: '等申请人签署协议',
    clause: 'liaoning-2',
    endedBy: ['applicant', 'clerk', 'channel', 'clock'],
    shortenedBy: '申请人签署协议即可开户',
    what: nothing,
  },
  'review-window': {
    title: '等申请人决定是否申请人工复议',
    clause: 'regulation-49',
    endedBy: ['applicant', 'clock'],
    shortenedBy: '无',
    what: nothing,
  },
  'human-review': {
    title: '等人工复议',
    clause: 'liaoning-1',
    endedBy: ['reviewer'],
    shortenedBy: '由原经办人以外的复核人员复议',
    what: nothing,
    channel: CHANNEL_REVIEW,
  },
  'other-case': {
    title: '等同一人的另一件业务办结',
    clause: 'liaoning-14',
    endedBy: ['outside'],
    shortenedBy: '另一件办结或撤回后自动继续',
    what: nothing,
    channel: CHANNEL_REVIEW,
  },
  'second-person': {
    title: '等第二名主管确认',
    clause: 'liaoning-5',
    endedBy: ['supervisor'],
    shortenedBy: '由提出人以外的主管确认或不同意',
    what: nothing,
  },
  'change-signature': {
    title: '等申请人签署补充协议',
    clause: 'liaoning-2',
    endedBy: ['applicant', 'clerk', 'channel', 'clock'],
    shortenedBy: '申请人签署补充协议',
    what: nothing,
  },
  'mandate-change': {
    title: '等银行和持卡人办妥扣款授权的变更',
    clause: 'liaoning-4',
    endedBy: ['outside', 'applicant', 'clerk', 'clock'],
    shortenedBy: '持卡人提供银行发送的验证码，在账户页录入；或者在银行自行确认',
    what: (detail) => BANK_WORDS[textField(detail, 'bank') ?? ''] ?? '',
  },
  'debit-answer': {
    title: '等银行答复正在办理的扣款',
    clause: 'liaoning-4',
    endedBy: ['outside', 'clock'],
    shortenedBy: '无，银行答复后自动继续',
    what: nothing,
  },
  ...BREACH_WAITS,
  ...DORMANCY_WAITS,
  ...WITHDRAWAL_WAITS,
  ...EXIT_WAITS,
  ...DEATH_WAITS,
  ...PERSONAL_WAITS,
  ...HOLD_WAITS,
  ...TAKE_UP_WAITS,
  ...EMPLOYMENT_WAITS,
  ...IRREGULARITY_WAITS,
};

/** What a kind of wait is called; a kind nobody wrote down keeps its code. */
export function waitTitle(kind: string): string {
  return isWaitKind(kind) ? WAITS[kind].title : kind;
}

export function isWaitKind(kind: string): kind is WaitKind {
  return Object.hasOwn(WAITS, kind);
}
