/**
 * Works bulk operations off: row by row, at a limited rate, by one process at a time.
 *
 * A row's case is derived from operation and row, so a row that was started before a crash and not
 * written down is met again as the same case. The starter's right is looked at for every batch:
 * taken away, the rest fails instead of being done. What goes wrong in one operation holds up no
 * other, and a row that trips a bug is given up after a few tries.
 */
import type { KeyObject } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { ROLES, type Role } from '../cases/case.ts';
import { CASE_TYPES } from '../cases/index.ts';
import type { Secrets } from '../crypto/secrets.ts';
import {
  finishRow,
  openOperations,
  openRow,
  waitingRows,
  type OpenOperation,
  type WaitingRow,
} from '../db/operations.ts';
import { dateAt } from '../domain/calendar.ts';
import { FAULTS, type Fault } from '../domain/fault.ts';
import { CASE_FORMS } from '../forms/index.ts';
import { reaches, type Grant } from './caller.ts';
import { afterTrip, type GivenUp } from './bulk-trips.ts';
import { readRow, type CsvRow } from './csv.ts';
import { caseIdOf, type Engine } from './engine.ts';
import type { Metrics } from './metrics.ts';
import { withAccountId } from './named-account.ts';
import { bug, faultOf } from './problems.ts';
import { grantsOfStaff } from './queries/staff.ts';
import { beginRepairRows } from './repair/bulk-rows.ts';
import type { RepairEngine } from './repair/engine.ts';

export interface BulkDeps {
  readonly pool: pg.Pool;
  readonly secrets: Secrets;
  readonly engine: Engine;
  readonly repairEngine: RepairEngine;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly perSecond: number;
  readonly now: () => number;
}

const IDLE_MS = 1_000;
const BATCH = 20;
/** Of ours: tells this advisory lock from others. */
const LOCK = [7_320_061, 2] as const;

