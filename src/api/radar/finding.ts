/**
 * What the radar says of one case that does not move as it should, with both views side by side:
 * what the database knows of it, and what the engine does about it.
 */
import type { StallKind } from '../../cases/wording-stalls.ts';

/** One finding per case: the kind that explains the others comes first, the others stand in `also`. */
export interface StallFinding {
  readonly kind: StallKind;
  readonly also: readonly StallKind[];
  readonly caseId: string;
  /** Printed number; null when the database has no such case. */
  readonly number: string | null;
  readonly type: string;
  readonly center: string;
  readonly branch: string;
  /** Since when (ms) it has been so, as far as anybody knows. */
  readonly since: number | null;
  /** Null: the database has no such case. */
  readonly database: DatabaseView | null;
  /** Null: the engine could not be asked, or knows no such workflow. */
  readonly engine: EngineView | null;
  /** False: seen in the lists of both sides only, not looked at closely. */
  readonly confirmed: boolean;
  readonly sentence: string;
}

export interface DatabaseView {
  readonly stage: string;
  readonly version: number;
  readonly open: boolean;
  readonly updatedAt: number;
  readonly waits: readonly {
    readonly kind: string;
    readonly since: number;
    readonly until: number | null;
  }[];
  readonly tasks: readonly { readonly kind: string; readonly dueOn: string }[];
}

export type WorkflowStatus =
  | 'running'
  | 'completed'
  | 'failed'
  | 'canceled'
  | 'terminated'
  | 'timed-out'
  | 'continued'
  | 'paused'
  | 'unknown'
  | 'absent';

export interface EngineView {
  readonly status: WorkflowStatus;
  /** The coarse state it shows: running, waiting, attention. */
  readonly state: string | null;
  readonly startedAt: number | null;
  readonly closedAt: number | null;
  /** The workflow task that is to be done or being done now. */
  readonly task: PendingTask | null;
  readonly activities: readonly PendingActivity[];
  /** When its timers go off (ms); null: nobody looked. */
  readonly timers: readonly number[] | null;
}

export interface PendingTask {
  readonly attempt: number;
  /** False: it lies in its queue. */
  readonly started: boolean;
  readonly scheduledAt: number | null;
  /** Why the last attempt failed: a name of the engine's, never a text. */
  readonly cause: string | null;
}

export interface PendingActivity {
  readonly type: string;
  readonly attempt: number;
  readonly state: 'scheduled' | 'started' | 'paused' | 'canceling';
  readonly scheduledAt: number | null;
  readonly nextAttemptAt: number | null;
  /** Code of the last failure; null when there was none. */
  readonly failure: string | null;
}
