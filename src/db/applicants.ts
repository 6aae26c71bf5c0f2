/**
 * Persons as cases meet them: found by the keyed hashes of their documents, or entered anew.
 *
 * One person may hold several numbers (an old and a new card, a travel permit and a residence
 * permit); all given numbers must lead to at most one person, else a human has to look.
 */
import { randomUUID, type KeyObject } from 'node:crypto';
import { openText, sealText } from '../crypto/cipher.ts';
import { lookupHash } from '../crypto/lookup.ts';
import type { PersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import { Fault } from '../domain/fault.ts';
import { maskedColumn, refreshMasked } from './persons.ts';
import type { Tx } from './pool.ts';
import type { Writer } from './together.ts';

export interface StatedPerson {
  readonly center: string;
  readonly name: string;
  readonly documents: readonly StatedNumber[];
  readonly bornOn: string | null;
  readonly sex: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  /** The case that states it; left out: none that could hold the person. */
  readonly statedBy?: string;
}

export interface StatedNumber {
  readonly type: string;
  readonly number: string;
  readonly validUntil: string | null;
}

export interface FoundPerson {
  readonly id: string;
  readonly key: KeyObject;
  /** Entered just now: nothing else can know of this person yet. */
  readonly entered: boolean;
}

export interface PersonDeps {
  readonly personKeys: PersonKeys;
  readonly lookup: KeyObject;
}

/**
 * Finds the one person these documents belong to, or enters a new one; what is stated now is what
 * the person's row says from now on, unless the person holds an account or another open case holds the person:
 * whoever knows a number could else turn that case's messages to another phone.
 *
 * @param to where what is written of a new person goes
 * @throws Fault 'person-conflict' when the numbers belong to different persons
 */
export async function findOrCreatePerson(
  tx: Tx,
  deps: PersonDeps,
  stated: StatedPerson,
  to: Writer = tx,
): Promise<FoundPerson> {
  const hashes = stated.documents.map(({ number }) => lookupHash(deps.lookup, 'document', number));
  await lockNumbers(tx, stated.center, hashes);
  const known = await findByDocuments(tx, stated, hashes);
  const [first, ...others] = known;
  if (others.length > 0) {
    throw new Fault('person-conflict', 'the documents belong to different persons');
  }
  const person = first ? keyOf(deps, first) : await create(to, deps, stated);
  if (first) await update(tx, deps, person, { stated, known: first.known });
  for (const [n, document] of stated.documents.entries()) {
    const hash = hashes[n] ?? '';
    await bindDocument(first ? tx : to, person, { center: stated.center, hash, document });
  }
  if (first) await refreshMasked(tx, person);
  return person;
}

/** Two applications of one person at once: the second waits here and then finds the first's. */
async function lockNumbers(tx: Tx, center: string, hashes: readonly string[]): Promise<void> {
  await tx.query({
    name: 'lock-numbers',
    text: `select pg_advisory_xact_lock(hashtextextended(number, 0))
             from unnest($1::text[]) as number`,
    values: [[...hashes].sort().map((hash) => `${center}:${hash}`)],
  });
}

interface PersonRow {
  readonly id: string;
  readonly wrapped_key: string | null;
  /** Has an account that is not closed, or another case holds the person. */
  readonly known: boolean;
}

function keyOf({ personKeys }: PersonDeps, { id, wrapped_key }: PersonRow): FoundPerson {
  return { id, key: personKeys.unwrap(id, wrapped_key), entered: false };
}

async function findByDocuments(
  tx: Tx,
  { center, statedBy }: StatedPerson,
  hashes: readonly string[],
): Promise<readonly PersonRow[]> {
  const { rows } = await tx.query<PersonRow>({
    name: 'find-person-by-documents',
    text: `select distinct p.id, p.wrapped_key,
                  exists (select from account a
                           where a.person = p.id and a.state <> 'closed')
                  or exists (select from claim c
                              where c.person = p.id and c.released_at is null
                                and c.case_id is distinct from $3) as known
             from identity_document d join person p on p.id = d.person
            where d.center = $1 and d.number_hash = any ($2)`,
    values: [center, hashes, statedBy ?? null],
  });
  return rows;
}

async function create(to: Writer, deps: PersonDeps, stated: StatedPerson): Promise<FoundPerson> {
  const id = randomUUID();
  const key = deps.personKeys.newPersonKey();
  const { wrapped, keyId } = deps.personKeys.wrap(id, key);
  const columns = sealedColumns(deps, { id, key }, stated);
  await to.query({
    name: 'insert-person',
    text: `insert into person (id, center, wrapped_key, key_id, name, name_hash, born_on, sex, phone,
             phone_hash, address, masked)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      id,
      stated.center,
      wrapped,
      keyId,
      ...columns,
      maskedColumn({ id, key }, { ...stated, documents: stated.documents }),
    ],
  });
  return { id, key, entered: true };
}

/**
 * What is stated wins; what is left out stays as it was. Who holds an account, or is about to, is known already: an
 * application, which anybody may fill in, adds what the books do not have and overwrites nothing. That takes
 * a change of personal data (信息变更), which is verified and told to the phone before.
 */
async function update(
  tx: Tx,
  deps: PersonDeps,
  person: FoundPerson,
  { stated, known }: { readonly stated: StatedPerson; readonly known: boolean },
): Promise<void> {
  await tx.query({
    name: 'update-person',
    text: `update person set
             name = case when $9 then name else $2 end,
             name_hash = case when $9 then name_hash else $3 end,
             born_on = case when $9 then coalesce(born_on, $4) else coalesce($4, born_on) end,
             sex = case when $9 then coalesce(sex, $5) else coalesce($5, sex) end,
             phone = case when $9 then coalesce(phone, $6) else coalesce($6, phone) end,
             phone_hash = case when $9 then coalesce(phone_hash, $7)
                               else coalesce($7, phone_hash) end,
             address = case when $9 then coalesce(address, $8) else coalesce($8, address) end
           where id = $1`,
    values: [person.id, ...sealedColumns(deps, person, stated), known],
  });
}

function sealedColumns(
  { lookup }: PersonDeps,
  { id, key }: Pick<FoundPerson, 'id' | 'key'>,
  { name, bornOn, sex, phone, address }: StatedPerson,
): readonly (string | null)[] {
  const seal = (column: Parameters<typeof place.person>[1], text: string | null) =>
    text === null ? null : sealText(key, place.person(id, column), text);
  return [
    seal('name', name),
    lookupHash(lookup, 'name', name),
    seal('born_on', bornOn),
    seal('sex', sex),
    seal('phone', phone),
    phone === null ? null : lookupHash(lookup, 'phone', phone),
    seal('address', address),
  ];
}

async function bindDocument(
  to: Writer,
  { id: person, key }: FoundPerson,
  bound: { center: string; hash: string; document: StatedNumber },
): Promise<void> {
  const { center, hash, document } = bound;
  const id = randomUUID();
  const number = sealText(key, place.identityDocument(id, 'number'), document.number);
  const { validUntil } = document;
  const until =
    validUntil === null
      ? null
      : sealText(key, place.identityDocument(id, 'valid_until'), validUntil);
  await to.query({
    name: 'insert-identity-document',
    text: `insert into identity_document (id, person, center, type, number, number_hash, valid_until)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (center, number_hash) do nothing`,
    values: [id, person, center, document.type, number, hash, until],
  });
}

/** The person's phone in clear, for a message; null when none is known. */
export async function readPhone(tx: Tx, deps: PersonDeps, id: string): Promise<string | null> {
  return readReach(tx, deps, id, 'phone');
}

/** Where a letter goes; null: nobody has told an address. */
export async function readAddress(tx: Tx, deps: PersonDeps, id: string): Promise<string | null> {
  return readReach(tx, deps, id, 'address');
}

async function readReach(
  tx: Tx,
  deps: PersonDeps,
  id: string,
  field: 'phone' | 'address',
): Promise<string | null> {
  const { rows } = await tx.query<{
    wrapped_key: string | null;
    phone: string | null;
    address: string | null;
  }>({
    name: 'read-reach',
    text: 'select wrapped_key, phone, address from person where id = $1',
    values: [id],
  });
  const [row] = rows;
  const sealed = row?.[field] ?? null;
  if (!row || sealed === null) return null;
  const key = deps.personKeys.unwrap(id, row.wrapped_key);
  return openText(key, place.person(id, field), sealed);
}
