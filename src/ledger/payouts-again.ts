/**
 * Money that the bank moved for an instruction to pay besides what its answer had come to: carried out though it
 * had been refused, or once more under another number. It has left, and nothing was taken for it: it is owed
 * (应收个人款), and somebody recovers it. What the bank gives back of it ends what is owed.
 */
import { compare, negated, ZERO } from '../domain/money.ts';
import type { Tx } from '../db/pool.ts';
import { insertSuspense } from './contributions.ts';
import { recordJournals, type Journal, type Line } from './journals.ts';
import { overpaidIn, recoverByReturn } from './overpaid.ts';
import type { PayoutRow } from './payout-rows.ts';
import { less, raise, whole, type BookedReturn, type Paid, type Returned } from './payouts.ts';

const keyOf = (payout: PayoutRow, serial: string) => `again/${payout.key}/${serial}`;

/** Once for each number of the bank's. */
export async function bookPaidAgain(tx: Tx, payout: PayoutRow, paid: Paid): Promise<void> {
  const { moved, serial, bookedOn, at } = paid;
  const journal: Journal = {
    ...{ key: keyOf(payout, serial), kind: 'overpayment', by: 'payout' },
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

export interface BookedAgain extends Omit<BookedReturn, 'into'> {
  /** receivable: all of it paid what is owed. */
  readonly into: 'receivable' | 'suspense';
}

/**
 * What was moved under that number came back: it pays what is owed for it. What the person has paid of that already
 * stands in suspense, to be sent back. Once for each number.
 *
 * @returns null: it was booked before
 */
export async function bookAgainReturned(
  tx: Tx,
  payout: PayoutRow,
  { serial, ...returned }: Omit<Returned, 'reason' | 'bankCode'> & { readonly serial: string },
): Promise<BookedAgain | null> {
  const { center, account, caseId } = payout;
  const { amount: back, returnSerial, returnedOn, at } = returned;
  const raised = keyOf(payout, serial);
  if (await isBooked(tx, center, `returned/${raised}`)) return null;
  const owed = await overpaidIn(tx, { center, key: raised }, back);
  const recovered = owed?.amount ?? ZERO;
  const rest = less(back, recovered);
  const lines: Line[] = owed ? [{ book: 'receivable', amount: recovered }] : [];
  const isMore = compare(rest, ZERO) > 0;
  if (isMore) lines.push({ book: 'suspense', amount: rest });
  const [recorded] = await recordJournals(tx, center, [
    {
      ...{ key: `returned/${raised}`, kind: isMore ? 'receipt' : 'payment-return', by: 'payout' },
      ...{ caseId, valueDate: returnedOn, document: returnSerial },
      lines: whole({ book: 'bank', amount: negated(back) }, lines),
    },
  ]);
  const journal = recorded?.journal ?? '';
  if (owed) await recoverByReturn(tx, owed, { journal, at });
  if (!isMore) return { into: 'receivable', amount: ZERO, recovered };
  const cause = 'overpayment-returned';
  await insertSuspense(tx, center, [
    { serial: returnSerial, amount: rest, on: returnedOn, cause, account, journal },
  ]);
  return { into: 'suspense', amount: rest, recovered: owed ? recovered : null };
}

async function isBooked(tx: Tx, center: string, key: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'is-journal-booked',
    text: 'select from journal where center = $1 and key = $2',
    values: [center, key],
  });
  return rowCount === 1;
}
