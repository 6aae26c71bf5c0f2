/** From the books, the figures and the application to the facts of the rule 提取. Pure. */
import { monthOf, type PlainDate } from '../domain/calendar.ts';
import { exact, isYuan, yuan, ZERO, type Yuan } from '../domain/money.ts';
import { union } from '../domain/months.ts';
import type { WithdrawalMaterial, WithdrawalReason } from '../domain/vocabulary.ts';
import type { WithdrawalBooks } from '../domain/withdrawal-books.ts';
import { continuity } from '../policy/continuity.ts';
import { wholeValue } from '../policy/figure-values.ts';
import { changeWatch, marksIn } from '../policy/personal-change-watch.ts';
import { figureInForce, type Figure } from '../policy/figures.ts';
import { changesWithCard } from './other-card.ts';
import {
  DRAWN_SOURCES,
  withdrawalFigures,
  type StatedWithdrawal,
  type WithdrawalFacts,
} from '../policy/withdrawal-terms.ts';

/** As it is sent; what was not stated is left out. */
export interface WithdrawalStatement {
  readonly purpose: WithdrawalReason;
  /** Left out: everything. */
  readonly amount?: string | undefined;
  readonly married?: boolean | undefined;
  readonly leaseRegistered?: boolean | undefined;
  readonly ownsHome?: boolean | undefined;
  readonly familyIncome?: string | undefined;
  readonly expense?: { readonly amount: string; readonly on?: PlainDate | undefined } | undefined;
  readonly period?: { readonly from: string; readonly to: string } | undefined;
  readonly evidence: readonly { readonly kind: WithdrawalMaterial }[];
}

export interface WithdrawalAsked {
  readonly books: WithdrawalBooks;
  readonly wanted: WithdrawalStatement;
  readonly on: PlainDate;
  readonly acceptedOn: PlainDate;
  readonly figures: readonly Figure[];
  /** The case that asks; null: nobody has asked yet. */
  readonly caseId: string | null;
  readonly confirmed: readonly string[];
  /** What another person found to be overdue; null: nobody looked. */
  readonly overdue: Yuan | null;
  /** 同时注销账户; left out: nothing is said of it, and nothing closed. */
  readonly closing?: ClosingAsked | undefined;
}

/** What is looked at beside the rest where the account may close. */
export interface ClosingAsked {
  readonly closes: boolean;
  /** Interest that is earned and not credited yet, of all sources. */
  readonly accrued: Yuan;
  /** It was accepted: whatever is there now is drawn, and no amount counts that was named before. */
  readonly takesAll: boolean;
  /** Everything was paid before, and the rest is what was earned since. */
  readonly restOnly: boolean;
}

export function withdrawalFactsOf(asked: WithdrawalAsked): WithdrawalFacts {
  const { books, on, acceptedOn, caseId, confirmed, overdue } = asked;
  const { center, district } = books;
  const scope = { center, district, on: acceptedOn };
  const amount = (source: string): Yuan => books.balances[source] ?? ZERO;
  return {
    on,
    acceptedOn,
    stated: statedOf(asked),
    account: { state: books.state, source: books.source },
    balances: { unit: amount('unit'), flexible: amount('flexible'), subsidy: amount('subsidy') },
    available: availableIn(books),
    holds: heldBy(asked),
    earlier: books.earlier
      .filter((one) => one.case !== caseId)
      .map(({ reason, on: day, amount: paid, from, to, sameExpense }) => ({
        ...{ reason, on: day, amount: paid, sameExpense },
        period: from === null || to === null ? null : { from, to },
      })),
    continuous: continuousIn(asked),
    retiresOn: books.retiresOn,
    openLoan: books.openLoan ? { overdue } : null,
    guarantee: books.guarantee || isPledged(asked),
    bans: books.bans.filter((until) => until >= on),
    otherCase: books.heldBy !== null && books.heldBy !== caseId,
    card: books.card,
    confirmed,
    ...(asked.closing?.closes === true && {
      accrued: asked.closing.accrued,
      restOnly: asked.closing.restOnly,
    }),
    watch: changeWatch(changesWithCard(books, acceptedOn), {
      ...{ figures: asked.figures, center, askedOn: acceptedOn, seen: marksIn(confirmed) },
    }),
    figures: withdrawalFigures(asked.figures, scope),
  };
}

function statedOf(asked: WithdrawalAsked): StatedWithdrawal {
  const { wanted, closing } = asked;
  const { purpose, expense, period, familyIncome } = wanted;
  const takesAll = wanted.amount === undefined || (closing?.closes === true && closing.takesAll);
  return {
    reason: purpose,
    amount: takesAll ? everythingIn(asked) : yuan(wanted.amount),
    ...(closing && { closes: closing.closes }),
    married: wanted.married ?? null,
    leaseRegistered: wanted.leaseRegistered ?? false,
    ownsHome: wanted.ownsHome ?? null,
    familyIncome: isYuan(familyIncome) ? familyIncome : null,
    expense: expense ? { amount: yuan(expense.amount), on: expense.on ?? null } : null,
    // Parsed as months before it was sent.
    period: period ? (period as StatedWithdrawal['period']) : null,
    materials: [...new Set(wanted.evidence.map(({ kind }) => kind))],
  };
}

/** With what it has earned. */
function everythingIn({ books, closing }: WithdrawalAsked): Yuan {
  const sum = DRAWN_SOURCES.reduce(
    (all, source) => all.plus(books.balances[source] ?? ZERO),
    exact(closing?.accrued ?? ZERO),
  );
  return yuan(sum.toFixed(2));
}

/** What the account is pledged for is a guarantee to whoever closes it. */
function isPledged({ books, closing }: WithdrawalAsked): boolean {
  return closing?.closes === true && books.holds.some(({ kind }) => kind === 'loan-security');
}

/** What is owed to the center stays until it is paid back; so does what nobody knows the source of. */
function heldBy({ books: { holds, owed, balances }, closing }: WithdrawalAsked): readonly string[] {
  const closes = closing?.closes === true;
  const kinds = new Set(
    holds.map(({ kind }): string => kind).filter((kind) => !closes || kind !== 'loan-security'),
  );
  if (!exact(owed).isZero()) kinds.add('receivable');
  if (closes && !exact(balances['unclassified'] ?? ZERO).isZero()) kinds.add('unclassified');
  return [...kinds];
}

/** Nothing under a hold of the whole, else what the holds and what is owed leave over. */
export function availableIn({ balances, holds, owed }: WithdrawalBooks): Yuan {
  if (holds.some(({ amount }) => amount === null)) return ZERO;
  const held = holds.reduce((sum, { amount }) => sum.plus(amount ?? 0), exact(owed));
  const all = Object.values(balances).reduce((sum, one) => sum.plus(one), exact(0));
  const left = all.minus(held);
  return left.isNegative() ? ZERO : yuan(left.toFixed(2));
}

/** Months in a row on a day, by the figure of the day of acceptance like everything else of it. */
export function continuousIn({
  books,
  figures,
  on,
  acceptedOn,
}: Pick<WithdrawalAsked, 'books' | 'figures' | 'on' | 'acceptedOn'>): number {
  const gap = figureInForce(figures, {
    ...{ center: books.center, district: null, on: acceptedOn, name: 'continuity-gap' },
  });
  const ranges = union(books.months.map((month) => ({ from: month, to: month })));
  const toleratedGap = gap === null ? 0 : wholeValue(gap);
  return continuity({ ranges, toleratedGap, asOf: monthOf(on) }).continuous;
}
