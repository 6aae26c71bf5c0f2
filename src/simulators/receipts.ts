/**
 * Receipts (送达回执): what became of a message is told to whoever sent it, by their inbox, until they
 * answer that they have it. Each has a serial number of ours that never changes.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type Books } from './books.ts';
import { type Database } from './database.ts';
import { tokensOf, type InboxOptions } from './inbox.ts';

interface Parts {
  readonly database: Database;
  readonly books: Books;
  readonly stop: AbortSignal;
  readonly onError: (error: unknown) => void;
}

const BATCH = 20;
const PAUSE_MS = 400;
const TIMEOUT_MS = 5_000;

const Due = z.object({
  messageId: z.string(),
  serial: z.string(),
  state: z.enum(['delivered', 'failed']),
  at: z.string(),
  reason: z.string().nullable(),
});
type Due = z.infer<typeof Due>;

/** Tells until it is stopped. */
export async function tellReceipts(options: InboxOptions, parts: Parts): Promise<void> {
  const { stop, onError } = parts;
  const token = tokensOf(options, stop, 'notices');
  while (!stop.aborted) {
    const told = await tellOnce(options, parts, token).catch((error: unknown) => {
      onError(error);
      return 0;
    });
    if (told < BATCH) await delay(PAUSE_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

async function tellOnce(
  { inbox }: InboxOptions,
  { database: { ask }, books, stop }: Parts,
  token: () => Promise<string>,
): Promise<number> {
  const { receipts } = books.settings();
  if (receipts === 'none') return 0;
  // Leased before it is told: its next attempt lies in the future.
  const due = z.array(Due).parse(await ask(DUE, [BATCH]));
  for (const one of due) {
    const tell = async (attempt: string) => {
      const response = await fetch(inbox, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await token()}`,
          'content-type': 'application/json',
          'idempotency-key': `${one.serial}:${attempt}`,
        },
        body: JSON.stringify(receiptOf(one)),
        redirect: 'error',
        signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      return response.status;
    };
    const status = await tell('1').catch(() => 0);
    if (status === 202 && receipts === 'twice') await tell('2').catch(() => 0);
    // Another content under this serial number is never taken: told, and over.
    if (status === 202 || status === 409) await ask(TOLD, [one.messageId]);
  }
  return due.length;
}

function receiptOf({ messageId, serial, state, at, reason }: Due): object {
  return { kind: 'delivery-receipt', serial, about: messageId, content: { state, at, reason } };
}

const DUE = `
update sim.message set tell_attempts = tell_attempts + 1,
  tell_at = clock_timestamp() + interval '1 second' * least(600, 2 ^ least(tell_attempts + 1, 12))
 where message_id in (
   select message_id from sim.message
    where told_at is null and outcome in ('delivered', 'failed')
      and deliver_at <= clock_timestamp() and tell_at <= clock_timestamp()
    order by deliver_at, message_id limit $1 for update skip locked)
returning message_id as "messageId", serial::text, outcome as state, reason,
  to_char(deliver_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS+08:00') as at`;

const TOLD = 'update sim.message set told_at = clock_timestamp() where message_id = $1';
