/**
 * Changes of personal data (信息变更) as they are written: the person's row, the documents that are replaced, and
 * the history with the values before.
 */
import { randomUUID, type KeyObject } from 'node:crypto';
import { openJson, sealJson, sealText } from '../crypto/cipher.ts';
import { lookupHash } from '../crypto/lookup.ts';
import { maskAddress, maskDocument, maskName, maskPhone } from '../crypto/mask.ts';
import { place } from '../crypto/places.ts';
import type { PlainDate } from '../domain/calendar.ts';
import type { DocumentType, PersonalChange } from '../domain/vocabulary.ts';
import type { PersonDeps } from './applicants.ts';
import { refreshMasked } from './persons.ts';
import type { HolderNow, KnownDocument } from './holder-now.ts';
import type { Tx } from './pool.ts';

/** Two changes, or a change and an application, with one number: the second waits here. */
export async function lockHolder(
  tx: Tx,
  lookup: KeyObject,
  { person, center, number }: { person: string; center: string; number: string | null },
): Promise<void> {
  await tx.query({
    name: 'lock-person',
    text: 'select id from person where id = $1 for no key update',
    values: [person],
  });
  if (number === null) return;
  await tx.query({
    name: 'lock-number',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`${center}:${lookupHash(lookup, 'document', number)}`],
  });
}

/**
 * Whoever is about to pay, before the account is locked and the books are read: a change of data that is being
 * written is waited for and seen, one that comes later waits until the payment is written.
 */
export async function lockHolderOf(tx: Tx, account: string): Promise<void> {
  await tx.query({
    name: 'lock-holder-of',
    text: `select 1 from person p join account a on a.person = p.id where a.id = $1
              for no key update of p`,
    values: [account],
  });
}

export interface NewValues {
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly address?: string | undefined;
  readonly document?:
    | {
        readonly type: DocumentType;
        readonly number: string;
        readonly validUntil: PlainDate | null;
        /** The one it stands for is struck: it had been recorded by mistake. */
        readonly strikes: boolean;
        readonly bornOn: PlainDate | null;
        readonly sex: 'M' | 'F' | null;
      }
    | undefined;
}

export interface ChangeOfPerson {
  readonly caseId: string;
  readonly on: PlainDate;
  readonly kinds: readonly PersonalChange[];
  readonly values: NewValues;
  readonly by: string;
  readonly reviewedBy: string | null;
}

/**
 * Writes the change: the person's row and documents, and both values in the history. Who calls has locked
 * the person and the number.
 */
export async function changePerson(
  tx: Tx,
  { lookup }: Pick<PersonDeps, 'lookup'>,
  holder: HolderNow,
  change: ChangeOfPerson,
): Promise<void> {
  const { key, person } = holder;
  const { values, caseId, on } = change;
  const seal = (column: Parameters<typeof place.person>[1], text: string | null | undefined) =>
    text == null ? null : sealText(key, place.person(person, column), text);
  const { name, phone, address, document } = values;
  await tx.query({
    name: 'change-person',
    text: `update person set name = coalesce($2, name), name_hash = coalesce($3, name_hash),
             phone = coalesce($4, phone), phone_hash = coalesce($5, phone_hash),
             address = coalesce($6, address), born_on = coalesce($7, born_on),
             sex = coalesce($8, sex) where id = $1`,
    values: [
      ...[person, seal('name', name), name === undefined ? null : lookupHash(lookup, 'name', name)],
      seal('phone', phone),
      phone === undefined ? null : lookupHash(lookup, 'phone', phone),
      ...[seal('address', address), seal('born_on', document?.bornOn)],
      seal('sex', document?.sex),
    ],
  });
  if (document) await replaceDocument(tx, lookup, holder, { document, caseId, on });
  await keepHistory(tx, holder, change);
  await refreshMasked(tx, { id: person, key });
}

interface Replacing {
  readonly document: NonNullable<NewValues['document']>;
  readonly caseId: string;
  readonly on: PlainDate;
}

