/** Parameters of the papers about agreements in force and their breach. */
import type { PlainDate, PlainMonth } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { AgreementChange } from '../domain/vocabulary.ts';
import type { NoticeHead, PrintedClause, WaysOnPaper } from './on-paper.ts';
import type { DeductionPaperParams } from './wording-documents-deductions.ts';
import type { DormancyPaperParams } from './wording-documents-dormancy.ts';
import type { EmploymentPaperParams } from './wording-documents-employment.ts';
import type { DeathPaperParams } from './wording-documents-death.ts';
import type { PersonalPaperParams } from './wording-documents-personal.ts';
import type { ExitPaperParams } from './wording-documents-exit.ts';
import type { SupervisionPaperParams } from './wording-documents-supervision.ts';
import type { WithdrawalPaperParams } from './wording-documents-withdrawals.ts';

export interface AgreementChangedParams extends NoticeHead {
  readonly changedOn: PlainDate;
  readonly last4: string;
  readonly change: AgreementChange;
  readonly changeTitle: string;
  readonly ground: string;
  /** Resumed: the first month owed again. */
  readonly owesFrom: PlainMonth | null;
  readonly clauses: readonly PrintedClause[];
}

export interface BreachNoticeParams extends NoticeHead {
  readonly noticedOn: PlainDate;
  readonly last4: string;
  readonly fact: string;
  /** Empty where no months are meant. */
  readonly months: string;
  readonly told: string;
  readonly term: string;
  readonly clauses: readonly PrintedClause[];
  /** Empty where a cure averts nothing. */
  readonly cure: string;
  readonly cureDays: number;
  readonly measures: readonly string[];
}

export interface ObjectionReplyParams extends NoticeHead {
  readonly repliedOn: PlainDate;
  readonly last4: string;
  readonly fact: string;
  readonly objectedOn: PlainDate;
  readonly upheld: boolean;
  readonly reason: string;
  readonly cureUntil: PlainDate;
  readonly ways: WaysOnPaper;
}

export interface BreachDecisionParams extends NoticeHead {
  readonly decidedOn: PlainDate;
  readonly last4: string;
  readonly fact: string;
  /** Empty when it was not printed. */
  readonly noticeNumber: string;
  readonly servedOn: PlainDate;
  readonly cureUntil: PlainDate;
  readonly measures: readonly {
    readonly title: string;
    readonly days: string;
    readonly term: string;
    readonly clause: string;
  }[];
  readonly terminates: boolean;
  readonly clauses: readonly PrintedClause[];
  readonly ways: WaysOnPaper;
}

export interface BreachClosedParams extends NoticeHead {
  readonly closedOn: PlainDate;
  readonly last4: string;
  readonly fact: string;
  readonly how: 'cured' | 'withdrawn' | 'lifted';
  readonly reason: string;
}

/** What is told of a hold, to the person or to the body that ordered it. */
export interface HoldPaperParams extends NoticeHead {
  readonly on: PlainDate;
  readonly last4: string;
  readonly cause: 'placed' | 'renewed' | 'released';
  /** Why, in words. */
  readonly kind: string;
  /** Yuan; empty: the whole account. */
  readonly amount: Yuan | '';
  readonly document: string;
  readonly orderedBy: string;
  readonly placedOn: PlainDate;
  /** Empty: until it is released. */
  readonly until: PlainDate | '';
  /** What the account has, and what is not held of it, in yuan. */
  readonly total: Yuan;
  readonly available: Yuan;
  readonly clauses: readonly PrintedClause[];
}

/** Papers of cases about an account, which have no application of their own. */
export interface AccountPaperParams
  extends
    DeathPaperParams,
    DeductionPaperParams,
    DormancyPaperParams,
    EmploymentPaperParams,
    ExitPaperParams,
    PersonalPaperParams,
    SupervisionPaperParams,
    WithdrawalPaperParams {
  readonly 'agreement-changed': AgreementChangedParams;
  readonly 'breach-notice': BreachNoticeParams;
  readonly 'objection-reply': ObjectionReplyParams;
  readonly 'breach-decision': BreachDecisionParams;
  readonly 'breach-closed': BreachClosedParams;
  readonly 'hold-notice': HoldPaperParams;
  readonly 'hold-reply': HoldPaperParams;
}
