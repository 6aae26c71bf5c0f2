/** What a deduction (依法扣划) is decided on: the hold, the account, the order of sources, the bank's days. */
import { deductionStanding } from '../src/ledger/deductions.ts';
import type { Db } from '../src/db/pool.ts';
import { addWorkingDays, type PlainDate } from '../src/domain/calendar.ts';
import type { Yuan } from '../src/domain/money.ts';
import { SOURCE_ORDERS } from '../src/domain/vocabulary.ts';
import { assessDeduction, type Deducted, type DeductionFacts } from '../src/policy/deductions.ts';
import type { Decision } from '../src/policy/decision.ts';
import { wholeValue, wordValue } from '../src/policy/figure-values.ts';
import { figureInForce, type Figure, type FigureName } from '../src/policy/figures.ts';
import type { OfficeData } from './offices.ts';

export interface DeductionAsk {
  readonly center: string;
  /** The case of the hold, which bears its id. */
  readonly caseId: string;
  readonly on: PlainDate;
  readonly amount: Yuan;
  readonly document: string;
  readonly orderedOn: PlainDate;
  readonly ends: boolean;
}

export interface DeductionNow {
  readonly facts: DeductionFacts;
  readonly decision: Decision<Deducted>;
  /** The last day on which the bank's answer is waited for without anybody looking. */
  readonly payoutUntil: PlainDate;
  /** The account's number by its last four digits. */
  readonly last4: string;
}

/** As the books stand now; null: the hold is not in force. */
export async function prepareDeduction(
  db: Db,
  { figures, calendar }: OfficeData,
  ask: DeductionAsk,
): Promise<(DeductionNow & { readonly account: string }) | null> {
  const { center, caseId, on, amount, document, orderedOn, ends } = ask;
  const found = await deductionStanding(db, { hold: caseId, document });
  if (found?.center !== center) return null;
  const { account, kind, placedOn, until, held, before, total, balances, known, underWay } = found;
  const facts: DeductionFacts = {
    ...{ on, kind, placedOn, until, held, before, total, balances, known, underWay },
    ...{ amount, orderedOn, ends },
    ...deductionFigures(figures, { center, on }),
  };
  const wait = wholeValue(figureOf(figures, { center, on }, 'payout-wait'));
  return {
    ...{ facts, decision: assessDeduction(facts), account, last4: account.slice(-4) },
    payoutUntil: addWorkingDays(on, wait, calendar),
  };
}

interface Scope {
  readonly center: string;
  readonly on: PlainDate;
}

/** The order of sources is that of every withdrawal. */
export function deductionFigures(
  figures: readonly Figure[],
  scope: Scope,
): Pick<DeductionFacts, 'sourceOrder'> {
  const order = figureOf(figures, scope, 'withdrawal-source-order');
  return { sourceOrder: wordValue(order, SOURCE_ORDERS) };
}

function figureOf(figures: readonly Figure[], { center, on }: Scope, name: FigureName): Figure {
  const figure = figureInForce(figures, { center, district: null, name, on });
  if (!figure) throw new RangeError(`no ${name} in force`);
  return figure;
}
