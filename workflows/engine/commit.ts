/**
 * Writing a change: a quick local activity first, a visible regular one when the database is away.
 *
 * A local activity costs no transition of its own. When it fails, the same change goes on as a
 * regular activity that retries until the database answers: a supervisor sees it, and the caller's
 * Update completes only when the change is known to be written.
 */
import { ActivityFailure, ApplicationFailure, CancellationScope } from '@temporalio/workflow';
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { CaseActivities } from '../../activities/index.ts';
import type { Change, Committed } from '../../src/cases/change.ts';

const local = proxyLocalActivities<CaseActivities>({
  startToCloseTimeout: '3 seconds',
  scheduleToCloseTimeout: '4 seconds',
  retry: { maximumAttempts: 2, initialInterval: '100 milliseconds' },
});

const regular = proxyActivities<CaseActivities>({
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '10 seconds' },
});

/** The type of the application failure inside an activity's failure, else null. */
export function faultOf(error: unknown): ApplicationFailure | null {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure ? cause : null;
}

/** True when trying again, unchanged, cannot help. */
export function isFinal(error: unknown): boolean {
  return faultOf(error)?.nonRetryable === true;
}

/**
 * Calls one of our own quick activities: locally first, as a visible regular one when that fails.
 *
 * @throws ApplicationFailure of the fault's type when trying again cannot help
 */
export function steadily<T>(call: (activities: CaseActivities) => Promise<T>): Promise<T> {
  return CancellationScope.nonCancellable(async () => {
    try {
      return await call(local);
    } catch (error) {
      if (isFinal(error)) throw asFailure(error);
    }
    try {
      return await call(regular);
    } catch (error) {
      throw asFailure(error);
    }
  });
}

/** Writes a change once. */
export function writeChange(change: Change): Promise<Committed> {
  return steadily(({ commit }) => commit(change));
}

/** What a workflow or an Update handler may throw: only ApplicationFailure. */
export function asFailure(error: unknown): ApplicationFailure {
  const failure = faultOf(error);
  if (!failure) return ApplicationFailure.nonRetryable('the change could not be written', 'bug');
  return ApplicationFailure.create({
    message: failure.message,
    type: failure.type ?? 'bug',
    nonRetryable: true,
    details: failure.details ?? [],
  });
}
