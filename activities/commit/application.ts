/** The application of a case as last sent, opened where it is needed and nowhere else. */
import { openJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import type { PersonKeys } from '../../src/crypto/person-key.ts';
import { Fault } from '../../src/domain/fault.ts';
import type { Db } from '../../src/db/pool.ts';
import { AccountOpeningApplication } from '../../src/forms/account-opening.ts';

interface ContentRow {
  readonly version: number;
  readonly content: string;
  readonly person: string;
  readonly wrapped_key: string | null;
}

/**
 * @throws Fault 'not-found' when the case has no content; 'person-key-destroyed'
 */
export async function readApplication(
  db: Db,
  personKeys: PersonKeys,
  caseId: string,
): Promise<AccountOpeningApplication> {
  const { rows } = await db.query<ContentRow>({
    name: 'read-application',
    text: `select f.version, f.content, f.person, p.wrapped_key
             from form_content f join person p on p.id = f.person
            where f.case_id = $1 order by f.version desc limit 1`,
    values: [caseId],
  });
  const row = rows[0];
  if (!row) throw new Fault('not-found', 'the case has no content');
  const key = personKeys.unwrap(row.person, row.wrapped_key);
  return AccountOpeningApplication.parse(
    openJson(key, place.formContent(caseId, row.version), row.content),
  );
}
