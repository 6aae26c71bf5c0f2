/**
 * Rows of bulk work that trip a bug of ours: tried a few times, then failed with what finds them in
 * the log, so that they hold up neither the rows behind them nor another operation.
 */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Logger } from 'pino';
import { countTrip } from '../db/operations.ts';
import { INTERNAL_TITLE } from './problem-texts.ts';
import { bug, faultOf } from './problems.ts';
import { booksOf } from './queries/stuck.ts';

export interface TripDeps {
  readonly pool: pg.Pool;
  readonly log: Logger;
}

export interface TrippedRow {
  readonly operation: string;
  readonly n: number;
  /** The case that the row becomes, where it becomes one. */
  readonly caseId: string | null;
}

/** What is written down of a row in the end. */
export interface GivenUp {
  readonly caseId: string | null;
  readonly problem: object | null;
}

const TRIES = 3;

/**
 * Logs the bug and counts it.
 *
 * @returns what becomes of the row; null while it is to be tried again
 * @throws Fault as it was given: it is no bug, and a later try may not meet it
 */
export async function afterTrip(
  { pool, log }: TripDeps,
  { operation, n, caseId }: TrippedRow,
  error: unknown,
): Promise<GivenUp | null> {
  if (faultOf(error)) throw error;
  const traceId = randomUUID();
  log.error({
    event: 'bug',
    requestId: traceId,
    operation: 'bulk-row',
    of: operation,
    n,
    ...bug(error),
  });
  if ((await countTrip(pool, { operation, n })) < TRIES) return null;
  // The bug may lie behind the work: what is in the books was done.
  if (caseId !== null && (await booksOf(pool, caseId))) return { caseId, problem: null };
  const detail = `${INTERNAL_TITLE}，试了${String(TRIES)}次都没有办成，已转办下一行。请把跟踪号 ${traceId} 告知运维人员；排除后用原文件中的这一行重新发起。`;
  return {
    caseId: null,
    problem: { code: 'internal', title: INTERNAL_TITLE, detail, traceId },
  };
}
