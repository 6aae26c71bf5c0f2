/**
 * What guided repair needs of the engine: how one workflow stands, and the few moves that are safe.
 *
 * Every move may be made twice: a process that died between a move and its note makes it again.
 */
import type { CaseStart, Standing } from '../../cases/messages.ts';

export interface PendingActivity {
  readonly id: string;
  readonly type: string;
  /** Counts from 1. */
  readonly attempt: number;
  readonly paused: boolean;
  readonly scheduledAt: number | null;
  /** When it is tried again; null while an attempt is under way. */
  readonly nextAt: number | null;
  /** Code of the last fault. */
  readonly fault: string | null;
}

export interface EngineView {
  /** `none`: never heard of, or forgotten after its end. */
  readonly state: 'none' | 'open' | 'closed';
  readonly runId: string | null;
  /** COMPLETED, FAILED, TERMINATED, …; null while open. */
  readonly closedAs: string | null;
  readonly startedAt: number | null;
  /** The task that is waiting for a worker or being worked on. */
  readonly task: { readonly attempt: number; readonly since: number | null } | null;
  readonly activities: readonly PendingActivity[];
  /** Where the workflow itself believes to stand; null when it does not answer. */
  readonly standing: Pick<Standing, 'stage' | 'version'> | null;
}

export interface RepairEngine {
  /** @throws Fault 'engine-unavailable' */
  look: (caseId: string) => Promise<EngineView>;
  /**
   * The workflow reads its books again and looks what is due.
   *
   * @throws Fault 'case-ended' when there is none, 'engine-unavailable' when it does not answer
   */
  wake: (caseId: string, updateId: string) => Promise<Standing>;
  /** A new workflow that goes on from the books; nothing happens when one is open. */
  restart: (start: CaseStart) => Promise<void>;
  /** Ends one run, and only that; nothing happens when it has ended. */
  end: (caseId: string, run: { readonly runId: string; readonly why: string }) => Promise<void>;
  /** These activities are tried again at once; those that are over meanwhile are passed over. */
  retryActivities: (caseId: string, activities: readonly PendingActivity[]) => Promise<void>;
  /** Workers that asked for work on cases lately; null when nobody can say. */
  workers: () => Promise<number | null>;
}
