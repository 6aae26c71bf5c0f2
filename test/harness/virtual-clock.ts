/**
 * Time that passes on command, on the real server (test dynamic config only).
 *
 * A case is driven from registered wait to registered wait: skipping is only ever switched on with
 * a bound, because unbounded it leaps over the waits for people.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import type { Pool } from 'pg';

const { FastForwardPollingResult: Poll, PendingActivityState } = proto.temporal.api.enums.v1;
const SKIPS_MAX = 2_000;
const IDLE_POLL_MS = 20;
const IDLE_LIMIT_MS = 20_000;

type AnyHandle = Pick<WorkflowHandle, 'workflowId' | 'describe'>;

export interface VirtualClock {
  /** The time this execution lives in. */
  readonly now: (handle: AnyHandle) => Promise<Date>;
  /**
   * Lets that much time pass for an idle execution; returns when it has passed and the execution
   * is idle again, or has ended on the way.
   */
  readonly fastForward: (handle: AnyHandle, ms: number) => Promise<void>;
  /** The same up to an instant; nothing happens when that has passed already. */
  readonly jumpTo: (handle: AnyHandle, instant: Date) => Promise<void>;
  /** Until nothing is left to do but wait: no workflow task, no activity but those backing off. */
  readonly untilIdle: (handle: AnyHandle) => Promise<void>;
  /**
   * Jumps to the next `until` of the case's open waits.
   *
   * @returns that instant
   * @throws Error when no open wait has an end
   */
  readonly jumpToWait: (
    handle: AnyHandle,
    waits: { readonly db: Pool; readonly caseId: string; readonly kind?: string },
  ) => Promise<Date>;
}

export function virtualClock(client: Client): VirtualClock {
  const now = async (handle: AnyHandle): Promise<Date> => {
    const { raw } = await handle.describe();
    const time = raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
    return time ? new Date(Number(time.seconds) * 1000 + (time.nanos ?? 0) / 1e6) : new Date();
  };

  const fastForward = async (handle: AnyHandle, ms: number): Promise<void> => {
    if (ms <= 0) return;
    await untilIdle(handle);
    const id = randomUUID();
    const workflowExecution = { workflowId: handle.workflowId };
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
      if (result === Poll.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED) break;
      if (result === Poll.FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT) continue;
      // The normal answer when the case ends on the way.
      if (/ended before/.test(failedReason)) return;
      throw new Error(`Time did not pass for ${handle.workflowId}: ${failedReason}`);
    }
    await untilIdle(handle);
  };

  const jumpTo = async (handle: AnyHandle, instant: Date): Promise<void> => {
    await fastForward(handle, instant.getTime() - (await now(handle)).getTime());
  };

  return {
    now,
    fastForward,
    jumpTo,
    untilIdle,
    jumpToWait: async (handle, { db, caseId, kind }) => {
      const found = await db.query<{ until: Date | null }>(
        `select min(until) as until from wait
          where case_id = $1 and closed_at is null and ($2::text is null or kind = $2)`,
        [caseId, kind ?? null],
      );
      const until = found.rows[0]?.until;
      if (!until) throw new Error(`Case ${caseId} has no open wait with an end.`);
      await jumpTo(handle, until);
      return until;
    },
  };
}

async function untilIdle(handle: AnyHandle): Promise<void> {
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
