/** What stands still now, with only the moves that are safe; and everything about one such thing. */
import { z } from 'zod';
import { STUCK_KINDS, type StuckKind } from '../../cases/repairs.ts';
import { centersOf } from '../acting.ts';
import type { ApiDeps } from '../deps.ts';
import { operation, type Context } from '../operation.ts';
import { openRepairs } from '../queries/repairs.ts';
import { booksOfMany, casesAt, undelivered, unmatched } from '../queries/stuck.ts';
import { StuckList } from '../schemas/repair.ts';
import { iso } from '../show-case.ts';
import { radarFindings } from '../supervision-radar.ts';
import { PARKED_STAGES } from '../supervision.ts';
import { LATE_MS, parkedIn, undeliveredText, unmatchedText } from './diagnose.ts';
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

/** Of every kind at most so many are listed; whoever has more has one cause. */
const MOST = 200;

export interface StuckFilter {
  readonly kind?: StuckKind | undefined;
  readonly type?: string | undefined;
  readonly branch?: string | undefined;
  readonly system?: string | undefined;
}

export const stuckFilter = {
  kind: z.enum(STUCK_KINDS, { error: '没有这种情况' }).optional(),
  type: z.string().max(60).optional(),
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
    const { items, truncated, engineReachable } = await stuckNow(call, deps);
    const kinds = STUCK_KINDS.flatMap((kind) => {
      const count = items.filter((item) => item.kind === kind).length;
      return count === 0 ? [] : [{ ...showKind(kind), count }];
    });
    const body = {
      at: iso(deps.now()),
      kinds,
      items: items.filter((item) => matches(item, call.query)),
      truncated,
      engineReachable,
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
  const [{ processes, engine }, open] = await Promise.all([
    deps.condition(),
    openRepairs(deps.pool, centersOf(call)),
  ]);
  const alive = (kind: string) => processes.filter((one) => one.kind === kind && one.alive).length;
  return {
    ...{ call, deps, open, engineReachable: engine.reachable },
    workers: alive('cases'),
    runs: alive('runs'),
  };
}

/** Everything in the caller's scope, in the order of kinds. */
export async function stuckNow(call: Context, deps: ApiDeps) {
  const scene = await sceneOf(call, deps);
  const stalled = await stalledCases(scene);
  const others: readonly (readonly StuckItem[])[] = await Promise.all([
    parkedCases(scene, new Set(stalled.map(({ object }) => object))),
    lateMessages(scene),
    strayMessages(scene),
  ]);
  const parts = [idleProcesses(scene), stalled, ...others];
  const items = parts.flat();
  items.sort((a, b) => STUCK_KINDS.indexOf(a.kind) - STUCK_KINDS.indexOf(b.kind));
  const truncated = parts.some((part) => part.length >= MOST);
  return { items, truncated, engineReachable: scene.engineReachable };
}

function idleProcesses({ deps, workers, runs }: Scene): readonly StuckItem[] {
  const at = deps.now();
  return [
    ...(workers === 0
      ? [processItem('没有办件进程（worker cases）在运行，所有业务都不会往前。', at)]
      : []),
    ...(runs === 0
      ? [processItem('没有批处理进程（worker runs）在运行：消息不会发出，留痕不会封存。', at)]
      : []),
  ];
}

function processItem(sentence: string, since: number): StuckItem {
  return {
    ...foundHead({ kind: 'no-worker', since, sentence }),
    ...{ object: null, systems: [], case: null, message: null, moves: [], repair: null },
  };
}

/** What the radar found; that no worker takes anything is told once, not for every case. */
async function stalledCases(scene: Scene): Promise<readonly StuckItem[]> {
  const { call, deps } = scene;
  const stalls = (await radarFindings(call, deps)).flatMap((one): readonly Stall[] => {
    const kind = [one.kind, ...one.also].find((name) => name !== 'no-worker');
    if (kind === undefined) return [];
    const { caseId, sentence } = one;
    return [{ kind, caseId, sentence, since: one.since ?? deps.now() }];
  });
  const shown = stalls.slice(0, MOST);
  const rows = await booksOfMany(
    deps.pool,
    call,
    shown.map(({ caseId }) => caseId),
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return shown.flatMap((stall) => {
    const row = known.get(stall.caseId);
    if (row) return [showStuckCase(scene, row, stall)];
    return stall.kind === 'no-case' ? [unknownItem(scene, stall)] : [];
  });
}

interface Stall {
  readonly kind: StuckKind;
  readonly caseId: string;
  readonly since: number;
  readonly sentence: string;
}

function unknownItem(scene: Scene, stall: Stall): StuckItem {
  const object = `case-${stall.caseId}`;
  return {
    ...processItem('', stall.since),
    ...foundHead(stall),
    object,
    moves: unknownCaseMoves(scene, stall.caseId, stall.kind),
    repair: showOpen(scene.open.get(object)),
  };
}

/** Those of which nothing graver was told. */
async function parkedCases(
  scene: Scene,
  told: ReadonlySet<string | null>,
): Promise<readonly StuckItem[]> {
  const { call, deps } = scene;
  const rows = await casesAt(deps.pool, call, { stages: PARKED_STAGES, limit: MOST });
  return rows
    .filter(({ id }) => !told.has(`case-${id}`))
    .flatMap((row) => parkedIn(booksView(row)).map((found) => showStuckCase(scene, row, found)));
}

async function lateMessages(scene: Scene) {
  const { call, deps } = scene;
  const before = iso(deps.now() - LATE_MS);
  const rows = await undelivered(deps.pool, call, { before, limit: MOST });
  return rows.map((row) => ({
    ...processItem('', row.created_at),
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
    ...processItem('', row.received_at),
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
