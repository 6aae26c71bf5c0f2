/** Why somebody wanted to see more than a mask: sealed before it rests in the trail. */
import type { KeyObject } from 'node:crypto';
import { sealJson } from '../crypto/cipher.ts';
import type { PersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import { Fault } from '../domain/fault.ts';
import type { Db } from './pool.ts';

/** @throws Fault 'not-found', 'person-key-destroyed' */
export async function personKey(db: Db, personKeys: PersonKeys, id: string): Promise<KeyObject> {
  const { rows } = await db.query<{ wrapped_key: string | null }>(
    'select wrapped_key from person where id = $1',
    [id],
  );
  const row = rows[0];
  if (!row) throw new Fault('not-found', '没有找到该人员。');
  return personKeys.unwrap(id, row.wrapped_key);
}

/** A reason as the content of an event about this person, in this case if there is one. */
export function sealReason(
  key: KeyObject,
  about: { readonly caseId: string | null; readonly person: string },
  reason: string,
): string {
  return sealJson(key, place.event(about.caseId, about.person), { reason });
}

/**
 * A reason as the content of an event of a case, under the key of the person it is about.
 *
 * @throws Fault 'not-found', 'person-key-destroyed'
 */
export async function sealCaseReason(
  db: Db,
  personKeys: PersonKeys,
  { caseId, reason }: { readonly caseId: string; readonly reason: string },
): Promise<string> {
  const { rows } = await db.query<{ person: string }>('select person from "case" where id = $1', [
    caseId,
  ]);
  const person = rows[0]?.person;
  if (person === undefined) throw new Fault('not-found', '没有找到该业务。');
  return sealReason(await personKey(db, personKeys, person), { caseId, person }, reason);
}
