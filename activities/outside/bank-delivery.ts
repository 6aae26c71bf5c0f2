/**
 * Instructions leave once: what may have left before is asked for by its key, and only what the bank
 * says it does not know is sent. No answer is no reason to send.
 */
import { createHash } from 'node:crypto';
import type { BankInstruction } from './bank-answer.ts';
import type { BankBatch, BankClient, BankDebit, BankPayout } from './bank.ts';
import { neverLeft } from './failure.ts';

export type BankDelivery =
  | { readonly kind: 'debit'; readonly batch: BankBatch<BankDebit> }
  | { readonly kind: 'payout'; readonly batch: BankBatch<BankPayout> };

export interface DeliveryOptions {
  /** False only when it is certain that nothing of this batch was ever sent. */
  readonly mayHaveLeft: boolean;
  /** Each of the calls that this takes: one question, one sending, one question. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Told before anything is sent: write down that it may have left, then come back. */
  readonly onLeaving?: (keys: readonly string[]) => Promise<void>;
}

/** What of the client it takes. */
export type DeliveringBank = Pick<BankClient, 'sendDebits' | 'sendPayouts' | 'findInstructions'>;

export interface Delivered {
  /** Keys that were sent now. */
  readonly sent: readonly string[];
  /** Keys that the bank has, as it says; those known from before with their state. */
  readonly known: readonly BankInstruction[];
  /** Keys that were sent and that the bank does not have, as it says: deliver the batch again. */
  readonly missing: readonly string[];
}

/**
 * Brings a batch to the bank. May run any number of times, in any process, after any fault.
 *
 * @throws Fault as the client does: what was sent is unknown then, so come back with `mayHaveLeft`
 */
export async function deliver(
  client: DeliveringBank,
  delivery: BankDelivery,
  options: DeliveryOptions,
): Promise<Delivered> {
  const { items } = delivery.batch;
  const keys = items.map(({ key }) => key);
  const before = options.mayHaveLeft ? await ask(client, keys, options) : [];
  const known = before.filter(({ state }) => state !== 'not-known');
  const there = new Set(known.map(({ key }) => key));
  const wanted = keys.filter((key) => !there.has(key));
  if (wanted.length === 0) return { sent: [], known, missing: [] };
  await options.onLeaving?.(wanted);
  const accepted = await send(client, delivery, { ...options, wanted: new Set(wanted) });
  if (accepted === wanted.length) return { sent: wanted, known, missing: [] };
  // The bank took a part of it: which, it says by key.
  const after = await ask(client, wanted, options);
  const missing = after.filter(({ state }) => state === 'not-known').map(({ key }) => key);
  const taken = after.filter(({ state }) => state !== 'not-known');
  return { sent: wanted, known: [...known, ...taken], missing };
}

/** True when a failed `deliver` cannot have sent anything: the line was never used. */
export function nothingLeft(error: unknown): boolean {
  return neverLeft(error);
}

function ask(
  client: DeliveringBank,
  keys: readonly string[],
  { timeoutMs, signal }: DeliveryOptions,
): Promise<readonly BankInstruction[]> {
  const call = { timeoutMs, key: requestId('ask', keys), ...(signal && { signal }) };
  return client.findInstructions(keys, call);
}

async function send(
  client: DeliveringBank,
  delivery: BankDelivery,
  options: DeliveryOptions & { readonly wanted: ReadonlySet<string> },
): Promise<number> {
  const { wanted, timeoutMs, signal } = options;
  const key = requestId('send', [...wanted]);
  const call = { timeoutMs, key, ...(signal && { signal }) };
  const some = <Item extends BankPayout>(batch: BankBatch<Item>): BankBatch<Item> => ({
    ...batch,
    items: batch.items.filter((item) => wanted.has(item.key)),
  });
  const { accepted } =
    delivery.kind === 'debit'
      ? await client.sendDebits(some(delivery.batch), call)
      : await client.sendPayouts(some(delivery.batch), call);
  return accepted;
}

/** Says what is asked, so that the same question has the same number wherever it is asked. */
function requestId(what: string, keys: readonly string[]): string {
  return `${what}:${createHash('sha256').update(keys.join('\n')).digest('hex').slice(0, 40)}`;
}
