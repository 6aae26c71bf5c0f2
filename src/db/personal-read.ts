/**
 * The one way by which full personal data reach the API: the database writes down who read what, and
 * why, before it hands out the ciphertext.
 */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

export interface PersonalRead {
  readonly what:
    | 'person'
    | 'application'
    | 'document'
    | 'check'
    | 'agreement'
    | 'file'
    | 'person-document'
    | 'suspense';
  /** Of a person, file, document of a person or amount in suspense. */
  readonly id: string | null;
  readonly caseId: string | null;
  /** Within the case: version of the application, id or number of the rest. */
  readonly key: string | null;
  /** Sealed. */
  readonly reason: string | null;
}

/**
 * @returns the row with what is sealed in it, as migrations 0086 and 0511 put it together for `what`
 * @throws Fault 'not-found', 'person-key-destroyed', 'input-invalid' (a person without a reason)
 */
export async function readPersonal<Row>(db: Db, read: PersonalRead, by: Acting): Promise<Row> {
  const { what, id, caseId, key, reason } = read;
  const { rows } = await refusing(
    db.query<{ row: Row }>(
      `select api_read_personal(row($5, $6, $7, $8, $9)::personal_read, ${ACTOR}) as row`,
      [...actorParams(by), what, id, caseId, key, reason],
    ),
  );
  const [first] = rows;
  if (!first) throw new Error('a function that returns answers with one row');
  return first.row;
}
