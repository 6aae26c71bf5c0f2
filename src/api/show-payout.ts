/** A payment of an account (付款) as the API shows it. */
import { businessOf } from '../cases/index.ts';
import { ruleTitle } from '../cases/wording.ts';
import { payoutStateTitle, withdrawalTitle } from '../cases/wording-withdrawals.ts';
import { BANK_REFUSALS } from '../domain/bank-refusals.ts';
import { exact, yuan, type Yuan } from '../domain/money.ts';
import type { PayoutListed } from './queries/payouts.ts';

export function showPayout({ purpose, reason, ...row }: PayoutListed) {
  const known: Readonly<Record<string, { readonly title: string }>> = BANK_REFUSALS;
  return {
    ...row,
    // Of a payment that is no withdrawal its business says what it is for.
    purposeTitle:
      purpose === 'deduction' ? ruleTitle(purpose) : businessOf(withdrawalTitle(purpose)),
    stateTitle: payoutStateTitle(row.state),
    reasonTitle: reason === null ? null : (known[reason]?.title ?? reason),
  };
}

/** What has left the account and is not reported as paid yet. */
export function reservedIn(payouts: readonly PayoutListed[]): Yuan {
  const open = payouts.filter(({ state }) => state === 'ready' || state === 'sent');
  const sum = open.reduce((all, { amount }) => all.plus(amount), exact(0));
  return yuan(sum.toFixed(2));
}
