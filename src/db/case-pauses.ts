/**
 * Cases put aside (暂缓办理) and taken up again, by the API. No workflow is asked.
 *
 * Both throw Fault 'not-found' (not there, or not yours), 'version-conflict', 'not-authorized',
 * 'input-invalid' or 'action-not-permitted', with a sentence in Chinese.
 */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

export interface PauseAct {
  readonly caseId: string;
  /** The version of the case the person saw. */
  readonly version: number;
  readonly by: Acting;
}

/** The note sealed as an event of the case; null: none. The same id twice is the same act. */
export async function pauseCase(
  db: Db,
  pause: PauseAct & {
    readonly id: string;
    readonly reasonCode: string;
    readonly until: string;
    readonly note: string | null;
  },
): Promise<void> {
  const { id, caseId, version, reasonCode, until, note, by } = pause;
  await refusing(
    db.query(`select api_pause_case($5, $6, $7, $8, $9, $10, ${ACTOR})`, [
      ...actorParams(by),
      ...[id, caseId, version, reasonCode, until, note],
    ]),
  );
}

/** The reason sealed as an event of the case. */
export async function resumeCase(
  db: Db,
  { caseId, version, reason, by }: PauseAct & { readonly reason: string },
): Promise<void> {
  await refusing(
    db.query(`select api_resume_case($5, $6, $7, ${ACTOR})`, [
      ...actorParams(by),
      ...[caseId, version, reason],
    ]),
  );
}

/** Whether a pause with this id is known: an earlier try under the same key wrote it. */
export async function isPauseKnown(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query('select from case_pause where id = $1', [id]);
  return rowCount === 1;
}
