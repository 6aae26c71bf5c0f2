/** Parameters of the papers of an opening, of what a person is given without a case, and of certificates. */
import type { PlainDate, PlainMonth } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { EmploymentForm, TakeUpWay } from '../domain/vocabulary.ts';
import type {
  CenterOnPaper,
  ChosenPlan,
  NoticeHead,
  PersonOnPaper,
  PrintedClause,
  PrintedReason,
  ReviewWays,
} from './on-paper.ts';

export interface ReceiptParams extends NoticeHead {
  readonly receivedOn: PlainDate;
  /** What was handed in: 身份证件影像, 1份. */
  readonly materials: readonly { readonly name: string; readonly count: number }[];
  readonly complete: boolean;
}

export interface AcceptanceParams extends NoticeHead {
  readonly acceptedOn: PlainDate;
  /** Which text of the regulation applies, fixed at acceptance. */
  readonly regulation: '2019' | '2026';
  readonly promisedWorkingDays: number;
  readonly promisedOn: PlainDate | null;
  /** That day may still move: the holidays of its year are not known yet. From the second version on. */
  readonly promisedProvisional?: boolean;
}

export interface SupplementParams extends NoticeHead {
  readonly toldOn: PlainDate;
  readonly missing: readonly { readonly name: string; readonly bring: string }[];
  readonly until: PlainDate;
}

export interface NotAcceptedParams extends NoticeHead {
  readonly decidedOn: PlainDate;
  readonly reasons: readonly PrintedReason[];
  readonly review: ReviewWays;
}

export interface RefusalParams extends NotAcceptedParams {
  readonly acceptedOn: PlainDate;
  /** The refusal stood after a review by a person. */
  readonly afterHumanReview: boolean;
}

export interface DeferralParams extends NoticeHead {
  readonly toldOn: PlainDate;
  readonly code: 'remote-normal' | 'several-accounts';
  /** Names of the centers where the accounts are; may be empty when the platform names none. */
  readonly elsewhere: readonly string[];
  readonly until: PlainDate;
  readonly clauses: readonly PrintedClause[];
}

export interface SigningReminderParams extends NoticeHead {
  readonly remindedOn: PlainDate;
  readonly signBy: PlainDate;
}

export interface LapseParams extends NoticeHead {
  readonly lapsedOn: PlainDate;
  readonly signBy: PlainDate;
}

export interface AccountOpenedParams extends NoticeHead {
  readonly openedOn: PlainDate;
  readonly accountNumber: string;
  readonly agreementNumber: string | null;
  readonly plan: PlanOnPaper;
  /** Sealed accounts elsewhere may be transferred in. */
  readonly transferInOffer: boolean;
  /** Months without a contribution after which an empty account is closed, as it was signed. */
  readonly dormancyMonths?: number;
}

export interface ConversionReferralParams extends NoticeHead {
  readonly toldOn: PlainDate;
  /** The last four digits of the sealed account. */
  readonly accountLast4: string | null;
  /** Which case takes it up; from the second version on. */
  readonly way?: TakeUpWay;
  readonly clauses: readonly PrintedClause[];
}

export interface ApplicationWithdrawnParams extends NoticeHead {
  readonly withdrawnOn: PlainDate;
  /** By whom the wish was taken down: 柜面 or a channel's name. */
  readonly takenBy: string;
}

export interface HumanReviewParams extends NoticeHead {
  readonly requestedOn: PlainDate;
  /** The number of the decision that is looked at again, when it was printed. */
  readonly decisionNumber: string | null;
  readonly promisedWorkingDays: number;
  readonly promisedOn: PlainDate | null;
}

export interface OpeningUndoneParams extends NoticeHead {
  readonly undoneOn: PlainDate;
  readonly accountLast4: string;
  readonly reason: string;
  /** Yuan that was paid in and stands in suspense now; absent: nothing was ever posted. */
  readonly toSuspense?: string;
}

/** The plan as it is in force. */
export interface PlanOnPaper extends ChosenPlan {
  readonly firstMonth: PlainMonth;
  /** When the first periods are debited; from the second version of the notice on. */
  readonly firstDebit?: FirstDebitOnPaper;
}

export interface FirstDebitOnPaper {
  readonly debitOn: PlainDate;
  /** How many periods are due by then: two where the opening came after the month's debit day. */
  readonly periods: number;
  /** The last month they cover. */
  readonly coversTo: PlainMonth;
  /** Yuan. */
  readonly amount: Yuan;
  /** That day may still move: the holidays of its year are not known yet. */
  readonly provisional: boolean;
}

