/** The moves of guided repair on Temporal: describe, wake, begin anew, end, try an activity again. */
import {
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
} from '@temporalio/client';
import {
  CASE_TASK_QUEUE,
  caseWorkflowId,
  LOOK_AGAIN,
  STANDING,
  type CaseStart,
  type Standing,
} from '../../cases/messages.ts';
import { workflowTypeOf } from '../engine.ts';
import { attributesOf, within } from '../temporal-engine.ts';
import type { EngineView, PendingActivity, RepairEngine } from './engine.ts';

/** A workflow that can answer does so at once; one that cannot is not waited for. */
const ANSWER_MS = 1_500;
/** temporal.api.enums.v1.PendingActivityState: PAUSED, PAUSE_REQUESTED */
const PAUSED: readonly unknown[] = [4, 5];
const NOT_FOUND = 5;
const FAILED_PRECONDITION = 9;

const NOTHING: EngineView = {
  state: 'none',
  runId: null,
  closedAs: null,
  startedAt: null,
  task: null,
  activities: [],
  standing: null,
};

/**
 * @param budgetMs how long an answer is waited for
 * @param taskQueue where case workers listen
 */
export function createTemporalRepairs(
  client: Client,
  budgetMs: number,
  taskQueue: string = CASE_TASK_QUEUE,
): RepairEngine {
  const handleOf = (caseId: string, runId?: string) =>
    client.workflow.getHandle(caseWorkflowId(caseId), runId);
  return {
    look: async (caseId) => {
      const view = await within(client, budgetMs, () => describe(client, caseId));
      if (view.state !== 'open') return view;
      return { ...view, standing: await standingOf(client, caseId) };
    },
    wake: (caseId, updateId) =>
      within(client, budgetMs, () =>
        handleOf(caseId).executeUpdate<Standing, []>(LOOK_AGAIN, { args: [], updateId }),
      ),
    restart: (start) => within(client, budgetMs, () => restart(client, taskQueue, start)),
    end: (caseId, { runId, why }) =>
      within(client, budgetMs, async () => {
        try {
          await handleOf(caseId, runId).terminate(why);
        } catch (error) {
          if (!(error instanceof WorkflowNotFoundError)) throw error;
        }
      }),
    retryActivities: (caseId, activities) =>
      within(client, budgetMs, async () => {
        for (const activity of activities) await retry(client, caseId, activity);
      }),
    workers: () =>
      within(client, budgetMs, () => workersOn(client, taskQueue)).catch(() => null),
  };
}

/** A worker asks for work again within a minute; the server remembers longer whoever once did. */
const ASKED_WITHIN_MS = 70_000;

async function workersOn(client: Client, name: string): Promise<number> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name },
  });
  const since = Date.now() - ASKED_WITHIN_MS;
  return pollers.filter(({ lastAccessTime }) => (instantOf(lastAccessTime) ?? 0) > since).length;
}

async function describe(client: Client, caseId: string): Promise<EngineView> {
  try {
    return viewOf(await client.workflow.getHandle(caseWorkflowId(caseId)).describe());
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return NOTHING;
    throw error;
  }
}

function viewOf({ status, runId, startTime, raw }: WorkflowExecutionDescription): EngineView {
  const open = status.name === 'RUNNING' || status.name === 'PAUSED';
  const task = raw.pendingWorkflowTask;
  return {
    state: open ? 'open' : 'closed',
    runId,
    closedAs: open ? null : status.name,
    startedAt: startTime.getTime(),
    task: task ? { attempt: task.attempt ?? 1, since: instantOf(task.originalScheduledTime) } : null,
    activities: (raw.pendingActivities ?? []).map((activity) => ({
      id: activity.activityId ?? '',
      type: activity.activityType?.name ?? '',
      attempt: activity.attempt ?? 1,
      paused: activity.paused === true || PAUSED.includes(activity.state),
      scheduledAt: instantOf(activity.scheduledTime),
      nextAt: instantOf(activity.nextAttemptScheduleTime),
      fault: activity.lastFailure?.applicationFailureInfo?.type ?? null,
    })),
    standing: null,
  };
}

interface ProtoTime {
  readonly seconds?: { toString: () => string } | number | null;
  readonly nanos?: number | null;
}

function instantOf(time: ProtoTime | null | undefined): number | null {
  if (!time) return null;
  return Number(String(time.seconds ?? 0)) * 1000 + Math.floor((time.nanos ?? 0) / 1e6);
}

/** Null when it does not answer: no worker, or its task fails. */
async function standingOf(client: Client, caseId: string): Promise<EngineView['standing']> {
  try {
    const { stage, version } = await client.withDeadline(Date.now() + ANSWER_MS, () =>
      client.workflow.getHandle(caseWorkflowId(caseId)).query<Standing>(STANDING),
    );
    return { stage, version };
  } catch {
    return null;
  }
}

async function restart(client: Client, taskQueue: string, start: CaseStart): Promise<void> {
  try {
    await client.workflow.start(workflowTypeOf(start.type), {
      workflowId: caseWorkflowId(start.caseId),
      args: [{ ...start, fromBooks: true }],
      taskQueue,
      workflowIdConflictPolicy: 'FAIL',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      typedSearchAttributes: attributesOf(start),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

async function retry(client: Client, caseId: string, activity: PendingActivity): Promise<void> {
  const { id, paused } = activity;
  const { namespace, identity = 'repair' } = client.options;
  const request = { namespace, identity, execution: { workflowId: caseWorkflowId(caseId) }, id };
  const service = client.workflowService;
  try {
    if (paused) await service.unpauseActivity({ ...request, resetAttempts: true });
    else await service.resetActivity({ ...request, resetHeartbeat: true });
  } catch (error) {
    if (!isOver(error)) throw error;
  }
}

/** The activity, or its workflow, has ended meanwhile. */
function isOver(error: unknown): boolean {
  return isGrpcServiceError(error) && [NOT_FOUND, FAILED_PRECONDITION].includes(error.code);
}
