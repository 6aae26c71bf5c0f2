/** Everything that may stand against a withdrawal (提取), in the order in which a person hears it. */
import type { Found } from './withdrawal-found.ts';
import {
  caseInForce,
  closingAsFound,
  accountOpen,
  notBanned,
  noOtherCase,
  ownCard,
  loanSettled,
  guaranteeReleased,
  loanNotOverdue,
  noHome,
  contributedLongEnough,
  rentAboveIncome,
  notEmployed,
} from './withdrawal-person-findings.ts';
import {
  longEnoughSince,
  expenseMade,
  expenseRecent,
  periodPast,
  periodFresh,
  somethingThere,
  notHeld,
  nothingHolds,
  everythingDrawn,
  withinBalance,
  withinLimit,
} from './withdrawal-money-findings.ts';
import type { WithdrawalFacts } from './withdrawal-terms.ts';

/** What is not asked of a case is not looked at. */
type Finding = (facts: WithdrawalFacts) => Found | readonly Found[];

export const WITHDRAWAL_FINDINGS: readonly Finding[] = [
  caseInForce,
  closingAsFound,
  accountOpen,
  notBanned,
  noOtherCase,
  ownCard,
  loanSettled,
  guaranteeReleased,
  loanNotOverdue,
  noHome,
  contributedLongEnough,
  rentAboveIncome,
  notEmployed,
  longEnoughSince,
  expenseMade,
  expenseRecent,
  periodPast,
  periodFresh,
  somethingThere,
  notHeld,
  nothingHolds,
  everythingDrawn,
  withinBalance,
  withinLimit,
];
