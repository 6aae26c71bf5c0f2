/**
 * Tasks as the API changes them: claimed, given back, assigned. No workflow is asked, so that it
 * works even while one is stuck.
 *
 * All throw Fault 'not-found' (not there, or not yours), 'version-conflict', 'not-authorized',
 * 'action-not-permitted' or 'same-person', with a sentence in Chinese.
 */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import type { Fault } from '../domain/fault.ts';
import { refusalOf, refusing } from './database-fault.ts';
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

/** A move of a task by a supervisor; the reason sealed for the case's person, null: none given. */
export interface TaskMove extends TaskAct {
  readonly reason: string | null;
}

/**
 * Gives the task to one person; null takes the assignment back. For supervisors; taking it out of
 * somebody's hands needs a reason.
 */
export async function assignTask(
  db: Db,
  { staff, reason, ...act }: TaskMove & { readonly staff: string | null },
): Promise<number> {
  return call(db, `api_move_task($5, $6, $7, $8, ${ACTOR})`, act, staff, reason);
}

/** Another due date, never beyond what the law leaves. For supervisors. */
export async function moveDue(
  db: Db,
  { dueOn, reason, ...act }: TaskMove & { readonly dueOn: string },
): Promise<number> {
  return call(db, `api_move_due($5, $6, $7, $8, ${ACTOR})`, act, dueOn, reason);
}

/** Closes a task that only asks to take note, such as a case handed over. */
export async function acknowledgeTask(db: Db, act: TaskAct): Promise<number> {
  return call(db, `api_acknowledge_task($5, $6, ${ACTOR})`, act);
}

export interface ManyMoves {
  /** In the order in which the answers come back. */
  readonly tasks: readonly {
    readonly id: string;
    readonly version: number;
    readonly reason: string | null;
  }[];
  readonly staff: string | null;
  /** An earlier try may have done its work. */
  readonly again: boolean;
  readonly by: Acting;
}

export interface MoveOutcome {
  readonly task: string;
  /** The version it has now; null: not moved. */
  readonly version: number | null;
  readonly refusal: Fault | null;
}

/** Many at once: each moves or says why not, and holds no other up. */
export async function moveTasks(
  db: Db,
  { tasks, staff, again, by }: ManyMoves,
): Promise<readonly MoveOutcome[]> {
  const { rows } = await refusing(
    db.query<{ task: string; version: number | null; code: string | null; detail: string | null }>(
      `select task, version, code, detail from api_move_tasks($5, $6, $7, $8, $9, ${ACTOR})`,
      [
        ...actorParams(by),
        tasks.map(({ id }) => id),
        tasks.map(({ version }) => version),
        tasks.map(({ reason }) => reason),
        staff,
        again,
      ],
    ),
  );
  const told = new Map(rows.map((row) => [row.task, row]));
  return tasks.map(({ id }) => {
    const { version = null, code = null, detail = null } = told.get(id) ?? {};
    return { task: id, version, refusal: code === null ? null : refusalOf(code, detail ?? '') };
  });
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
