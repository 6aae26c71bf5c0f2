/**
 * Persons as the API sees them: masked without a reason, whole with one.
 *
 * The API's role cannot select the ciphertext of names, numbers and forms; one function hands it out
 * and writes a line of the trail in the same transaction (personal-read.ts).
 */
import type { KeyObject } from 'node:crypto';
import { openJson, openText, sealJson } from '../crypto/cipher.ts';
import { lookupHash } from '../crypto/lookup.ts';
import { maskDocument, maskName, maskPhone } from '../crypto/mask.ts';
import type { PersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import { Fault } from '../domain/fault.ts';
import { DOCUMENT_TYPES, type DocumentType } from '../domain/vocabulary.ts';
import type { Acting } from './acting.ts';
import { readPersonal } from './personal-read.ts';
import type { Db, Tx } from './pool.ts';
import { personKey, sealCaseReason, sealReason } from './reasons.ts';

/** What an answer shows of a person without a reason. */
export interface MaskedPerson {
  readonly name: string;
  readonly documents: readonly {
    readonly type: string;
    readonly number: string;
    /** Another one stands in its place since then; left out or null: it is in force. */
    readonly endedOn?: string | null | undefined;
  }[];
  readonly phone: string | null;
}

interface Stated {
  readonly name: string;
  readonly documents: MaskedPerson['documents'];
  readonly phone: string | null;
}

/** The column `masked` of a person, sealed under the person's key. */
export function maskedColumn(
  person: { readonly id: string; readonly key: KeyObject },
  { name, documents, phone }: Stated,
): string {
  const masked: MaskedPerson = {
    name: maskName(name),
    documents: documents.map(({ type, number, endedOn = null }) => ({
      ...{ type, number: maskDocument(number) },
      ...(endedOn !== null && { endedOn }),
    })),
    phone: phone === null ? null : maskPhone(phone),
  };
  return sealJson(person.key, place.person(person.id, 'masked'), masked);
}

/**
 * Writes what may be shown of a person without a reason, from what the row and its documents say
 * now. To be called whenever name, phone or documents changed.
 */
export async function refreshMasked(
  tx: Tx,
  person: { readonly id: string; readonly key: KeyObject },
): Promise<void> {
  const { rows } = await tx.query<Pick<PersonRow, 'name' | 'phone' | 'documents'>>({
    name: 'read-for-masking',
    text: `select p.name, p.phone, coalesce((
             select jsonb_agg(jsonb_build_object('id', d.id, 'type', d.type, 'number', d.number,
                      'validUntil', null, 'endedOn', d.ended_on)
                      order by d.ended_on is not null, d.recorded_at, d.id)
               from identity_document d where d.person = p.id and not d.struck), '[]') as documents
             from person p where p.id = $1`,
    values: [person.id],
  });
  const row = rows[0];
  if (!row) return;
  const { name, phone, documents } = openPerson(person.key, {
    ...row,
    id: person.id,
    born_on: null,
    sex: null,
    address: null,
  });
  await tx.query({
    name: 'write-masked',
    text: 'update person set masked = $2 where id = $1',
    values: [person.id, maskedColumn(person, { name, phone, documents })],
  });
}

export interface MaskedRow {
  readonly id: string;
  readonly wrapped_key: string | null;
  readonly masked: string;
}

/** null when the person's key was destroyed, or nothing may be shown. */
export function openMasked(personKeys: PersonKeys, row: MaskedRow): MaskedPerson | null {
  if (row.wrapped_key === null || row.masked === '') return null;
  const key = personKeys.unwrap(row.id, row.wrapped_key);
  const content = openJson(key, place.person(row.id, 'masked'), row.masked);
  // Sealed by maskedColumn and by nothing else.
  return content as MaskedPerson;
}

export interface WholePerson {
  readonly id: string;
  readonly name: string;
  readonly bornOn: string | null;
  readonly sex: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly documents: readonly {
    readonly type: string;
    readonly number: string;
    readonly validUntil: string | null;
    readonly endedOn?: string | null | undefined;
  }[];
}

export interface NameOnPaper {
  readonly name: string;
  readonly documentType: DocumentType;
  readonly documentNumber: string;
}

/** As a notice names the person: the document that was recorded last. @throws Fault 'not-found' */
export async function readOnPaper(
  tx: Tx,
  person: { readonly id: string; readonly key: KeyObject },
): Promise<NameOnPaper> {
  const { rows } = await tx.query<{ name: string; id: string; type: string; number: string }>({
    name: 'read-on-paper',
    text: `select p.name, d.id, d.type, d.number
             from person p join identity_document d on d.person = p.id
            where p.id = $1 order by d.ended_on is not null, d.recorded_at desc, d.id desc limit 1`,
    values: [person.id],
  });
  const [row] = rows;
  const documentType = DOCUMENT_TYPES.find((one) => one === row?.type);
  if (!row || !documentType) throw new Fault('not-found', 'the person has no document');
  return {
    name: openText(person.key, place.person(person.id, 'name'), row.name),
    documentType,
    documentNumber: openText(person.key, place.identityDocument(row.id, 'number'), row.number),
  };
}

export interface PersonRead {
  readonly person: string;
  /** In which case it is needed; a channel must name its own. */
  readonly caseId: string | null;
  /** In the caller's words; sealed before it rests. */
  readonly reason: string;
  readonly by: Acting;
}

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly born_on: string | null;
  readonly sex: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly documents: readonly {
    readonly id: string;
    readonly type: string;
    readonly number: string;
    readonly validUntil: string | null;
    readonly endedOn?: string | null | undefined;
  }[];
}

