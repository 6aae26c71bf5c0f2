/** Notices about the money of accounts: to whom, and written once with the message that sends them. */
import type { KeyObject } from 'node:crypto';
import { openText } from '../crypto/cipher.ts';
import type { PersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import { DOCUMENT_TYPES, type DocumentType } from '../domain/vocabulary.ts';
import type { Db, Tx } from './pool.ts';

export interface Holder {
  readonly account: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly person: string;
  readonly key: KeyObject;
  readonly name: string;
  readonly documentType: DocumentType;
  readonly documentNumber: string;
  readonly center: {
    readonly code: string;
    readonly name: string;
    readonly shortName: string;
    readonly documentPrefix: string;
    readonly phone: string | null;
    readonly address: string | null;
    readonly rule: string;
  };
  readonly branch: string;
}

interface Row {
  readonly account: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly person: string;
  readonly wrappedKey: string;
  readonly name: string;
  readonly document: string;
  readonly documentType: DocumentType;
  readonly documentNumber: string;
  readonly center: Holder['center'];
  readonly branch: string;
}

/** Told of an account whose holder's data cannot be opened: by a wrong key, or damaged. */
export type OnUnreadable = (account: string) => void;

/**
 * By account number; whoever is forgotten, or was taken over without a case, is told nothing.
 *
 * @throws Error when one cannot be opened, unless somebody is told of it: then that one is left out
 */
export async function holdersOf(
  db: Db,
  personKeys: PersonKeys,
  accounts: readonly string[],
  onUnreadable?: OnUnreadable,
): Promise<ReadonlyMap<string, Holder>> {
  const { rows } = await db.query<Row>({
    name: 'notice-holders',
    text: `select a.number as account, c.id as "caseId", c.number as "caseNumber", a.person,
                  p.wrapped_key as "wrappedKey", p.name, d.id as document,
                  d.type as "documentType", d.number as "documentNumber", b.name as branch,
                  jsonb_build_object('code', z.code, 'name', z.name, 'shortName', z.short_name,
                    'documentPrefix', z.document_prefix, 'phone', z.phone, 'address', z.address,
                    'rule', z.rule) as center
             from account a
             join person p on p.id = a.person and p.wrapped_key is not null
             join "case" c on c.id = coalesce((select k.id from agreement g
               join "case" k on k.id = g.case_id where g.account = a.number
                and g.state in ('active', 'suspended')), a.opened_by_case)
             join branch b on b.id = c.branch
             join center z on z.code = a.center
             join lateral (select d.id, d.type, d.number from identity_document d
               where d.person = p.id
               order by array_position($2::text[], d.type), d.recorded_at desc, d.id limit 1) d
               on true
            where a.number = any ($1)`,
    values: [accounts, DOCUMENT_TYPES],
  });
  const holders = new Map<string, Holder>();
  for (const row of rows) {
    try {
      holders.set(row.account, opened(row, personKeys));
    } catch (error) {
      if (!onUnreadable) throw error;
      onUnreadable(row.account);
    }
  }
  return holders;
}

function opened({ wrappedKey, document, ...row }: Row, personKeys: PersonKeys): Holder {
  const key = personKeys.unwrap(row.person, wrappedKey);
  return {
    ...row,
    key,
    name: openText(key, place.person(row.person, 'name'), row.name),
    documentNumber: openText(key, place.identityDocument(document, 'number'), row.documentNumber),
  };
}

/** Which of these notices were written before. */
export async function toldBefore(tx: Tx, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ key: string }>({
    name: 'notices-told',
    text: 'select key from document where key = any ($1)',
    values: [keys],
  });
  return new Set(rows.map(({ key }) => key));
}
