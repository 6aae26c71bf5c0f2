/** The worker of interactive cases: sized for one small machine, never starved by a run. */
import { totalmem } from 'node:os';
import {
  Worker,
  type ActivityInboundCallsInterceptor,
  type NativeConnection,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import type { KeyRing } from '../crypto/secrets.ts';
import { createDataConverter } from './codec.ts';

export interface WorkerSettings {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly codec: KeyRing;
  readonly identity: string;
  readonly workflowBundle: WorkflowBundleOption;
  readonly activities: object;
  /** Turns what activities throw into failures that Temporal understands. */
  readonly faults: ActivityInboundCallsInterceptor;
  /** Connections of the activities' pool: no more activities than that run at once. */
  readonly slots: number;
}

const MB = 2 ** 20;
/** What one that waits for its next act takes in a worker. */
const WORKFLOW_BYTES = 1.4 * MB;

/**
 * How many workflows stay in memory between two acts, so that the next one need not replay the case: a
 * tenth of the machine, whatever waits. Those that are let go come back by their histories.
 *
 * @param memory bytes that the process may use
 */
export function workflowsKept(memory: number): number {
  return Math.min(2_000, Math.max(50, Math.floor(memory / 10 / WORKFLOW_BYTES)));
}

/** Bytes: of the machine, or what a container allows of it. */
function memoryOfMachine(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}

export function createWorker(settings: WorkerSettings): Promise<Worker> {
  const { slots, faults, codec, ...given } = settings;
  return Worker.create({
    ...given,
    dataConverter: createDataConverter(codec),
    interceptors: { activity: [() => ({ inbound: faults })] },
    maxCachedWorkflows: workflowsKept(memoryOfMachine()),
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentLocalActivityExecutions: slots,
    maxConcurrentActivityTaskExecutions: slots,
    workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, initial: 4, maximum: 10 },
    activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, initial: 2, maximum: 10 },
    shutdownGraceTime: '8 seconds',
    shutdownForceTime: '9 seconds',
  });
}
