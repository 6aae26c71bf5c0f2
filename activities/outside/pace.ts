/**
 * At most so many requests a second to one system: what it allows its users is not ours to find out.
 *
 * A second's worth may go at once after a quiet moment; whoever comes later waits for a turn, as long
 * as the whole call may take. Each process keeps its own pace.
 */
import { setTimeout as delay } from 'node:timers/promises';

export interface Pace {
  /** Comes back when it is one's turn; the signal ends the waiting with its reason. */
  readonly turn: (signal: AbortSignal) => Promise<void>;
}

/** A clock that never goes back (ms), and waiting by it. */
export interface PaceClock {
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

const CLOCK: PaceClock = {
  now: () => performance.now(),
  wait: (ms, signal) => delay(ms, undefined, { signal }),
};

/** @param perSecond requests a second */
export function createPace(perSecond: number, { now, wait }: PaceClock = CLOCK): Pace {
  const gapMs = 1000 / perSecond;
  const burstMs = 1000 - gapMs;
  /** When the next request would be due if all went evenly. */
  let dueAt = 0;
  return {
    turn: async (signal) => {
      const at = now();
      const due = Math.max(dueAt, at);
      dueAt = due + gapMs;
      const waitMs = due - burstMs - at;
      if (waitMs <= 0) return;
      try {
        await wait(waitMs, signal);
      } catch (error) {
        // Whoever gives up gives the turn back.
        dueAt -= gapMs;
        throw signal.aborted ? signal.reason : error;
      }
    },
  };
}
