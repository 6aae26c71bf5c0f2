/** 责令退回: what was drawn by fraud, in the books. */
import type { PlainDate } from '../domain/calendar.ts';
import { compare, exact, negated, yuan, type Yuan } from '../domain/money.ts';
import type { Tx } from '../db/pool.ts';
import { recordJournals } from './journals.ts';
import { paidPayouts, type PayoutRow } from './payout-rows.ts';
import { isOpen, raise, splitOver, whole } from './payouts.ts';
import { reservedOf } from './withdrawals.ts';

/**
 * 责令退回 (条例 41): what was drawn by fraud is owed again, and is the account's; of a withdrawal that was paid in
 * parts (提取并销户), all of them.
 *
 * @returns what is owed; null: it was not paid, or its account is closed
 */
export async function clawBack(tx: Tx, withdrawal: string, terms: ClawBack): Promise<Yuan | null> {
  const payouts = await paidPayouts(tx, withdrawal);
  const [first] = payouts;
  if (!first || !(await isOpen(tx, first.account))) return null;
  let owed = exact(0);
  for (const payout of payouts) owed = owed.plus(await clawBackOne(tx, payout, terms));
  return yuan(owed.toFixed(2));
}

interface ClawBack {
  readonly on: PlainDate;
  readonly at: number;
  readonly by: string;
  readonly breach: string;
}

async function clawBackOne(
  tx: Tx,
  payout: PayoutRow,
  { on, at, by, breach }: ClawBack,
): Promise<Yuan> {
  const { key, account, center, moved } = payout;
  // What the bank paid too much is owed already.
  const amount = moved === null || compare(moved, payout.amount) > 0 ? payout.amount : moved;
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
