/**
 * What the bank says by itself of money: how a debit ended, what came in. It goes the way of what the
 * bank answers when it is asked, under the same business keys, so that the second to come finds it done.
 */
import { speaksFor } from '../src/db/inbox.ts';
import type { Tx } from '../src/db/pool.ts';
import { businessNow } from '../src/domain/business-clock.ts';
import { dateAt } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import type { IncomingMessage } from '../src/forms/incoming.ts';
import { centerOfDebit } from '../src/ledger/debits.ts';
import { lockPayout } from '../src/ledger/payout-rows.ts';
import { bookTold } from './incoming.ts';
import { resultTold, transferTold } from './outside/bank-answer.ts';
import { bookResult } from './payouts.ts';
import { bookResults } from './runs/collection-results.ts';
import type { Unasked } from './unasked.ts';

/** @throws Fault 'not-found' for an instruction that is not ours, or not of a center it speaks for */
export async function hearOfResult(tx: Tx, came: Unasked): Promise<void> {
  const { message, content } = came;
  const at = businessNow();
  const result = resultTold(content);
  if (result.kind === 'payout') {
    const payout = await lockPayout(tx, result.key);
    await heardFor(tx, came, payout?.center ?? null, at);
    await bookResult(tx, { personKeys: came.personKeys, at }, result);
    return;
  }
  const center = await heardFor(tx, came, await centerOfDebit(tx, result.key), at);
  const because = `inbox-${message.id}`;
  await bookResults(tx, came, { center, at, results: [result], because });
}

type Transfer = Extract<IncomingMessage, { kind: 'bank-incoming' }>['content'];

/** @throws Fault 'not-found' for a center that it does not speak for */
export async function hearOfTransfer(tx: Tx, came: Unasked): Promise<void> {
  const transfer = transferTold(came.content);
  const { center: named } = came.content as Transfer;
  const center = await heardFor(tx, came, named, businessNow());
  await bookTold(tx, came, { center, transfer });
}

async function heardFor(
  tx: Tx,
  { message: { sender } }: Unasked,
  center: string | null,
  at: number,
): Promise<string> {
  if (center === null || !(await speaksFor(tx, { sender, center, on: dateAt(at) }))) {
    throw new Fault('not-found', 'what the bank told is about nothing of ours');
  }
  return center;
}
