/** Parameters of the papers of a withdrawal (提取). */
import type { PlainDate } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { NoticeHead, PrintedClause, PrintedReason, WaysOnPaper } from './on-paper.ts';

/** What every paper of a withdrawal says of it. */
export interface WithdrawalHead extends NoticeHead {
  /** 支付房租 */
  readonly what: string;
  readonly amount: Yuan;
  readonly accountLast4: string;
  /** 建设银行，尾号0012 */
  readonly card: string;
}

/** 提取受理通知书 */
export interface WithdrawalAcceptedParams extends WithdrawalHead {
  readonly acceptedOn: PlainDate;
  readonly regulation: '2019' | '2026';
  /** The last day of the law. */
  readonly lastOn: PlainDate;
  readonly promisedWorkingDays: number;
  readonly promisedOn: PlainDate | null;
  readonly promisedProvisional: boolean;
  /** 同时注销账户; left out of what was accepted before accounts were closed with it. */
  readonly closes?: boolean;
}

/** 提取补正告知书 */
export interface WithdrawalSupplementParams extends WithdrawalHead {
  readonly toldOn: PlainDate;
  readonly missing: readonly { readonly name: string; readonly bring: string }[];
  readonly until: PlainDate;
}

/** 准予提取决定书 */
export interface WithdrawalDecisionParams extends WithdrawalHead {
  readonly acceptedOn: PlainDate;
  readonly decidedOn: PlainDate;
  readonly item: number;
  /** 灵活就业缴存3000.00元 */
  readonly drawn: string;
  /** The limit that bounds it, in words; empty where nothing but the balance does. */
  readonly limit: string;
  /** 同时注销账户, and what of the amount is interest that was settled with it. */
  readonly closes?: boolean;
  readonly interest?: Yuan;
  readonly clauses: readonly PrintedClause[];
}

/** 不准提取决定书 */
export interface WithdrawalRefusedParams extends WithdrawalHead {
  readonly acceptedOn: PlainDate;
  readonly decidedOn: PlainDate;
  readonly reasons: readonly PrintedReason[];
  /** The acceptance had stopped the debits, and they go on. */
  readonly stopped?: boolean;
  readonly ways: WaysOnPaper;
}

/** 提取付款通知书 */
export interface WithdrawalPaidParams extends WithdrawalHead {
  readonly paidOn: PlainDate;
  /** What the bank paid. */
  readonly moved: Yuan;
  /** The account is closed next. */
  readonly closes?: boolean;
}

/** 付款未成功通知 */
export interface PayoutFailedParams extends WithdrawalHead {
  readonly failedOn: PlainDate;
  readonly reason: string;
  readonly remedy: string;
  readonly until: PlainDate;
}

/** 提取终止通知 */
export interface WithdrawalEndedParams extends NoticeHead {
  readonly what: string;
  readonly amount: Yuan;
  readonly accountLast4: string;
  readonly endedOn: PlainDate;
  readonly why: 'withdrawn' | 'not-supplied' | 'not-mended';
  /** The acceptance had stopped the debits, and they go on. */
  readonly stopped?: boolean;
}

/** 提取销户通知书 */
export interface WithdrawalClosedParams extends WithdrawalHead {
  readonly closedOn: PlainDate;
  readonly payments: readonly { readonly on: PlainDate; readonly amount: Yuan }[];
  readonly total: Yuan;
}

/** 账户未注销告知书 */
export interface WithdrawalKeptOpenParams extends NoticeHead {
  readonly accountLast4: string;
  readonly toldOn: PlainDate;
  /** What was paid. */
  readonly total: Yuan;
  readonly reasons: readonly { readonly text: string; readonly remedy: string }[];
}

export interface WithdrawalPaperParams {
  readonly 'withdrawal-accepted': WithdrawalAcceptedParams;
  readonly 'withdrawal-supplement': WithdrawalSupplementParams;
  readonly 'withdrawal-decision': WithdrawalDecisionParams;
  readonly 'withdrawal-refused': WithdrawalRefusedParams;
  readonly 'withdrawal-paid': WithdrawalPaidParams;
  readonly 'payout-failed': PayoutFailedParams;
  readonly 'withdrawal-ended': WithdrawalEndedParams;
  readonly 'withdrawal-closed': WithdrawalClosedParams;
  readonly 'withdrawal-kept-open': WithdrawalKeptOpenParams;
}
