/** The engine's own view of the cases, really: Temporal's lists, descriptions and queues. */
import {
  type Client,
  isGrpcServiceError,
  ScheduleNotFoundError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import proto from '@temporalio/proto';
import { setTimeout as delay } from 'node:timers/promises';
import { CASE_TASK_QUEUE, caseWorkflowId } from '../cases/messages.ts';
import { scheduleIdOf, scheduleName, type ScheduleName } from '../cases/run-schedules.ts';
import { RUN_TASK_QUEUE, runWorkflowId } from '../cases/runs.ts';
import { Fault } from '../domain/fault.ts';
import type {
  EndedView,
  EngineWatch,
  QueueView,
  RunningCase,
  ScheduleState,
} from './engine-watch.ts';
import type { EngineView } from './radar/finding.ts';
import { openTimers } from './temporal-timers.ts';
import { asActivity, asTask, instant, statusOf } from './temporal-words.ts';

export interface WatchOptions {
  /** Where case workers listen. */
  readonly taskQueue?: string;
  /** Workflows per page of the list; the server gives 1,000 at most. */
  readonly pageSize?: number;
  /** How long one answer is waited for. */
  readonly budgetMs?: number;
}

const QUERY = `ExecutionStatus = 'Running' AND AnjuType IS NOT NULL`;
const PREFIX = caseWorkflowId('');

export function createTemporalWatch(client: Client, options: WatchOptions = {}): EngineWatch {
  const { taskQueue = CASE_TASK_QUEUE, pageSize = 1_000, budgetMs = 5_000 } = options;
  const ask = <T>(work: () => Promise<T>) => within(client, budgetMs, work);
  return {
    running: () => pages(client, pageSize, ask),
    look: (caseId, timers) => ask(() => look(client, caseId, timers)),
    ended: (caseId) => ask(() => ended(client, caseId)),
    keptMs: () => ask(() => keptMs(client)),
    queues: () =>
      ask(() =>
        Promise.all(
          [
            { queue: taskQueue, of: 'cases' as const },
            { queue: RUN_TASK_QUEUE, of: 'runs' as const },
          ].flatMap((one) => KINDS.map((kind) => queue(client, { ...one, kind }))),
        ),
      ),
    movingRuns: (runs) => movingRuns(client, runs, ask),
    schedules: (names) => schedules(client, names, ask),
  };
}

type Ask = <T>(work: () => Promise<T>) => Promise<T>;

async function* pages(
  client: Client,
  pageSize: number,
  ask: Ask,
): AsyncGenerator<readonly RunningCase[]> {
  const { namespace } = client.options;
  let nextPageToken: Uint8Array = new Uint8Array();
  do {
    const answer = await ask(() =>
      client.workflowService.listWorkflowExecutions({
        namespace,
        pageSize,
        query: QUERY,
        nextPageToken,
      }),
    );
    yield answer.executions.flatMap((info) => {
      const id = info.execution?.workflowId ?? '';
      if (!id.startsWith(PREFIX)) return [];
      const shown = attributes(info.searchAttributes?.indexedFields);
      return [
        {
          caseId: id.slice(PREFIX.length),
          type: text(shown['AnjuType']),
          center: text(shown['AnjuCenter']),
          branch: text(shown['AnjuBranch']),
          state: textOrNull(shown['AnjuState']),
          startedAt: instant(info.startTime) ?? 0,
          failing: shown['TemporalReportedProblems'] !== undefined,
        },
      ];
    });
    nextPageToken = answer.nextPageToken;
  } while (nextPageToken.length > 0);
}

/** Few runs are alive at a time, one of a kind in a center: each is asked for itself, which is exact. */
async function movingRuns(
  client: Client,
  runs: readonly string[],
  ask: Ask,
): Promise<ReadonlySet<string>> {
  const moving = await Promise.all(
    runs.map((run) =>
      ask(async () => {
        try {
          const { status } = await client.workflow.getHandle(runWorkflowId(run)).describe();
          return status.name === 'RUNNING' ? [run] : [];
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return [];
          throw error;
        }
      }),
    ),
  );
  return new Set(moving.flat());
}

/** One of each kind and center: few, and each answers at once. */
async function schedules(
  client: Client,
  names: readonly ScheduleName[],
  ask: Ask,
): Promise<ReadonlyMap<string, ScheduleState>> {
  const states = await Promise.all(
    names.map((name) =>
      ask(async (): Promise<readonly [string, ScheduleState]> => {
        try {
          const { state } = await client.schedule.getHandle(scheduleIdOf(name)).describe();
          return [scheduleName(name), state.paused ? 'paused' : 'on'];
        } catch (error) {
          if (error instanceof ScheduleNotFoundError) return [scheduleName(name), 'absent'];
          throw error;
        }
      }),
    ),
  );
  return new Map(states);
}

async function look(client: Client, caseId: string, timers: boolean): Promise<EngineView> {
  const workflowId = caseWorkflowId(caseId);
  try {
    const { raw } = await client.workflow.getHandle(workflowId).describe();
    const info = raw.workflowExecutionInfo;
    const shown = attributes(info?.searchAttributes?.indexedFields);
    const status = statusOf(info?.status);
    const failing = (raw.pendingWorkflowTask?.attempt ?? 0) > 1;
    const history =
      status === 'running' && (timers || failing) ? await openTimers(client, workflowId) : null;
    return {
      status,
      state: textOrNull(shown['AnjuState']),
      startedAt: instant(info?.startTime),
      closedAt: instant(info?.closeTime),
      task: asTask(raw.pendingWorkflowTask, history?.cause ?? null),
      activities: (raw.pendingActivities ?? []).map(asActivity),
      timers: timers ? (history?.timers ?? []) : null,
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return ABSENT;
    throw error;
  }
}

/** Of the run that is the last: its result is read from its very end. */
async function ended(client: Client, caseId: string): Promise<EndedView> {
  const workflowId = caseWorkflowId(caseId);
  try {
    const { raw, runId } = await client.workflow.getHandle(workflowId).describe();
    const status = statusOf(raw.workflowExecutionInfo?.status);
    if (status !== 'completed') return { status, result: null };
    const told: unknown = await client.workflow.getHandle(workflowId, runId).result();
    return { status, result: typeof told === 'string' ? told : null };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { status: 'absent', result: null };
    throw error;
  }
}

async function keptMs(client: Client): Promise<number> {
  const { namespace } = client.options;
  const { config } = await client.workflowService.describeNamespace({ namespace });
  return Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) * 1_000;
}

const ABSENT: EngineView = {
  status: 'absent',
  state: null,
  startedAt: null,
  closedAt: null,
  task: null,
  activities: [],
  timers: null,
};

const KINDS = ['workflow', 'activity'] as const;
const { TaskQueueType } = proto.temporal.api.enums.v1;
const QUEUE_TYPES = {
  workflow: TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  activity: TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
};

async function queue(
  client: Client,
  asked: Pick<QueueView, 'queue' | 'of' | 'kind'>,
): Promise<QueueView> {
  const { pollers, stats } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: asked.queue },
    taskQueueType: QUEUE_TYPES[asked.kind],
    reportStats: true,
  });
  return {
    ...asked,
    pollers: pollers.length,
    backlog: Number(stats?.approximateBacklogCount ?? 0),
    oldestSeconds: Number(stats?.approximateBacklogAge?.seconds ?? 0),
  };
}