async function replaceDocument(
  tx: Tx,
  lookup: KeyObject,
  { key, person, center, documents }: HolderNow,
  { document, caseId, on }: Replacing,
): Promise<void> {
  const { type, number, validUntil, strikes } = document;
  const hash = lookupHash(lookup, 'document', number);
  const known = documents.find((one) => lookupHash(lookup, 'document', one.number) === hash);
  const id = known?.id ?? randomUUID();
  await tx.query({
    name: 'end-documents',
    text: `update identity_document set ended_on = coalesce(ended_on, $3),
             ended_by_case = coalesce(ended_by_case, $4),
             struck = struck or ($5 and ended_on is null),
             number_hash = case when $5 and ended_on is null then 'struck ' || id else number_hash end
            where person = $1 and id <> $2 and type = $6 and not struck`,
    values: [person, id, on, caseId, strikes, type],
  });
  const until =
    validUntil === null
      ? null
      : sealText(key, place.identityDocument(id, 'valid_until'), validUntil);
  await tx.query({
    name: 'put-document',
    text: `insert into identity_document (id, person, center, type, number, number_hash, valid_until)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (id) do update set valid_until = excluded.valid_until, ended_on = null,
             ended_by_case = null`,
    values: [
      ...[id, person, center, type, sealText(key, place.identityDocument(id, 'number'), number)],
      ...[hash, until],
    ],
  });
}

/** One value before and after, as an answer shows it without a reason. */
export interface MaskedChange {
  readonly kind: PersonalChange;
  readonly before: string | null;
  readonly after: string;
  /** Of a document. */
  readonly type?: string;
  readonly struck?: boolean;
}

async function keepHistory(tx: Tx, holder: HolderNow, change: ChangeOfPerson): Promise<void> {
  const { key, person, center, account } = holder;
  const { caseId, on, kinds, values, by, reviewedBy } = change;
  const id = randomUUID();
  const before = Object.fromEntries(kinds.map((kind) => [kind, valueBefore(holder, values, kind)]));
  const after = Object.fromEntries(kinds.map((kind) => [kind, values[kind] ?? null]));
  await tx.query({
    name: 'insert-personal-change',
    text: `insert into personal_change (id, case_id, center, person, account, kinds, changed_on,
             before, after, masked, changed_by, reviewed_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      ...[id, caseId, center, person, account, kinds, on],
      sealJson(key, place.personalChange(id, 'before'), before),
      sealJson(key, place.personalChange(id, 'after'), after),
      sealJson(key, place.personalChange(id, 'masked'), maskedChanges(holder, values, kinds)),
      ...[by, reviewedBy],
    ],
  });
}

/** The document that the new one stands for: the newest in force of its kind. */
export function documentBefore(
  { documents }: Pick<HolderNow, 'documents'>,
  type: DocumentType,
): KnownDocument | null {
  const standing = documents.filter(({ endedOn }) => endedOn === null);
  return standing.find((one) => one.type === type) ?? null;
}

function valueBefore(
  holder: HolderNow,
  { document }: NewValues,
  kind: PersonalChange,
): string | KnownDocument | null {
  if (kind !== 'document') return holder[kind];
  return document === undefined ? null : documentBefore(holder, document.type);
}

/** What was, and what is, as a screen and a paper show it. */
export function maskedChanges(
  holder: Pick<HolderNow, 'name' | 'phone' | 'address' | 'documents'>,
  values: NewValues,
  kinds: readonly PersonalChange[],
): readonly MaskedChange[] {
  return kinds.map((kind): MaskedChange => {
    if (kind !== 'document') {
      const mask = MASKS[kind];
      const before = holder[kind];
      return {
        kind,
        before: before === null ? null : mask(before),
        after: mask(values[kind] ?? ''),
      };
    }
    const { type = 'resident-id', number = '', validUntil = null, strikes } = values.document ?? {};
    const before = documentBefore(holder, type);
    const until = (day: PlainDate | null) => (day === null ? '' : `，有效期至${day}`);
    return {
      ...{ kind, type, struck: strikes === true },
      before: before && `${maskDocument(before.number)}${until(before.validUntil)}`,
      after: `${maskDocument(number)}${until(validUntil)}`,
    };
  });
}

const MASKS = { name: maskName, phone: maskPhone, address: maskAddress } as const;

/** The phone as it was before a case changed it; null: it was not, or there was none. */
export async function readPhoneBefore(
  tx: Tx,
  { key, caseId }: { readonly key: KeyObject; readonly caseId: string },
): Promise<string | null> {
  const { rows } = await tx.query<{ id: string; before: string }>({
    name: 'phone-before',
    text: `select id, before from personal_change where case_id = $1 and 'phone' = any (kinds)`,
    values: [caseId],
  });
  const [row] = rows;
  if (!row) return null;
  const before = openJson(key, place.personalChange(row.id, 'before'), row.before);
  // As it was sealed above.
  return (before as { readonly phone: string | null }).phone;
}
