/**
 * Money that the bank moved for an instruction to pay besides what its answer had come to: carried out though it
 * had been refused, or once more under another number. It has left, and nothing was taken for it: it is owed
 * (应收个人款), and somebody recovers it.
 */
import { negated } from '../domain/money.ts';
import type { Tx } from '../db/pool.ts';
import { recordJournals, type Journal } from './journals.ts';
import type { PayoutRow } from './payout-rows.ts';
import { raise, type Paid } from './payouts.ts';

/** Once for each number of the bank's. */
export async function bookPaidAgain(tx: Tx, payout: PayoutRow, paid: Paid): Promise<void> {
  const { moved, serial, bookedOn, at } = paid;
  const journal: Journal = {
    ...{ key: `again/${payout.key}/${serial}`, kind: 'overpayment', by: 'payout' },
    ...{ caseId: payout.caseId, valueDate: bookedOn, document: serial },
    lines: [
      { book: 'bank', amount: moved },
      { book: 'receivable', amount: negated(moved) },
    ],
  };
  const [recorded] = await recordJournals(tx, payout.center, [journal]);
  if (recorded?.fresh !== true) return;
  await raise(tx, recorded, { account: payout.account, amount: moved, cause: 'overpaid', at });
}