type Fields = Readonly<Record<string, { readonly data?: Uint8Array | null }>> | null | undefined;

/** Search attributes are plain JSON: they carry codes and opaque ids only. */
function attributes(fields: Fields): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([name, { data }]) => [name, json(data)] as const),
  );
}

function json(data: Uint8Array | null | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(data ?? []).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string {
  return textOrNull(value) ?? '';
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

const NO_ANSWER = '办理引擎没有及时回应。';
/** gRPC: what says that our question was wrong, and not that the engine is away. */
const OURS = new Set([3, 5, 7, 12, 16]);

/** One deadline for the call and everything behind it; a connection that never comes up has its own. */
async function within<T>(client: Client, budgetMs: number, work: () => Promise<T>): Promise<T> {
  const answer = client.withDeadline(Date.now() + budgetMs, work);
  const late = new AbortController();
  try {
    return await Promise.race([
      answer,
      delay(budgetMs + 500, undefined, { signal: late.signal }).then(() => {
        throw new Fault('engine-unavailable', NO_ANSWER);
      }),
    ]);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const cause: unknown = isGrpcServiceError(error) ? error : error.cause;
    if (!isGrpcServiceError(cause) || OURS.has(cause.code)) throw error;
    throw new Fault('engine-unavailable', NO_ANSWER, { cause: error });
  } finally {
    late.abort();
    answer.catch(() => undefined);
  }
}
