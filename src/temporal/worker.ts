/** The worker of interactive cases: sized for one small machine, never starved by a run. */
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

export function createWorker(settings: WorkerSettings): Promise<Worker> {
  const { slots, faults, codec, ...given } = settings;
  return Worker.create({
    ...given,
    dataConverter: createDataConverter(codec),
    interceptors: { activity: [() => ({ inbound: faults })] },
    maxCachedWorkflows: 2_000,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentLocalActivityExecutions: slots,
    maxConcurrentActivityTaskExecutions: slots,
    workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, initial: 4, maximum: 10 },
    activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, initial: 2, maximum: 10 },
    shutdownGraceTime: '8 seconds',
    shutdownForceTime: '9 seconds',
  });
}
