/**
 * The engine as guided repair sees it, without Temporal: every case has a workflow that stands where
 * the books say, unless a test says otherwise.
 */
import type pg from 'pg';
import type { RepairEngine, WorkflowView } from '../../../src/api/repair/engine.ts';
import { stateOf } from '../../../src/api/radar/judge.ts';
import { AT_REST } from './watch.ts';

export interface FakeRepairEngine extends RepairEngine {
  /** What the engine says of a case instead. */
  readonly views: Map<string, Partial<WorkflowView>>;
  /** Moves that were made, as `move case`. */
  readonly moved: string[];
  /** What a move does, beside being noted. */
  onMove: (move: string, caseId: string) => Promise<void> | void;
}

const GONE: WorkflowView = {
  ...AT_REST,
  ...{ status: 'absent', state: null, runId: null, activities: [], standing: null },
};

interface Standing {
  readonly version: number;
  readonly stage: string;
  readonly type: string;
  readonly closed: boolean;
}

export function fakeRepairEngine(pool: () => pg.Pool): FakeRepairEngine {
  const views = new Map<string, Partial<WorkflowView>>();
  const moved: string[] = [];
  const move = async (name: string, caseId: string) => {
    moved.push(`${name} ${caseId}`);
    await engine.onMove(name, caseId);
  };
  const look = async (caseId: string): Promise<WorkflowView> => {
    const { rows } = await pool().query<Standing>(
      `select version, stage, type, closed_at is not null as closed from "case" where id = $1`,
      [caseId],
    );
    const row = rows[0];
    if (!row) return { ...GONE, ...views.get(caseId) };
    const { version, stage, type, closed } = row;
    const view: WorkflowView = {
      ...GONE,
      ...{ status: closed ? 'completed' : 'running', runId: 'run-1', state: stateOf(type, stage) },
      standing: closed ? null : { version, stage },
    };
    return { ...view, ...views.get(caseId) };
  };
  const engine: FakeRepairEngine = {
    views,
    moved,
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
  };
  return engine;
}
