/** Words of payments of one's own and of the suspense desk: why none is accepted, why money stands there. */

import type { Yuan } from '../domain/money.ts';
import type { NoneUnpaid } from '../policy/first-unpaid.ts';
import { outsideOf, type MonthLimits } from '../policy/limits-of-months.ts';
import { monthText } from './wording.ts';

const CAUSES: Readonly<Record<string, string>> = {
  'amount-differs': '实扣金额与指令不符',
  'already-paid': '该期已缴，款项重复',
  'moved-after-recall': '银行收回这笔扣款后又扣到一次，须查明后认领或者退回',
  'moved-again': '同一扣款指令银行又扣到一笔，前一笔也在暂收款',
  'account-closed': '账户已销户',
  'unknown-instruction': '银行报来的指令不是本中心发出的',
  'contribution-reversed': '缴存记账有误，已冲账待重新认领',
  'statement-only': '只在对账单上有的来款',
  'no-virtual-account': '来款没有缴存账号',
  'account-unknown': '来款的缴存账号不存在',
  'account-refused': '账户的记录有误，系统不能自动记账，须查明更正后认领',
  'paid-by-unit': '账户由单位缴存，本人不能自行缴存',
  'account-not-normal': '账户不在正常状态',
  'no-plan': '账户没有生效的缴存计划',
  'agreement-suspended': '缴存使用协议已中止，恢复以后再缴',
  'debit-under-way': '该账户有扣款正在银行办理',
  'data-unreadable': '本人的加密信息打不开（密钥不符或者数据损坏），无从核对可缴的月份',
  'nothing-payable': '可缴的月份已经缴清',
  retired: '已到退休前最后一个缴存月份',
  'below-owed': '不足应缴的一期',
  'beyond-horizon': '超过可以预缴的月份',
  'payment-returned': '付出的提取款被退回，账户已销户',
  'overpayment-returned': '银行多付的款项已退回，其中本人已归还的部分，应退还本人',
  'no-whole-months': '不是整月的缴存额',
  'outside-limits': '月缴存额不在所缴月份的上下限之内，须先办理缴存变更',
};

export function suspenseCause(code: string): string {
  return CAUSES[code] ?? code;
}

const NONE_UNPAID: Readonly<Record<NoneUnpaid, string>> = {
  'account-closed': '账户已销户',
  'no-agreement': '没有签订缴存使用协议',
  'agreement-ended': '缴存使用协议已终止，缴存计划不再执行',
  retired: '已到退休前最后一个缴存月份',
};

/** Why no month is paid for next. */
export function noneUnpaidText(code: NoneUnpaid): string {
  return NONE_UNPAID[code];
}

/** The limit that an agreed amount does not keep in a month, the nearest that would, and what to do. */
export function outsideText(amount: Yuan, { month, ...limits }: MonthLimits): string {
  const outside = outsideOf(amount, limits);
  if (outside === null) return suspenseCause('outside-limits');
  const limit = outside.side === 'below' ? '低于' : '高于';
  const name = outside.side === 'below' ? '下限' : '上限';
  return `月缴存额${amount}元${limit}${monthText(month)}的${name}${outside.nearest}元，须先办理缴存变更，最接近的月缴存额为${outside.nearest}元`;
}

export const SUSPENSE_STATES = {
  open: '待处理',
  assigned: '已认领',
  returned: '已退回',
  recovered: '已抵应收个人款',
  funded: '已拨入补贴资金',
  reversed: '到账已冲账',
} as const;
export type SuspenseState = keyof typeof SUSPENSE_STATES;
export const SUSPENSE_STATE_NAMES = Object.keys(SUSPENSE_STATES) as readonly SuspenseState[];

/** 缴款通知单: what became of it. */
export const SLIP_STATES = {
  open: '待缴款',
  paid: '已缴款',
  'taken-back': '缴款已冲回',
  void: '已作废',
  lapsed: '已过期',
} as const;
export type SlipState = keyof typeof SLIP_STATES;
export const SLIP_STATE_NAMES = Object.keys(SLIP_STATES) as readonly SlipState[];

/** Why a slip was made void: a person's own words, or that another was made out. */
export function slipVoidReason(reason: string): string {
  return reason === 'replaced' ? '另开新单' : reason;
}

/** The months grid: how a month stands. */
export const MONTH_STATES = {
  paid: '已缴',
  open: '待扣',
  sent: '扣款中',
  missed: '欠缴',
  none: '',
} as const;
export type MonthState = keyof typeof MONTH_STATES;
