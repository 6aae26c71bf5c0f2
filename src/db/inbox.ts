/**
 * Incoming messages: kept as they come, once per sender and serial number, sealed; dealt with later
 * by whoever takes them from here.
 *
 * What answers a message of ours is sealed under the person's key; what answers nothing, or somebody
 * whose key is destroyed, under a key of its own that the center's wraps.
 */
import { createHash, type KeyObject } from 'node:crypto';
import type pg from 'pg';
import { openJson, sealJson } from '../crypto/cipher.ts';
import { newDataKey, unwrapKey, wrapKey, type PersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import type { KeyRing } from '../crypto/secrets.ts';
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db, Tx } from './pool.ts';

export interface Keys {
  readonly personKeys: PersonKeys;
  /** The center's. */
  readonly center: KeyRing;
}

export interface Received {
  readonly serial: string;
  readonly kind: string;
  /** The key of our message that it answers; of what answers none, what it is about. */
  readonly about: string;
  /** Kinds of our messages that it may answer; null: it answers none and is dealt with by its kind. */
  readonly answers: readonly string[] | null;
  readonly content: unknown;
  /** The program that sent it: its staff id is the sender's name. */
  readonly by: Acting;
  /** Where that program may speak. */
  readonly centers: readonly string[];
}

/** 'known': it came before and said the same. 'other': it came before and said something else. */
export type Arrival = 'new' | 'known' | 'other';

/** @throws Fault 'not-found' when the right to speak in a center was taken away meanwhile */
export async function receive(db: Db, keys: Keys, message: Received): Promise<Arrival> {
  const { serial, kind, about, content, by } = message;
  const ours = await answered(db, message);
  const at = place.inbox(by.id, serial);
  const own = ours?.wrapped_key == null ? newDataKey() : null;
  const wrapped = own && wrapKey(keys.center, place.inboxKey(placeId(by.id, serial)), own);
  const key = own ?? keys.personKeys.unwrap(ours?.person ?? '', ours?.wrapped_key ?? null);
  const take = message.answers === null ? 'api_receive_unasked' : 'api_receive_message';
  const { rows } = await refusing(
    db.query<{ arrival: Arrival }>(
      `select ${take}(row($5, $6, $7, $8, $9, $10, $11, $12)::new_message, ${ACTOR})
         as arrival`,
      [
        ...actorParams(by),
        serial,
        kind,
        about,
        ours?.id ?? null,
        createHash('sha256')
          .update(JSON.stringify([kind, about, content]))
          .digest('hex'),
        sealJson(key, at, content),
        wrapped?.wrapped ?? null,
        wrapped?.keyId ?? null,
      ],
    ),
  );
  const [first] = rows;
  if (!first) throw new Error('a function that returns answers with one row');
  return first.arrival;
}

interface Answered {
  readonly id: string;
  readonly person: string | null;
  readonly wrapped_key: string | null;
}

async function answered(db: Db, { about, answers, centers }: Received): Promise<Answered | null> {
  if (answers === null) return null;
  const { rows } = await db.query<Answered>(
    `select o.id, o.person, p.wrapped_key from outbox o left join person p on p.id = o.person
      where o.key = $1 and o.kind = any ($2) and o.center = any ($3)`,
    [about, answers, centers],
  );
  return rows[0] ?? null;
}

export interface Incoming {
  readonly id: string;
  readonly sender: string;
  readonly serial: string;
  readonly kind: string;
  readonly about: string | null;
  readonly case_id: string | null;
  /** Null: it came by itself. */
  readonly outbox: string | null;
  readonly payload: string;
  readonly wrapped_key: string | null;
  readonly attempts: number;
}

/** Seconds until the next attempt: 2, 4, 8 … at most ten minutes. */
const BACKOFF = `interval '1 second' * least(600, 2 ^ least(attempts + 1, 12))`;

/** Takes up to `limit` messages that are due, matched or by themselves; others that take at the same time get others. */
export async function takeIncoming(db: pg.Pool, limit: number): Promise<readonly Incoming[]> {
  const { rows } = await db.query<Incoming>({
    name: 'take-incoming',
    text: `update inbox set attempts = attempts + 1, available_at = now() + ${BACKOFF}
            where id in (select id from inbox
                          where handled_at is null and available_at <= now()
                            and (case_id is not null and outbox is not null or unasked)
                          order by available_at, id limit $1 for update skip locked)
           returning id, sender, serial, kind, about, case_id, outbox, payload, wrapped_key, attempts`,
    values: [limit],
  });
  return rows;
}

/** What a message says. @param holder the key of the person it is about */
export function openIncoming(
  ring: KeyRing,
  { sender, serial, payload, wrapped_key: wrapped }: Incoming,
  holder: () => KeyObject,
): unknown {
  const own = place.inboxKey(placeId(sender, serial));
  const key = wrapped === null ? holder() : unwrapKey(ring, own, wrapped);
  return openJson(key, place.inbox(sender, serial), payload);
}

/** @returns false when somebody else dealt with it meanwhile */
export async function markHandled(tx: Tx, id: string, at: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'incoming-handled',
    text: `update inbox set handled_at = $2, last_error = null
            where id = $1 and handled_at is null`,
    values: [id, at],
  });
  return rowCount === 1;
}

/** A failed attempt keeps its code; after `attemptsMax` the message is a supervisor's to look at. */
export async function markUnhandled(
  db: pg.Pool,
  { id, code, attemptsMax }: { id: string; code: string; attemptsMax: number },
): Promise<void> {
  await db.query({
    name: 'incoming-failed',
    text: `update inbox set last_error = $2,
             case_id = case when attempts < $3 then case_id end,
             unasked = unasked and attempts < $3 where id = $1`,
    values: [id, code, attemptsMax],
  });
}

/** What came too early, or was given up, is dealt with now: what it is about has come to be known. */
export async function lookAgainAt(tx: Tx, kind: string, about: string): Promise<void> {
  await tx.query({
    name: 'incoming-again',
    text: `update inbox set available_at = '-infinity', attempts = 0, unasked = true
            where kind = $1 and about = $2 and handled_at is null and case_id is null`,
    values: [kind, about],
  });
}

/** Whether a program may speak for a center on that day; one that stands in a branch does not. */
export async function speaksFor(
  tx: Tx,
  { sender, center, on }: { readonly sender: string; readonly center: string; readonly on: string },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'speaks-for',
    text: `select from staff_scope g where g.staff = $1 and g.role = 'channel' and g.center = $2
              and g.branch is null and g.valid_from <= $3 and (g.valid_to is null or g.valid_to >= $3) limit 1`,
    values: [sender, center, on],
  });
  return rowCount === 1;
}

function placeId(sender: string, serial: string): string {
  return `${sender}:${serial}`;
}
