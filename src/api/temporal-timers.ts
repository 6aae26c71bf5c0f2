/**
 * What a description does not tell and the end of the history does: when a workflow's timers go
 * off, and why its code failed last. Read for single cases that look stuck, never for all.
 */
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { failureCode, instant } from './temporal-words.ts';

export interface HistoryEnd {
  /** When the open timers go off (ms), the soonest first. */
  readonly timers: readonly number[];
  /** Why the last workflow task failed: a name of the engine's; null when none did. */
  readonly cause: string | null;
}

/** Events per page, and pages at most: what is older belongs to timers of months ago. */
const PAGE = 200;
const PAGES_MAX = 5;

const NON_DETERMINISTIC =
  proto.temporal.api.enums.v1.WorkflowTaskFailedCause
    .WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR;

export async function openTimers(client: Client, workflowId: string): Promise<HistoryEnd> {
  const { namespace } = client.options;
  const over = new Set<string>();
  const timers: number[] = [];
  let cause: string | null = null;
  let nextPageToken: Uint8Array = new Uint8Array();
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const answer = await client.workflowService.getWorkflowExecutionHistoryReverse({
      namespace,
      execution: { workflowId },
      maximumPageSize: PAGE,
      nextPageToken,
    });
    for (const event of answer.history?.events ?? []) {
      const {
        timerFiredEventAttributes: fired,
        timerCanceledEventAttributes: canceled,
        timerStartedEventAttributes: started,
        workflowTaskFailedEventAttributes: failed,
      } = event;
      const end = fired ?? canceled;
      if (end) over.add(String(end.startedEventId));
      if (started && !over.has(String(event.eventId))) {
        const begun = instant(event.eventTime) ?? 0;
        timers.push(begun + (instant(started.startToFireTimeout) ?? 0));
      }
      if (failed) cause ??= causeOf(failed);
    }
    nextPageToken = answer.nextPageToken;
    if (nextPageToken.length === 0) break;
  }
  return { timers: timers.sort((a, b) => a - b), cause };
}

interface Failed {
  readonly cause?: proto.temporal.api.enums.v1.WorkflowTaskFailedCause | null;
  readonly failure?: Parameters<typeof failureCode>[0] | null;
}

function causeOf({ cause, failure }: Failed): string {
  if (cause === NON_DETERMINISTIC) return 'NonDeterministicError';
  return failure ? failureCode(failure) : 'bug';
}
