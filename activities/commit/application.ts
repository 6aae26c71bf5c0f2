/** The application of a case as last sent, opened where it is needed and nowhere else. */
import { openJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import type { PersonKeys } from '../../src/crypto/person-key.ts';
import { Fault } from '../../src/domain/fault.ts';
import type { Db } from '../../src/db/pool.ts';
import { AccountOpeningApplication } from '../../src/forms/account-opening.ts';

interface ContentRow {
  readonly case_id: string;
  readonly version: number;
  readonly content: string;
  readonly person: string;
  readonly wrapped_key: string | null;
}

/**
 * A case about another one (a reversal) has no application of its own: it reads that one's.
 *
 * @throws Fault 'not-found' when the case has no content; 'person-key-destroyed'
 */
export async function readApplication(
  db: Db,
  personKeys: PersonKeys,
  caseId: string,
): Promise<AccountOpeningApplication> {
  const { rows } = await db.query<ContentRow>({
    name: 'read-application',
    text: `select f.case_id, f.version, f.content, f.person, p.wrapped_key
             from form_content f join person p on p.id = f.person
            where f.case_id = $1
               or f.case_id in (select other::uuid from case_link
                                 where case_id = $1 and kind = 'undoes')
            order by f.case_id = $1 desc, f.version desc limit 1`,
    values: [caseId],
  });
  const row = rows[0];
  if (!row) throw new Fault('not-found', 'the case has no content');
  const key = personKeys.unwrap(row.person, row.wrapped_key);
  return AccountOpeningApplication.parse(
    openJson(key, place.formContent(row.case_id, row.version), row.content),
  );
}
