/**
 * Tasks as the API changes them: claimed, given back, assigned. No workflow is asked, so that it
 * works even while one is stuck.
 *
 * All throw Fault 'not-found' (not there, or not yours), 'version-conflict', 'not-authorized',
 * 'action-not-permitted' or 'same-person', with a sentence in Chinese.
 */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

export interface TaskAct {
  readonly task: string;
  /** The version the person saw. */
  readonly version: number;
  readonly by: Acting;
}

/** @returns the version the task has now; claiming what one holds already changes nothing */
export async function claimTask(db: Db, act: TaskAct): Promise<number> {
  return call(db, `api_claim_task($5, $6, ${ACTOR})`, act);
}

/** Gives a claim back; a supervisor may take anybody's away. */
export async function releaseTask(db: Db, act: TaskAct): Promise<number> {
  return call(db, `api_release_task($5, $6, ${ACTOR})`, act);
}

/** Gives the task to one person; null takes the assignment back. For supervisors. */
export async function assignTask(
  db: Db,
  { staff, ...act }: TaskAct & { readonly staff: string | null },
): Promise<number> {
  return call(db, `api_assign_task($5, $6, $7, ${ACTOR})`, act, staff);
}

async function call(
  db: Db,
  functionCall: string,
  { task, version, by }: TaskAct,
  ...more: readonly (string | null)[]
): Promise<number> {
  const { rows } = await refusing(
    db.query<{ version: number }>(`select ${functionCall} as version`, [
      ...actorParams(by),
      task,
      version,
      ...more,
    ]),
  );
  return rows[0]?.version ?? version;
}
