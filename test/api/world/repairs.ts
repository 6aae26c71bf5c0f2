/**
 * The engine as guided repair sees it, without Temporal: every case has a workflow that stands where
 * the books say, unless a test says otherwise.
 */
import type pg from 'pg';
import type { EngineView, RepairEngine } from '../../../src/api/repair/engine.ts';

export interface FakeRepairEngine extends RepairEngine {
  /** What the engine says of a case instead. */
  readonly views: Map<string, Partial<EngineView>>;
  /** Workers that ask for cases. */
  count: number;
  /** Moves that were made, as `move case`. */
  readonly moved: string[];
  /** What a move does, beside being noted. */
  onMove: (move: string, caseId: string) => Promise<void> | void;
}

const NONE: EngineView = {
  state: 'none',
  runId: null,
  closedAs: null,
  startedAt: null,
  task: null,
  activities: [],
  standing: null,
};

export function fakeRepairEngine(pool: () => pg.Pool): FakeRepairEngine {
  const views = new Map<string, Partial<EngineView>>();
  const moved: string[] = [];
  const move = async (name: string, caseId: string) => {
    moved.push(`${name} ${caseId}`);
    await engine.onMove(name, caseId);
  };
  const look = async (caseId: string): Promise<EngineView> => {
    const { rows } = await pool().query<{ version: number; stage: string; closed: boolean }>(
      'select version, stage, closed_at is not null as closed from "case" where id = $1',
      [caseId],
    );
    const row = rows[0];
    if (!row) return { ...NONE, ...views.get(caseId) };
    const { version, stage, closed } = row;
    const view: EngineView = closed
      ? { ...NONE, state: 'closed', runId: 'run-1', closedAs: 'COMPLETED' }
      : { ...NONE, state: 'open', runId: 'run-1', standing: { version, stage } };
    return { ...view, ...views.get(caseId) };
  };
  const engine: FakeRepairEngine = {
    views,
    moved,
    count: 1,
    onMove: () => undefined,
    look,
    wake: async (caseId) => {
      await move('wake', caseId);
      const { standing } = await look(caseId);
      return { caseId, number: '', stage: '', version: 0, ...standing };
    },
    restart: ({ caseId }) => move('restart', caseId),
    end: (caseId) => move('end', caseId),
    retryActivities: (caseId) => move('retry', caseId),
    workers: () => Promise.resolve(engine.count),
  };
  return engine;
}
