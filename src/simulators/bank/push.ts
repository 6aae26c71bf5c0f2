/**
 * Tells by itself what happened, where there is an address for that: in order, again and again until
 * it is taken. An inbox is told of mandates, and of results and transfers when that is switched on. A fault makes it tell twice or the newest first.
 */
import { z } from 'zod';
import { type Faults } from '../faults.ts';
import { type BankDesk } from './desk.ts';

const Waiting = z.object({
  seq: z.string(),
  serial: z.string(),
  kind: z.string(),
  about: z.string(),
  content: z.unknown(),
});
type Waiting = z.infer<typeof Waiting>;

const AT_ONCE = 50;
const WAITING = `
select seq::text, serial::text, 'bank-' || kind as kind,
  case when kind = 'incoming' then content::jsonb || jsonb_build_object('center', center)
    else content::jsonb end as content,
  coalesce(content ->> 'key', content ->> 'mandate', content ->> 'serial') as about
from sim.bank_event
where pushed_at is null and push_at <= clock_timestamp() and ($1::boolean or kind = 'mandate')
order by seq limit ${AT_ONCE}`;

export interface Callback {
  readonly url: string;
  /** Null: none is asked for. */
  readonly token: () => Promise<string | null>;
}

interface Telling {
  readonly faults: Faults;
  readonly stop: AbortSignal;
  /** Where the settings name no place. */
  readonly tell: Callback | undefined;
}

/** @returns how many were taken */
export async function push(bank: BankDesk, { faults, stop, tell }: Telling): Promise<number> {
  const { bankCallback, bankTells } = bank.settings();
  const to = bankCallback === null ? tell : at(bankCallback);
  if (to === undefined) return 0;
  const everything = bankCallback !== null || bankTells === 'all';
  const waiting = z.array(Waiting).parse(await bank.database.ask(WAITING, [everything]));
  if (waiting.length === 0) return 0;
  const fault = await faults.draw(
    'bank',
    [],
    (kind) => kind === 'duplicate-result' || kind === 'out-of-order',
  );
  const events = fault?.kind === 'out-of-order' ? waiting.toReversed() : waiting;
  let taken = 0;
  for (const event of events) {
    const times = fault?.kind === 'duplicate-result' ? 2 : 1;
    let accepted = false;
    for (let time = 0; time < times; time += 1) accepted = await send(event, to, stop);
    await note(bank, event, accepted);
    if (accepted) taken += 1;
  }
  return taken;
}

function at({ url, token }: { readonly url: string; readonly token: string | null }): Callback {
  return { url, token: () => Promise.resolve(token) };
}

const PATIENCE_MS = 5_000;

async function send(event: Waiting, { url, token }: Callback, stop: AbortSignal): Promise<boolean> {
  const { serial, kind, about, content } = event;
  try {
    const bearer = await token();
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)]),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': serial,
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify({ kind, serial, about, content }),
    });
    await response.body?.cancel();
    // Another content under a serial number is never taken: told, and over.
    return response.ok || response.status === 409;
  } catch {
    return false;
  }
}

/** The next try is later the more there were, an hour at most. */
async function note({ database }: BankDesk, { seq }: Waiting, accepted: boolean): Promise<void> {
  await database.ask(
    `update sim.bank_event set push_attempts = push_attempts + 1,
       pushed_at = case when $2::boolean then clock_timestamp() end,
       push_at = clock_timestamp() + least(3600, 2 ^ least(push_attempts, 12)) * interval '1 second'
     where seq = $1`,
    [seq, accepted],
  );
}
