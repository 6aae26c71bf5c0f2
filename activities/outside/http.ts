/**
 * The one way to speak to an outside system: bounded in time, memory and number of requests.
 *
 * From the outside in: the caller's total time, attempts under the same key, a limit of requests at
 * once, a circuit that stops asking a system that keeps failing, a limit of requests a second, and
 * the time of one attempt. An
 * answer counts only when it has the right shape and belongs to the request; whatever else comes
 * back is a fault, never an empty answer.
 */
import {
  BrokenCircuitError,
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  CircuitState,
  CountBreaker,
  ExponentialBackoff,
  handleWhen,
  retry,
  TaskCancelledError,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { type z } from 'zod';
import { type Download, type Line, openLine, type Sent } from './exchange.ts';
import {
  countsAgainst,
  isUnusable,
  mayTryAgain,
  outsideFault,
  type OutsideSystem,
  type Reason,
  reasonOf,
} from './failure.ts';
import { type Health, openHealthBook } from './health.ts';
import { createPace, type Pace } from './pace.ts';

export interface Limits {
  readonly connectTimeoutMs: number;
  /** One attempt, from the request to the last byte of its answer. */
  readonly attemptTimeoutMs: number;
  readonly answerBytesMax: number;
  /** A file that is downloaded, and the time of one attempt at it. */
  readonly fileBytesMax: number;
  readonly fileTimeoutMs: number;
  /** Requests at once; further ones wait in line, and beyond the line they are held back. */
  readonly requestsMax: number;
  readonly waitingMax: number;
  /** Requests a second of this process; further ones wait for their turn. */
  readonly requestsPerSecond: number;
  readonly slowAfterMs: number;
  /** The circuit opens when more than half of the latest ten calls failed, but not before five. */
  readonly probeAfterMs: number;
  readonly probeAfterMaxMs: number;
}

const DEFAULT_LIMITS: Limits = {
  connectTimeoutMs: 1000,
  attemptTimeoutMs: 5000,
  answerBytesMax: 262_144,
  fileBytesMax: 268_435_456,
  fileTimeoutMs: 120_000,
  requestsMax: 16,
  waitingMax: 64,
  requestsPerSecond: 200,
  slowAfterMs: 1000,
  probeAfterMs: 1000,
  probeAfterMaxMs: 15_000,
};

export interface OutsideOptions {
  /** The address under which the system's paths lie, such as http://127.0.0.1:7310/national */
  readonly url: string;
  readonly limits?: Partial<Limits>;
  /** Told when the state changes. */
  readonly onHealth?: (health: Health) => void;
  /** Told after each attempt, for metrics; no reason means it was answered. */
  readonly onAttempt?: (attempt: Attempt) => void;
}

export interface Attempt {
  readonly system: OutsideSystem;
  readonly ms: number;
  readonly reason: Reason | null;
}

export interface CallOptions {
  /** The whole call with all its attempts. */
  readonly timeoutMs: number;
  /** The same for every attempt of a step, in this process or another: sent as request id too. */
  readonly key: string;
  /** Attempts within the call; one, unless told otherwise. */
  readonly attempts?: number;
  /** Ends the call early; its reason is thrown as it is. */
  readonly signal?: AbortSignal;
}

interface Question<T> extends Omit<Sent, 'key'> {
  readonly schema: z.ZodType<T>;
  /** Does the answer belong to the request? */
  readonly belongs: (answer: T) => boolean;
}

export interface Outside {
  /**
   * @throws Fault 'outside-system-unavailable' or 'outside-answer-unusable', retried;
   *   'effect-conflict' when the key stands for another content there, not retried
   */
  readonly call: <T>(question: Question<T>, options: CallOptions) => Promise<T>;
  /** @throws as `call`, and what taking the file throws by itself */
  readonly download: <T>(file: Download<T>, options: CallOptions) => Promise<T>;
  readonly health: () => Health;
  readonly close: () => Promise<void>;
}

export function createOutside(system: OutsideSystem, options: OutsideOptions): Outside {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const line = lineOf(limits.answerBytesMax, { system, url: options.url, limits });
  const files = lineOf(limits.fileBytesMax, { system, url: options.url, limits });
  const places = bulkhead(limits.requestsMax, limits.waitingMax);
  const circuit = createCircuit(limits);
  const pace = createPace(limits.requestsPerSecond);
  const book = openHealthBook({
    system,
    slowAfterMs: limits.slowAfterMs,
    now: Date.now,
    onChange: () => options.onHealth?.(health()),
  });
  circuit.onBreak(() => {
    book.circuit(true);
  });
  circuit.onReset(() => {
    book.circuit(false);
  });
  const health = () => book.health(limits.waitingMax - places.queueSlots);

  /** One attempt, however it ends: the health book and the metrics are told. */
  async function noted<T>(
    { signal: caller }: CallOptions,
    work: () => Promise<T>,
    isFile = false,
  ): Promise<T> {
    const begun = performance.now();
    const note = (reason: Reason | null) => {
      const ms = performance.now() - begun;
      // A long file is not a late answer.
      book.note(isFile ? 0 : ms, reason);
      options.onAttempt?.({ system, ms, reason });
    };
    try {
      const answer = await work();
      note(null);
      return answer;
    } catch (error) {
      // The caller gave up: that says nothing about the system.
      caller?.throwIfAborted();
      // A key that was used before is our mistake; whatever else went wrong is shown.
      const reason = reasonOf(error);
      if (reason !== null && reason !== 'key-conflict') note(reason);
      if (isUnusable(error)) line.renew();
      throw error;
    }
  }

  const guard = { system, places, circuit, pace };
  return {
    call: (question, call) =>
      guarded({ ...guard, attemptTimeoutMs: limits.attemptTimeoutMs }, call, (signal) =>
        noted(call, () => answerTo({ system, line, signal }, question, call.key)),
      ),
    download: (file, call) =>
      guarded({ ...guard, attemptTimeoutMs: limits.fileTimeoutMs }, call, (signal) =>
        noted(call, () => files.download(file, call.key, signal), true),
      ),
    health,
    close: async () => {
      await Promise.all([line.close(), files.close()]);
    },
  };
}

interface Place {
  readonly system: OutsideSystem;
  readonly url: string;
  readonly limits: Limits;
}

function lineOf(answerBytesMax: number, { system, url, limits }: Place): Line {
  return openLine({
    system,
    url,
    connections: limits.requestsMax,
    connectTimeoutMs: limits.connectTimeoutMs,
    silenceTimeoutMs: limits.attemptTimeoutMs,
    answerBytesMax,
  });
}

interface Asking {
  readonly system: OutsideSystem;
  readonly line: Line;
  readonly signal: AbortSignal;
}

async function answerTo<T>(
  { system, line, signal }: Asking,
  { schema, belongs, ...sent }: Question<T>,
  key: string,
): Promise<T> {
  const parsed = schema.safeParse(await line.exchange({ ...sent, key }, signal));
  if (!parsed.success) throw outsideFault(system, 'wrong-shape');
  if (!belongs(parsed.data)) throw outsideFault(system, 'other-request');
  return parsed.data;
}

/** The one call that was to show whether a system is back ended without showing it. */
class Undecided extends Error {}

/**
 * What the circuit hears of a probe that somebody gave up, or that never left: cockatiel takes every
 * error that does not count for a success then, and would close. So it opens again, and asks later.
 */
async function deciding<T>(isProbe: boolean, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isProbe || reasonOf(error) !== null) throw error;
    throw new Undecided('nothing was learned of the system', { cause: error });
  }
}

