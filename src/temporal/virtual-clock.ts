/**
 * Time that passes on command, on the real server: for tests and for the time demo. A server that was
 * not set up for it refuses.
 *
 * Skipping is only ever switched on with a bound, because unbounded it leaps over the waits for people.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';

const { FastForwardPollingResult: Poll, PendingActivityState } = proto.temporal.api.enums.v1;
const SKIPS_MAX = 2_000;
const IDLE_POLL_MS = 20;
const IDLE_LIMIT_MS = 20_000;

export type TimedHandle = Pick<WorkflowHandle, 'workflowId' | 'describe'>;

export interface VirtualClock {
  /** The time this execution lives in. */
  readonly now: (handle: TimedHandle) => Promise<Date>;
  /**
   * Lets that much time pass for an idle execution; returns when it has passed and the execution
   * is idle again, or has ended on the way.
   */
  readonly fastForward: (handle: TimedHandle, ms: number) => Promise<void>;
  /** The same up to an instant; nothing happens when that has passed already. */
  readonly jumpTo: (handle: TimedHandle, instant: Date) => Promise<void>;
  /** Until nothing is left to do but wait: no workflow task, no activity but those backing off. */
  readonly untilIdle: (handle: TimedHandle) => Promise<void>;
}

export function virtualClock(client: Client): VirtualClock {
  const now = async (handle: TimedHandle): Promise<Date> => {
    const { raw } = await handle.describe();
    const time = raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
    return time ? new Date(Number(time.seconds) * 1000 + (time.nanos ?? 0) / 1e6) : new Date();
  };
  const fastForward = async (handle: TimedHandle, ms: number): Promise<void> => {
    if (ms <= 0) return;
    await untilIdle(handle);
    if (await skipTime(client, handle.workflowId, ms)) await untilIdle(handle);
  };
  return {
    now,
    fastForward,
    jumpTo: async (handle, instant) => {
      await fastForward(handle, instant.getTime() - (await now(handle)).getTime());
    },
    untilIdle,
  };
}

/**
 * Asks for that much time and waits until it has passed.
 *
 * @returns false when the execution ended on the way
 * @throws the server's refusal where it was not set up for it
 */
export async function skipTime(client: Client, workflowId: string, ms: number): Promise<boolean> {
  const id = randomUUID();
  const workflowExecution = { workflowId };
  const { namespace } = client.options;
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution,
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        maxSessionSkipCount: SKIPS_MAX,
        fastForwardConfig: { id, duration: msToTs(Math.ceil(ms)) },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
    identity: 'virtual-clock',
  });
  for (;;) {
    const answer = await client.workflowService.pollWorkflowExecutionTimeSkipping({
      namespace,
      workflowExecution,
      fastForwardId: id,
    });
    const { fastForwardPollingResult: result, failedReason } = answer;
    if (result === Poll.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED) return true;
    if (result === Poll.FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT) continue;
    // The normal answer when the case ends on the way.
    if (/ended before/.test(failedReason)) return false;
    throw new Error(`Time did not pass for ${workflowId}: ${failedReason}`);
  }
}

async function untilIdle(handle: TimedHandle): Promise<void> {
  const giveUpAt = Date.now() + IDLE_LIMIT_MS;
  for (;;) {
    const { raw, status } = await handle.describe();
    const busy = (raw.pendingActivities ?? []).filter(({ state, attempt }) => {
      return state !== PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED || (attempt ?? 1) <= 1;
    });
    if (status.name !== 'RUNNING' || (!raw.pendingWorkflowTask && busy.length === 0)) return;
    if (Date.now() > giveUpAt) throw new Error(`${handle.workflowId} does not come to rest.`);
    await delay(IDLE_POLL_MS);
  }
}