/** Goes on until the signal; a fault of database or engine is waited out. */
export async function runBulk(deps: BulkDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const busy = await turn(deps, signal).catch((error: unknown) => {
      note(deps, error);
      return false;
    });
    if (!busy) await delay(IDLE_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** A fault is waited out without a word. */
function note({ log }: BulkDeps, error: unknown, operation: string | null = null): void {
  if (!faultOf(error)) log.error({ event: 'bulk-failed', of: operation, ...bug(error) });
}

/** One batch of every open operation, while this process holds the lock. */
async function turn(deps: BulkDeps, signal: AbortSignal): Promise<boolean> {
  const operations = await openOperations(deps.pool, deps.secrets);
  if (operations.length === 0) return false;
  const client = await deps.pool.connect();
  let lost: Error | undefined;
  const losing = () => {
    lost = new Error('connection lost');
  };
  client.on('error', losing);
  try {
    const { rows } = await client.query<{ ours: boolean }>(
      'select pg_try_advisory_lock($1, $2) as ours',
      [...LOCK],
    );
    if (rows[0]?.ours !== true) return false;
    let busy = false;
    for (const operation of operations) {
      const went = await batch(deps, operation, signal).catch((error: unknown) => {
        note(deps, error, operation.id);
        return false;
      });
      busy = went || busy;
    }
    await client.query('select pg_advisory_unlock($1, $2)', [...LOCK]);
    return busy;
  } catch (error) {
    lost = error instanceof Error ? error : new Error('bulk turn failed');
    throw error;
  } finally {
    // A connection that may still hold the lock is closed, not given back.
    client.off('error', losing);
    client.release(lost);
  }
}

/** @returns whether anything was done */
async function batch(
  deps: BulkDeps,
  operation: OpenOperation,
  signal: AbortSignal,
): Promise<boolean> {
  // Rows of a repair are carried out and watched elsewhere; here they are only begun.
  if (operation.kind === 'repair') return (await beginRepairRows(deps, operation)) > 0;
  const key = operation.key();
  const rows = await waitingRows(deps.pool, operation, BATCH);
  const grant = await grantOf(deps, operation);
  let went = false;
  for (const row of rows) {
    if (signal.aborted) return true;
    const pause = delay(1_000 / deps.perSecond);
    went = (await one(deps, { operation, key, grant }, row)) || went;
    await pause;
  }
  return went;
}

interface Terms {
  readonly branch: string;
  readonly role: Role;
  readonly origin: string;
  readonly channel: string;
}

function termsOf({ detail }: OpenOperation): Terms {
  const text = (name: string) => {
    const value = detail[name];
    return typeof value === 'string' ? value : '';
  };
  const role = ROLES.find((known) => known === text('role')) ?? 'clerk';
  return { branch: text('branch'), role, origin: text('origin'), channel: text('channel') };
}

/** The starter's right as it stands today; null when it was taken away. */
async function grantOf({ pool, now }: BulkDeps, operation: OpenOperation): Promise<Grant | null> {
  const { branch, role } = termsOf(operation);
  const grants = await grantsOfStaff(pool, operation.startedBy, dateAt(now()));
  const place = { center: operation.center, branch };
  return grants.find((grant) => grant.role === role && reaches(grant, place)) ?? null;
}

interface Doing {
  readonly operation: OpenOperation;
  readonly key: KeyObject;
  readonly grant: Grant | null;
}

/** @returns whether the row is dealt with; one that tripped is to be tried again */
async function one(deps: BulkDeps, doing: Doing, row: WaitingRow): Promise<boolean> {
  const { operation } = doing;
  try {
    await finish(deps, operation, row, await outcomeOf(deps, doing, row));
    return true;
  } catch (error) {
    const tripped = { operation: operation.id, n: row.n, caseId: caseOf(operation, row) };
    const outcome = await afterTrip(deps, tripped, error);
    if (outcome) await finish(deps, operation, row, outcome);
    return outcome !== null;
  }
}

async function finish(
  deps: BulkDeps,
  operation: OpenOperation,
  { n }: WaitingRow,
  outcome: GivenUp,
): Promise<void> {
  const { origin, role } = termsOf(operation);
  const by = { id: operation.startedBy, role, origin, at: deps.now() };
  await finishRow(deps.pool, { operation: operation.id, n, ...outcome, by });
  deps.metrics.bulkRow(outcome.problem === null ? 'started' : 'failed');
}

function caseOf({ id, startedBy }: OpenOperation, { n }: WaitingRow): string {
  return caseIdOf(startedBy, `${id}:${n}`);
}

/** @throws Fault that a later try may not meet: the row waits */
async function outcomeOf(
  deps: BulkDeps,
  { operation, key, grant }: Doing,
  row: WaitingRow,
): Promise<GivenUp> {
  const form = CASE_FORMS[operation.kind]?.application;
  const caseType = CASE_TYPES[operation.kind];
  if (!form || !caseType) return failed('input-invalid', '没有这种业务。');
  if (!grant) return failed('not-authorized', '发起人的办理权限已经取消。');
  const reading = readRow(form, openRow(key, operation.id, row) as CsvRow);
  if ('errors' in reading) {
    return failed('input-invalid', '该行内容不符合要求。', { errors: reading.errors });
  }
  const { branch, channel, origin, role } = termsOf(operation);
  const caseId = caseOf(operation, row);
  const { id, center, kind: type, startedBy } = operation;
  const asked = { center, broughtBy: role === 'channel' ? startedBy : null };
  try {
    const content = await withAccountId(deps.pool, asked, reading.application);
    await deps.engine.start(
      { caseId, type, center, branch, channel },
      {
        content,
        by: { id: startedBy, role, center, branch, origin },
        operation: id,
      },
    );
    return { caseId, problem: null };
  } catch (error) {
    const fault = faultOf(error);
    if (fault?.code === 'case-ended') return { caseId, problem: null };
    if (!fault || FAULTS[fault.code].retry) throw error;
    return failed(fault.code, fault.message, fault.members);
  }
}

function failed(code: Fault['code'], detail: string, members: object = {}): GivenUp {
  return { caseId: null, problem: { code, title: FAULTS[code].title, detail, ...members } };
}
