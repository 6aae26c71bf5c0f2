/**
 * How one thing stands at one moment: a case in the books and in the engine, or a message. Codes
 * and instants only; it is kept with a repair as its before and after.
 */
import type pg from 'pg';
import { Fault } from '../../domain/fault.ts';
import { booksOf, inboxRow, outboxRow, type BooksRow } from '../queries/stuck.ts';
import type { DatabaseView } from '../radar/finding.ts';
import type { RepairEngine, WorkflowView } from './engine.ts';
import { objectOf } from './object.ts';

export interface BooksView extends DatabaseView {
  readonly type: string;
  readonly outcome: string | null;
  readonly waits: readonly (DatabaseView['waits'][number] & {
    readonly systems: readonly string[];
  })[];
}

export interface CaseSnapshot {
  readonly of: 'case';
  readonly at: number;
  readonly caseId: string;
  /** As `before ->> 'version'` the database compares it; null when there is no such case. */
  readonly version: number | null;
  readonly books: BooksView | null;
  /** Null: the engine does not answer. */
  readonly engine: WorkflowView | null;
}

export interface MessageSnapshot {
  readonly of: 'message';
  readonly at: number;
  readonly kind: string;
  readonly since: number;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly parked: boolean;
  readonly done: boolean;
  readonly caseId: string | null;
}

export type Snapshot = CaseSnapshot | MessageSnapshot;

export interface Looking {
  readonly pool: pg.Pool;
  readonly repairEngine: RepairEngine;
  readonly now: () => number;
}

/** @returns null when there is no such message; of a case the engine may know what the books do not */
export async function look(deps: Looking, object: string): Promise<Snapshot | null> {
  const { kind, id } = objectOf(object);
  if (kind === 'case') return lookAtCase(deps, id);
  return kind === 'outbox' ? lookAtOutbox(deps, id) : lookAtInbox(deps, id);
}

/** A change may be written between the two looks: then both are taken again. */
const LOOKS_MAX = 3;

export async function lookAtCase(deps: Looking, caseId: string): Promise<CaseSnapshot> {
  const { pool, repairEngine, now } = deps;
  for (let looks = 1; ; looks += 1) {
    const before = await booksOf(pool, caseId);
    const engine = await repairEngine.look(caseId).catch(unreachable);
    const row = await booksOf(pool, caseId);
    if (row?.version === before?.version || looks === LOOKS_MAX) {
      const version = row?.version ?? null;
      return { of: 'case', at: now(), caseId, version, books: row && booksView(row), engine };
    }
  }
}

function unreachable(error: unknown): null {
  if (error instanceof Fault && error.code === 'engine-unavailable') return null;
  throw error;
}

export function booksView(row: BooksRow): BooksView {
  return {
    type: row.type,
    stage: row.stage,
    version: row.version,
    open: row.closed_at === null,
    outcome: row.outcome,
    updatedAt: row.updated_at,
    waits: row.waits.map(({ kind, since, until, detail }) => ({
      kind,
      since,
      until,
      systems: textsOf(detail['systems']),
    })),
    tasks: row.tasks,
  };
}

/** The texts of a list that was stored as JSON. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

async function lookAtOutbox({ pool, now }: Looking, id: string): Promise<MessageSnapshot | null> {
  const row = await outboxRow(pool, id);
  return (
    row && {
      of: 'message',
      at: now(),
      kind: row.kind,
      since: row.created_at,
      attempts: row.attempts,
      lastError: row.last_error,
      parked: row.parked_at !== null,
      done: row.delivered_at !== null,
      caseId: row.case_id,
    }
  );
}

async function lookAtInbox({ pool, now }: Looking, id: string): Promise<MessageSnapshot | null> {
  const row = await inboxRow(pool, id);
  return (
    row && {
      of: 'message',
      at: now(),
      kind: row.kind,
      since: row.received_at,
      attempts: 0,
      lastError: null,
      parked: false,
      done: row.handled_at !== null,
      caseId: row.case_id,
    }
  );
}

// Written by us into the row of the repair, as one of the two.
export function snapshotIn(stored: unknown): Snapshot {
  return stored as Snapshot;
}
