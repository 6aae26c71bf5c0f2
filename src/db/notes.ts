/** Notes of the staff on a case. */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

export interface NewNote {
  readonly id: string;
  readonly caseId: string;
  /** Sealed under the person's key for `place.note(id)`. */
  readonly content: string;
  readonly by: Acting;
}

/** @throws Fault 'not-found', 'not-authorized' (channels write none) */
export async function addNote(db: Db, { id, caseId, content, by }: NewNote): Promise<void> {
  await refusing(
    db.query(`select api_add_note($5, $6, $7, ${ACTOR})`, [
      ...actorParams(by),
      id,
      caseId,
      content,
    ]),
  );
}
