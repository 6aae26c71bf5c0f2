/**
 * Asking an outside system: a local attempt, then a regular activity, then parking.
 *
 * The first attempt is short and costs no transition. When it fails the same question, under the
 * same key, goes on as a regular activity with the system's retry budget: visible, pausable,
 * repairable. When that is used up the case parks with what failed and which moves are safe; it
 * never ends because somebody else is down, and no answer is never "nothing found".
 */
import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Answered, OutsideActivities, Question } from '../../activities/checks.ts';
import { faultOf } from './commit.ts';

export type System = keyof OutsideActivities;

const local = proxyLocalActivities<OutsideActivities>({
  startToCloseTimeout: '1500 milliseconds',
  scheduleToCloseTimeout: '1600 milliseconds',
  retry: { maximumAttempts: 1 },
});

export type Attempt =
  | { readonly system: System; readonly answer: Answered }
  | { readonly system: System; readonly fault: string };

/** One short attempt inside the current task. */
export async function askBriefly(system: System, question: Question): Promise<Attempt> {
  try {
    return { system, answer: heardNow(await local[system](question)) };
  } catch (error) {
    return { system, fault: codeOf(error) };
  }
}

/** The same question with the whole retry budget, as an activity a supervisor can see. */
export async function askPatiently(
  system: System,
  question: Question,
  budgetSeconds: number,
): Promise<Attempt> {
  const regular = proxyActivities<OutsideActivities>({
    startToCloseTimeout: '30 seconds',
    scheduleToCloseTimeout: budgetSeconds * 1000,
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
    // Whoever no longer wants the answer does not wait for an attempt that is under way.
    cancellationType: 'TRY_CANCEL',
  });
  try {
    return { system, answer: heardNow(await regular[system](question)) };
  } catch (error) {
    return { system, fault: codeOf(error) };
  }
}

/** The age of an answer counts in the workflow's time, like every other wait of the case. */
function heardNow({ record }: Answered): Answered {
  return { record: { ...record, answeredAt: Date.now() } };
}

/** Cancellation is not a fault: it goes on up. */
function codeOf(error: unknown): string {
  if (isCancellation(error)) throw error;
  return faultOf(error)?.type ?? 'outside-system-unavailable';
}
