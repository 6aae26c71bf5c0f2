/** Parameters of the papers about deductions by order of a court (依法扣划). */
import type { PlainDate } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { NoticeHead, PrintedClause } from './on-paper.ts';

/** 依法扣划告知书 to the person, 协助扣划回执 to the body that ordered it. */
export interface DeductionParams extends NoticeHead {
  readonly on: PlainDate;
  /** Of the account. */
  readonly last4: string;
  /** Number of the document by which the money was held. */
  readonly hold: string;
  readonly placedOn: PlainDate;
  /** Number of the order. */
  readonly order: string;
  readonly orderedOn: PlainDate;
  readonly orderedBy: string;
  /** What the order asks for, and what the bank paid, in yuan. */
  readonly asked: Yuan;
  readonly amount: Yuan;
  readonly paidOn: PlainDate;
  readonly payee: { readonly holder: string; readonly bank: string; readonly number: string };
  /** The hold is over with it. */
  readonly ends: boolean;
  /** What the account has left, and what is not held of it, in yuan. */
  readonly total: Yuan;
  readonly available: Yuan;
  readonly clauses: readonly PrintedClause[];
}

export interface DeductionPaperParams {
  readonly 'deduction-notice': DeductionParams;
  readonly 'deduction-reply': DeductionParams;
}
