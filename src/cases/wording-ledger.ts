/** Words of the ledger for whoever follows money through it: books, reversals, receivables. */

const BOOKS: Readonly<Record<string, string>> = {
  personal: '住房公积金',
  bank: '银行存款',
  suspense: '暂收款',
  'in-payment': '应付提取款',
  'interest-payable': '应付利息',
  'subsidy-fund': '缴存补贴资金',
  receivable: '应收个人款',
  result: '业务收支',
};

/** 会计科目. */
export function bookTitle(book: string): string {
  return BOOKS[book] ?? book;
}

/** 业务类型, as the table `journal_kind` names them. */
export const JOURNAL_KIND_TITLES = {
  takeover: '期初建账',
  contribution: '汇缴',
  receipt: '到账待查',
  assignment: '来款认领',
  return: '退回来款',
  subsidy: '缴存补贴',
  interest: '年终结息',
  'interest-charge': '计提利息',
  reserve: '提取待付',
  payment: '提取付讫',
  release: '待付退回',
  deduction: '依法扣划',
  reclassification: '来源更正',
  recall: '银行收回',
  recovery: '追回款项',
  shortfall: '差额挂账',
  'subsidy-funding': '拨入补贴资金',
  'fund-income': '无人继承转增值收益',
  'payment-return': '付款退回',
  'reserve-moved': '待付改期',
  overpayment: '银行多付',
  clawback: '责令退回',
  'bank-interest': '存款利息',
  'bank-fee': '银行手续费',
  reversal: '冲账',
} as const;

/** Why a journal stands in a chain that is taken back. */
const WHYS: Readonly<Record<string, string>> = {
  asked: '申请冲账的凭证',
  'settled-from-it': '用这笔来款认领、退回、抵应收或拨入的',
  'paid-of-it': '就这笔应付付讫或退回的',
  'subsidy-for-it': '为这笔缴存发放的补贴',
  'recovered-of-it': '就这笔应收追回的',
  'settled-after-it': '在这次结息之后的结息',
  'corrected-out-of-it': '从这个来源更正到其他来源的',
};

export function chainWhy(code: string): string {
  return WHYS[code] ?? code;
}

interface StayWords {
  readonly text: string;
  readonly remedy: string;
}

/** Why a journal cannot be taken back, and what can be done instead. */
const STAYS: Readonly<Record<string, StayWords>> = {
  'is-reversal': { text: '它本身是冲账凭证', remedy: '冲错的，按事实另记一张凭证。' },
  'reversed-already': { text: '它已经冲账', remedy: '不需要再办。' },
  'charged-with-others': {
    text: '计提利息是一批账户的合计，不能单独冲账',
    remedy: '请冲销有误账户的结息凭证，重新结息时更正。',
  },
  'instruction-has-it': {
    text: '它是付款或者扣款指令的凭证，银行已经回报或者将要回报结果',
    remedy: '请等银行回报；付错的向收款人追回，收到的从暂收款处理。',
  },
  'bank-has-it': {
    text: '银行对账单上有这笔收付，钱确已收到或付出',
    remedy: '付错的向收款人追回；收到的从暂收款处理。',
  },
  'account-closed': { text: '账户已经销户', remedy: '不能再记账，请另案处理。' },
  'taken-back-already': {
    text: '银行已经收回这笔缴存',
    remedy: '差额在应收个人款中，请在那里追回。',
  },
  'debit-under-way': {
    text: '该账户有扣款正在银行办理',
    remedy: '请等银行回报后再办。',
  },
  'bank-day-closed': {
    text: '该日或其后的银行对账已经关账',
    remedy: '请在银行对账中登记差异并说明。',
  },
};

export function stayWords(code: string): StayWords {
  return STAYS[code] ?? { text: code, remedy: '' };
}

export const REVERSAL_STATES = {
  proposed: '待复核',
  done: '已冲账',
  declined: '不同意',
  withdrawn: '已撤回',
} as const;
export type ReversalState = keyof typeof REVERSAL_STATES;
export const REVERSAL_STATE_NAMES = Object.keys(REVERSAL_STATES) as readonly ReversalState[];

export const REVERSAL_ACTIONS = {
  confirm: '同意冲账',
  decline: '不同意',
  withdraw: '撤回',
} as const;
export type ReversalAction = keyof typeof REVERSAL_ACTIONS;
export const REVERSAL_ACTION_NAMES = Object.keys(REVERSAL_ACTIONS) as readonly ReversalAction[];

export const RECEIVABLE_STATES = { open: '待追回', recovered: '已追回', void: '已撤销' } as const;
export type ReceivableState = keyof typeof RECEIVABLE_STATES;
export const RECEIVABLE_STATE_NAMES = Object.keys(RECEIVABLE_STATES) as readonly ReceivableState[];

const RECEIVABLE_CAUSES: Readonly<Record<string, string>> = {
  recalled: '扣款被银行收回，款已付出',
  reversed: '冲账时余额不足，款已付出',
  overpaid: '银行付款多于指令',
  fraud: '违法提取，责令退回',
};

export function receivableCause(code: string): string {
  return RECEIVABLE_CAUSES[code] ?? code;
}

/** How old arrears are, by whole months since the debit day. */
export const ARREARS_AGES = [
  { code: 'up-to-1', title: '不满1个月', from: 0, to: 1 },
  { code: 'up-to-3', title: '1至3个月', from: 1, to: 3 },
  { code: 'up-to-6', title: '3至6个月', from: 3, to: 6 },
  { code: 'up-to-12', title: '6至12个月', from: 6, to: 12 },
  { code: 'over-12', title: '满12个月', from: 12, to: null },
] as const;
