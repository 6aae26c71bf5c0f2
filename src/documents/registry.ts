/**
 * Every template the center ever used, by kind and version; the last of a kind is the one in use.
 *
 * A version once used stays, so that an old document prints again word for word.
 */
import type { CaseDocumentKind, DocumentKind } from '../cases/wording-documents.ts';
import type { Template } from './template.ts';
import { deductionNotice2026, deductionReply2026 } from './templates/deductions.ts';
import { holdNotice2026, holdReply2026 } from './templates/holds.ts';
import { agreementChanged2026 } from './templates/agreement-changed.ts';
import {
  agreement2026,
  agreement2026First,
  agreement2026Second,
} from './templates/agreement-2026.ts';
import {
  amendment2026,
  changeEnded2026,
  changeRefused2026,
  contributionChanged2026,
} from './templates/change.ts';
import {
  conversion2026,
  conversion2026First,
  deferral2026,
  lapse2026,
  reminder2026,
  withdrawn2026,
} from './templates/course.ts';
import { accountStatement2026, accountStatement2026First } from './templates/account-statement.ts';
import {
  breachClosed2026,
  breachDecision2026,
  breachNotice2026,
  objectionReply2026,
} from './templates/breach.ts';
import {
  dormancyEnded2026,
  dormancyNotice2026,
  dormancyNotice2026First,
  dormancyWarning2026,
  dormancyWarning2026First,
  dormantClosed2026,
  dormantInterestPaid2026,
} from './templates/dormancy.ts';
import { earliestDates2026 } from './templates/earliest-dates.ts';
import {
  acceptance2026,
  acceptance2026First,
  receipt2026,
  supplement2026,
} from './templates/intake.ts';
import {
  contributionReceipt2026,
  debitRefused2026,
  mandateEnded2026,
  paymentSlip2026,
} from './templates/money.ts';
import { paymentReminder2026, paymentReminder2026First } from './templates/payment-reminder.ts';
import { opened2026, opened2026First, undone2026, undone2026First } from './templates/opened.ts';
import {
  payoutFailed2026,
  withdrawalAccepted2026First,
  withdrawalDecision2026First,
  withdrawalEnded2026First,
  withdrawalPaid2026First,
  withdrawalRefused2026First,
  withdrawalSupplement2026,
} from './templates/withdrawal.ts';
import {
  withdrawalAccepted2026,
  withdrawalClosed2026,
  withdrawalDecision2026,
  withdrawalEnded2026,
  withdrawalKeptOpen2026,
  withdrawalPaid2026,
  withdrawalRefused2026,
} from './templates/withdrawal-closing.ts';
import {
  deathAccepted2026,
  deathAccepted2026First,
  deathClosed2026,
  deathDecision2026,
  deathEnded2026,
  deathPaid2026,
  deathRefused2026,
} from './templates/death.ts';
import {
  personalAccepted2026,
  personalChanged2026,
  personalEnded2026,
  personalRefused2026,
  personalSupplement2026,
  personalTold2026,
} from './templates/personal.ts';
import {
  exitAccepted2026,
  exitAccepted2026First,
  exitDecision2026,
  exitGateMoved2026,
  exitPaid2026,
  exitRefused2026,
  exitTerms2026,
  exitTerms2026First,
} from './templates/exit.ts';
import {
  exitClosed2026,
  exitEnded2026,
  exitEnded2026First,
  exitLoanSettled2026,
  exitLoanSettled2026First,
} from './templates/exit-ends.ts';
import { payoutReturned2026 } from './templates/payout-returned.ts';
import { irregularityResult2026, waitMoved2026 } from './templates/supervision.ts';
import { takenUp2026 } from './templates/taken-up.ts';
import {
  takeUpDeferred2026,
  takeUpLapsed2026,
  takeUpRefused2026,
  takeUpReminder2026,
  takeUpWithdrawn2026,
  unitSealAwaited2026,
} from './templates/take-up.ts';
import { takeUpAgreement2026 } from './templates/take-up-agreement.ts';
import {
  convertedToEmployee2026,
  employmentEnded2026,
  employmentEnded2026First,
  employmentListed2026,
} from './templates/employment.ts';
import { proofCertificate2026 } from './templates/proof.ts';
import { runList2026 } from './templates/run-list.ts';
import { humanReview2026, notAccepted2026, refusal2026 } from './templates/refusal.ts';

/** Oldest first, the one in use last. */
type Versions<Kind extends DocumentKind> = readonly [...Template<Kind>[], Template<Kind>];

