/**
 * What the bank paid too much (银行多付) and gives back with the payment: it pays what the person was said to
 * owe for it, and is no money of the account (migrations/0482-returned-pays-overpaid.sql).
 */
import { exact, yuan, type Yuan } from '../domain/money.ts';
import { timestamp, type Tx } from '../db/pool.ts';

export interface Overpaid {
  readonly receivable: string;
  /** What of the return pays it. */
  readonly amount: Yuan;
}

/** Locks what is open of it. @returns null: nothing is, or no more came back than was asked for */
export async function overpaidIn(
  tx: Tx,
  {
    key,
    center,
    amount: asked,
  }: { readonly key: string; readonly center: string; readonly amount: Yuan },
  returned: Yuan,
): Promise<Overpaid | null> {
  const more = exact(returned).minus(asked);
  if (!more.greaterThan(0)) return null;
  const { rows } = await tx.query<{ receivable: string; left: Yuan }>({
    name: 'overpaid-open',
    text: 'select receivable, amount_left as left from overpaid_open($1, $2)',
    values: [center, key],
  });
  const [owed] = rows;
  if (!owed) return null;
  const amount = more.lessThan(owed.left) ? more : exact(owed.left);
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
