/** The application of a case as last sent, opened where it is needed and nowhere else. */
import type { KeyObject } from 'node:crypto';
import { openJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import type { PersonKeys } from '../../src/crypto/person-key.ts';
import type { CaseRow } from '../../src/db/case-writes.ts';
import type { Db } from '../../src/db/pool.ts';
import { Fault } from '../../src/domain/fault.ts';
import {
  APPLICANT_TYPES,
  applicationIn,
  type JoiningApplication,
} from '../../src/forms/take-up.ts';
import type { Context } from './context.ts';

interface ContentRow {
  readonly case_id: string;
  readonly version: number;
  readonly content: string;
  readonly person: string;
  readonly wrapped_key: string | null;
}

/**
 * Opens the application once, when it is first asked for.
 *
 * @param sent the application that comes with the change, if one does
 * @param found the case as it was found, with the form in force
 */
export function applicationOf(
  { tx, deps, change, person }: Pick<Context, 'tx' | 'deps' | 'change' | 'person'>,
  sent: JoiningApplication | null,
  found: CaseRow | null,
): Context['application'] {
  const open = async (): Promise<JoiningApplication> => {
    if (sent) return sent;
    const known =
      person.id === found?.person ? openContent(person.key, change.caseId, found) : null;
    if (known === null) {
      return readApplication(tx, deps.personKeys, subjectCase(change) ?? change.caseId);
    }
    return applicationIn(known);
  };
  let opened: Promise<JoiningApplication> | undefined;
  return () => (opened ??= open());
}

function subjectCase({ subject }: Context['change']): string | null {
  return subject && 'case' in subject ? subject.case : null;
}

/** The form in force of a case as it was found; null: it has none. */
export function openContent(key: KeyObject, caseId: string, found: CaseRow | null): unknown {
  const { content = null, content_version: version = null } = found ?? {};
  if (content === null || version === null) return null;
  return openJson(key, place.formContent(caseId, version), content);
}

/**
 * A case about another one (a reversal, a change) reads the application of the case that opened the
 * account.
 *
 * @throws Fault 'not-found' when the case has no content; 'person-key-destroyed'
 */
async function readApplication(
  db: Db,
  personKeys: PersonKeys,
  caseId: string,
): Promise<JoiningApplication> {
  const { rows } = await db.query<ContentRow>({
    name: 'read-application',
    text: `select f.case_id, f.version, f.content, f.person, p.wrapped_key
             from form_content f join person p on p.id = f.person
             join "case" c on c.id = f.case_id and c.type = any($2)
            where f.case_id = $1
               or f.case_id in (select other::uuid from case_link
                                 where case_id = $1 and kind in ('undoes', 'changes'))
            order by f.case_id = $1 desc, f.version desc limit 1`,
    values: [caseId, APPLICANT_TYPES],
  });
  const row = rows[0];
  if (!row) throw new Fault('not-found', 'the case has no content');
  const key = personKeys.unwrap(row.person, row.wrapped_key);
  return applicationIn(openJson(key, place.formContent(row.case_id, row.version), row.content));
}
