/**
 * What the printed documents say: the parameters of every template, as plain JSON.
 *
 * A document keeps all it needs to be printed again years later, word for word: names, days,
 * amounts and the law's words of its own day. Amounts are decimal strings, dates PlainDate.
 * The templates themselves stand in src/documents/templates.
 */
import type { AccountPaperParams } from './wording-documents-agreements.ts';
import type {
  ReceiptParams,
  AcceptanceParams,
  SupplementParams,
  NotAcceptedParams,
  RefusalParams,
  DeferralParams,
  SigningReminderParams,
  LapseParams,
  AccountOpenedParams,
  ConversionReferralParams,
  ApplicationWithdrawnParams,
  HumanReviewParams,
  OpeningUndoneParams,
  AgreementParams,
  EarliestDatesParams,
  ProofCertificateParams,
  AccountStatementParams,
} from './wording-documents-openings.ts';
import type { RunListParams } from './wording-documents-runs.ts';
import type { TakeUpPaperParams } from './wording-documents-take-up.ts';
import type {
  AmendmentParams,
  ChangeEndedParams,
  ChangeRefusedParams,
  ContributionChangedParams,
  MoneyDocumentParams,
} from './wording-money-documents.ts';

export type * from './on-paper.ts';
export type * from './wording-documents-agreements.ts';
export type * from './wording-documents-deductions.ts';
export type * from './wording-documents-dormancy.ts';
export type * from './wording-documents-employment.ts';
export type * from './wording-documents-openings.ts';
export type * from './wording-documents-runs.ts';
export type * from './wording-documents-supervision.ts';
export type * from './wording-documents-take-up.ts';
export type * from './wording-documents-death.ts';
export type * from './wording-documents-personal.ts';
export type * from './wording-documents-exit.ts';
export type * from './wording-documents-withdrawals.ts';
export type * from './wording-money-documents.ts';

/** Papers of cases that have an application, their own or another's. */
export interface ApplicationPaperParams extends TakeUpPaperParams {
  readonly agreement: AgreementParams;
  readonly receipt: ReceiptParams;
  readonly acceptance: AcceptanceParams;
  readonly 'supplement-notice': SupplementParams;
  readonly 'not-accepted': NotAcceptedParams;
  readonly refusal: RefusalParams;
  readonly deferral: DeferralParams;
  readonly 'signing-reminder': SigningReminderParams;
  readonly lapse: LapseParams;
  readonly 'account-opened': AccountOpenedParams;
  readonly 'conversion-referral': ConversionReferralParams;
  readonly 'application-withdrawn': ApplicationWithdrawnParams;
  readonly 'human-review': HumanReviewParams;
  readonly 'opening-undone': OpeningUndoneParams;
  readonly amendment: AmendmentParams;
  readonly 'contribution-changed': ContributionChangedParams;
  readonly 'change-refused': ChangeRefusedParams;
  readonly 'change-ended': ChangeEndedParams;
}

/** Kind of document of a case to its parameters. */
export interface CaseDocumentParams extends ApplicationPaperParams, AccountPaperParams {}

export type CaseDocumentKind = keyof CaseDocumentParams;

/** Kind of document to its parameters: those of cases, what a person is given without one, and what a run
 * is certified by. */
export interface DocumentParams extends CaseDocumentParams, MoneyDocumentParams {
  readonly 'earliest-dates': EarliestDatesParams;
  readonly 'account-statement': AccountStatementParams;
  readonly 'proof-certificate': ProofCertificateParams;
  readonly 'run-list': RunListParams;
}

export type DocumentKind = keyof DocumentParams;
