/** How much a withdrawal (提取) may come to, and from which source it is drawn. Pure arithmetic. */
import { addMonths, monthsBetween, type PlainDate } from '../domain/calendar.ts';
import { compare, exact, times, yuan, ZERO, type Yuan } from '../domain/money.ts';
import { WITHDRAWAL_CASES } from './withdrawal-reasons.ts';
import type {
  DrawnSource,
  Period,
  WithdrawalFacts,
  WithdrawalFigures,
} from './withdrawal-terms.ts';

export interface WithdrawalLimit {
  /** Yuan; null: nothing but the balance. */
  readonly amount: Yuan | null;
  readonly by: 'balance' | 'expense' | 'rent-cap' | 'property-fee-cap' | 'renovation-cap';
}

export interface Drawn {
  readonly source: DrawnSource;
  /** Yuan. */
  readonly amount: Yuan;
}

/** The least of what was really spent and what the center caps, less what was drawn for it before. */
export function limitOf({ stated, earlier, figures }: WithdrawalFacts): WithdrawalLimit {
  const { limit } = WITHDRAWAL_CASES[stated.reason];
  if (limit === 'balance') return { amount: null, by: 'balance' };
  const spent = stated.expense?.amount ?? ZERO;
  const before = earlier.filter(({ sameExpense }) => sameExpense);
  const drawn = before.reduce((sum, { amount }) => sum.plus(amount), exact(0));
  const left = exact(spent).minus(drawn);
  const real = left.isNegative() ? ZERO : yuan(left.toFixed(2));
  const cap = capOf(limit, stated, figures);
  if (cap !== null && compare(cap.amount, real) < 0) return cap;
  return { amount: real, by: 'expense' };
}

type Cap = { readonly amount: Yuan; readonly by: WithdrawalLimit['by'] } | null;

function capOf(
  limit: 'rent' | 'expense' | 'property-fee' | 'renovation',
  { period, married, leaseRegistered }: WithdrawalFacts['stated'],
  { rentCaps, propertyFeeCap, renovationCap }: WithdrawalFigures,
): Cap {
  const months = period === null ? 0 : monthsIn(period);
  switch (limit) {
    case 'rent': {
      const wed = leaseRegistered ? rentCaps.registered : rentCaps.married;
      return { amount: times(married === true ? wed : rentCaps.single, months), by: 'rent-cap' };
    }
    case 'property-fee':
      return perhaps(propertyFeeCap && yearly(propertyFeeCap, months), 'property-fee-cap');
    case 'renovation':
      return perhaps(renovationCap, 'renovation-cap');
    case 'expense':
      return null;
  }
}

function perhaps(amount: Yuan | null, by: WithdrawalLimit['by']): Cap {
  return amount === null ? null : { amount, by };
}

/** A yearly cap for some months of it, to the cent, never rounded up. */
function yearly(cap: Yuan, months: number): Yuan {
  return yuan(exact(cap).times(months).dividedBy(12).toDecimalPlaces(2, 1).toFixed(2));
}

export function monthsIn({ from, to }: Period): number {
  return Math.max(0, monthsBetween(from, to) + 1);
}

export function overlap(one: Period, other: Period): boolean {
  return one.from <= other.to && other.from <= one.to;
}

/** The day from which the same case may be applied for again; null: from now on. */
export function againOn({ stated, earlier, figures }: WithdrawalFacts): PlainDate | null {
  const { gap } = WITHDRAWAL_CASES[stated.reason];
  const months = gap === null ? 0 : (figures.gaps[gap] ?? 0);
  const last = earlier
    .filter(({ reason }) => reason === stated.reason)
    .map(({ on }) => on)
    .sort()
    .at(-1);
  return last === undefined || months === 0 ? null : addMonths(last, months);
}

/** What may be drawn now: no more than what is in the drawable sources, and what no hold covers. */
export function drawableOf(facts: WithdrawalFacts): Yuan {
  const { balances, available, stated, accrued = ZERO } = facts;
  const sum = Object.values(balances).reduce((total, one) => total.plus(one), exact(0));
  const all = yuan(sum.toFixed(2));
  if (compare(all, available) > 0) return available;
  // What closes the account takes what was earned as well.
  return stated.closes === true ? yuan(sum.plus(accrued).toFixed(2)) : all;
}

/** One source after the other, in the order of the center; a subsidy last. */
export function drawnFrom(
  amount: Yuan,
  {
    balances,
    figures,
  }: Pick<WithdrawalFacts, 'balances'> & {
    readonly figures: Pick<WithdrawalFacts['figures'], 'sourceOrder'>;
  },
): readonly Drawn[] {
  const order: readonly DrawnSource[] =
    figures.sourceOrder === 'flexible-first'
      ? ['flexible', 'unit', 'subsidy']
      : ['unit', 'flexible', 'subsidy'];
  let left = exact(amount);
  const drawn: Drawn[] = [];
  for (const source of order) {
    const there = exact(balances[source]);
    const taken = there.lessThan(left) ? there : left;
    if (taken.greaterThan(0)) drawn.push({ source, amount: yuan(taken.toFixed(2)) });
    left = left.minus(taken);
  }
  return drawn;
}
