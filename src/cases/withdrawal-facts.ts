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
  withdrawalFigures,
  type StatedWithdrawal,
  type WithdrawalFacts,
} from '../policy/withdrawal-terms.ts';

/** As it is sent; what was not stated is left out. */
export interface WithdrawalStatement {
  readonly purpose: WithdrawalReason;
  readonly amount: string;
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
}

export function withdrawalFactsOf(asked: WithdrawalAsked): WithdrawalFacts {
  const { books, wanted, on, acceptedOn, caseId, confirmed, overdue } = asked;
  const { center, district } = books;
  const scope = { center, district, on: acceptedOn };
  const amount = (source: string): Yuan => books.balances[source] ?? ZERO;
  return {
    on,
    acceptedOn,
    stated: statedOf(wanted),
    account: { state: books.state, source: books.source },
    balances: { unit: amount('unit'), flexible: amount('flexible'), subsidy: amount('subsidy') },
    available: availableIn(books),
    holds: heldBy(books),
    earlier: books.earlier
      .filter((one) => one.case !== caseId)
      .map(({ reason, on: day, amount: paid, from, to, sameExpense }) => ({
        ...{ reason, on: day, amount: paid, sameExpense },
        period: from === null || to === null ? null : { from, to },
      })),
    continuous: continuousIn(asked),
    retiresOn: books.retiresOn,
    openLoan: books.openLoan ? { overdue } : null,
    guarantee: books.guarantee,
    bans: books.bans.filter((until) => until >= on),
    otherCase: books.heldBy !== null && books.heldBy !== caseId,
    card: books.card,
    confirmed,
    watch: changeWatch(changesWithCard(books, acceptedOn), {
      ...{ figures: asked.figures, center, askedOn: acceptedOn, seen: marksIn(confirmed) },
    }),
    figures: withdrawalFigures(asked.figures, scope),
  };
}

function statedOf(wanted: WithdrawalStatement): StatedWithdrawal {
  const { purpose, expense, period, familyIncome } = wanted;
  return {
    reason: purpose,
    amount: yuan(wanted.amount),
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

/** What is owed to the center stays until it is paid back. */
function heldBy({ holds, owed }: WithdrawalBooks): readonly string[] {
  const kinds = new Set(holds.map(({ kind }): string => kind));
  return exact(owed).isZero() ? [...kinds] : [...kinds, 'receivable'];
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
