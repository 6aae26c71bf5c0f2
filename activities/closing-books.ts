/**
 * What a withdrawal that closes the account (提取并销户) reads beside its own books: what was earned, what is under
 * way, for how long an answer of the national platform counts. The same reads as of whoever leaves (退出销户).
 */
import { delaysOf, type MoneyDelay } from '../src/cases/exit-facts.ts';
import { readExitBooks } from '../src/db/exit-books.ts';
import type { Db } from '../src/db/pool.ts';
import type { PlainDate } from '../src/domain/calendar.ts';
import { exact, yuan, type Yuan } from '../src/domain/money.ts';
import type { WithdrawalApplication } from '../src/forms/withdrawal.ts';
import { wholeValue } from '../src/policy/figure-values.ts';
import { figureInForce, type Figure } from '../src/policy/figures.ts';
import type { Deps } from './deps.ts';
import { accruedBySource } from './exit.ts';

export interface ClosingBooks {
  /** Interest that is earned and not credited yet, of all sources. */
  readonly accrued: Yuan;
  /** What has to be over first, and is soon. */
  readonly delays: readonly MoneyDelay[];
  /** A unit has listed the person: what is due is paid, and nothing is closed. */
  readonly listed: boolean;
  /** Days for which an answer of the national platform counts. */
  readonly checkValidDays: number;
  readonly patience: Deps['patience'];
}

export async function closingBooks(
  db: Db,
  { personKeys, secrets, patience }: Pick<Deps, 'personKeys' | 'secrets' | 'patience'>,
  {
    application,
    caseId,
    center,
    on,
    figures,
  }: {
    readonly application: WithdrawalApplication;
    readonly caseId: string;
    readonly center: string;
    readonly on: PlainDate;
    readonly figures: readonly Figure[];
  },
): Promise<ClosingBooks | null> {
  const { holder, number: card } = application.bankCard;
  const keys = { personKeys, lookup: secrets.lookup };
  const books = await readExitBooks(db, keys, { account: application.account, holder, card });
  if (books === null) return null;
  const isOpen = books.state !== 'closed';
  const earned = isOpen ? await accruedBySource(db, books.account, { figures, center, on }) : {};
  const accrued = Object.values(earned).reduce((sum, one) => sum.plus(one), exact(0));
  const valid = figureInForce(figures, { center, district: null, on, name: 'check-valid' });
  return {
    accrued: yuan(accrued.toFixed(2)),
    ...{ delays: delaysOf(books, caseId), listed: books.listed, patience },
    checkValidDays: valid === null ? 0 : wholeValue(valid),
  };
}
