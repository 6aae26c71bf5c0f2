/**
 * Holds on an account (冻结): the whole of it, or an amount that may exceed the balance and then
 * catches later money. What is available is max(0, balance − holds); deposits always come in.
 *
 * @source 住房公积金基础数据标准 JGJ/T 320-2014 A.5 14 冻结, 15 解冻
 */
import type { PlainDate } from '../domain/calendar.ts';
import { exact, yuan, ZERO, type Yuan } from '../domain/money.ts';
import type { Db, Tx } from '../db/pool.ts';
import type { HoldKind } from './chart.ts';
import { ledgerFault } from './journals.ts';

export interface NewHold {
  /** Chosen by the caller: placing it twice is placing it once. */
  readonly id: string;
  readonly account: string;
  readonly kind: HoldKind;
  /** Yuan; left out: the whole account. */
  readonly amount?: Yuan;
  /** Number of the document that orders it. */
  readonly document: string;
  readonly placedOn: PlainDate;
  /** Last day ordered; a hold ends by its release, never by itself. */
  readonly until?: PlainDate;
  readonly by: string;
}

/** @throws Fault 'account-closed' */
export async function placeHold(tx: Tx, { id, account, ...hold }: NewHold): Promise<void> {
  await refusing(tx.query('select ledger_hold($1, $2, $3)', [id, account, JSON.stringify(hold)]));
}

export interface Release {
  readonly releasedOn: PlainDate;
  readonly by: string;
  readonly document: string;
}

/** @throws Fault 'not-found' */
export async function releaseHold(tx: Tx, id: string, release: Release): Promise<void> {
  await refusing(tx.query('select ledger_release_hold($1, $2)', [id, JSON.stringify(release)]));
}

async function refusing(query: Promise<unknown>): Promise<void> {
  try {
    await query;
  } catch (error) {
    throw ledgerFault(error) ?? error;
  }
}

/** What a debit may take: nothing under a hold of the whole, else what the holds leave over. */
export function availableOf(balance: Yuan, holds: readonly (Yuan | null)[]): Yuan {
  if (holds.includes(null)) return ZERO;
  const held = holds.reduce((sum, amount) => sum.plus(amount ?? 0), exact(0));
  const left = exact(balance).minus(held);
  return left.isNegative() ? ZERO : yuan(left.toFixed(2));
}

export interface Hold {
  readonly id: string;
  readonly kind: HoldKind;
  readonly amount: Yuan | null;
  readonly document: string;
  readonly placedOn: PlainDate;
  readonly until: PlainDate | null;
  readonly releasedOn: PlainDate | null;
  readonly releaseDocument: string | null;
}

/** Every hold the account ever had, those in force first. */
export async function holdsOf(db: Db, account: string): Promise<readonly Hold[]> {
  const { rows } = await db.query<Hold>(
    `select id, kind, amount, document, placed_on as "placedOn", until,
            released_on as "releasedOn", release_document as "releaseDocument"
       from hold where account = $1
      order by released_on is not null, placed_on desc, id`,
    [account],
  );
  return rows;
}
