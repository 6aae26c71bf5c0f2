/** Why a withdrawal (提取) does not move. */
import type { WaitWords } from './wait-words.ts';
import { listField, textField, type Fields } from './wording-fields.ts';
import { CHANNEL_REVIEW } from './wording.ts';
import { withdrawalGapNames, withdrawalReviewText } from './wording-withdrawals.ts';

export const WITHDRAWAL_WAIT_KINDS = [
  'withdrawal-supplement',
  'withdrawal-decision',
  'withdrawal-review',
  'withdrawal-approval',
  'payout',
  'payout-unknown',
  'payout-card',
] as const;

const card = (detail: Fields) => {
  const last4 = textField(detail, 'last4');
  return last4 === null ? '' : `尾号${last4}的卡`;
};

export const WITHDRAWAL_WAITS: Readonly<Record<(typeof WITHDRAWAL_WAIT_KINDS)[number], WaitWords>> =
  {
    'withdrawal-supplement': {
      title: '等申请人补正提取材料',
      clause: 'regulation-25',
      endedBy: ['applicant', 'clerk', 'channel', 'clock'],
      shortenedBy: '一次补齐所列材料，当场即可受理',
      what: (detail) => withdrawalGapNames(listField(detail, 'missing')),
    },
    'withdrawal-decision': {
      title: '等系统按账户和当地规定审核',
      clause: 'regulation-25',
      endedBy: ['clock'],
      shortenedBy: '自动审核，无须人工操作',
      what: () => '',
      atHour: (hour) => `办理期间账户有变化，${hour}重新核对`,
      channel: '审核中',
    },
    'withdrawal-review': {
      title: '等另一名工作人员复核提取',
      clause: 'regulation-25',
      endedBy: ['reviewer'],
      shortenedBy: '由提交人以外的复核人员核实所列事项',
      what: (detail) =>
        withdrawalReviewText(listField(detail, 'codes'), listField(detail, 'changes')),
      channel: CHANNEL_REVIEW,
    },
    'withdrawal-approval': {
      title: '等主管审批提取',
      clause: 'regulation-25',
      endedBy: ['supervisor'],
      shortenedBy: '由提交人、复核人以外的主管批准或者不批准',
      what: () => '',
      channel: CHANNEL_REVIEW,
    },
    payout: {
      title: '等银行付款',
      clause: 'liaoning-7',
      endedBy: ['outside', 'clock'],
      shortenedBy: '银行答复后自动继续，无须人工操作',
      what: card,
    },
    'payout-unknown': {
      title: '银行没有答复付款结果，等查明',
      clause: 'liaoning-7',
      endedBy: ['outside', 'supervisor'],
      shortenedBy: '立即向银行查询；查明以前不会重付',
      what: card,
      atHour: (hour) => `下次自动查询${hour}`,
      channel: '付款中',
    },
    'payout-card': {
      title: '付款未成功，等申请人更换收款卡',
      clause: 'liaoning-7',
      endedBy: ['applicant', 'clerk', 'channel', 'clock'],
      shortenedBy: '提供本人名下的另一张银行卡',
      what: card,
    },
  };
