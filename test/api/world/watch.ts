/** A look at an engine without Temporal: it runs what the database has open, and says the same. */
import type pg from 'pg';
import type { EngineWatch, RunningCase, ScheduleState } from '../../../src/api/engine-watch.ts';
import type { EngineView } from '../../../src/api/radar/finding.ts';
import { stateOf } from '../../../src/api/radar/judge.ts';
import { scheduleName } from '../../../src/cases/run-schedules.ts';
import { Fault } from '../../../src/domain/fault.ts';

export interface FakeWatch extends EngineWatch {
  /** Nobody answers. */
  away: boolean;
  /** Cases that the engine sees otherwise; null: no such workflow. */
  readonly instead: Map<string, Partial<EngineView & { failing: boolean }> | null>;
  /** What completed workflows came to, where that is not the stage of their case. */
  readonly results: Map<string, string>;
  /** How many days it keeps what has ended. */
  keptDays: number;
  /** Workflows of cases that the database does not have open. */
  readonly more: RunningCase[];
  /** Runs whose workflow is gone. */
  readonly still: Set<string>;
  /** Clocks that the engine has otherwise than running. */
  readonly clocks: Map<string, ScheduleState>;
  /** How often single cases were looked at. */
  looks: number;
}

export const AT_REST: EngineView = {
  status: 'running',
  state: 'running',
  startedAt: 0,
  closedAt: null,
  task: null,
  activities: [],
  timers: [],
};

interface OpenRow {
  readonly id: string;
  readonly type: string;
  readonly center: string;
  readonly branch: string;
  readonly stage: string;
}

const PAGE = 1_000;

/** @param pool whose cases it runs */
export function fakeWatch(pool: () => pg.Pool): FakeWatch {
  const answering = () => {
    if (watch.away) throw new Fault('engine-unavailable', 'nobody answers');
  };
  const open = async (id: string | null) =>
    (
      await pool().query<OpenRow>(
        `select id, type, center, branch, stage from "case"
         where closed_at is null and ($1::uuid is null or id = $1)`,
        [id],
      )
    ).rows;
  const watch: FakeWatch = {
    away: false,
    instead: new Map(),
    results: new Map(),
    keptDays: 90,
    more: [],
    still: new Set(),
    clocks: new Map(),
    looks: 0,
    async *running() {
      answering();
      const seen = (await open(null)).flatMap(({ stage, ...row }): readonly RunningCase[] => {
        const other = watch.instead.get(row.id);
        if (other === null || (other?.status ?? 'running') !== 'running') return [];
        const state = other?.state ?? stateOf(row.type, stage);
        return [{ ...row, caseId: row.id, state, startedAt: 0, failing: other?.failing ?? false }];
      });
      const all = [...seen, ...watch.more];
      for (let at = 0; at < all.length; at += PAGE) yield all.slice(at, at + PAGE);
    },
    look: async (caseId) => {
      answering();
      watch.looks += 1;
      const other = watch.instead.get(caseId);
      const row = (await open(caseId))[0];
      const extra = watch.more.find((one) => one.caseId === caseId);
      if (other === null || (!row && !other && !extra)) return { ...AT_REST, status: 'absent' };
      const state = row ? stateOf(row.type, row.stage) : (extra?.state ?? null);
      return { ...AT_REST, state, ...other };
    },
    ended: async (caseId) => {
      answering();
      const other = watch.instead.get(caseId);
      const { rows } = await pool().query<{ stage: string; open: boolean }>(
        'select stage, closed_at is null as open from "case" where id = $1',
        [caseId],
      );
      const [row] = rows;
      const status = other?.status ?? (row?.open === true ? 'running' : 'absent');
      const result = watch.results.get(caseId) ?? row?.stage ?? null;
      return { status, result: status === 'completed' ? result : null };
    },
    keptMs: async () => {
      await Promise.resolve();
      answering();
      return watch.keptDays * 86_400_000;
    },
    queues: async () => {
      await Promise.resolve();
      answering();
      const told = { pollers: 1, backlog: 0, oldestSeconds: 0 } as const;
      return (['cases', 'runs'] as const).flatMap((of) => [
        { ...told, queue: of, of, kind: 'workflow' as const },
        { ...told, queue: of, of, kind: 'activity' as const },
      ]);
    },
    movingRuns: async (runs) => {
      await Promise.resolve();
      answering();
      return new Set(runs.filter((run) => !watch.still.has(run)));
    },
    schedules: async (names) => {
      await Promise.resolve();
      answering();
      return new Map(
        names.map((name) => [scheduleName(name), watch.clocks.get(scheduleName(name)) ?? 'on']),
      );
    },
  };
  return watch;
}
