/**
 * The holder of an account in clear, with what a change of personal data (信息变更) has to look at, and whose a
 * number of a document is.
 */
import type { KeyObject } from 'node:crypto';
import { openText } from '../crypto/cipher.ts';
import { lookupHash } from '../crypto/lookup.ts';
import { place } from '../crypto/places.ts';
import type { PlainDate } from '../domain/calendar.ts';
import type { DocumentType } from '../domain/vocabulary.ts';
import type { PersonDeps } from './applicants.ts';
import type { Db } from './pool.ts';

export interface KnownDocument {
  readonly id: string;
  readonly type: DocumentType;
  readonly number: string;
  readonly validUntil: PlainDate | null;
  readonly endedOn: PlainDate | null;
}

/** The holder of an account in clear, with what a change has to look at. */
export interface HolderNow {
  readonly accountId: string;
  readonly account: string;
  readonly accountState: string;
  readonly center: string;
  readonly broughtBy: string | null;
  readonly person: string;
  readonly key: KeyObject;
  readonly name: string;
  readonly bornOn: PlainDate | null;
  readonly sex: 'M' | 'F' | null;
  readonly phone: string | null;
  readonly address: string | null;
  /** The newest first; those that were struck are none. */
  readonly documents: readonly KnownDocument[];
  readonly held: boolean;
  /** A mandate that may be debited, or is on its way. */
  readonly mandate: string | null;
  /** Open changes of the same person, by the id of their case. */
  readonly open: readonly string[];
}

interface HolderRow {
  readonly account_id: string;
  readonly account: string;
  readonly account_state: string;
  readonly center: string;
  readonly brought_by: string | null;
  readonly person: string;
  readonly wrapped_key: string | null;
  readonly name: string;
  readonly born_on: string | null;
  readonly sex: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly documents: readonly {
    readonly id: string;
    readonly type: DocumentType;
    readonly number: string;
    readonly validUntil: string | null;
    readonly endedOn: PlainDate | null;
  }[];
  readonly held: boolean;
  readonly mandate: string | null;
  readonly open: readonly string[];
}

/** By the opaque id of the account. @returns null: there is none; @throws Fault 'person-key-destroyed' */
export async function readHolderNow(
  db: Db,
  { personKeys }: Pick<PersonDeps, 'personKeys'>,
  account: string,
): Promise<HolderNow | null> {
  const { rows } = await db.query<HolderRow>({
    name: 'holder-now',
    text: `select a.id as account_id, a.number as account, a.state as account_state, a.center,
                  c.submitted_by as brought_by, p.id as person, p.wrapped_key, p.name, p.born_on,
                  p.sex, p.phone, p.address,
                  (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'type', d.type,
                      'number', d.number, 'validUntil', d.valid_until, 'endedOn', d.ended_on)
                      order by d.recorded_at desc, d.id), '[]')
                     from identity_document d where d.person = p.id and not d.struck) as documents,
                  exists (select from hold h where h.account = a.number
                     and h.released_on is null) as held,
                  (select m.id from mandate m where m.account = a.number
                     and m.state in ('requested', 'unconfirmed', 'active')
                    order by m.n desc limit 1) as mandate,
                  (select coalesce(jsonb_agg(k.id order by k.id), '[]') from "case" k
                    where k.person = p.id and k.center = a.center and k.type = 'personal-change'
                      and k.closed_at is null and k.stage <> 'awaiting mandate') as open
             from account a join person p on p.id = a.person
             left join "case" c on c.id = a.opened_by_case
            where a.id = $1`,
    values: [account],
  });
  const [row] = rows;
  if (!row) return null;
  const key = personKeys.unwrap(row.person, row.wrapped_key);
  return { ...opened(key, row), key };
}

function opened(key: KeyObject, row: HolderRow): Omit<HolderNow, 'key'> {
  const text = (column: Parameters<typeof place.person>[1], sealed: string | null) =>
    sealed === null ? null : openText(key, place.person(row.person, column), sealed);
  const { account_id: accountId, account, center, person, held, mandate, open } = row;
  return {
    ...{ accountId, account, center, person, held, mandate, open },
    accountState: row.account_state,
    broughtBy: row.brought_by,
    name: text('name', row.name) ?? '',
    // Written by ourselves, as days and letters.
    bornOn: text('born_on', row.born_on) as PlainDate | null,
    sex: text('sex', row.sex) as 'M' | 'F' | null,
    phone: text('phone', row.phone),
    address: text('address', row.address),
    documents: row.documents.map(({ id, type, number, validUntil, endedOn }) => ({
      ...{ id, type, endedOn },
      number: openText(key, place.identityDocument(id, 'number'), number),
      validUntil:
        validUntil === null
          ? null
          : (openText(key, place.identityDocument(id, 'valid_until'), validUntil) as PlainDate),
    })),
  };
}

/** Whose a number is in the books of a center; null: nobody's. */
export async function numberHolder(
  db: Db,
  lookup: KeyObject,
  { center, number }: { readonly center: string; readonly number: string },
): Promise<string | null> {
  const { rows } = await db.query<{ person: string }>({
    name: 'number-holder',
    text: 'select person from identity_document where center = $1 and number_hash = $2',
    values: [center, lookupHash(lookup, 'document', number)],
  });
  return rows[0]?.person ?? null;
}
