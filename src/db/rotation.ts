/**
 * Key rotation: wraps every data key anew under the center's current key, while work goes on.
 *
 * First all processes must know the new key (it stands in their secrets file and is current);
 * then this runs until nothing is left under an older one; then the older key can be taken out.
 * What was sealed under the data keys themselves is not touched. A few texts from before centers had
 * a data key of their own lie directly under a key of the ring: what can be written anew is, and the
 * reasons in the trail, which nobody can write anew, are counted (`earlierReasons`).
 */
import type { KeyObject } from 'node:crypto';
import type pg from 'pg';
import { openText, openTextByRing, sealText } from '../crypto/cipher.ts';
import { rewrapKey } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import type { KeyRing } from '../crypto/secrets.ts';
import { centerKey } from './center-key.ts';

interface Kept {
  readonly table: string;
  /** What the place is named after: an expression of SQL and its type. */
  readonly id: string;
  readonly type: 'uuid' | 'text';
  readonly where: string;
  readonly place: (id: string) => string;
}

/** Where the center's keys wrap something. */
const KEPT: readonly Kept[] = [
  {
    table: 'person',
    id: 'id',
    type: 'uuid',
    where: 'wrapped_key is not null',
    place: place.personKey,
  },
  {
    table: 'file',
    id: 'id',
    type: 'uuid',
    where: `key_holder = 'center' and wrapped_key is not null`,
    place: place.fileKey,
  },
  { table: 'center_key', id: 'center', type: 'text', where: 'true', place: place.centerKey },
  { table: 'operation', id: 'id', type: 'uuid', where: 'true', place: place.operationKey },
  { table: 'web.draft', id: 'id', type: 'uuid', where: 'true', place: place.draftKey },
  {
    table: 'inbox',
    id: `(sender || ':' || serial)`,
    type: 'text',
    where: 'wrapped_key is not null',
    place: place.inboxKey,
  },
];

const BATCH = 200;

/**
 * @returns how many keys were wrapped anew, by table; nothing is left under an older key
 * @throws Error when a key lies under one the ring does not have
 */
export async function rewrapKeys(
  pool: pg.Pool,
  ring: KeyRing,
): Promise<Readonly<Record<string, number>>> {
  const done: Record<string, number> = {};
  for (const kept of KEPT) {
    let count = 0;
    for (;;) {
      const rows = await outdated(pool, ring, kept);
      if (rows.length === 0) break;
      count += await rewrapRows(pool, ring, { kept, rows });
    }
    done[kept.table] = count;
  }
  done['suspense_item'] = await resealSuspense(pool, ring);
  return done;
}

interface SuspenseRow {
  readonly id: string;
  readonly center: string;
  readonly serial: string;
  readonly note: string | null;
  readonly payer: string | null;
}

/** Who paid, and what the payer wrote: under the center's data key, where it lay under a key of the ring. */
async function resealSuspense(pool: pg.Pool, ring: KeyRing): Promise<number> {
  let [count, after] = [0, ''];
  const keys = new Map<string, KeyObject>();
  for (;;) {
    const { rows } = await pool.query<SuspenseRow>(
      `select id::text, center, serial, note, payer from suspense_item
        where id::text > $1 and (note is not null or payer is not null)
        order by id::text limit ${BATCH}`,
      [after],
    );
    for (const row of rows) {
      const key = keys.get(row.center) ?? (await centerKey(pool, ring, row.center));
      keys.set(row.center, key);
      if (await resealItem(pool, ring, { row, key })) count += 1;
    }
    after = rows.at(-1)?.id ?? after;
    if (rows.length < BATCH) return count;
  }
}

/** @returns whether it lay under a key of the ring */
async function resealItem(
  pool: pg.Pool,
  ring: KeyRing,
  { row, key }: { readonly row: SuspenseRow; readonly key: KeyObject },
): Promise<boolean> {
  const { id, center, serial, note, payer } = row;
  const renewed = (aad: string, sealed: string | null) =>
    sealed === null || opens(key, aad, sealed)
      ? sealed
      : sealText(key, aad, openTextByRing(ring, aad, sealed));
  const now = {
    note: renewed(place.suspenseNote(center, serial), note),
    payer: renewed(place.suspensePayer(center, serial), payer),
  };
  if (now.note === note && now.payer === payer) return false;
  const { rowCount } = await pool.query(
    `update suspense_item set note = $2, payer = $3
      where id = $1 and note is not distinct from $4 and payer is not distinct from $5`,
    [id, now.note, now.payer, note, payer],
  );
  return (rowCount ?? 0) > 0;
}

/**
 * How many reasons of the trail that are about nobody lie directly under a key of the ring, by its id.
 * The trail is never written anew: such a key stays in the file as long as they should be readable.
 */
export async function earlierReasons(
  pool: pg.Pool,
  ring: KeyRing,
): Promise<Readonly<Record<string, number>>> {
  const { rows } = await pool.query<{ content: string }>(
    'select content from event where person is null and case_id is null and content is not null',
  );
  const found: Record<string, number> = {};
  for (const { content } of rows) {
    const under = [...ring.keys].find(([, key]) => opens(key, place.event(null, null), content));
    if (under) found[under[0]] = (found[under[0]] ?? 0) + 1;
  }
  return found;
}

function opens(key: KeyObject, aad: string, sealed: string): boolean {
  try {
    openText(key, aad, sealed);
    return true;
  } catch {
    return false;
  }
}

interface KeyRow {
  readonly id: string;
  readonly wrapped_key: string;
}

async function outdated(
  pool: pg.Pool,
  ring: KeyRing,
  { table, id, where }: Kept,
): Promise<readonly KeyRow[]> {
  const { rows } = await pool.query<KeyRow>(
    `select ${id} as id, wrapped_key from ${table} where key_id <> $1 and ${where} limit ${BATCH}`,
    [ring.current],
  );
  return rows;
}

/** A key that was changed meanwhile keeps its change and is looked at again. */
async function rewrapRows(
  pool: pg.Pool,
  ring: KeyRing,
  { kept, rows }: { readonly kept: Kept; readonly rows: readonly KeyRow[] },
): Promise<number> {
  const wrapped = rows.map((row) => rewrapKey(ring, kept.place(row.id), row.wrapped_key).wrapped);
  const { rowCount } = await pool.query(
    `update ${kept.table} k set wrapped_key = n.renewed, key_id = $1
       from unnest($2::${kept.type}[], $3::text[], $4::text[]) as n(at, known, renewed)
      where ${kept.id} = n.at and k.wrapped_key = n.known`,
    [ring.current, rows.map(({ id }) => id), rows.map((row) => row.wrapped_key), wrapped],
  );
  return rowCount ?? 0;
}
