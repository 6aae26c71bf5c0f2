/** The engine, really: Temporal's client. One call per act; the answer is the Update's result. */
import {
  type Client,
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import {
  ApplicationFailure,
  defineSearchAttributeKey,
  TypedSearchAttributes,
} from '@temporalio/common';
import { setTimeout as delay } from 'node:timers/promises';
import {
  workflowTypeOf,
  CASE_TASK_QUEUE,
  caseWorkflowId,
  type CaseStart,
  type Standing,
  type Submission,
} from '../cases/messages.ts';
import { FAULTS, Fault, type FaultCode } from '../domain/fault.ts';
import { type ActCommand, type Engine, type EngineHealth } from './engine.ts';

const TYPE = defineSearchAttributeKey('AnjuType', 'KEYWORD');
const CENTER = defineSearchAttributeKey('AnjuCenter', 'KEYWORD');
const BRANCH = defineSearchAttributeKey('AnjuBranch', 'KEYWORD');
const STATE = defineSearchAttributeKey('AnjuState', 'KEYWORD');

/**
 * @param budgetMs how long an answer is waited for
 * @param taskQueue where case workers listen
 */
export function createTemporalEngine(
  client: Client,
  budgetMs: number,
  taskQueue: string = CASE_TASK_QUEUE,
): Engine {
  return {
    start: (start, submission) =>
      within(client, budgetMs, () => startCase(client, taskQueue, start, submission)),
    act: (command) => within(client, budgetMs, () => actOnCase(client, command)),
    health: () => health(client),
  };
}

async function startCase(
  client: Client,
  taskQueue: string,
  start: CaseStart,
  submission: Submission<unknown>,
): Promise<Standing> {
  const operation = new WithStartWorkflowOperation(workflowTypeOf(start.type), {
    workflowId: caseWorkflowId(start.caseId),
    args: [start],
    taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    typedSearchAttributes: attributesOf(start),
  });
  return client.workflow.executeUpdateWithStart<never, Standing, [Submission<unknown>]>('submit', {
    args: [submission],
    updateId: 'submit',
    startWorkflowOperation: operation as WithStartWorkflowOperation<never>,
  });
}

/** Coarse and without anything personal: what lists of the engine are narrowed by. */
export function attributesOf({ type, center, branch }: CaseStart): TypedSearchAttributes {
  return new TypedSearchAttributes([
    { key: TYPE, value: type },
    { key: CENTER, value: center },
    { key: BRANCH, value: branch },
    { key: STATE, value: 'running' },
  ]);
}

async function actOnCase(client: Client, command: ActCommand): Promise<Standing> {
  const { caseId, action, act, updateId } = command;
  const handle = client.workflow.getHandle(caseWorkflowId(caseId));
  return handle.executeUpdate<Standing, [unknown]>(action, { args: [act], updateId });
}

/** One deadline for the call and everything behind it, and one translation of what goes wrong. */
export async function within<T>(
  client: Client,
  budgetMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const answer = client.withDeadline(Date.now() + budgetMs, work);
  // A connection that never comes up does not know the deadline; this clock does.
  const late = new AbortController();
  try {
    return await Promise.race([
      answer,
      delay(budgetMs + 500, undefined, { signal: late.signal }).then(() => {
        throw new Fault('engine-unavailable', NO_ANSWER);
      }),
    ]);
  } catch (error) {
    throw faultOfEngine(error);
  } finally {
    late.abort();
    answer.catch(() => undefined);
  }
}

const NO_ANSWER = '办理引擎没有及时回应，结果尚不确定；请以同一幂等键重试，即可得到结果。';

/** What an error of the client means. Never repeats a stranger's message. */
export function faultOfEngine(error: unknown): unknown {
  if (error instanceof Fault) return error;
  if (error instanceof WorkflowUpdateFailedError) return faultOfFailure(error.cause) ?? error;
  if (
    error instanceof WorkflowNotFoundError ||
    error instanceof WorkflowExecutionAlreadyStartedError
  ) {
    return new Fault('case-ended', '该业务已经办结，不能再进行此操作。', { cause: error });
  }
  if (isOverBudget(error)) {
    return new Fault('engine-unavailable', NO_ANSWER, { cause: error });
  }
  return error;
}

/** The case said no: its fault came as an ApplicationFailure with the fault's code as its type. */
function faultOfFailure(failure: unknown): Fault | null {
  if (!(failure instanceof ApplicationFailure)) return null;
  const { type, details } = failure;
  if (type === 'AcceptedUpdateCompletedWorkflow') {
    return new Fault('case-ended', '该业务已经办结，不能再进行此操作。');
  }
  if (!isFaultCode(type)) return null;
  const first: unknown = details?.[0];
  const told = typeof first === 'object' && first !== null ? first : {};
  const detail = 'detail' in told && typeof told.detail === 'string' ? told.detail : '';
  const members =
    'members' in told && typeof told.members === 'object' && told.members !== null
      ? told.members
      : {};
  return new Fault(type, detail === '' ? FAULTS[type].title : detail, { members });
}

function isFaultCode(type: string | null | undefined): type is FaultCode {
  return typeof type === 'string' && Object.hasOwn(FAULTS, type);
}

/** gRPC: CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE. */
const PASSING = new Set([1, 4, 8, 10, 13, 14]);

function isOverBudget(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'WorkflowUpdateRPCTimeoutOrCancelledError') return true;
  const cause: unknown = isGrpcServiceError(error) ? error : error.cause;
  return isGrpcServiceError(cause) && (PASSING.has(cause.code) || taskFailing.test(cause.details));
}

/** An Update fails fast while the case's code cannot run: a release will mend it, the case waits. */
const taskFailing = /Workflow Task in failed state|workflow is paused/i;

const HEALTH_MS = 2_000;
const QUEUES = ['cases', 'runs'] as const;

async function health(client: Client): Promise<EngineHealth> {
  try {
    const counts = await client.withDeadline(Date.now() + HEALTH_MS, () =>
      Promise.all(QUEUES.map((queue) => pollersOf(client, queue))),
    );
    return { reachable: true, pollers: Object.fromEntries(counts) };
  } catch {
    return { reachable: false, pollers: {} };
  }
}

async function pollersOf(client: Client, name: string): Promise<readonly [string, number]> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name },
  });
  return [name, pollers.length];
}
