/** What the papers about money say: changes of the contribution, receipts, debits, mandates. */
import type { PlainDate, PlainMonth } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { ChosenPlan, NoticeHead, PrintedReason } from './on-paper.ts';

/** When changed terms are debited first. */
export interface FirstDebitOfChange {
  readonly firstMonth: PlainMonth;
  readonly debitOn: PlainDate;
  readonly coversTo: PlainMonth;
  /** Yuan. */
  readonly amount: Yuan;
  /** That day may still move: the holidays of its year are not known yet. */
  readonly provisional: boolean;
}

/** 补充协议: what the two sides sign; its hash covers all of it. */
export interface AmendmentParams extends NoticeHead {
  /** The printed number of the agreement it changes. */
  readonly agreementNumber: string | null;
  readonly accountLast4: string | null;
  /** 月缴存额和扣款日 */
  readonly changes: string;
  readonly before: ChosenPlan;
  readonly after: ChosenPlan;
  /** The monthly limits of the day, both included. */
  readonly limits: { readonly min: Yuan; readonly max: Yuan };
  /** As the books stand on the day of the offer. */
  readonly expected: FirstDebitOfChange;
  /** What the bank has to do before it is in force, in words; how long it is waited for. */
  readonly bank: string;
  readonly bankDays: number;
  /** Months in which the amount may be changed once. */
  readonly changeMonths: number;
  readonly offeredOn: PlainDate;
  readonly signBy: PlainDate;
}

/** 缴存变更通知书 */
export interface ContributionChangedParams extends NoticeHead {
  readonly changedOn: PlainDate;
  readonly accountLast4: string | null;
  readonly changes: string;
  readonly before: ChosenPlan;
  readonly after: ChosenPlan;
  readonly first: FirstDebitOfChange;
}

/** 不予变更通知书 */
export interface ChangeRefusedParams extends NoticeHead {
  readonly decidedOn: PlainDate;
  readonly changes: string;
  readonly reasons: readonly PrintedReason[];
}

/** 缴存变更终止通知: withdrawn, not signed, or not done by the bank in time. */
export interface ChangeEndedParams extends NoticeHead {
  readonly endedOn: PlainDate;
  readonly why: 'withdrawn' | 'not-signed' | 'not-done';
  readonly changes: string;
  /** The last day it could have been done on; of a withdrawal the day itself. */
  readonly until: PlainDate;
}

/** What notices about the money of an account begin with; the case is the one that opened it. */
export interface MoneyHead extends NoticeHead {
  readonly accountLast4: string;
}

/** 缴存回执 */
export interface ContributionReceiptParams extends MoneyHead {
  readonly issuedOn: PlainDate;
  readonly from: PlainMonth;
  readonly to: PlainMonth;
  readonly months: readonly {
    readonly month: PlainMonth;
    readonly amount: Yuan;
    readonly paidOn: PlainDate;
    /** 凭证号 */
    readonly journal: string;
  }[];
  readonly total: Yuan;
}

/** 缴款通知单: what a person takes to the counter of the bank, or pays at ours. */
export interface PaymentSlipParams extends MoneyHead {
  readonly madeOn: PlainDate;
  readonly from: PlainMonth;
  readonly to: PlainMonth;
  readonly months: number;
  readonly monthlyAmount: Yuan;
  readonly amount: Yuan;
  /** 虚拟账号: the whole account number, or nobody could pay to it. */
  readonly virtualAccount: string;
  /** The last day on which this amount pays these months. */
  readonly validTo: PlainDate;
}

/** 扣款未成功通知 */
export interface DebitRefusedParams extends MoneyHead {
  readonly refusedOn: PlainDate;
  readonly from: PlainMonth;
  readonly to: PlainMonth;
  readonly amount: Yuan;
  readonly reason: string;
  readonly remedy: string;
  /** When the bank is asked again; null: it is not. */
  readonly nextOn: PlainDate | null;
  /** The last day on which it can still be paid. */
  readonly until: PlainDate;
}

/** Whether the bank is still asked for something owed, and if not, why. */
export type DebitAhead =
  | { readonly standing: 'comes' }
  /** Tried as often as was agreed. */
  | { readonly standing: 'over' }
  | { readonly standing: 'no-mandate' }
  | { readonly standing: 'over-mandate-limit'; readonly limitEach: Yuan }
  | {
      readonly standing: 'outside-limits';
      readonly monthlyAmount: Yuan;
      readonly min: Yuan;
      readonly max: Yuan;
    };

/** 缴存提醒: something owed is about to be missed. */
export interface PaymentReminderParams extends MoneyHead {
  /** Left out by the first version of the paper, which told everybody to wait. */
  readonly debit?: DebitAhead;
  readonly remindedOn: PlainDate;
  readonly from: PlainMonth;
  readonly to: PlainMonth;
  readonly amount: Yuan;
  readonly until: PlainDate;
  /** Days to mend a breach in, as they were signed. */
  readonly cureDays: number;
}

/** 委托扣款授权终止通知: the bank refused it, or it was ended there. */
export interface MandateEndedParams extends MoneyHead {
  readonly endedOn: PlainDate;
  readonly state: 'refused' | 'cancelled';
  readonly reason: string;
  readonly remedy: string;
}

/** 零余额停缴提醒: some months before a notice would be given. */
export interface DormancyWarningParams extends MoneyHead {
  readonly warnedOn: PlainDate;
  readonly emptyFrom: PlainMonth;
  /** Full months without contribution so far. */
  readonly emptyMonths: number;
  readonly months: number;
  /** The first day on which notice of the closing can be given. */
  readonly possibleFrom: PlainDate;
  /** From when another warning goes out; null: it is the last; left out of the first version. */
  readonly nextOn?: PlainDate | null;
}

/** 提取款退回通知: a payment came back from the other bank. */
export interface PayoutReturnedParams extends MoneyHead {
  readonly returnedOn: PlainDate;
  readonly amount: Yuan;
  readonly cardLast4: string;
  readonly reason: string;
  readonly remedy: string;
  /** Whether it is in the account again, or waits because the account is closed. */
  readonly into: 'account' | 'suspense';
}

/** What is told about the money of an account, by what was learnt; issued in no change of a case. */
export interface MoneyDocumentParams {
  readonly 'contribution-receipt': ContributionReceiptParams;
  readonly 'payment-slip': PaymentSlipParams;
  readonly 'debit-refused': DebitRefusedParams;
  readonly 'payment-reminder': PaymentReminderParams;
  readonly 'mandate-ended': MandateEndedParams;
  readonly 'dormancy-warning': DormancyWarningParams;
  readonly 'payout-returned': PayoutReturnedParams;
}
export type MoneyDocumentKind = keyof MoneyDocumentParams;