/** What the two sides sign; the agreement's hash covers all of it. */
export interface AgreementParams {
  readonly center: CenterOnPaper;
  readonly caseNumber: string;
  readonly holder: PersonOnPaper & { readonly phone: string; readonly address: string };
  readonly employment: { readonly form: EmploymentForm; readonly occupation: string };
  /** Only the first version printed a month of its own; since then it is that of the opening. */
  readonly plan: ChosenPlan & { readonly firstMonth?: PlainMonth };
  /** The monthly limits by which the amount was chosen, both included. */
  readonly limits: { readonly min: Yuan; readonly max: Yuan };
  /** The day from which the holder counts as retired. */
  readonly retiresOn: PlainDate;
  readonly offeredOn: PlainDate;
  readonly signBy: PlainDate;
  /** Terms that a center's own document sets. */
  readonly terms: {
    readonly debitAttempts: number;
    readonly cureDays: number;
    readonly dormancyMonths: number;
    readonly dormancyNoticeDays: number;
    /** Months in which the amount may be changed once. */
    readonly changeMonths: number;
  };
}

/** One date as it is told on paper. */
export interface DateOnPaper {
  readonly title: string;
  /** 2027年3月1日起, 2026年12月8日止, or a dash where no day can be told. */
  readonly day: string;
  readonly state: string;
  readonly sentence: string;
  readonly steps: readonly string[];
  readonly advice: string;
  /** What would come of another reading or another fact. */
  readonly otherwise: readonly string[];
}

/** 最早可办日期告知单, for a person or for somebody who only told the facts. */
export interface EarliestDatesParams {
  readonly center: CenterOnPaper;
  /** Empty for somebody who is not known. */
  readonly name: string;
  /** 居民身份证 219***********0014: already masked; empty likewise. */
  readonly document: string;
  readonly reckonedOn: PlainDate;
  /** The facts as they were told, for somebody who is not known. */
  readonly given: readonly { readonly name: string; readonly value: string }[];
  readonly dates: readonly DateOnPaper[];
  readonly clauses: readonly PrintedClause[];
  /** How open questions of the law were read. */
  readonly readings: readonly string[];
  readonly assumptions: readonly string[];
}

/** One check of a proof as it is printed. */
export interface ProofCheckOnPaper {
  readonly title: string;
  readonly note: string;
  /** 相符, 不符, 未核 */
  readonly result: string;
  readonly counted: number;
  readonly brokenCount: number;
  /** The first twenty of what is wrong, in words; or why it was not looked at. */
  readonly remark: string;
}

/** 账务核验证明 */
export interface ProofCertificateParams {
  readonly center: Pick<CenterOnPaper, 'name' | 'shortName'>;
  /** The day it works for, and when it was made. */
  readonly day: PlainDate;
  readonly madeOn: PlainDate;
  readonly madeAt: string;
  readonly passed: boolean;
  readonly checks: readonly ProofCheckOnPaper[];
  readonly lastJournal: string;
  readonly head: string;
  /** 第12条 0f…, or that there is none. */
  readonly chainHead: string;
  /** The bank's day the ledger was held against, when there is one. */
  readonly bank: readonly {
    readonly day: string;
    readonly closing: string;
    readonly book: string;
  }[];
  readonly signature: string;
  /** SHA-256 of the public key that the signature is checked with. */
  readonly keyFingerprint: string;
}

export interface StatementLineOnPaper {
  readonly day: string;
  readonly journal: string;
  /** 汇缴, 冲账（冲凭证2001） */
  readonly title: string;
  readonly source: string;
  /** Yuan: what comes in positive, what goes out negative. */
  readonly amount: string;
  readonly balance: string;
}

export interface StatementSourceOnPaper {
  readonly title: string;
  readonly opening: string;
  readonly credits: string;
  readonly debits: string;
  readonly closing: string;
}

/** 个人明细账（对账单） */
export interface AccountStatementParams {
  readonly center: CenterOnPaper;
  readonly name: string;
  /** 居民身份证 219***********0014: already masked. */
  readonly document: string;
  readonly account: string;
  readonly madeOn: PlainDate;
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** What was written down until then is in it. */
  readonly booksAt: string;
  /** 全部来源, or the one. */
  readonly scope: string;
  readonly sources: readonly StatementSourceOnPaper[];
  readonly total: StatementSourceOnPaper;
  readonly lines: readonly StatementLineOnPaper[];
  readonly months: readonly {
    readonly month: string;
    readonly amount: string;
    readonly note: string;
  }[];
}
