/** Waits, tasks and claims of a case: statements inside the caller's transaction. */
import { timestamp, type Tx } from './pool.ts';
import type { Writer } from './together.ts';

type Which = 'all' | readonly string[];

/** null closes every kind. */
function kinds(which: Which): readonly string[] | null {
  return which === 'all' ? null : which;
}

export async function closeWaits(
  to: Writer,
  caseId: string,
  which: Which,
  at: number,
): Promise<void> {
  await to.query({
    name: 'close-waits',
    text: `update wait set closed_at = $2 where case_id = $1 and closed_at is null
             and ($3::text[] is null or kind = any ($3))`,
    values: [caseId, timestamp(at), kinds(which)],
  });
}

export interface WaitRow {
  readonly kind: string;
  readonly until: number | null;
  readonly clause: string;
  readonly endedBy: readonly string[];
  readonly shortenedBy: string;
  readonly detail: object;
}

export async function insertWait(
  to: Writer,
  caseId: string,
  at: number,
  wait: WaitRow,
): Promise<void> {
  await to.query({
    name: 'insert-wait',
    text: `insert into wait (case_id, kind, since, until, clause, ended_by, shortened_by, detail)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      caseId,
      wait.kind,
      timestamp(at),
      wait.until === null ? null : timestamp(wait.until),
      wait.clause,
      wait.endedBy,
      wait.shortenedBy,
      JSON.stringify(wait.detail),
    ],
  });
}

export async function closeTasks(
  to: Writer,
  caseId: string,
  which: Which,
  by: { at: number; actor: string },
): Promise<void> {
  await to.query({
    name: 'close-tasks',
    text: `update task set closed_at = $2, closed_by = $3, version = version + 1
           where case_id = $1 and closed_at is null and ($4::text[] is null or kind = any ($4))`,
    values: [caseId, timestamp(by.at), by.actor, kinds(which)],
  });
}

export interface TaskRow {
  readonly id: string;
  readonly caseId: string;
  readonly center: string;
  /** null: any branch of the center. */
  readonly branch: string | null;
  readonly kind: string;
  readonly role: string;
  readonly notBy: readonly string[];
  readonly at: number;
  readonly on: string;
  readonly workingDays: number;
  readonly dueOn: string;
  readonly provisional: boolean;
}

export async function insertTask(to: Writer, task: TaskRow): Promise<void> {
  await to.query({
    name: 'insert-task',
    text: `insert into task (id, case_id, center, branch, kind, role, not_by, opened_at, opened_on,
             working_days, due_on, due_provisional)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      task.id,
      task.caseId,
      task.center,
      task.branch,
      task.kind,
      task.role,
      task.notBy,
      timestamp(task.at),
      task.on,
      task.workingDays,
      task.dueOn,
      task.provisional,
    ],
  });
}

/**
 * Claims the person for a case; waits for a claim that is being taken or given up at this moment.
 *
 * @returns null when the claim is ours (again), else the case that holds it
 */
export async function takeClaim(
  tx: Tx,
  claim: { person: string; caseId: string; at: number },
): Promise<string | null> {
  const { person, caseId, at } = claim;
  const taken = await tx.query({
    name: 'take-claim',
    text: `insert into claim (person, case_id, since) values ($1, $2, $3)
           on conflict (person) where released_at is null do nothing`,
    values: [person, caseId, timestamp(at)],
  });
  if (taken.rowCount === 1) return null;
  const held = await tx.query<{ case_id: string }>({
    name: 'claim-holder',
    text: 'select case_id from claim where person = $1 and released_at is null',
    values: [person],
  });
  const holder = held.rows[0]?.case_id;
  // Given up between the two statements: the next attempt of the transaction takes it.
  if (holder === undefined) return takeClaim(tx, claim);
  return holder === caseId ? null : holder;
}

/** The case that holds the person; waits for a claim that is being given up at this moment. */
export async function findHolder(tx: Tx, person: string): Promise<string | null> {
  const { rows } = await tx.query<{ case_id: string }>({
    name: 'find-holder',
    text: 'select case_id from claim where person = $1 and released_at is null for update',
    values: [person],
  });
  return rows[0]?.case_id ?? null;
}

/** Claims a person that nobody holds; the database refuses when somebody is quicker. */
export async function insertClaim(
  to: Writer,
  { person, caseId, at }: { person: string; caseId: string; at: number },
): Promise<void> {
  await to.query({
    name: 'insert-claim',
    text: 'insert into claim (person, case_id, since) values ($1, $2, $3)',
    values: [person, caseId, timestamp(at)],
  });
}

/** @returns how many claims the case gave up: one, or none when it held none */
export async function releaseClaim(
  tx: Tx,
  { person, caseId, at }: { person: string; caseId: string; at: number },
): Promise<number> {
  const { rowCount } = await tx.query({
    name: 'release-claim',
    text: `update claim set released_at = $3
            where person = $1 and case_id = $2 and released_at is null`,
    values: [person, caseId, timestamp(at)],
  });
  return rowCount ?? 0;
}

/** Open cases of the person that wait for another one to end. */
export async function findFollowers(
  tx: Tx,
  person: string,
  caseId: string,
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'find-followers',
    text: `select id from "case" where person = $1 and id <> $2 and stage = 'contested'
             and closed_at is null`,
    values: [person, caseId],
  });
  return rows.map(({ id }) => id);
}
