/** Whom the national platform is asked about when a case is about a holder: as the books know the person. */
import type { KeyObject } from 'node:crypto';
import { openJson, openText } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { bansOn } from '../src/db/measures.ts';
import { plainDate, type PlainDate } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import { AccountOpeningApplication } from '../src/forms/account-opening.ts';
import { localAccounts, type LocalAccount } from '../src/ledger/accounts.ts';
import type { Deps } from './deps.ts';
import type { NationalRequest } from './outside/national.ts';

/** Whom the platform is asked about. */
export interface Asked {
  readonly center: string;
  readonly person: string;
  readonly key: KeyObject;
  readonly accounts: readonly LocalAccount[];
  /** Last days of bans that this center decided. */
  readonly bans: readonly PlainDate[];
  readonly consent: string;
  readonly who: NationalRequest['person'];
}

export function consentIn(consents: AccountOpeningApplication['consents']): string {
  return consents.find(({ kind }) => kind === 'national-platform')?.version ?? '';
}

interface HolderRow {
  readonly center: string;
  readonly person: string;
  readonly wrapped_key: string | null;
  readonly name: string;
  readonly documents: readonly {
    readonly id: string;
    readonly type: string;
    readonly number: string;
  }[];
  readonly opening: string | null;
  readonly version: number | null;
  readonly content: string | null;
}

/** With every document the person ever had, under the consent given when the account was opened. */
export async function readHolder(
  { pool, personKeys }: Deps,
  { caseId, on }: { readonly caseId: string; readonly on: PlainDate },
): Promise<Asked> {
  const { rows } = await pool.query<HolderRow>({
    name: 'read-holder',
    text: `select c.center, c.person, p.wrapped_key, p.name,
                  (select jsonb_agg(jsonb_build_object('id', d.id, 'type', d.type,
                      'number', d.number) order by d.recorded_at desc, d.id)
                     from identity_document d where d.person = p.id and not d.struck) as documents,
                  f.case_id as opening, f.version, f.content
             from "case" c join person p on p.id = c.person
             left join lateral (
               select f.case_id, f.version, f.content
                 from form_content f join "case" o on o.id = f.case_id
                where o.person = c.person and o.center = c.center and o.type = 'account-opening'
                order by o.opened_at desc, f.version desc limit 1) f on true
            where c.id = $1`,
    values: [caseId],
  });
  const [row] = rows;
  if (!row) throw new Fault('not-found', 'the case is not known');
  const { center, person } = row;
  const key = personKeys.unwrap(person, row.wrapped_key);
  return {
    ...{ center, person, key, consent: consentOf(key, row) },
    who: {
      name: openText(key, place.person(person, 'name'), row.name),
      documents: row.documents.map(({ id, type, number }) => ({
        type,
        number: openText(key, place.identityDocument(id, 'number'), number),
      })),
    },
    accounts: await localAccounts(pool, person),
    bans: (await bansOn(pool, person, on)).map((until) => plainDate(until)),
  };
}

function consentOf(key: KeyObject, { opening, version, content }: HolderRow): string {
  if (opening === null || version === null || content === null) return '';
  const form = openJson(key, place.formContent(opening, version), content);
  return consentIn(AccountOpeningApplication.parse(form).consents);
}
