/** Something that stands still, as an answer: in words, with its safe moves. */
import type { StuckKind } from '../../cases/repairs.ts';
import { repairStateTitle, STUCK_WORDS } from '../../cases/wording-repairs.ts';
import type { RepairState } from '../../cases/repairs.ts';
import { systemTitle } from '../../cases/wording.ts';
import { reaches } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import type { Context } from '../operation.ts';
import { personHead } from '../personal.ts';
import type { BooksRow, InboxRow, OutboxRow } from '../queries/stuck.ts';
import { caseTypeOf, iso, showActions, showStage } from '../show-case.ts';
import { messageTitle } from './diagnose.ts';
import { textsOf } from './snapshot.ts';
import { offersFor, type Offer, type Situation } from './offers.ts';

export interface OpenRepair {
  readonly id: string;
  readonly state: RepairState;
}

/** What all moves of one answer share. */
export interface Scene {
  readonly call: Context;
  readonly deps: ApiDeps;
  /** Case workers that are alive. */
  readonly workers: number;
  readonly runs: number;
  readonly engineReachable: boolean;
  readonly open: ReadonlyMap<string, OpenRepair>;
}

export function showKind(kind: StuckKind) {
  const { title, meaning, todo } = STUCK_WORDS[kind];
  return { kind, title, meaning, todo: [...todo] };
}

export function showOpen(open: OpenRepair | undefined) {
  return open ? { ...open, stateTitle: repairStateTitle(open.state) } : null;
}

export function caseHead({ secrets }: ApiDeps, row: BooksRow) {
  return {
    id: row.id,
    number: row.number,
    type: row.type,
    typeTitle: caseTypeOf(row.type).title,
    branch: row.branch,
    branchName: row.branch_name,
    stage: showStage(row.type, row.stage, false),
    version: row.version,
    person: personHead(secrets, row),
  };
}

export function caseMoves({ call, workers, open }: Scene, row: BooksRow, kind: StuckKind) {
  const repair = open.get(`case-${row.id}`);
  return offersFor({
    ...NO_MESSAGE,
    kind,
    workers,
    closed: row.closed_at !== null,
    parked: { type: row.type, stage: row.stage, tasks: row.tasks.map((task) => task.kind) },
    acts: kind === 'parked' ? showActions(row, call) : [],
    mayRepair: isSupervisor(call, row.center, row.branch),
    busy: repair !== undefined,
  });
}

const NO_MESSAGE = { messageKind: null } as const;

function isSupervisor({ grants }: Context, center: string, branch: string | null): boolean {
  return grants.some(
    (grant) =>
      grant.role === 'supervisor' &&
      grant.center === center &&
      (branch === null || reaches(grant, { center, branch })),
  );
}

export interface StuckItem {
  readonly object: string | null;
  readonly kind: StuckKind;
  readonly kindTitle: string;
  readonly since: string;
  readonly sentence: string;
  readonly systems: readonly string[];
  readonly case: ReturnType<typeof caseHead> | null;
  readonly message: ReturnType<typeof outboxHead> | ReturnType<typeof inboxHead> | null;
  readonly moves: readonly Offer[];
  readonly repair: ReturnType<typeof showOpen>;
}

export interface Found {
  readonly kind: StuckKind;
  readonly since: number;
  readonly sentence: string;
}

export function showStuckCase(scene: Scene, row: BooksRow, found: Found): StuckItem {
  const object = `case-${row.id}`;
  const systems = row.waits.flatMap(({ detail }) => textsOf(detail['systems']));
  return {
    ...foundHead(found),
    object,
    systems: [...new Set(systems)],
    case: caseHead(scene.deps, row),
    message: null,
    moves: caseMoves(scene, row, found.kind),
    repair: showOpen(scene.open.get(object)),
  };
}

export function foundHead({ kind, since, sentence }: Found) {
  return { kind, kindTitle: STUCK_WORDS[kind].title, since: iso(since), sentence };
}

/** A workflow without a case: nothing of it is in the books. */
export function unknownCaseMoves({ call, workers, open }: Scene, caseId: string, kind: StuckKind) {
  return offersFor({
    ...BARE,
    kind,
    workers,
    mayRepair: call.grants.some(({ role }) => role === 'supervisor'),
    busy: open.has(`case-${caseId}`),
  });
}

const BARE: Omit<Situation, 'kind' | 'workers' | 'mayRepair' | 'busy'> = {
  closed: false,
  messageKind: null,
  parked: null,
  acts: [],
};

export function outboxHead(row: OutboxRow) {
  return {
    id: row.id,
    way: 'out' as const,
    kind: row.kind,
    title: messageTitle(row.kind),
    attempts: row.attempts,
    lastError: row.last_error,
    parked: row.parked_at !== null,
    sender: null,
  };
}

export function outboxMoves({ call, workers, open }: Scene, row: OutboxRow) {
  return offersFor({
    ...BARE,
    kind: 'outbox-undelivered',
    workers,
    messageKind: row.kind,
    mayRepair: isSupervisor(call, row.center, null),
    busy: open.has(`outbox-${row.id}`),
  });
}

export function inboxHead(row: InboxRow) {
  return {
    id: row.id,
    way: 'in' as const,
    kind: row.kind,
    title: messageTitle(row.kind),
    attempts: 0,
    lastError: null,
    parked: false,
    sender: systemTitle(row.sender),
  };
}

export function inboxMoves({ call, workers, open }: Scene, row: InboxRow) {
  return offersFor({
    ...BARE,
    kind: 'inbox-unmatched',
    workers,
    mayRepair: call.grants.some(
      ({ role, center }) => role === 'supervisor' && (row.center === null || row.center === center),
    ),
    busy: open.has(`inbox-${row.id}`),
  });
}
