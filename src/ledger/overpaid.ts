/**
 * What the bank paid too much (银行多付) and gives back: it pays what the person was said to owe for it, and is
 * no money of the account (migrations/0482-returned-pays-overpaid.sql, 0580-given-back-of-what-is-owed.sql).
 */
import { exact, yuan, type Yuan } from '../domain/money.ts';
import { timestamp, type Tx } from '../db/pool.ts';

export interface Overpaid {
  readonly receivable: string;
  /** What of the return pays it. */
  readonly amount: Yuan;
}

interface Raised {
  readonly center: string;
  /** Of the journal that raised it. */
  readonly key: string;
}

/**
 * Locks what is open of it.
 *
 * @param back what came back that is no money of the account
 * @returns null: nothing is open, or nothing came back for it
 */
export async function overpaidIn(
  tx: Tx,
  { center, key }: Raised,
  back: Yuan,
): Promise<Overpaid | null> {
  if (!exact(back).greaterThan(0)) return null;
  const { rows } = await tx.query<{ receivable: string; left: Yuan }>({
    name: 'owed-under',
    text: 'select receivable, amount_left as left from owed_under($1, $2)',
    values: [center, key],
  });
  const [owed] = rows;
  if (!owed) return null;
  const amount = exact(back).lessThan(owed.left) ? exact(back) : exact(owed.left);
  return { receivable: owed.receivable, amount: yuan(amount.toFixed(2)) };
}

/** The journal of the return paid it. @param at instant (ms) */
export async function recoverByReturn(
  tx: Tx,
  { receivable, amount }: Overpaid,
  { journal, at }: { readonly journal: string; readonly at: number },
): Promise<void> {
  await tx.query({
    name: 'recover-by-return',
    text: 'select recover_by_return($1, $2, $3, $4)',
    values: [receivable, journal, amount, timestamp(at)],
  });
}
