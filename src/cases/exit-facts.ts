/** From the books, what has been earned and the loans to the facts of the rule 退出销户. Pure. */
import type { PlainDate } from '../domain/calendar.ts';
import type { ExitBooks, KnownLoans } from '../domain/exit-books.ts';
import { compare, exact, yuan, ZERO, type Yuan } from '../domain/money.ts';
import type { ExitFacts } from '../policy/exit.ts';
import type { ChangeWatch } from '../policy/personal-change-watch.ts';
import { sealedForExit, type ExitFigures } from '../policy/exit-terms.ts';

/** Money that is paid as the flexible one: contributions, and what the public purse added to them. */
const FLEXIBLE = ['flexible', 'subsidy'] as const;

export interface ExitAsked {
  readonly books: ExitBooks;
  /** Interest that is not credited yet, by source. */
  readonly accrued: Readonly<Record<string, Yuan>>;
  readonly loans: KnownLoans | null;
  readonly on: PlainDate;
  /** The case that asks; null: nobody has asked yet. */
  readonly caseId: string | null;
  readonly figures: Pick<ExitFigures, 'sealClock'>;
  readonly watch?: ChangeWatch;
}

export function exitFactsOf(asked: ExitAsked): ExitFacts {
  const { books, on, caseId, figures, loans } = asked;
  return {
    on,
    flexibleBalance: heldIn(asked, FLEXIBLE),
    employeeBalance: heldIn(asked, ['unit']),
    employeeSealedOn: books.unitSealedOn,
    ...(isEmployed(books) && { employed: true }),
    accountSealedOn: sealedForExit({ source: books.source, sealedOn: books.accountSealedOn, on }),
    openLoan: loans?.open ?? false,
    guarantee:
      loans?.guarantee === true || books.holds.some(({ kind }) => kind === 'loan-security'),
    holds: heldBy(books),
    ban: books.bans.some((until) => until >= on),
    caseInFlight: otherCases(books, caseId).length > 0,
    sealClock: figures.sealClock,
    ...(asked.watch && { watch: asked.watch }),
  };
}

/** With what it has earned: a balance of zero is not always nothing. */
function heldIn({ books, accrued }: ExitAsked, sources: readonly string[]): Yuan {
  const sum = sources.reduce(
    (all, source) => all.plus(books.balances[source] ?? ZERO).plus(accrued[source] ?? ZERO),
    exact(0),
  );
  return sum.isNegative() ? ZERO : yuan(sum.toFixed(2));
}

/** What the account is pledged for is a guarantee; what is owed, and money of no known source, hold it too. */
function heldBy({ holds, owed, balances }: ExitBooks): readonly string[] {
  const kinds = new Set(holds.map(({ kind }) => kind).filter((kind) => kind !== 'loan-security'));
  if (compare(owed, ZERO) > 0) kinds.add('receivable');
  if (compare(balances['unclassified'] ?? ZERO, ZERO) > 0) kinds.add('unclassified');
  return [...kinds];
}

export function otherCases(books: ExitBooks, caseId: string | null): ExitBooks['cases'] {
  return books.cases.filter(({ id }) => id !== caseId);
}

/** What stands against the heirs: the dead person's own exit does not, because the proved death ends it. */
export function casesBesideDeath(books: ExitBooks, caseId: string | null): ExitBooks['cases'] {
  return otherCases(books, caseId).filter(({ type }) => type !== 'exit');
}

/** Number of the dead person's own exit, while it is open; null: none is. */
export function exitBesideDeath(books: ExitBooks): string | null {
  return books.cases.find(({ type }) => type === 'exit')?.number ?? null;
}

/** What is under way and over soon, without anybody's doing: the money is paid after it, all at once. */
export type MoneyDelay = 'debit' | 'payout' | 'suspense';

/** Beside it: what has been signed waits for another case, and no account closes on a unit that is about to pay. */
export type ExitDelay = MoneyDelay | 'case' | 'listed';

export function delaysOf(books: ExitBooks, caseId: string): readonly MoneyDelay[] {
  const { debitUnderWay, payoutUnderWay, inSuspense } = books;
  const asked: readonly (readonly [MoneyDelay, boolean])[] = [
    ['debit', debitUnderWay],
    ['payout', payoutUnderWay !== null && payoutUnderWay !== caseId],
    ['suspense', inSuspense],
  ];
  return asked.flatMap(([delay, is]) => (is ? [delay] : []));
}

/** A unit has taken the account over and pays into it. */
function isEmployed({ source, state }: ExitBooks): boolean {
  return source === 'unit' && state === 'normal';
}
