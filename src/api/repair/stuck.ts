/** What stands still now, with only the moves that are safe; and everything about one such thing. */
import { z } from 'zod';
import { CASE_TYPES } from '../../cases/index.ts';
import { STUCK_KINDS, type StuckKind } from '../../cases/repairs.ts';
import { centersOf } from '../acting.ts';
import type { ApiDeps } from '../deps.ts';
import { operation, type Context } from '../operation.ts';
import { openRepairs } from '../queries/repairs.ts';
import { booksOfMany, casesAt, runsOwe, undelivered, unmatched } from '../queries/stuck.ts';
import { StuckList } from '../schemas/repair.ts';
import { iso } from '../show-case.ts';
import { PARKED_STAGES } from '../supervision.ts';
import { diagnose, LATE_MS, undeliveredText, unmatchedText } from './diagnose.ts';
import {
  foundHead,
  inboxHead,
  inboxMoves,
  outboxHead,
  outboxMoves,
  showKind,
  showOpen,
  showStuckCase,
  unknownCaseMoves,
  type Scene,
  type StuckItem,
} from './show-stuck.ts';
import { booksView } from './snapshot.ts';
import { stallsFor, type Stall } from './stalls.ts';

/** Of every kind at most so many are listed; whoever has more has one cause. */
const MOST = 200;
/** What the run worker does at once when it runs may lie so long. */
const RUNS_IDLE_MS = 2 * 60_000;

export interface StuckFilter {
  readonly kind?: StuckKind | undefined;
  readonly type?: string | undefined;
  readonly branch?: string | undefined;
  readonly system?: string | undefined;
}

export const stuckFilter = {
  kind: z.enum(STUCK_KINDS, { error: '没有这种情况' }).optional(),
  type: z.enum(Object.keys(CASE_TYPES), { error: '没有这种业务' }).optional(),
  branch: z.string().max(40).optional(),
  system: z.string().max(40).optional().meta({ description: 'Waits for this outside system' }),
};

export const listStuck = operation({
  id: 'listStuck',
  method: 'get',
  path: '/supervision/stuck',
  tag: 'Supervision',
  summary: 'What stands still now, with only the safe moves and what they would change',
  query: z.object(stuckFilter),
  answers: { 200: { description: 'The gravest kind first', schema: StuckList } },
  handle: async (call, deps) => {
    const { items, truncated, workers } = await stuckNow(call, deps);
    const kinds = STUCK_KINDS.flatMap((kind) => {
      const count = items.filter((item) => item.kind === kind).length;
      return count === 0 ? [] : [{ ...showKind(kind), count }];
    });
    const body = {
      at: iso(deps.now()),
      kinds,
      items: items.filter((item) => matches(item, call.query)),
      truncated,
      engineReachable: workers !== null,
    };
    return { status: 200, body };
  },
});

export function matches(item: StuckItem, filter: StuckFilter): boolean {
  const { kind, type, branch, system } = filter;
  return (
    (kind === undefined || item.kind === kind) &&
    (type === undefined || item.case?.type === type) &&
    (branch === undefined || item.case?.branch === branch) &&
    (system === undefined || item.systems.includes(system))
  );
}

export async function sceneOf(call: Context, deps: ApiDeps): Promise<Scene> {
  const [workers, open] = await Promise.all([
    deps.repairEngine.workers(),
    openRepairs(deps.pool, centersOf(call)),
  ]);
  return { call, deps, workers, open };
}

/** Everything in the caller's scope, in the order of kinds. */
export async function stuckNow(call: Context, deps: ApiDeps) {
  const scene = await sceneOf(call, deps);
  const parts: readonly (readonly StuckItem[])[] = await Promise.all([
    idleQueues(scene),
    stalledCases(scene),
    parkedCases(scene),
    lateMessages(scene),
    strayMessages(scene),
  ]);
  const items = parts.flat();
  items.sort((a, b) => STUCK_KINDS.indexOf(a.kind) - STUCK_KINDS.indexOf(b.kind));
  const truncated = parts.some((part) => part.length >= MOST);
  return { items, truncated, workers: scene.workers };
}

async function idleQueues({ deps, workers }: Scene) {
  const at = deps.now();
  const owed = await runsOwe(deps.pool, iso(at - RUNS_IDLE_MS));
  return [
    ...(workers === 0
      ? [queueItem('没有办理程序（worker cases）在运行，所有业务都不会往前。', at)]
      : []),
    ...(owed === null
      ? []
      : [queueItem('批处理程序（worker runs）没有在运行：消息没有发出，留痕没有封存。', owed)]),
  ];
}

function queueItem(sentence: string, since: number): StuckItem {
  return {
    ...foundHead({ kind: 'no-worker', since, sentence }),
    ...{ object: null, systems: [], case: null, message: null, moves: [], repair: null },
  };
}

/** What the radar found; a case that is parked besides is told of once, below. */
async function stalledCases(scene: Scene) {
  const { call, deps } = scene;
  const stalls = await stallsFor(call, deps);
  const rows = await booksOfMany(
    deps.pool,
    call,
    stalls.map(({ caseId }) => caseId),
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return stalls.flatMap((stall): readonly StuckItem[] => {
    const row = known.get(stall.caseId);
    if (row) return [showStuckCase(scene, row, stall)];
    return stall.kind === 'no-case' ? [unknownItem(scene, stall)] : [];
  });
}

function unknownItem(scene: Scene, stall: Stall): StuckItem {
  const object = `case-${stall.caseId}`;
  return {
    ...queueItem('', stall.since),
    ...foundHead(stall),
    object,
    moves: unknownCaseMoves(scene, stall.caseId, stall.kind),
    repair: showOpen(scene.open.get(object)),
  };
}

async function parkedCases(scene: Scene) {
  const { call, deps } = scene;
  const rows = await casesAt(deps.pool, call, { stages: PARKED_STAGES, limit: MOST });
  return rows.flatMap((row) => {
    const at = deps.now();
    const books = booksView(row);
    const found = diagnose({ of: 'case', at, version: row.version, books, engine: null, workers: null });
    return found.map((finding) => showStuckCase(scene, row, finding));
  });
}

async function lateMessages(scene: Scene) {
  const { call, deps } = scene;
  const before = iso(deps.now() - LATE_MS);
  const rows = await undelivered(deps.pool, call, { before, limit: MOST });
  return rows.map((row) => ({
    ...queueItem('', row.created_at),
    ...foundHead({
      kind: 'outbox-undelivered',
      since: row.created_at,
      sentence: undeliveredText(row.kind, row.attempts, row.parked_at !== null),
    }),
    object: `outbox-${row.id}`,
    message: outboxHead(row),
    moves: outboxMoves(scene, row),
    repair: showOpen(scene.open.get(`outbox-${row.id}`)),
  }));
}

async function strayMessages(scene: Scene) {
  const rows = await unmatched(scene.deps.pool, scene.call, MOST);
  return rows.map((row) => ({
    ...queueItem('', row.received_at),
    ...foundHead({
      kind: 'inbox-unmatched',
      since: row.received_at,
      sentence: unmatchedText(row.sender, row.kind),
    }),
    object: `inbox-${row.id}`,
    message: inboxHead(row),
    moves: inboxMoves(scene, row),
    repair: showOpen(scene.open.get(`inbox-${row.id}`)),
  }));
}
