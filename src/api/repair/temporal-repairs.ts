/** The moves of guided repair on Temporal: describe, wake, begin anew, end, try an activity again. */
import {
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import {
  workflowTypeOf,
  CASE_TASK_QUEUE,
  caseWorkflowId,
  LOOK_AGAIN,
  STANDING,
  type CaseStart,
  type Standing,
} from '../../cases/messages.ts';
import { attributesOf, within } from '../temporal-engine.ts';
import { asActivity, asTask, instant, statusOf } from '../temporal-words.ts';
import type { NamedActivity, RepairEngine, WorkflowView } from './engine.ts';

/** A workflow that can answer does so at once; one that cannot is not waited for. */
const ANSWER_MS = 1_500;
const STATE = defineSearchAttributeKey('AnjuState', 'KEYWORD');
/** gRPC */
const NOT_FOUND = 5;
const FAILED_PRECONDITION = 9;

const ABSENT: WorkflowView = {
  status: 'absent',
  state: null,
  startedAt: null,
  closedAt: null,
  task: null,
  activities: [],
  timers: null,
  runId: null,
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
      if (view.status !== 'running') return view;
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
  };
}

async function describe(client: Client, caseId: string): Promise<WorkflowView> {
  try {
    const found = await client.workflow.getHandle(caseWorkflowId(caseId)).describe();
    const { runId, raw, typedSearchAttributes } = found;
    const info = raw.workflowExecutionInfo;
    return {
      status: statusOf(info?.status),
      state: typedSearchAttributes.get(STATE) ?? null,
      startedAt: instant(info?.startTime),
      closedAt: instant(info?.closeTime),
      task: asTask(raw.pendingWorkflowTask, null),
      activities: (raw.pendingActivities ?? []).map((activity) => ({
        ...asActivity(activity),
        id: activity.activityId ?? '',
      })),
      timers: null,
      runId,
      standing: null,
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return ABSENT;
    throw error;
  }
}

/** Null when it does not answer: no worker, or its task fails. */
async function standingOf(client: Client, caseId: string): Promise<WorkflowView['standing']> {
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

async function retry(client: Client, caseId: string, activity: NamedActivity): Promise<void> {
  const { id, state } = activity;
  const { namespace, identity } = client.options;
  const request = { namespace, identity, execution: { workflowId: caseWorkflowId(caseId) }, id };
  const service = client.workflowService;
  try {
    if (state === 'paused') await service.unpauseActivity({ ...request, resetAttempts: true });
    else await service.resetActivity({ ...request, resetHeartbeat: true });
  } catch (error) {
    if (!isOver(error)) throw error;
  }
}

/** The activity, or its workflow, has ended meanwhile. */
function isOver(error: unknown): boolean {
  return isGrpcServiceError(error) && [NOT_FOUND, FAILED_PRECONDITION].includes(error.code);
}
