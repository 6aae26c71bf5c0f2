/**
 * Key rotation: wraps every data key anew under the center's current key, while work goes on.
 *
 * First all processes must know the new key (it stands in their secrets file and is current);
 * then this runs until nothing is left under an older one; then the older key can be taken out.
 * What was sealed under the data keys themselves is not touched.
 */
import type pg from 'pg';
import { rewrapKey } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import type { KeyRing } from '../crypto/secrets.ts';

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
  { table: 'file', id: 'id', type: 'uuid', where: `key_holder = 'center'`, place: place.fileKey },
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
  return done;
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