/**
 * All of a person, in clear; the trail says who asked and why.
 *
 * @throws Fault 'not-found', 'person-key-destroyed', 'input-invalid' (no reason)
 */
export async function readPerson(
  db: Db,
  personKeys: PersonKeys,
  { person, caseId, reason, by }: PersonRead,
): Promise<WholePerson> {
  const key = await personKey(db, personKeys, person);
  const why = reason === '' ? '' : sealReason(key, { caseId, person }, reason);
  const read = { what: 'person', id: person, caseId, key: null, reason: why } as const;
  return openPerson(key, await readPersonal<PersonRow>(db, read, by));
}

export interface ContentRead {
  readonly caseId: string;
  /** Whose key it is sealed under. */
  readonly kind: 'application' | 'document' | 'check' | 'agreement';
  /** Version of the application (null: the latest), id of the document, check or agreement. */
  readonly key: string | null;
  readonly reason: string | null;
  readonly by: Acting;
}

interface ContentRow {
  readonly person: string;
  readonly wrapped_key: string;
  readonly place: string;
  readonly content: string;
}

const CONTENT_PLACE = {
  application: (caseId: string, at: string) => place.formContent(caseId, Number(at)),
  document: (_: string, at: string) => place.document(at),
  check: (_: string, at: string) => place.check(at),
  agreement: (_: string, at: string) => place.agreement(at),
} as const;

/**
 * One sealed content of a case, in clear; the trail says who read it.
 *
 * @throws Fault 'not-found', 'person-key-destroyed'
 */
export async function readContent(
  db: Db,
  personKeys: PersonKeys,
  { caseId, kind, key, reason, by }: ContentRead,
): Promise<unknown> {
  const why = reason === null ? null : await sealCaseReason(db, personKeys, { caseId, reason });
  const row = await readPersonal<ContentRow>(
    db,
    { what: kind, id: null, caseId, key, reason: why },
    by,
  );
  const holder = personKeys.unwrap(row.person, row.wrapped_key);
  return openJson(holder, CONTENT_PLACE[kind](caseId, row.place), row.content);
}

/** By what a person may be looked for; exactly one is given. */
export type PersonQuery =
  | { readonly documentNumber: string }
  | { readonly name: string }
  | { readonly phone: string }
  | { readonly accountNumber: string };

export interface FoundPersonRow extends MaskedRow {
  readonly center: string;
}

const FOUND_MAX = 50;

/** Persons of the given centers, the newest first, at most fifty. */
export async function findPersons(
  db: Db,
  lookup: KeyObject,
  { centers, query }: { readonly centers: readonly string[]; readonly query: PersonQuery },
): Promise<readonly FoundPersonRow[]> {
  const [condition, value] = conditionOf(lookup, query);
  const { rows } = await db.query<FoundPersonRow>(
    `select p.id, p.center, p.wrapped_key, p.masked from person p
      where p.center = any ($1) and ${condition}
      order by p.created_at desc, p.id limit ${FOUND_MAX}`,
    [centers, value],
  );
  return rows;
}

function conditionOf(lookup: KeyObject, query: PersonQuery): readonly [string, string] {
  if ('documentNumber' in query) {
    return [
      `exists (select from identity_document d where d.person = p.id and d.center = p.center
         and d.number_hash = $2)`,
      lookupHash(lookup, 'document', query.documentNumber),
    ];
  }
  if ('name' in query) return ['p.name_hash = $2', lookupHash(lookup, 'name', query.name)];
  if ('phone' in query) return ['p.phone_hash = $2', lookupHash(lookup, 'phone', query.phone)];
  return [
    'exists (select from account a where a.person = p.id and a.number = $2)',
    query.accountNumber,
  ];
}

function openPerson(key: KeyObject, row: PersonRow): WholePerson {
  const open = (column: Parameters<typeof place.person>[1], sealed: string | null) =>
    sealed === null ? null : openText(key, place.person(row.id, column), sealed);
  return {
    id: row.id,
    name: open('name', row.name) ?? '',
    bornOn: open('born_on', row.born_on),
    sex: open('sex', row.sex),
    phone: open('phone', row.phone),
    address: open('address', row.address),
    documents: row.documents.map(({ id, type, number, validUntil, endedOn }) => ({
      ...(endedOn != null && { endedOn }),
      type,
      number: openText(key, place.identityDocument(id, 'number'), number),
      validUntil:
        validUntil === null
          ? null
          : openText(key, place.identityDocument(id, 'valid_until'), validUntil),
    })),
  };
}