function createCircuit({ probeAfterMs, probeAfterMaxMs }: Limits) {
  return circuitBreaker(
    handleWhen((error) => error instanceof Undecided || countsAgainst(error)),
    {
      halfOpenAfter: new ExponentialBackoff({
        initialDelay: probeAfterMs,
        maxDelay: probeAfterMaxMs,
      }),
      breaker: new CountBreaker({ threshold: 0.5, size: 10, minimumNumberOfCalls: 5 }),
    },
  );
}

interface Guard {
  readonly system: OutsideSystem;
  readonly attemptTimeoutMs: number;
  readonly places: ReturnType<typeof bulkhead>;
  readonly circuit: ReturnType<typeof createCircuit>;
  readonly pace: Pace;
}

async function guarded<T>(
  { system, attemptTimeoutMs, places, circuit, pace }: Guard,
  { timeoutMs, attempts = 1, signal: caller }: CallOptions,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const total = timeout(timeoutMs, TimeoutStrategy.Aggressive);
  const once = timeout(attemptTimeoutMs, TimeoutStrategy.Cooperative);
  const again = retry(handleWhen(mayTryAgain), {
    maxAttempts: attempts - 1,
    backoff: new ExponentialBackoff({ initialDelay: 200, maxDelay: 2000 }),
  });
  const sent = { once: false };
  try {
    return await wrap(total, again, places, circuit).execute(
      ({ signal: wanted }) =>
        deciding(circuit.state === CircuitState.HalfOpen, async () => {
          // Waiting for a turn is no part of the time of an attempt.
          await pace.turn(wanted);
          return await once.execute(async ({ signal }) => {
            sent.once = true;
            return await attempt(signal);
          }, wanted);
        }),
      caller,
    );
  } catch (thrown) {
    const error = thrown instanceof Undecided ? thrown.cause : thrown;
    caller?.throwIfAborted();
    if (error instanceof BulkheadRejectedError) throw outsideFault(system, 'held-back');
    if (error instanceof BrokenCircuitError) throw outsideFault(system, 'circuit-open');
    if (!(error instanceof TaskCancelledError)) throw error;
    if (sent.once) throw outsideFault(system, 'timed-out');
    const probing = circuit.state === CircuitState.HalfOpen;
    throw outsideFault(system, probing ? 'circuit-open' : 'held-back');
  }
}