export const DOCUMENTS: { readonly [Kind in DocumentKind]: Versions<Kind> } = {
  agreement: [agreement2026First, agreement2026Second, agreement2026],
  receipt: [receipt2026],
  acceptance: [acceptance2026First, acceptance2026],
  'supplement-notice': [supplement2026],
  'not-accepted': [notAccepted2026],
  refusal: [refusal2026],
  deferral: [deferral2026],
  'signing-reminder': [reminder2026],
  lapse: [lapse2026],
  'account-opened': [opened2026First, opened2026],
  'conversion-referral': [conversion2026First, conversion2026],
  'application-withdrawn': [withdrawn2026],
  'human-review': [humanReview2026],
  'opening-undone': [undone2026First, undone2026],
  'employment-listed': [employmentListed2026],
  'converted-to-employee': [convertedToEmployee2026],
  'employment-ended': [employmentEnded2026First, employmentEnded2026],
  'take-up-agreement': [takeUpAgreement2026],
  'taken-up': [takenUp2026],
  'unit-seal-awaited': [unitSealAwaited2026],
  'take-up-refused': [takeUpRefused2026],
  'take-up-deferred': [takeUpDeferred2026],
  'take-up-reminder': [takeUpReminder2026],
  'take-up-lapsed': [takeUpLapsed2026],
  'take-up-withdrawn': [takeUpWithdrawn2026],
  amendment: [amendment2026],
  'contribution-changed': [contributionChanged2026],
  'change-refused': [changeRefused2026],
  'change-ended': [changeEnded2026],
  'contribution-receipt': [contributionReceipt2026],
  'payment-slip': [paymentSlip2026],
  'debit-refused': [debitRefused2026],
  'payment-reminder': [paymentReminder2026First, paymentReminder2026],
  'mandate-ended': [mandateEnded2026],
  'agreement-changed': [agreementChanged2026],
  'breach-notice': [breachNotice2026],
  'objection-reply': [objectionReply2026],
  'breach-decision': [breachDecision2026],
  'breach-closed': [breachClosed2026],
  'dormancy-warning': [dormancyWarning2026First, dormancyWarning2026],
  'dormancy-notice': [dormancyNotice2026First, dormancyNotice2026],
  'dormancy-ended': [dormancyEnded2026],
  'dormant-interest-paid': [dormantInterestPaid2026],
  'dormant-closed': [dormantClosed2026],
  'withdrawal-accepted': [withdrawalAccepted2026First, withdrawalAccepted2026],
  'withdrawal-supplement': [withdrawalSupplement2026],
  'withdrawal-decision': [withdrawalDecision2026First, withdrawalDecision2026],
  'withdrawal-refused': [withdrawalRefused2026First, withdrawalRefused2026],
  'withdrawal-paid': [withdrawalPaid2026First, withdrawalPaid2026],
  'payout-failed': [payoutFailed2026],
  'withdrawal-ended': [withdrawalEnded2026First, withdrawalEnded2026],
  'withdrawal-closed': [withdrawalClosed2026],
  'withdrawal-kept-open': [withdrawalKeptOpen2026],
  'death-accepted': [deathAccepted2026First, deathAccepted2026],
  'death-decision': [deathDecision2026],
  'death-refused': [deathRefused2026],
  'death-paid': [deathPaid2026],
  'death-closed': [deathClosed2026],
  'death-ended': [deathEnded2026],
  'personal-change-accepted': [personalAccepted2026],
  'personal-change-supplement': [personalSupplement2026],
  'personal-changed': [personalChanged2026],
  'personal-change-told': [personalTold2026],
  'personal-change-refused': [personalRefused2026],
  'personal-change-ended': [personalEnded2026],
  'exit-terms': [exitTerms2026First, exitTerms2026],
  'exit-accepted': [exitAccepted2026First, exitAccepted2026],
  'exit-decision': [exitDecision2026],
  'exit-refused': [exitRefused2026],
  'exit-paid': [exitPaid2026],
  'exit-gate-moved': [exitGateMoved2026],
  'exit-closed': [exitClosed2026],
  'exit-ended': [exitEnded2026First, exitEnded2026],
  'exit-loan-settled': [exitLoanSettled2026First, exitLoanSettled2026],
  'payout-returned': [payoutReturned2026],
  'wait-moved': [waitMoved2026],
  'irregularity-result': [irregularityResult2026],
  'hold-notice': [holdNotice2026],
  'hold-reply': [holdReply2026],
  'deduction-notice': [deductionNotice2026],
  'deduction-reply': [deductionReply2026],
  'earliest-dates': [earliestDates2026],
  'account-statement': [accountStatement2026First, accountStatement2026],
  'proof-certificate': [proofCertificate2026],
  'run-list': [runList2026],
};

export const DOCUMENT_KINDS = Object.keys(DOCUMENTS) as readonly DocumentKind[];

export function isDocumentKind(text: string): text is DocumentKind {
  return Object.hasOwn(DOCUMENTS, text);
}

/** Issued to a person, or about money, and not by a change of a case. */
const OTHERS: ReadonlySet<string> = new Set<Exclude<DocumentKind, CaseDocumentKind>>([
  'earliest-dates',
  'account-statement',
  'proof-certificate',
  'run-list',
  'contribution-receipt',
  'payment-slip',
  'debit-refused',
  'payment-reminder',
  'mandate-ended',
  'dormancy-warning',
  'payout-returned',
]);

/** Whether documents of that kind are issued in a case. */
export function isCaseDocumentKind(text: string): text is CaseDocumentKind {
  return isDocumentKind(text) && !OTHERS.has(text);
}

/** The template in use for a kind. */
export function currentTemplate<Kind extends DocumentKind>(kind: Kind): Template<Kind> {
  const versions: readonly Template<Kind>[] = DOCUMENTS[kind];
  const last = versions.at(-1);
  if (!last) throw new RangeError(`no template for ${kind}`);
  return last;
}

/** @throws RangeError when that version was never used for that kind */
export function templateOf<Kind extends DocumentKind>(kind: Kind, version: string): Template<Kind> {
  const versions: readonly Template<Kind>[] = DOCUMENTS[kind];
  const found = versions.find((one) => one.version === version);
  if (!found) throw new RangeError(`no template ${version} for ${kind}`);
  return found;
}
