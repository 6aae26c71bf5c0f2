/** What a withdrawal (提取) reads before it goes on: the books, the figures, the deadlines, its payment. */
import { withdrawalFactsOf } from '../src/cases/withdrawal-facts.ts';
import { readWithdrawalBooks } from '../src/db/withdrawal-books.ts';
import type { Db } from '../src/db/pool.ts';
import { addWorkingDays, type PlainDate } from '../src/domain/calendar.ts';
import { ZERO, type Yuan } from '../src/domain/money.ts';
import type { KnownLoans } from '../src/domain/exit-books.ts';
import type { WithdrawalBooks } from '../src/domain/withdrawal-books.ts';
import type { WithdrawalApplication } from '../src/forms/withdrawal.ts';
import { latestPayout, type PayoutState } from '../src/ledger/payout-rows.ts';
import { wholeValue } from '../src/policy/figure-values.ts';
import { figureInForce, type Figure } from '../src/policy/figures.ts';
import type { WithdrawalFacts } from '../src/policy/withdrawal-terms.ts';
import { closingBooks, type ClosingBooks } from './closing-books.ts';
import type { Deps } from './deps.ts';
import { officesFor } from './figures-kept.ts';
import type { OfficeData } from './offices.ts';
import { threeDays, type StatutoryClock } from './statutory-clock.ts';
import { strangeAccount } from './strange-account.ts';

export interface WithdrawalAsk {
  readonly center: string;
  readonly caseId: string;
  readonly on: PlainDate;
  /** Null: not accepted yet. */
  readonly acceptedOn: PlainDate | null;
  readonly application: WithdrawalApplication;
  readonly confirmed: readonly string[];
  readonly overdue: Yuan | null;
  /** 同时注销账户; left out: nothing is said of it. */
  readonly closes?: boolean | undefined;
  /** Everything was paid, and the rest is what was earned since. */
  readonly restOnly?: boolean | undefined;
  /** As the platform has just answered; left out: by its newest answer in the books. */
  readonly loans?: Pick<KnownLoans, 'open' | 'guarantee'> | undefined;
}

export interface WithdrawalPrepared {
  readonly facts: WithdrawalFacts;
  readonly books: Pick<
    WithdrawalBooks,
    'accountId' | 'account' | 'accountLast4' | 'person' | 'broughtBy'
  >;
  readonly clock: StatutoryClock;
  /** The last day on which the bank's answer is waited for without anybody looking. */
  readonly payoutUntil: PlainDate;
  /** How the national platform is asked; left out: read before every withdrawal asked. */
  readonly check?: {
    /** Days for which an answer counts. */
    readonly validDays: number;
    readonly patience: Deps['patience'];
  };
  /** What has to be over before the account closes; left out: it does not. */
  readonly closing?: ClosingBooks;
}

export interface PayoutNow {
  readonly state: PayoutState;
  readonly n: number;
  readonly amount: Yuan;
  readonly moved: Yuan | null;
  readonly cardLast4: string;
  readonly reason: string | null;
  readonly bookedOn: PlainDate | null;
}

export interface WithdrawalActivities {
  /** @throws Fault 'input-invalid' when the center has no such account */
  readonly prepareWithdrawal: (ask: WithdrawalAsk) => Promise<WithdrawalPrepared>;
  /** Null: nothing was reserved yet. */
  readonly lookAtPayout: (ask: { readonly caseId: string }) => Promise<PayoutNow | null>;
}

export function createWithdrawalActivities(deps: Deps): WithdrawalActivities {
  return {
    prepareWithdrawal: async (ask) =>
      prepareWithdrawal(deps.pool, deps, await officesFor(deps, ask.caseId), ask),
    lookAtPayout: async ({ caseId }) => {
      const found = await latestPayout(deps.pool, caseId);
      if (!found) return null;
      const { state, n, amount, moved, cardLast4, reason, bookedOn } = found;
      return { state, n, amount, moved, cardLast4, reason, bookedOn };
    },
  };
}

/** The same within a transaction: what is read last decides. */
export async function prepareWithdrawal(
  db: Db,
  deps: Pick<Deps, 'personKeys' | 'secrets' | 'patience'>,
  { figures, calendar }: OfficeData,
  ask: WithdrawalAsk,
): Promise<WithdrawalPrepared> {
  const { personKeys, secrets } = deps;
  const { application, on, caseId, confirmed, overdue } = ask;
  const acceptedOn = ask.acceptedOn ?? on;
  const keys = { personKeys, lookup: secrets.lookup };
  const read = await readWithdrawalBooks(db, keys, {
    account: application.account,
    ...{ holder: application.bankCard.holder, card: application.bankCard.number },
    reference: application.expense?.reference ?? null,
  });
  if (read?.center !== ask.center) throw strangeAccount();
  const books = withLoans(read, ask.loans);
  const { closes, restOnly = false } = ask;
  const closing = closes === true ? await closingBooks(db, deps, { ...ask, figures }) : null;
  const facts = withdrawalFactsOf({
    ...{ books, wanted: application, on, acceptedOn, figures, caseId, confirmed, overdue },
    ...(closes !== undefined && {
      closing: {
        ...{ closes, restOnly, takesAll: ask.acceptedOn !== null },
        accrued: closing?.accrued ?? ZERO,
      },
    }),
  });
  return {
    facts,
    books: {
      ...{ accountId: books.accountId, account: books.account, person: books.person },
      ...{ accountLast4: books.accountLast4, broughtBy: books.broughtBy },
    },
    clock: threeDays(acceptedOn, calendar),
    payoutUntil: addWorkingDays(on, facts.figures.payoutWait, calendar),
    check: { validDays: validDaysOf(figures, ask), patience: deps.patience },
    ...(closing && { closing }),
  };
}

/** What was just answered prevails over what is kept. */
function withLoans(books: WithdrawalBooks, loans: WithdrawalAsk['loans']): WithdrawalBooks {
  if (!loans) return books;
  return { ...books, openLoan: loans.open, guarantee: loans.guarantee };
}

function validDaysOf(
  figures: readonly Figure[],
  { center, on }: Pick<WithdrawalAsk, 'center' | 'on'>,
): number {
  const valid = figureInForce(figures, { center, district: null, on, name: 'check-valid' });
  return valid === null ? 0 : wholeValue(valid);
}
