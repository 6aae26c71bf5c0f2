/** Parameters of the papers of leaving (退出销户). */
import type { PlainDate } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { NoticeHead, PrintedClause, PrintedReason, WaysOnPaper } from './on-paper.ts';

/** What every paper of an exit says of it. */
export interface ExitHead extends NoticeHead {
  readonly accountLast4: string;
  /** 建设银行，尾号0012 */
  readonly card: string;
}

/** One reading with its dates, in lines. */
export interface ReadingOnPaper {
  readonly title: string;
  readonly lines: readonly string[];
}

/** 退出销户告知书 */
export interface ExitTermsParams extends ExitHead {
  readonly toldOn: PlainDate;
  /** With interest up to the day of the notice, in yuan. */
  readonly flexible: Yuan;
  readonly employee: Yuan;
  readonly reading: ReadingOnPaper;
  /** The other reading; empty: it comes to the same. */
  readonly others: readonly ReadingOnPaper[];
  /** How the half year is counted; empty: nothing waits. */
  readonly gate: string;
  readonly regretDays: number;
  readonly until: PlainDate;
  readonly clauses: readonly PrintedClause[];
}

/** 退出销户受理通知书 */
export interface ExitAcceptedParams extends ExitHead {
  readonly acceptedOn: PlainDate;
  readonly lastOn: PlainDate;
  readonly lines: readonly string[];
  readonly gate: string;
  readonly regret: string;
}

/** 准予退出提取决定书 */
export interface ExitDecisionParams extends ExitHead {
  readonly decidedOn: PlainDate;
  readonly amount: Yuan;
  readonly interest: Yuan;
  /** 灵活就业缴存3000.00元 */
  readonly drawn: string;
  /** When the rest is paid; empty: nothing is left. */
  readonly rest: string;
  readonly clauses: readonly PrintedClause[];
}

/** 不予办理退出销户决定书 */
export interface ExitRefusedParams extends ExitHead {
  readonly decidedOn: PlainDate;
  readonly reasons: readonly PrintedReason[];
  /** What was paid stays paid; empty: nothing was. */
  readonly paid: string;
  /** The person is told when the loan is settled. */
  readonly watches: boolean;
  readonly ways: WaysOnPaper;
}

/** 退出提取付款通知书 */
export interface ExitPaidParams extends ExitHead {
  readonly paidOn: PlainDate;
  readonly moved: Yuan;
  readonly rest: string;
}

/** 付款销户日期变动通知 */
export interface ExitGateMovedParams extends ExitHead {
  readonly toldOn: PlainDate;
  /** What was told before; empty: no day. */
  readonly before: string;
  readonly now: string;
}

/** 销户通知书 */
export interface ExitClosedParams extends ExitHead {
  readonly closedOn: PlainDate;
  readonly payments: readonly { readonly on: PlainDate; readonly amount: Yuan }[];
  readonly total: Yuan;
}

/** 退出销户终止通知 */
export interface ExitEndedParams extends ExitHead {
  readonly endedOn: PlainDate;
  readonly why: 'withdrawn' | 'not-signed' | 'not-mended';
  readonly agreement: 'goes-on' | 'ended';
  /** Why no debits go on although it goes on; empty: they do; left out of the first version. */
  readonly rests?: string;
}

/** 贷款结清通知 */
export interface ExitLoanSettledParams extends ExitHead {
  readonly toldOn: PlainDate;
  /** What else still stands against it, each with what can be done; empty: nothing does; left out of the first version. */
  readonly standing?: readonly string[];
}

export interface ExitPaperParams {
  readonly 'exit-terms': ExitTermsParams;
  readonly 'exit-accepted': ExitAcceptedParams;
  readonly 'exit-decision': ExitDecisionParams;
  readonly 'exit-refused': ExitRefusedParams;
  readonly 'exit-paid': ExitPaidParams;
  readonly 'exit-gate-moved': ExitGateMovedParams;
  readonly 'exit-closed': ExitClosedParams;
  readonly 'exit-ended': ExitEndedParams;
  readonly 'exit-loan-settled': ExitLoanSettledParams;
}
