/**
 * Guided repair (修复): the ways in which something stands still, and the moves that are safe then.
 *
 * One table, read by the API that offers and carries out the moves, by the screen and by the
 * command line. A move that is not in the list of its kind is not safe there and is never offered.
 */
import type { Role } from './case.ts';

export const STUCK_KINDS = [
  'no-worker',
  'no-workflow',
  'no-case',
  'workflow-task-failing',
  'activity-retrying',
  'orphan',
  'wait-overdue',
  'state-differs',
  'parked',
  'outbox-undelivered',
  'inbox-unmatched',
] as const;
export type StuckKind = (typeof STUCK_KINDS)[number];

export const REPAIR_MOVES = [
  'retry-now',
  'wait-until',
  'retry-activity',
  'wake',
  'restart',
  'rebuild',
  'end-workflow',
  'send-again',
  'assign-message',
  'set-aside',
] as const;
export type RepairMove = (typeof REPAIR_MOVES)[number];

export const REPAIR_STATES = [
  'proposed',
  'ready',
  'watching',
  'recovered',
  'not-recovered',
  'postponed',
  'not-needed',
  'declined',
  'withdrawn',
] as const;
export type RepairState = (typeof REPAIR_STATES)[number];

/** Who may propose and confirm repairs. */
export const REPAIR_ROLES: readonly Role[] = ['supervisor'];

/**
 * What may be done about each kind. Where a case is parked its own acts are the moves: the permit
 * table says which (`ActionSpec.repair`), and who may.
 */
export const MOVES_OF: Readonly<Record<StuckKind, readonly RepairMove[]>> = {
  'no-worker': [],
  'workflow-task-failing': ['rebuild'],
  'no-workflow': ['restart'],
  'no-case': ['end-workflow'],
  'state-differs': ['wake', 'rebuild'],
  orphan: ['wake', 'rebuild'],
  'activity-retrying': ['retry-activity'],
  'wait-overdue': ['wake', 'rebuild'],
  parked: [],
  'outbox-undelivered': ['send-again'],
  'inbox-unmatched': ['assign-message', 'set-aside'],
};

/** A workflow that outlived its case: it may look again and end by itself, or be ended. */
export const MOVES_OF_ENDED: Readonly<Partial<Record<StuckKind, readonly RepairMove[]>>> = {
  'no-case': ['wake', 'end-workflow'],
};

/** Messages that may be sent again as they are. Whoever moves money is asked first, elsewhere. */
export const SENT_AGAIN: readonly string[] = [
  'notice',
  'notice-status',
  'wake-case',
  'bank-answered',
  'wake-run',
  'set-schedule',
  'mandate-sign',
  'mandate-confirm',
  'mandate-change',
  'mandate-cancel',
  // Asked for by its key first, and sent only when the bank does not know it.
  'payout',
  'payout-watch',
];

/** Without somebody who works there, none of these can show that it helped. */
const NEEDS_WORKER: readonly RepairMove[] = [
  'retry-now',
  'wait-until',
  'retry-activity',
  'wake',
  'restart',
  'rebuild',
];

export function needsWorker(move: RepairMove): boolean {
  return NEEDS_WORKER.includes(move);
}

/** The same rule as repair_takes_two in the database, which enforces it. */
const TWO_PERSONS: readonly RepairMove[] = [
  'restart',
  'rebuild',
  'end-workflow',
  'assign-message',
  'set-aside',
];

export function takesTwo(move: RepairMove): boolean {
  return TWO_PERSONS.includes(move);
}

export function isRepairMove(text: string): text is RepairMove {
  return REPAIR_MOVES.some((move) => move === text);
}

export function isStuckKind(text: string): text is StuckKind {
  return STUCK_KINDS.some((kind) => kind === text);
}
