/** Everything that may stand against a withdrawal (提取), in the order in which a person hears it. */
import type { Found } from './withdrawal-found.ts';
import {
  caseInForce,
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
  withinBalance,
  withinLimit,
} from './withdrawal-money-findings.ts';
import type { WithdrawalFacts } from './withdrawal-terms.ts';

export const WITHDRAWAL_FINDINGS: readonly ((facts: WithdrawalFacts) => Found)[] = [
  caseInForce,
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
  withinBalance,
  withinLimit,
];
