/**
 * Which steps of cases and runs fail again and again in this process: for the radar, because a case
 * that waits for a person may at the same time be held up by an act that cannot be written, and for
 * the board, because a run whose step fails looks like one that works.
 */
import { Context } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { FAULTS } from '../src/domain/fault.ts';

/** A step that is being retried; `failed` is how long ago it failed last, ms. */
export interface Retry {
  readonly of: 'case' | 'run';
  /** Of the case or the run. */
  readonly id: string;
  readonly activity: string;
  readonly attempt: number;
  readonly failed: number;
  readonly fault: string;
}

export interface RetryBook {
  /** The same interceptor, with its failures noted. */
  readonly around: (inner: ActivityInboundCallsInterceptor) => ActivityInboundCallsInterceptor;
  readonly beats: () => readonly Retry[];
}

/** One failure happens. */
const ATTEMPTS_NOTED = 2;
/** The longest pause between two attempts is half a minute: what is silent for longer went elsewhere. */
const FORGOTTEN_MS = 120_000;
const NOTED_MAX = 500;
const MOVED =
  /^(?:case\/(?<case>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|run\/(?<run>[a-z-]+\.[^./]+\.[\d-]{10}\.\d+))$/;

interface Noted extends Omit<Retry, 'failed'> {
  readonly at: number;
}

export function openRetryBook(now: () => number = Date.now): RetryBook {
  const noted = new Map<string, Noted>();
  const note = (key: string, failure: Noted) => {
    noted.delete(key);
    if (noted.size < NOTED_MAX) noted.set(key, failure);
  };
  return {
    around: (inner) => ({
      ...inner,
      execute: async (input, next) => {
        const { isLocal, attempt, activityType, workflowExecution } = Context.current().info;
        const moved = movedBy(workflowExecution?.workflowId ?? '');
        const key = `${moved?.id ?? ''} ${activityType}`;
        try {
          const result = inner.execute ? await inner.execute(input, next) : await next(input);
          noted.delete(key);
          return result;
        } catch (error) {
          if (!isLocal && moved !== null && attempt >= ATTEMPTS_NOTED) {
            const fault = faultOf(error);
            note(key, { ...moved, activity: activityType, attempt, fault, at: now() });
          }
          throw error;
        }
      },
    }),
    beats: () => {
      for (const [key, { at }] of noted) if (now() - at > FORGOTTEN_MS) noted.delete(key);
      return [...noted.values()].map(({ at, ...retry }) => ({ ...retry, failed: now() - at }));
    },
  };
}

/** Which case or run a workflow moves; null: neither. */
function movedBy(workflowId: string): Pick<Retry, 'of' | 'id'> | null {
  const { case: ofCase, run } = MOVED.exec(workflowId)?.groups ?? {};
  if (ofCase !== undefined) return { of: 'case', id: ofCase };
  return run === undefined ? null : { of: 'run', id: run };
}

/** The fault's code, which is the failure's type; a bug has none. */
function faultOf(error: unknown): string {
  const type = error instanceof Error && 'type' in error ? error.type : '';
  return typeof type === 'string' && Object.hasOwn(FAULTS, type) ? type : 'bug';
}
