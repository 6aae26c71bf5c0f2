/** Differences between the bank's statement and our book: the words for them, and who may do what. */

export const DIFFERENCE_KINDS = {
  'missing-here': '银行已记、我方未记',
  'missing-there': '我方已记、银行未记',
  'amount-differs': '金额不符',
  'opening-differs': '期初余额不符',
} as const;
export type DifferenceKind = keyof typeof DIFFERENCE_KINDS;
export const DIFFERENCE_KIND_NAMES = Object.keys(DIFFERENCE_KINDS) as readonly DifferenceKind[];

export const DIFFERENCE_STATES = {
  open: '待处理',
  explained: '已说明',
  proposed: '待复核记账',
  posted: '已记账',
  gone: '已相符',
} as const;
export type DifferenceState = keyof typeof DIFFERENCE_STATES;
export const DIFFERENCE_STATE_NAMES = Object.keys(DIFFERENCE_STATES) as readonly DifferenceState[];

/** Why a difference is none that has to be posted. */
export const DIFFERENCE_REASONS = {
  'in-transit': '在途：银行次日入账',
  'result-awaited': '银行结果未回，回报后记账',
  'bank-error': '银行记错，待银行更正',
  'opening-balance': '建账时的期初差额',
  other: '其他（请写明）',
} as const;
export type DifferenceReason = keyof typeof DIFFERENCE_REASONS;
export const DIFFERENCE_REASON_NAMES = Object.keys(
  DIFFERENCE_REASONS,
) as readonly DifferenceReason[];

/** Why a posting that was proposed is not made. */
export const DECLINE_REASONS = {
  'bank-corrects': '银行将更正或者冲回',
  'told-twice': '对账单重复的行',
  'result-coming': '等银行回报结果后记账',
  'wrong-posting': '记账办法不对，须另行处理',
  'not-proven': '依据不足，须补充查明',
  'other-cause': '其他（请写明）',
} as const;
export type DeclineReason = keyof typeof DECLINE_REASONS;
export const DECLINE_REASON_NAMES = Object.keys(DECLINE_REASONS) as readonly DeclineReason[];

export const DIFFERENCE_ACTIONS = {
  explain: '说明原因',
  propose: '提出记账',
  confirm: '复核并记账',
  decline: '退回记账',
} as const;
export type DifferenceAction = keyof typeof DIFFERENCE_ACTIONS;
export const DIFFERENCE_ACTION_NAMES = Object.keys(
  DIFFERENCE_ACTIONS,
) as readonly DifferenceAction[];

export const BANK_DAY_STATES = { open: '未关账', closed: '已关账' } as const;
export type BankDayState = keyof typeof BANK_DAY_STATES;
export const BANK_DAY_STATE_NAMES = Object.keys(BANK_DAY_STATES) as readonly BankDayState[];

export const BANK_LINE_STATES = {
  open: '未核对',
  matched: '相符',
  'missing-here': '我方未记',
  'amount-differs': '金额不符',
} as const;
export type BankLineState = keyof typeof BANK_LINE_STATES;
export const BANK_LINE_STATE_NAMES = Object.keys(BANK_LINE_STATES) as readonly BankLineState[];

/** 类别: what the bank says a line is. */
export const BANK_LINE_KINDS = { transfer: '转账', interest: '利息', fee: '手续费' } as const;
export type BankLineKind = keyof typeof BANK_LINE_KINDS;
export const BANK_LINE_KIND_NAMES = Object.keys(BANK_LINE_KINDS) as readonly BankLineKind[];

export interface DifferenceFacts {
  readonly state: DifferenceState;
  readonly dayState: BankDayState;
  /** There is something that can be posted. */
  readonly hasProposal: boolean;
  readonly proposedBy: string | null;
}

/** Why a supervisor may not do it now; null: they may. The database judges again. */
export function differenceRefusal(
  action: DifferenceAction,
  { state, dayState, hasProposal, proposedBy }: DifferenceFacts,
  staff: string,
): string | null {
  if (dayState === 'closed') return '该日已经关账。';
  const wanted: readonly DifferenceState[] =
    action === 'explain' || action === 'propose' ? ['open', 'explained'] : ['proposed'];
  if (!wanted.includes(state)) return `“${DIFFERENCE_STATES[state]}”时不能进行这项操作。`;
  if (action === 'propose' && !hasProposal) return '没有可以直接记账的办法，请查明后说明。';
  if (action === 'confirm' && proposedBy === staff) return '记账须由提出人以外的主管复核。';
  return null;
}

/** What would be posted, in words. Amounts in yuan. */
export interface Proposal {
  readonly reverse: readonly (string | number)[];
  readonly receipt: string | null;
  /** What has left the account since, and would be owed; null: nothing. */
  readonly lacks: string | null;
  /** What the bank credited (negative: took) for itself. */
  readonly income?: string;
  readonly nature?: 'interest' | 'fee';
}

const OWN_JOURNALS = { interest: '存款利息', fee: '银行手续费' } as const;

function ownText(income: string, nature: keyof typeof OWN_JOURNALS): string {
  const taken = income.startsWith('-');
  const sides = taken ? '借业务收支，贷银行存款' : '借银行存款，贷业务收支';
  return `${income.replace('-', '')}元记为${OWN_JOURNALS[nature]}（${sides}）`;
}

export function proposalText({ reverse, receipt, lacks, income, nature }: Proposal): string {
  if (income !== undefined && nature !== undefined) return ownText(income, nature);
  const parts = [
    ...(reverse.length > 0 ? [`冲销凭证${reverse.map(String).join('、')}`] : []),
    ...(lacks === null ? [] : [`其中${lacks}元已经不在账户，记入应收个人款并追回`]),
    ...(receipt === null ? [] : [`${receipt}元记入暂收款（借银行存款，贷暂收款）`]),
  ];
  return parts.join('，');
}
