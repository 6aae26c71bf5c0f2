/**
 * What the engine itself says of the cases, read only: which workflows run, how one stands, what
 * lies in its queues. Asked by the radar and the board; never by anything that moves a case.
 */
import type { ScheduleName } from '../cases/run-schedules.ts';
import type { EngineView, WorkflowStatus } from './radar/finding.ts';

/** One running case workflow, as the engine's list shows it. */
export interface RunningCase {
  readonly caseId: string;
  readonly type: string;
  readonly center: string;
  readonly branch: string;
  /** The coarse state it shows last. */
  readonly state: string | null;
  readonly startedAt: number;
  /** The engine reports that its code failed several times in a row. */
  readonly failing: boolean;
}

/** The end of a workflow; `absent`: the engine has none, or does not keep it any more. */
export interface EndedView {
  readonly status: WorkflowStatus;
  /** The stage it ended in; null: it did not complete, or what it answered is no text. */
  readonly result: string | null;
}

/** One task queue in one of its two kinds. */
export interface QueueView {
  readonly queue: string;
  /** Whose work lies in it. */
  readonly of: 'cases' | 'runs';
  readonly kind: 'workflow' | 'activity';
  readonly pollers: number;
  /** Tasks that nobody has taken yet; approximate. */
  readonly backlog: number;
  /** Age of the oldest of them, seconds. */
  readonly oldestSeconds: number;
}

export interface EngineWatch {
  /**
   * All running cases of the installation, page by page; never one request per case.
   *
   * @throws Fault 'engine-unavailable' when the engine does not answer in time
   */
  running: () => AsyncIterable<readonly RunningCase[]>;
  /**
   * How one case's workflow stands; `absent` when there is none.
   *
   * @param timers also reads when its timers go off
   * @throws Fault 'engine-unavailable' when the engine does not answer in time
   */
  look: (caseId: string, timers: boolean) => Promise<EngineView>;
  /**
   * How one case's workflow ended, with what it came to.
   *
   * @throws Fault 'engine-unavailable' when the engine does not answer in time
   */
  ended: (caseId: string) => Promise<EndedView>;
  /**
   * For how long (ms) the engine keeps what has ended, as its namespace says now.
   *
   * @throws Fault 'engine-unavailable' when the engine does not answer in time
   */
  keptMs: () => Promise<number>;
  /** @throws Fault 'engine-unavailable' when the engine does not answer in time */
  queues: () => Promise<readonly QueueView[]>;
  /**
   * Which of these runs have a workflow that runs; each is asked for itself: few are alive at a time.
   *
   * @throws Fault 'engine-unavailable' when the engine does not answer in time
   */
  movingRuns: (runs: readonly string[]) => Promise<ReadonlySet<string>>;
  /**
   * How the engine has the clocks of the runs, by their names (`collection.210100`).
   *
   * @throws Fault 'engine-unavailable' when the engine does not answer in time
   */
  schedules: (names: readonly ScheduleName[]) => Promise<ReadonlyMap<string, ScheduleState>>;
}

export type ScheduleState = 'on' | 'paused' | 'absent';
