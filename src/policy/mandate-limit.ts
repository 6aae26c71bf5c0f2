/**
 * 委托扣款单笔限额 (clause 4): the most that one debit may take under a mandate.
 *
 * It is a multiple of what a cycle costs, so that a later small raise does not send the person to
 * the bank again; what is debited is never more than the plan says.
 */
import type { PlainDate } from '../domain/calendar.ts';
import { times, yuan, type Yuan } from '../domain/money.ts';
import { CYCLE_MONTHS, type Cycle } from '../domain/vocabulary.ts';
import { wholeValue } from './figure-values.ts';
import { figureInForce, type Figure } from './figures.ts';

/** Where a center has no figure of its own. */
const FACTOR = 2;

export interface DebitedPlan {
  readonly monthlyAmount: string;
  readonly cycle: Cycle;
}

/** What one debit of the plan takes, in yuan: the least that a limit may be. */
export function debitOfCycle({ monthlyAmount, cycle }: DebitedPlan): Yuan {
  return times(yuan(monthlyAmount), CYCLE_MONTHS[cycle]);
}

/** @returns the limit of one debit in yuan, by the figure in force on the day */
export function mandateLimit(
  figures: readonly Figure[],
  { center, on, ...plan }: DebitedPlan & { readonly center: string; readonly on: PlainDate },
): Yuan {
  const name = 'mandate-limit-factor';
  const figure = figureInForce(figures, { center, district: null, on, name });
  return times(debitOfCycle(plan), figure === null ? FACTOR : wholeValue(figure));
}
