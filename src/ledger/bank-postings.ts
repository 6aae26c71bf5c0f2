/**
 * The posting of a difference with the bank, as a second supervisor decides it
 * (migrations/0480-differences-owed.sql).
 */
import { ACTOR, actorParams, type Acting } from '../db/acting.ts';
import { refusing } from '../db/database-fault.ts';
import type { Db } from '../db/pool.ts';
import { ledgerFault } from './journals.ts';

interface Decided {
  /** Of the difference. */
  readonly id: string;
  /** The version that was looked at. */
  readonly version: number;
  readonly by: Acting;
}

/**
 * Posts what was proposed. It is declined with a reason, which moves no money (src/db/bank-differences.ts).
 *
 * @throws Fault 'not-found', 'not-authorized', 'version-conflict', 'action-not-permitted';
 *   'same-person' when the proposer confirms; 'account-closed', 'effect-conflict' of the ledger
 */
export async function confirmPosting(db: Db, { id, version, by }: Decided): Promise<void> {
  // Codes of the ledger are codes of mandates, too: here it is the ledger that speaks.
  const deciding = db
    .query(`select api_decide_bank_posting($5, $6, $7, ${ACTOR})`, [
      ...actorParams(by),
      ...[id, version, true],
    ])
    .catch((error: unknown) => {
      throw ledgerFault(error) ?? error;
    });
  await refusing(deciding);
}
