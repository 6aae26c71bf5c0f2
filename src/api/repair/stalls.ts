/**
 * What the radar over books and engine finds, as guided repair needs it: which case, how, since when.
 */
import type { StuckKind } from '../../cases/repairs.ts';
import type { ApiDeps } from '../deps.ts';
import type { Context } from '../operation.ts';
import { overdueWaits } from '../queries/stuck.ts';
import { iso } from '../show-case.ts';
import type { EngineView } from './engine.ts';
import { booksView, type CaseSnapshot } from './snapshot.ts';
import { diagnose, OVERDUE_MS } from './diagnose.ts';

export interface Stall {
  readonly kind: StuckKind;
  /** Null for what neither books nor engine can name. */
  readonly caseId: string;
  readonly since: number;
  readonly sentence: string;
}

const MOST = 200;

export async function stallsFor(call: Context, deps: ApiDeps): Promise<readonly Stall[]> {
  const at = deps.now();
  const before = iso(at - OVERDUE_MS);
  const rows = await overdueWaits(deps.pool, call, { before, limit: MOST });
  return rows.flatMap((row) => {
    const books = booksView(row);
    const { version } = row;
    const snapshot: CaseSnapshot = { of: 'case', at, version, books, engine: OPEN, workers: null };
    return diagnose(snapshot)
      .filter(({ kind }) => kind === 'wait-overdue')
      .map((finding) => ({ ...finding, caseId: row.id }));
  });
}

const OPEN: EngineView = {
  state: 'open',
  runId: null,
  closedAs: null,
  startedAt: null,
  task: null,
  activities: [],
  standing: null,
};
