/** Words of corrections of the source (来源更正): states, what may be done, and why one is not made now. */
import type { ReasonText } from '../policy/decision.ts';

/** Money may stand wrongly in these; 补贴 is paid by its fund and taken back there. */
export const CORRECTED_FROM = ['unclassified', 'unit', 'flexible'] as const;
/** Where it is said to belong. */
export const CORRECTED_TO = ['unit', 'flexible'] as const;

export const SOURCE_CORRECTION_STATES = {
  proposed: '待复核',
  done: '已更正',
  declined: '不同意',
  withdrawn: '已撤回',
} as const;
export type SourceCorrectionState = keyof typeof SOURCE_CORRECTION_STATES;
export const SOURCE_CORRECTION_STATE_NAMES = Object.keys(
  SOURCE_CORRECTION_STATES,
) as readonly SourceCorrectionState[];

export const SOURCE_CORRECTION_ACTIONS = {
  confirm: '同意更正',
  decline: '不同意',
  withdraw: '撤回',
} as const;
export type SourceCorrectionAction = keyof typeof SOURCE_CORRECTION_ACTIONS;
export const SOURCE_CORRECTION_ACTION_NAMES = Object.keys(
  SOURCE_CORRECTION_ACTIONS,
) as readonly SourceCorrectionAction[];

/** Why money cannot go from one source to another now, and what to do first. */
export const SOURCE_STAYS = {
  'account-closed': {
    text: '账户已经销户，不再记账。',
    remedy: '有遗留款项的，请另案处理。',
    clause: 'liaoning-5',
  },
  'balance-too-low': {
    text: '该来源的余额少于更正的金额。',
    remedy: '请按该来源现有的余额以内填写金额。',
    clause: 'liaoning-5',
  },
  'since-too-early': {
    text: '起算日早于该来源一直有这笔金额的第一天，或者早于最近一次结息之后的第一天。',
    remedy: '请改用最早起算日或其后的日期；以前年度已结的利息在余额中，作为款项一并更正。',
    clause: 'regulation-21',
  },
  'account-held': {
    text: '整个账户被冻结，冻结期间账内款项不作变动。',
    remedy: '请在解除冻结后再办；按金额的冻结不影响来源更正。',
    clause: 'liaoning-5',
  },
  'debit-under-way': {
    text: '该账户有扣款正在银行办理。',
    remedy: '请等银行回报后再办。',
    clause: 'liaoning-5',
  },
  'payout-under-way': {
    text: '该账户有付款正在银行办理，付讫以前不变动各来源的款项。',
    remedy: '请等银行回报后再办；未付退回的，款项先回到原来的来源。',
    clause: 'liaoning-5',
  },
  'interest-under-way': {
    text: '本中心的年度结息正在办理，名单按现在的余额算出。',
    remedy: '请在结息办完或者取消后再办。',
    clause: 'regulation-21',
  },
} as const satisfies Record<string, ReasonText>;
export type SourceStay = keyof typeof SOURCE_STAYS;
