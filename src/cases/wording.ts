/**
 * The Chinese words that cases share: days as people write them, outside systems, rules,
 * outcomes, and what a channel may read of a case.
 *
 * Pure text. A word that nobody wrote down is shown as its code, never as nothing.
 */
import { dateAt, type PlainDate } from '../domain/calendar.ts';

/** 2026-11-23 as 2026年11月23日. */
export function dayText(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}

/** 2026-11 as 2026年11月. */
export function monthText(month: string): string {
  return `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`;
}

const SHANGHAI_MS = 8 * 3_600_000;

/** An instant (ms) as 2026年11月23日 18:45, Shanghai time. */
export function instantText(instant: number): string {
  const clock = new Date(instant + SHANGHAI_MS).toISOString().slice(11, 16);
  return `${dayText(dateAt(instant))} ${clock}`;
}

/** The last whole day before an instant at which a day-long deadline ends. */
export function lastDayBefore(instant: number): PlainDate {
  return dateAt(instant - 1);
}

/** 甲、乙和丙. */
export function listText(items: readonly string[]): string {
  const head = items.slice(0, -1).join('、');
  const last = items.at(-1) ?? '';
  return head === '' ? last : `${head}和${last}`;
}

const SYSTEM_TITLES: Readonly<Record<string, string>> = {
  national: '全国住房公积金监管服务平台',
  identity: '公安身份核验',
  notices: '通知发送',
  bank: '受托银行',
};

export function systemTitle(system: string): string {
  return SYSTEM_TITLES[system] ?? system;
}

const STATUS_TITLES: Readonly<Record<string, string>> = {
  ok: '答复完整',
  partial: '答复不完整',
  timeout: '超时未答复',
  error: '答复有误',
  match: '相符',
  mismatch: '不相符',
  'not-found': '库中无此人',
  deceased: '登记为已死亡',
  'invalid-document': '证件无效',
};

/** What a check answered, by the code of its status. */
export function checkStatusTitle(status: string): string {
  return STATUS_TITLES[status] ?? status;
}

const OUTCOME_TITLES: Readonly<Record<string, string>> = {
  granted: '符合',
  refused: '不符合',
  open: '可以开户',
  refuse: '不予开户',
  review: '转人工复核',
  defer: '待外地账户封存',
  convert: '转办身份转换',
  retry: '等待完整答复',
  'await-unit': '待单位封存',
  await: '待单位首次缴存',
  'not-converted': '不能转换',
  'not-contributed': '单位未缴存，协议已恢复',
  broken: '连续缴存中断',
  opened: '已开户',
  'not-accepted': '不予受理',
  'finally-refused': '不予开户',
  'to-convert': '转办身份转换',
  lapsed: '逾期未签，已终止',
  withdrawn: '已撤回',
  discontinued: '重复申请，已终止',
  'in force': '已生效',
  'not-signed': '逾期未签，已终止',
  'not-done': '银行逾期未办妥，已终止',
  done: '已变更',
  declined: '未同意',
  measures: '采取措施',
  none: '不采取措施',
  cured: '已整改',
  dismissed: '异议成立',
  concluded: '已处置',
  closed: '已销户',
  contributing: '已恢复缴存',
  kept: '账户保留',
  released: '已解除',
  partial: '灵活就业部分即付，其余等待',
  waits: '等待封存满半年',
  told: '已告知可再次申请',
  'not-mended': '逾期未换卡，已终止',
  gone: '已消除',
  explained: '查明无误',
  mended: '已更正',
};

/** The outcome of a decision or of a case. */
export function outcomeTitle(outcome: string): string {
  return OUTCOME_TITLES[outcome] ?? outcome;
}

const RULE_TITLES: Readonly<Record<string, string>> = {
  'account-opening': '开户审核',
  'take-up': '沿用原账户缴存审核',
  'conversion-to-employee': '灵活转单位核查',
  'take-up-months': '首期月份和连续缴存',
  eligibility: '参加条件',
  'identity-document': '证件核验',
  'opening-check': '全国账户核查',
  'contribution-limits': '月缴存额上下限',
  'contribution-change': '缴存变更审核',
  'agreement-change': '协议中止、恢复与终止',
  'breach-measures': '违约处置',
  'dormant-closing': '零余额销户核查',
  withdrawal: '提取审核',
  exit: '退出销户审核',
  'death-payout': '死亡提取审核',
  'personal-change': '信息变更审核',
  hold: '冻结',
  'hold-renewal': '续冻',
  deduction: '依法扣划',
  'wait-move': '改期',
};

export function ruleTitle(rule: string): string {
  return RULE_TITLES[rule] ?? rule;
}

/** All a channel learns of a wait or an event that might tell of another case. */
export const CHANNEL_REVIEW = '人工核对中';
