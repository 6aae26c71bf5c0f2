/**
 * How an outside system is doing, as its client sees it: for the supervisor's board and metrics.
 *
 * `up`, `slow` (it answers, but late or not always) or `open` (it is not asked for a while).
 */
import { type OutsideSystem, type Reason } from './failure.ts';

export interface Health {
  readonly system: OutsideSystem;
  readonly state: 'up' | 'slow' | 'open';
  /** ISO instant since which the state holds. */
  readonly since: string;
  /** End of the latest attempt; null when there was none: then `up` says nothing. */
  readonly askedAt: string | null;
  /** The latest answer; null when there was none. */
  readonly answeredAt: string | null;
  /** Reason of the latest failure, also after it is over; null when there was none. */
  readonly lastError: Reason | null;
  readonly lastErrorAt: string | null;
  /** Requests that wait for a free place at this moment. */
  readonly heldBack: number;
}

export interface HealthBook {
  /** @param ms how long an attempt took */
  readonly note: (ms: number, failure: Reason | null) => void;
  readonly circuit: (open: boolean) => void;
  readonly health: (heldBack: number) => Health;
}

const OUTCOMES_SEEN = 10;
const FAILURES_SLOW = 3;

interface HealthOptions {
  readonly system: OutsideSystem;
  /** An answer that takes longer is late. */
  readonly slowAfterMs: number;
  readonly now: () => number;
  readonly onChange: () => void;
}

export function openHealthBook({ system, slowAfterMs, now, onChange }: HealthOptions): HealthBook {
  const outcomes: { readonly late: boolean; readonly failed: boolean }[] = [];
  let open = false;
  let state: Health['state'] = 'up';
  let since = now();
  let lastError: Reason | null = null;
  let lastErrorAt: number | null = null;
  let askedAt: number | null = null;
  let answeredAt: number | null = null;

  function settle(): void {
    const failed = outcomes.filter((outcome) => outcome.failed).length;
    const late = outcomes.filter((outcome) => outcome.late).length;
    const slow = failed >= FAILURES_SLOW || late * 2 > outcomes.length;
    const next = open ? 'open' : slow ? 'slow' : 'up';
    if (next === state) return;
    state = next;
    since = now();
    onChange();
  }

  return {
    note: (ms, failure) => {
      outcomes.push({ late: ms > slowAfterMs, failed: failure !== null });
      if (outcomes.length > OUTCOMES_SEEN) outcomes.shift();
      askedAt = now();
      if (failure === null) {
        answeredAt = askedAt;
      } else {
        lastError = failure;
        lastErrorAt = askedAt;
      }
      settle();
    },
    circuit: (opened) => {
      // What led to the break is over once the system answers again.
      if (!opened) outcomes.length = 0;
      open = opened;
      settle();
    },
    health: (heldBack) => ({
      system,
      state,
      since: new Date(since).toISOString(),
      askedAt: isoOrNull(askedAt),
      answeredAt: isoOrNull(answeredAt),
      lastError,
      lastErrorAt: isoOrNull(lastErrorAt),
      heldBack,
    }),
  };
}

function isoOrNull(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
