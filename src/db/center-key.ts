/**
 * The data key of a center for what belongs to no person: reasons without a case, and who paid money
 * that nobody owns yet. It is wrapped like all data keys, so that the wrapping keys can be replaced.
 */
import type { KeyObject } from 'node:crypto';
import { openText, openTextByRing, sealJson } from '../crypto/cipher.ts';
import { newDataKey, unwrapKey, wrapKey } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import type { KeyRing } from '../crypto/secrets.ts';
import type { Db } from './pool.ts';

/** The key of the center; the first who asks makes it. @throws Error when the ring lacks the wrapping key */
export async function centerKey(db: Db, ring: KeyRing, center: string): Promise<KeyObject> {
  const wrapped = (await standing(db, center)) ?? (await made(db, ring, center));
  return unwrapKey(ring, place.centerKey(center), wrapped);
}

async function standing(db: Db, center: string): Promise<string | null> {
  const { rows } = await db.query<{ wrapped_key: string }>(
    'select wrapped_key from center_key where center = $1',
    [center],
  );
  return rows[0]?.wrapped_key ?? null;
}

async function made(db: Db, ring: KeyRing, center: string): Promise<string> {
  const { wrapped, keyId } = wrapKey(ring, place.centerKey(center), newDataKey());
  const { rows } = await db.query<{ key: string }>(
    'select api_keep_center_key($1, $2, $3) as key',
    [...[center, wrapped, keyId]],
  );
  return rows[0]?.key ?? wrapped;
}

/** A reason as the content of an event that is about nobody, such as a task about money without a case. */
export async function sealNobodysReason(
  db: Db,
  ring: KeyRing,
  { center, reason }: { readonly center: string; readonly reason: string },
): Promise<string> {
  return sealJson(await centerKey(db, ring, center), place.event(null, null), { reason });
}

export interface Nobodys {
  readonly center: string;
  /** Of the center's data key; null where the center has none yet. */
  readonly wrapped_key: string | null;
}

/**
 * What was sealed under the center's data key; before there was one, such texts lay directly under a
 * key of the ring, and open as long as the ring has it.
 *
 * @throws Error as `openText`, when neither opens it
 */
export function openNobodys(ring: KeyRing, row: Nobodys, aad: string, sealed: string): string {
  if (row.wrapped_key !== null) {
    try {
      return openText(unwrapKey(ring, place.centerKey(row.center), row.wrapped_key), aad, sealed);
    } catch {
      // From before there was a data key.
    }
  }
  return openTextByRing(ring, aad, sealed);
}
