/**
 * Bulk operations: started from a file, done row by row, stoppable.
 *
 * Each operation has a data key of its own; a row is sealed under it until it is done. What a row
 * becomes is derived from operation and row, so doing one twice is harmless.
 */
import type { KeyObject } from 'node:crypto';
import { openJson, sealJson } from '../crypto/cipher.ts';
import { newDataKey, unwrapKey, wrapKey } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import type { Secrets } from '../crypto/secrets.ts';
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

export interface NewOperation {
  readonly id: string;
  readonly center: string;
  readonly kind: string;
  /** The file it came from, uploaded by the same caller. */
  readonly file: string | null;
  /** Codes only; `branch` is where the rows are handled. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** In order; row 1 is the first line after the heading. */
  readonly rows: readonly unknown[];
  readonly by: Acting;
}

/** @throws Fault 'not-authorized', 'not-found' (the file is not the caller's) */
export async function startOperation(
  db: Db,
  secrets: Secrets,
  operation: NewOperation,
): Promise<void> {
  const { id, center, kind, file, detail, rows, by } = operation;
  const key = newDataKey();
  const { wrapped, keyId } = wrapKey(secrets.center, place.operationKey(id), key);
  const sealed = rows.map((row, index) => sealJson(key, place.operationRow(id, index + 1), row));
  await refusing(
    db.query(
      `select api_start_operation(row($5, $6, $7, $8, $9, $10, $11)::new_operation, $12, ${ACTOR})`,
      [...actorParams(by), id, center, kind, file, wrapped, keyId, JSON.stringify(detail), sealed],
    ),
  );
}

/**
 * @returns how many waiting rows were passed over
 * @throws Fault 'not-found', 'action-not-permitted' (over already)
 */
export async function stopOperation(
  db: Db,
  { id, by }: { readonly id: string; readonly by: Acting },
): Promise<number> {
  const { rows } = await refusing(
    db.query<{ skipped: number }>(`select api_stop_operation($5, ${ACTOR}) as skipped`, [
      ...actorParams(by),
      id,
    ]),
  );
  return rows[0]?.skipped ?? 0;
}

export interface OpenOperation {
  readonly id: string;
  readonly center: string;
  readonly kind: string;
  readonly startedBy: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** The key of its rows. @throws Error when it cannot be had: that holds up this operation only */
  readonly key: () => KeyObject;
}

/** Operations that are not over, oldest first: what a process goes on with after a restart. */
export async function openOperations(db: Db, secrets: Secrets): Promise<readonly OpenOperation[]> {
  const { rows } = await db.query<Omit<OpenOperation, 'key'> & { wrapped_key: string }>(
    `select id, center, kind, started_by as "startedBy", detail, wrapped_key from operation
      where state in ('waiting', 'running') order by created_at`,
  );
  return rows.map(({ wrapped_key, ...row }) => ({
    ...row,
    key: () => unwrapKey(secrets.center, place.operationKey(row.id), wrapped_key),
  }));
}

export interface WaitingRow {
  readonly n: number;
  /** Sealed; opened by `openRow`. */
  readonly content: string;
}

/** The next rows to do, tripped ones last; none when the operation is done or was stopped. */
export async function waitingRows(
  db: Db,
  { id }: OpenOperation,
  limit: number,
): Promise<readonly WaitingRow[]> {
  const { rows } = await db.query<WaitingRow>('select n, content from api_waiting_rows($1, $2)', [
    id,
    limit,
  ]);
  return rows;
}

/** @throws Error when it was not sealed for this row */
export function openRow(key: KeyObject, operation: string, { n, content }: WaitingRow): unknown {
  return openJson(key, place.operationRow(operation, n), content);
}

/** @returns how often doing the row ended in a bug by now; 0 when it no longer waits */
export async function countTrip(
  db: Db,
  { operation, n }: { readonly operation: string; readonly n: number },
): Promise<number> {
  const { rows } = await db.query<{ trips: number }>('select api_row_tripped($1, $2) as trips', [
    operation,
    n,
  ]);
  return rows[0]?.trips ?? 0;
}

export interface RowOutcome {
  readonly operation: string;
  readonly n: number;
  readonly caseId: string | null;
  /** Codes, pointers and sentences, nothing personal; null when it went well. */
  readonly problem: object | null;
  readonly by: Acting;
}

/** @returns how many rows still wait; at 0 the operation is done */
export async function finishRow(db: Db, outcome: RowOutcome): Promise<number> {
  const { operation, n, caseId, problem, by } = outcome;
  const { rows } = await refusing(
    db.query<{ waiting: number }>(`select api_finish_row($5, $6, $7, $8, ${ACTOR}) as waiting`, [
      ...actorParams(by),
      operation,
      n,
      caseId,
      problem === null ? null : JSON.stringify(problem),
    ]),
  );
  return rows[0]?.waiting ?? 0;
}
