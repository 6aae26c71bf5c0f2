/** What the taking up of an account reads before it decides: the account by the books, and the figures. */
import type { Db } from '../src/db/pool.ts';
import { findTaken } from '../src/ledger/taken-accounts.ts';
import type { PlainDate, PlainMonth } from '../src/domain/calendar.ts';
import { wholeValue } from '../src/policy/figure-values.ts';
import { figureInForce, type Figure } from '../src/policy/figures.ts';
import type { TakenAccount } from '../src/policy/take-up.ts';
import type { Deps } from './deps.ts';
import { officesFor } from './figures-kept.ts';

/** Codes, days and months: nothing that names anybody. */
export interface TakeUpBooks {
  /** Null: there is none of that id in the center. */
  readonly account: TakenAccount | null;
  readonly last4: string;
  /** Since when the money of whoever paid it last is sealed; null: it is not. */
  readonly sealedOn: PlainDate | null;
  /** Last month that is paid, whoever paid it. */
  readonly paidTo: PlainMonth | null;
  /** Months without payment that do not break a run. */
  readonly toleratedGap: number;
}

export interface TakeUpAsk {
  readonly caseId: string;
  readonly center: string;
  /** Opaque id. */
  readonly account: string;
  readonly on: PlainDate;
}

export interface TakeUpActivities {
  readonly lookAtTakeUp: (ask: TakeUpAsk) => Promise<TakeUpBooks>;
}

export function createTakeUpActivities(deps: Deps): TakeUpActivities {
  return {
    lookAtTakeUp: async (ask) => {
      const { figures } = await officesFor(deps, ask.caseId);
      return takeUpBooks(deps.pool, ask, figures);
    },
  };
}

/** The same within a transaction: what is read last decides. */
export async function takeUpBooks(
  db: Db,
  { caseId, center, account: id, on }: TakeUpAsk,
  figures: readonly Figure[],
): Promise<TakeUpBooks> {
  const toleratedGap = gapTolerated(figures, center, on);
  const found = await findTaken(db, { id, caseId });
  if (found?.center !== center) {
    return { account: null, last4: '', sealedOn: null, paidTo: null, toleratedGap };
  }
  const { number, sealedOn, paidTo, own, state, source, agreement, transfer, underWay } = found;
  const account = { own, state, source, agreement, transfer, underWay };
  // Of somebody else's account nothing more is told.
  if (!own) return { account, last4: '', sealedOn: null, paidTo: null, toleratedGap };
  return { account, last4: number.slice(-4), sealedOn, paidTo, toleratedGap };
}

/** No figure in force tolerates nothing. */
export function gapTolerated(figures: readonly Figure[], center: string, on: PlainDate): number {
  const found = figureInForce(figures, { center, district: null, name: 'continuity-gap', on });
  return found === null ? 0 : wholeValue(found);
}
