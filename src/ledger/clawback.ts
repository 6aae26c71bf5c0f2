/** 责令退回: what was drawn by fraud, in the books. */
import type { PlainDate } from '../domain/calendar.ts';
import { compare, negated, type Yuan } from '../domain/money.ts';
import type { Tx } from '../db/pool.ts';
import { recordJournals } from './journals.ts';
import { latestPayout } from './payout-rows.ts';
import { isOpen, raise, splitOver, whole } from './payouts.ts';
import { reservedOf } from './withdrawals.ts';

/**
 * 责令退回 (条例 41): what was drawn by fraud is owed again, and is the account's.
 *
 * @returns what is owed; null: it was not paid, or its account is closed
 */
export async function clawBack(
  tx: Tx,
  withdrawal: string,
  { on, at, by, breach }: { on: PlainDate; at: number; by: string; breach: string },
): Promise<Yuan | null> {
  const payout = await latestPayout(tx, withdrawal);
  if (payout?.state !== 'paid' || payout.moved === null) return null;
  if (!(await isOpen(tx, payout.account))) return null;
  const { key, account, center, moved } = payout;
  // What the bank paid too much is owed already.
  const amount = compare(moved, payout.amount) > 0 ? payout.amount : moved;
  const back = splitOver(account, await reservedOf(tx, key), amount);
  const [recorded] = await recordJournals(tx, center, [
    {
      ...{ key: `clawback/${key}`, kind: 'clawback', valueDate: on, by },
      caseId: breach,
      lines: whole({ book: 'receivable', amount: negated(amount) }, back),
    },
  ]);
  await raise(tx, recorded, { account, amount, cause: 'fraud', at });
  return amount;
}
