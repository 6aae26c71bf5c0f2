/**
 * 提取并销户: which cases of article 24 close the account, and whether one that is asked for does.
 *
 * @source 住房公积金管理条例 第二十四条（2019 应当、2026 可以同时注销账户）
 */
import type { WithdrawalReason } from './vocabulary.ts';

const CLOSING: readonly WithdrawalReason[] = ['retirement', 'disability', 'emigration'];

/** 应当、可以同时注销账户. */
export function mayClose(purpose: WithdrawalReason): boolean {
  return CLOSING.includes(purpose);
}

/** What 同时注销账户 rests on: which case of the law it is, and what the person said of it. */
interface ClosingAsked {
  readonly purpose: WithdrawalReason;
  /** Left out: the person said nothing. */
  readonly close?: boolean | undefined;
}

/**
 * Whether a withdrawal closes the account: by the old text it must, by the new one unless the person wants to
 * keep it.
 */
export function closesAccount({ purpose, close = true }: ClosingAsked): boolean {
  return mayClose(purpose) && close;
}
