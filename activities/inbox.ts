/**
 * Deals with what came from outside: each message once, in one transaction with what it changes.
 *
 * What cannot be dealt with is tried again with growing pauses, and at last is a supervisor's to look
 * at. A kind is one row of ANSWERS, or of UNASKED when it answers no message of ours.
 */
import type pg from 'pg';
import { openJson } from '../src/crypto/cipher.ts';
import type { PersonKeys } from '../src/crypto/person-key.ts';
import { place } from '../src/crypto/places.ts';
import type { Secrets } from '../src/crypto/secrets.ts';
import { insertEvents } from '../src/db/case-writes.ts';
import {
  markHandled,
  markUnhandled,
  openIncoming,
  takeIncoming,
  type Incoming,
} from '../src/db/inbox.ts';
import { endAsking, markDelivered } from '../src/db/outbox.ts';
import { timestamp, type Tx } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { businessNow } from '../src/domain/business-clock.ts';
import { Fault } from '../src/domain/fault.ts';
import type { IncomingMessage } from '../src/forms/incoming.ts';
import { hearOfResult, hearOfTransfer } from './bank-news.ts';
import { hearOfMandate } from './mandate-news.ts';
import type { Offices } from './offices.ts';
import { tellOfService } from './service-news.ts';
import type { Unasked } from './unasked.ts';
import { hearOfUnit } from './unit-news.ts';

export interface InboxDeps {
  readonly pool: pg.Pool;
  readonly secrets: Secrets;
  readonly personKeys: PersonKeys;
  readonly offices: Offices;
  /** Told of every failed attempt: a code, never a text from outside. */
  readonly onFailure?: (failure: { readonly kind: string; readonly code: string }) => void;
}

const BATCH = 20;
/** About three hours of growing pauses. */
const ATTEMPTS_MAX = 20;

/** Deals with what is due now. @returns how many messages were taken */
export async function handleIncoming(deps: InboxDeps): Promise<number> {
  const messages = await takeIncoming(deps.pool, BATCH);
  await Promise.all(messages.map((message) => handle(deps, message)));
  return messages.length;
}

async function handle(deps: InboxDeps, message: Incoming): Promise<void> {
  try {
    const isolation = MONEY.has(message.kind) ? 'read committed' : 'serializable';
    await inTransaction(
      deps.pool,
      async (tx) => {
        if (!(await markHandled(tx, message.id, timestamp(Date.now())))) return;
        await (message.outbox === null ? handleUnasked : handleAnswer)(tx, deps, message);
      },
      { isolation },
    );
  } catch (error) {
    const code = error instanceof Fault ? error.code : 'bug';
    deps.onFailure?.({ kind: message.kind, code });
    await markUnhandled(deps.pool, { id: message.id, code, attemptsMax: ATTEMPTS_MAX });
  }
}

async function handleAnswer(tx: Tx, deps: InboxDeps, message: Incoming): Promise<void> {
  const ours = await oursOf(tx, message);
  const handler = ANSWERS[message.kind];
  if (!handler) throw new Fault('not-found', `nobody deals with ${message.kind}`);
  await handler(tx, { deps, message, ours });
}

/** What answers nothing is about something that its handler finds, or finds later. */
async function handleUnasked(tx: Tx, deps: InboxDeps, message: Incoming): Promise<void> {
  const handler = UNASKED[message.kind];
  if (!handler) throw new Fault('not-found', `nobody deals with ${message.kind}`);
  // Sealed by the API as it was parsed, under a key of its own.
  const content = openIncoming(deps.secrets.center, message, () => {
    throw new Fault('not-found', 'the message has no key of its own');
  });
  const { personKeys, secrets, offices } = deps;
  await handler(tx, { message, content, personKeys, secrets, offices });
}

/** The message of ours that is answered, locked: whoever delivers it waits, or is waited for. */
interface Ours {
  readonly id: string;
  readonly key: string;
  readonly center: string;
  readonly case_id: string;
  readonly person: string;
  readonly payload: string;
  readonly delivered_at: number | null;
  readonly wrapped_key: string | null;
}

interface Answer {
  readonly deps: InboxDeps;
  readonly message: Incoming;
  readonly ours: Ours;
}

async function oursOf(tx: Tx, { outbox }: Incoming): Promise<Ours> {
  const { rows } = await tx.query<Ours>(
    `select o.id, o.key, o.center, o.case_id, o.person, o.payload, o.delivered_at, p.wrapped_key
       from outbox o join person p on p.id = o.person where o.id = $1 for update of o`,
    [outbox],
  );
  const [ours] = rows;
  if (!ours) throw new Fault('not-found', 'what is answered is not there');
  return ours;
}

const ANSWERS: Readonly<Record<string, (tx: Tx, answer: Answer) => Promise<void>>> = {
  'delivery-receipt': provesDelivery,
};

/** One more row for whatever else comes by itself; it is taken in by forms/incoming.ts. */
const UNASKED: Readonly<Record<string, (tx: Tx, came: Unasked) => Promise<void>>> = {
  'bank-mandate': hearOfMandate,
  'bank-result': hearOfResult,
  'bank-incoming': hearOfTransfer,
  'unit-event': hearOfUnit,
};

/** Booked as when the bank is asked: rows are locked first, then read as they were committed. */
const MONEY: ReadonlySet<string> = new Set(['bank-result', 'bank-incoming']);

type Receipt = Extract<IncomingMessage, { kind: 'delivery-receipt' }>['content'];

/**
 * A receipt ends the asking for what became of a notice, and stands on the case's timeline once,
 * whoever learnt it first. It also proves that the notice was taken, when the answer to the sending
 * was lost.
 */
async function provesDelivery(tx: Tx, { deps, message, ours }: Answer): Promise<void> {
  const holder = () => deps.personKeys.unwrap(ours.person, ours.wrapped_key);
  // Sealed by the API as it was parsed, and by nobody else.
  const { state } = openIncoming(deps.secrets.center, message, holder) as Receipt;
  const { document, way } = openJson(holder(), place.outbox(ours.key), ours.payload) as {
    document: string;
    way: string;
  };
  const { rows } = await tx.query<{ kind: string }>('select kind from document where id = $1', [
    document,
  ]);
  const told = { document, kind: rows[0]?.kind ?? '', way };
  const events: { kind: string; public: object }[] = [];
  if (await markDelivered(tx, ours.id)) events.push({ kind: 'notice-sent', public: told });
  await endAsking(tx, ours.key);
  const kind = state === 'delivered' ? 'notice-delivered' : 'notice-failed';
  if (!(await isTold(tx, ours.case_id, { kind, document }))) {
    events.push({ kind, public: state === 'delivered' ? told : { ...told, code: state } });
  }
  const actor = { actor: 'system', role: 'system', origin: `inbox-${message.id}` };
  await insertEvents(
    tx,
    { center: ours.center, caseId: ours.case_id, person: ours.person, at: businessNow() },
    events.map((event) => ({ ...event, ...actor, content: null })),
  );
  await tellOfService(tx, ours, kind);
}

async function isTold(
  tx: Tx,
  caseId: string,
  { kind, document }: { readonly kind: string; readonly document: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from event where case_id = $1 and kind = $2 and public ->> 'document' = $3 limit 1`,
    [caseId, kind, document],
  );
  return rowCount === 1;
}
