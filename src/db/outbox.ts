/**
 * Outgoing messages: written with the change that wants them, delivered at least once under their
 * key by whoever takes them from here.
 *
 * Taking a row leases it: its next attempt lies in the future before it is handed out, so that a
 * deliverer that dies is simply followed by the next one.
 */
import type pg from 'pg';
import { timestamp, type Tx } from './pool.ts';

export interface Outgoing {
  readonly id: string;
  readonly key: string;
  readonly center: string;
  readonly case_id: string | null;
  readonly person: string | null;
  readonly kind: string;
  readonly payload: string;
  readonly attempts: number;
}

/** Seconds until the next attempt: 2, 4, 8 … at most ten minutes. */
const BACKOFF = `interval '1 second' * least(600, 2 ^ least(attempts + 1, 12))`;

/** Takes up to `limit` rows that are due; others that take at the same time get other rows. */
export async function takeOutgoing(db: pg.Pool, limit: number): Promise<readonly Outgoing[]> {
  const { rows } = await db.query<Outgoing>({
    name: 'take-outgoing',
    text: `update outbox set attempts = attempts + 1, available_at = now() + ${BACKOFF}
            where id in (select id from outbox
                          where delivered_at is null and parked_at is null and available_at <= now()
                          order by available_at, id limit $1 for update skip locked)
           returning id, key, center, case_id, person, kind, payload, attempts`,
    values: [limit],
  });
  return rows;
}

/** @returns false when another deliverer, whose lease had run out meanwhile, was first */
export async function markDelivered(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'outgoing-delivered',
    text: `update outbox set delivered_at = now(), last_error = null
            where id = $1 and delivered_at is null`,
    values: [id],
  });
  return rowCount === 1;
}

/** What a delivered message said is not kept. */
export async function forgetPayload(tx: Tx, id: string, empty: string): Promise<void> {
  await tx.query({
    name: 'outgoing-forgotten',
    text: 'update outbox set payload = $2 where id = $1',
    values: [id, empty],
  });
}

/** What became of the message under this key is known: it is not asked for any more. */
export async function endAsking(tx: Tx, key: string): Promise<void> {
  await tx.query({
    name: 'outgoing-known',
    text: `update outbox set delivered_at = now(), last_error = null
            where key = $1 || ':status' and delivered_at is null`,
    values: [key],
  });
}

/** A failed attempt keeps its code; after `attemptsMax` the row waits for a supervisor. */
export async function markFailed(
  db: pg.Pool,
  { id, code, attemptsMax }: { id: string; code: string; attemptsMax: number },
): Promise<void> {
  await db.query({
    name: 'outgoing-failed',
    text: `update outbox set last_error = $2,
             parked_at = case when attempts >= $3 then now() end where id = $1`,
    values: [id, code, attemptsMax],
  });
}

export interface LaterRow {
  readonly key: string;
  readonly center: string;
  readonly caseId: string;
  readonly person: string;
  readonly kind: string;
  readonly payload: string;
  readonly at: number;
}

/** Something to be done at a later instant. */
export async function insertLater(tx: Tx, row: LaterRow): Promise<void> {
  await tx.query({
    name: 'insert-later',
    text: `insert into outbox (key, center, case_id, person, kind, payload, available_at)
           values ($1, $2, $3, $4, $5, $6, $7) on conflict (key) do nothing`,
    values: [row.key, row.center, row.caseId, row.person, row.kind, row.payload, timestamp(row.at)],
  });
}

/** A message that has not arrived is due at once, also when it was given up; nothing happens to others. */
export async function sendAgain(tx: Tx, key: string): Promise<void> {
  await tx.query({
    name: 'outgoing-again',
    text: `update outbox set available_at = now(), parked_at = null, attempts = 0
            where key = $1 and delivered_at is null`,
    values: [key],
  });
}
