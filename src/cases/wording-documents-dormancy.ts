/** Parameters of the papers about empty accounts (零余额停缴). */
import type { PlainDate, PlainMonth } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { NoticeHead, PrintedClause } from './on-paper.ts';

/** 零余额销户告知书 */
export interface DormancyNoticeParams extends NoticeHead {
  readonly noticedOn: PlainDate;
  readonly last4: string;
  readonly emptyFrom: PlainMonth;
  /** Full months without contribution that it takes. */
  readonly months: number;
  readonly noticeDays: number;
  readonly clauses: readonly PrintedClause[];
}

/** 零余额销户办结告知书: it is not closed, and why. */
export interface DormancyEndedParams extends NoticeHead {
  readonly endedOn: PlainDate;
  readonly last4: string;
  readonly how: 'contributing' | 'kept' | 'withdrawn';
  readonly reasons: readonly { readonly text: string; readonly remedy: string }[];
}

/** 零余额销户通知书 */
export interface DormantClosedParams extends NoticeHead {
  readonly closedOn: PlainDate;
  readonly last4: string;
  readonly emptyFrom: PlainMonth;
  readonly servedOn: PlainDate;
  readonly clauses: readonly PrintedClause[];
}

/** 零余额账户利息付款通知书 */
export interface DormantInterestPaidParams extends NoticeHead {
  readonly last4: string;
  /** Of the card it was paid to. */
  readonly cardLast4: string;
  readonly moved: Yuan;
  readonly paidOn: PlainDate;
}

/** Papers of the closing of an empty account. */
export interface DormancyPaperParams {
  readonly 'dormancy-notice': DormancyNoticeParams;
  readonly 'dormancy-ended': DormancyEndedParams;
  readonly 'dormant-interest-paid': DormantInterestPaidParams;
  readonly 'dormant-closed': DormantClosedParams;
}
