/** Documents issued to a person without a case, and the hashes of PDFs as they are shown. */
import { openJson, sealText } from '../crypto/cipher.ts';
import type { PersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import { Fault } from '../domain/fault.ts';
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import { readPersonal } from './personal-read.ts';
import type { Db } from './pool.ts';
import { personKey } from './reasons.ts';

export interface NewPersonDocument {
  /** Derived from what was asked, so that asking again issues nothing new. */
  readonly id: string;
  readonly person: string;
  readonly kind: string;
  readonly template: string;
  /** JSON, in clear: sealed here. */
  readonly content: string;
  /** SHA-256 of the content. */
  readonly contentHash: string;
  readonly by: Acting;
}

/**
 * @returns the printed number
 * @throws Fault 'not-found', 'not-authorized', 'person-key-destroyed'
 */
export async function issuePersonDocument(
  db: Db,
  personKeys: PersonKeys,
  document: NewPersonDocument,
): Promise<string> {
  const { id, person, kind, template, content, contentHash, by } = document;
  const key = await personKey(db, personKeys, person);
  const sealed = sealText(key, place.personDocument(id), content);
  const { rows } = await refusing(
    db.query<{ number: string }>(
      `select api_issue_person_document(row($5, $6, $7, $8, $9, $10)::new_person_document, ${ACTOR})
         as number`,
      [...actorParams(by), id, person, kind, template, sealed, contentHash],
    ),
  );
  const number = rows[0]?.number;
  if (number === undefined) throw new Fault('not-found', '没有找到该人员。');
  return number;
}

/**
 * What stands in a document, in clear; the trail says who read it.
 *
 * @throws Fault 'not-found', 'person-key-destroyed'
 */
export async function readPersonDocument(
  db: Db,
  personKeys: PersonKeys,
  { id, by }: { readonly id: string; readonly by: Acting },
): Promise<unknown> {
  const row = await readPersonal<{ person: string; wrapped_key: string; content: string }>(
    db,
    { what: 'person-document', id, caseId: null, key: null, reason: null },
    by,
  );
  const key = personKeys.unwrap(row.person, row.wrapped_key);
  return openJson(key, place.personDocument(id), row.content);
}

/** Remembers the bytes that are about to be shown, by their hash. */
export async function recordRendering(
  db: Db,
  {
    document,
    sha256,
    by,
  }: { readonly document: string; readonly sha256: string; readonly by: Acting },
): Promise<void> {
  await refusing(
    db.query(`select api_record_rendering($5, $6, ${ACTOR})`, [
      ...actorParams(by),
      document,
      sha256,
    ]),
  );
}
