/** Why what an account owes is not debited, as far as amount and mandate go. */
import { compare, exact, times, yuan, type Yuan } from '../../src/domain/money.ts';
import { CYCLE_MONTHS, CYCLES } from '../../src/domain/vocabulary.ts';
import { outsideOf } from '../../src/policy/limits-of-months.ts';

interface Owed {
  /** Yuan, of all its months. */
  readonly amount: string;
  readonly months: number;
  /** The mandate in force, and what one debit may take under it. */
  readonly mandate: string | null;
  readonly limitEach: string | null;
  /** Of the plan; null: unknown. */
  readonly cycle: string | null;
}

export type ReasonOfMoney =
  | 'outside-limits'
  | 'no-mandate'
  | 'over-mandate-limit'
  /** Each cycle of it could be debited; the center asks for several at once. */
  | 'cycles-over-mandate-limit';

/** Yuan a month: a due is of whole months of one amount. */
export function monthlyOf({ amount, months }: Pick<Owed, 'amount' | 'months'>): Yuan {
  return yuan(exact(amount).div(months).toFixed(2));
}

/** The limits come first: by them the amount can be paid in no other way either. Null: it is debited. */
export function reasonOfMoney(
  owed: Owed,
  { min, max }: { readonly min: string; readonly max: string },
): ReasonOfMoney | null {
  const { amount, mandate, limitEach } = owed;
  const limits = { min: yuan(min), max: yuan(max) };
  if (outsideOf(monthlyOf(owed), limits) !== null) return 'outside-limits';
  if (mandate === null || limitEach === null) return 'no-mandate';
  if (compare(yuan(amount), yuan(limitEach)) <= 0) return null;
  const cycle = CYCLES.find((one) => one === owed.cycle);
  const each = cycle === undefined ? amount : times(monthlyOf(owed), CYCLE_MONTHS[cycle]);
  const fits = compare(yuan(each), yuan(limitEach)) <= 0;
  return fits ? 'cycles-over-mandate-limit' : 'over-mandate-limit';
}
