/** Temporal's numbers, instants and failures in the radar's words: codes only, never a text. */
import proto from '@temporalio/proto';
import type { PendingActivity, PendingTask, WorkflowStatus } from './radar/finding.ts';

const { PendingActivityState, PendingWorkflowTaskState, WorkflowExecutionStatus } =
  proto.temporal.api.enums.v1;

interface Stamp {
  readonly seconds?: unknown;
  readonly nanos?: number | null;
}

/** ms since the epoch; null for a moment that is not there, or is the engine's zero. */
export function instant(stamp: Stamp | null | undefined): number | null {
  const seconds = Number(stamp?.seconds ?? 0);
  return seconds > 0 ? Math.floor(seconds * 1000 + (stamp?.nanos ?? 0) / 1e6) : null;
}

const STATUSES: Readonly<Record<number, WorkflowStatus>> = {
  [WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING]: 'running',
  [WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED]: 'completed',
  [WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED]: 'failed',
  [WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED]: 'canceled',
  [WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED]: 'terminated',
  [WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW]: 'continued',
  [WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TIMED_OUT]: 'timed-out',
  [WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_PAUSED]: 'paused',
};

export function statusOf(status: number | null | undefined): WorkflowStatus {
  return STATUSES[status ?? 0] ?? 'unknown';
}

interface RawTask {
  readonly state?: proto.temporal.api.enums.v1.PendingWorkflowTaskState | null;
  readonly attempt?: number | null;
  readonly scheduledTime?: Stamp | null;
  readonly originalScheduledTime?: Stamp | null;
}

export function asTask(task: RawTask | null | undefined, cause: string | null): PendingTask | null {
  if (!task) return null;
  return {
    attempt: task.attempt ?? 1,
    started: task.state === PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_STARTED,
    scheduledAt: instant(task.originalScheduledTime) ?? instant(task.scheduledTime),
    cause,
  };
}

interface RawFailure {
  readonly applicationFailureInfo?: { readonly type?: string | null } | null;
  readonly timeoutFailureInfo?: object | null;
  readonly cause?: RawFailure | null;
}

interface RawActivity {
  readonly activityType?: { readonly name?: string | null } | null;
  readonly state?: number | null;
  readonly attempt?: number | null;
  readonly scheduledTime?: Stamp | null;
  readonly nextAttemptScheduleTime?: Stamp | null;
  readonly lastFailure?: RawFailure | null;
}

const ACTIVITY_STATES: Readonly<Record<number, PendingActivity['state']>> = {
  [PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED]: 'scheduled',
  [PendingActivityState.PENDING_ACTIVITY_STATE_STARTED]: 'started',
  [PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED]: 'canceling',
  [PendingActivityState.PENDING_ACTIVITY_STATE_PAUSED]: 'paused',
  [PendingActivityState.PENDING_ACTIVITY_STATE_PAUSE_REQUESTED]: 'paused',
};

export function asActivity(activity: RawActivity): PendingActivity {
  const { lastFailure } = activity;
  return {
    type: activity.activityType?.name ?? '',
    attempt: activity.attempt ?? 1,
    state: ACTIVITY_STATES[activity.state ?? 0] ?? 'scheduled',
    scheduledAt: instant(activity.scheduledTime),
    nextAttemptAt: instant(activity.nextAttemptScheduleTime),
    failure: lastFailure ? failureCode(lastFailure) : null,
  };
}

/** The fault's code, which is the failure's type; the text is encrypted and stays so. */
export function failureCode(failure: RawFailure): string {
  if (failure.timeoutFailureInfo) return 'timed-out';
  const type = failure.applicationFailureInfo?.type ?? '';
  if (type !== '' && type !== 'Error') return type;
  return failure.cause ? failureCode(failure.cause) : 'bug';
}
