/**
 * The unit side (单位业务系统): what units do to the accounts of their people, told to whoever keeps the
 * accounts, in order and until it is taken. It can be told to tell late, twice, out of order or garbled.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Router } from 'express';
import { z } from 'zod';
import { type Database } from './database.ts';
import { tokensOf, type InboxOptions } from './inbox.ts';
import { read } from './control-read.ts';

const UNIT_EVENT = z.strictObject({
  event: z.enum(['sealed', 'unsealed']),
  account: z.string().regex(/^\d{20}$/),
  on: z.iso.date(),
  unit: z.string().min(1).max(30).default('DW000001'),
  /** Told so often. */
  times: z.int().min(1).max(5).default(1),
  /** Told only after so long; a later event may be told before. */
  delayMs: z.int().min(0).max(3_600_000).default(0),
  /** Told as nothing that anybody can read. */
  garbled: z.boolean().default(false),
});

const Due = z.object({
  seq: z.string(),
  serial: z.string(),
  content: z.object({ account: z.string() }).loose(),
  times: z.int(),
  garbled: z.boolean(),
});

const AT_ONCE = 20;
const PAUSE_MS = 400;
const TIMEOUT_MS = 5_000;

interface Parts {
  readonly database: Database;
  readonly inbox: InboxOptions | undefined;
  readonly stop: AbortSignal;
  readonly onError: (error: unknown) => void;
}

/** @returns the routes by which events are made and looked at */
export function openUnits({ database, inbox, stop, onError }: Parts): Router {
  if (inbox) void tell({ database, inbox, stop, onError });
  const router = Router();
  router.post('/events', async (request, response) => {
    const order = read(UNIT_EVENT, request.body, response);
    if (!order) return;
    const { times, delayMs, garbled, ...content } = order;
    const [made] = await database.ask(
      `insert into sim.unit_event (content, times, garbled, tell_at)
       values ($1, $2, $3, clock_timestamp() + $4 * interval '1 millisecond')
       returning serial::text`,
      [JSON.stringify(content), times, garbled, delayMs],
    );
    response.status(201).json(made);
  });
  router.get('/events', async (_, response) => {
    const items = await database.ask(
      `select serial::text, content, attempts, answer, told_at is not null as told
         from sim.unit_event order by seq desc limit 100`,
    );
    response.json({ items });
  });
  return router;
}

async function tell(parts: Parts & { readonly inbox: InboxOptions }): Promise<void> {
  const { inbox, stop, onError } = parts;
  const token = tokensOf(inbox, stop, 'units');
  while (!stop.aborted) {
    const told = await tellOnce(parts, token).catch((error: unknown) => {
      onError(error);
      return 0;
    });
    if (told < AT_ONCE) await delay(PAUSE_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

async function tellOnce(
  { database, inbox, stop }: Parts & { readonly inbox: InboxOptions },
  token: () => Promise<string>,
): Promise<number> {
  const due = z.array(Due).parse(await database.ask(DUE, [AT_ONCE]));
  for (const { seq, serial, content, times, garbled } of due) {
    const body = garbled
      ? '{"kind":"unit-event","serial":'
      : JSON.stringify({ kind: 'unit-event', serial, about: content.account, content });
    let answer = 0;
    for (let time = 1; time <= times; time += 1) {
      answer = await send({ inbox, stop, body, key: `${serial}:${String(time)}` }, token);
    }
    // Taken, known under other words, or never readable: nobody is told again.
    const over = answer === 202 || (answer >= 400 && answer < 500 && answer !== 401);
    await database.ask(
      `update sim.unit_event set answer = $2, told_at = case when $3 then clock_timestamp() end
        where seq = $1`,
      [seq, answer, over],
    );
  }
  return due.length;
}

async function send(
  {
    inbox: { inbox },
    stop,
    body,
    key,
  }: { inbox: InboxOptions; stop: AbortSignal; body: string; key: string },
  token: () => Promise<string>,
): Promise<number> {
  try {
    const response = await fetch(inbox, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await token()}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body,
      redirect: 'error',
      signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 0;
  }
}

/** Leased before it is told: its next attempt lies in the future. */
const DUE = `
with due as (
  update sim.unit_event set attempts = attempts + 1,
    tell_at = clock_timestamp() + interval '1 second' * least(600, 2 ^ least(attempts + 1, 12))
   where seq in (
     select seq from sim.unit_event where told_at is null and tell_at <= clock_timestamp()
      order by seq limit $1 for update skip locked)
  returning seq, serial, content, times, garbled)
select seq::text, serial::text, content, times, garbled from due order by due.seq`;
