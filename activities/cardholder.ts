/** Who a card must belong to: the person of a mandate, by name and document. */
import type { KeyObject } from 'node:crypto';
import { openText } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import type { Db } from '../src/db/pool.ts';
import { Fault } from '../src/domain/fault.ts';
import { DOCUMENT_TYPES } from '../src/domain/vocabulary.ts';

interface Cardholder {
  readonly holder: string;
  readonly document: { readonly type: string; readonly number: string };
}

/**
 * The person, as the bank is to find the holder of the card: what holds the card must be the person.
 * Of several documents the one that stands first in the list of types, the newest of its type.
 */
export async function cardholder(db: Db, person: string, key: KeyObject): Promise<Cardholder> {
  const { rows } = await db.query<{ name: string; id: string; type: string; number: string }>({
    name: 'cardholder',
    text: `select p.name, d.id, d.type, d.number
             from person p join identity_document d on d.person = p.id where p.id = $1
            order by d.ended_on is not null, array_position($2::text[], d.type),
                     d.recorded_at desc, d.id limit 1`,
    values: [person, DOCUMENT_TYPES],
  });
  const [row] = rows;
  if (!row) throw new Fault('not-found', 'the person has no document');
  const number = openText(key, place.identityDocument(row.id, 'number'), row.number);
  return {
    holder: openText(key, place.person(person, 'name'), row.name),
    document: { type: row.type, number },
  };
}
