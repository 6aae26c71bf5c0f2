/** The form of a case as it was last sent, opened under the person's key: for activities that run outside a commit. */
import type { KeyObject } from 'node:crypto';
import { openJson } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { Fault } from '../src/domain/fault.ts';
import type { Deps } from './deps.ts';

interface FormRow {
  readonly person: string;
  readonly wrapped_key: string | null;
  readonly version: number;
  readonly content: string;
}

/** @throws Fault 'not-found' when there is no such case; 'person-key-destroyed' */
export async function formInForce(
  { pool, personKeys }: Pick<Deps, 'pool' | 'personKeys'>,
  caseId: string,
): Promise<{ readonly key: KeyObject; readonly form: unknown }> {
  const { rows } = await pool.query<FormRow>({
    name: 'form-in-force',
    text: `select c.person, p.wrapped_key, f.version, f.content
             from "case" c join person p on p.id = c.person
             join lateral (select version, content from form_content
                            where case_id = c.id order by version desc limit 1) f on true
            where c.id = $1`,
    values: [caseId],
  });
  const [row] = rows;
  if (!row) throw new Fault('not-found', 'the case is not known');
  const key = personKeys.unwrap(row.person, row.wrapped_key);
  return { key, form: openJson(key, place.formContent(caseId, row.version), row.content) };
}
