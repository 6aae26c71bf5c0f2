/**
 * A worker's signs of life: every few seconds, and at once when an outside system changes, it writes
 * down that it lives, how the outside systems answer it and how far its loops are.
 *
 * While the database is away nothing is written; what is shown then is old, and is shown as old.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Health } from '../activities/outside/health.ts';
import {
  endBeat,
  writeBeat,
  type Beat,
  type OutsideBeat,
  type RetryBeat,
  type LoopBeat,
} from './db/beats.ts';

/** How far a loop is (发送, 封链, 入账); its passes are told to it. */
export interface LoopBook {
  /** A pass ended well. @param done how much it did */
  readonly passed: (done: number) => void;
  readonly failed: (error: unknown) => void;
  readonly beat: () => LoopBeat;
}

export function openLoopBook(loop: string): LoopBook {
  let passed: number | null = null;
  let done: number | null = null;
  let failed: number | null = null;
  let fault: string | null = null;
  return {
    passed: (count) => {
      passed = Date.now();
      if (count > 0) done = passed;
    },
    failed: (error) => {
      failed = Date.now();
      fault = error instanceof Error ? error.name : 'unknown';
    },
    beat: () => ({ loop, passed: age(passed), done: age(done), failed: age(failed), fault }),
  };
}

export interface BeatOptions {
  readonly kind: Beat['kind'];
  readonly build: string;
  readonly outside: () => readonly Health[];
  readonly loops?: readonly LoopBook[];
  readonly retries?: () => readonly RetryBeat[];
  readonly everyMs?: number;
  /** Told of faults; the beats go on whatever they are. */
  readonly onFault?: (error: unknown) => void;
}

export interface Beats {
  /** Something has changed that should not wait for the next beat. */
  readonly soon: () => void;
  /** Takes its row along. */
  readonly stop: () => Promise<void>;
}

const EVERY_MS = 5_000;

export function startBeats(pool: pg.Pool, options: BeatOptions): Beats {
  const { everyMs = EVERY_MS, onFault = () => undefined } = options;
  const process = randomUUID();
  const startedAt = Date.now();
  const stopping = new AbortController();
  let nudge = new AbortController();
  const beat = async () =>
    writeBeat(pool, {
      process,
      kind: options.kind,
      build: options.build,
      age: Date.now() - startedAt,
      outside: options.outside().map(outsideBeat),
      loops: (options.loops ?? []).map((book) => book.beat()),
      retries: options.retries?.() ?? [],
    });
  const loop = async () => {
    await endBeat(pool, process).catch(onFault);
    while (!stopping.signal.aborted) {
      nudge = new AbortController();
      await beat().catch(onFault);
      const signal = AbortSignal.any([stopping.signal, nudge.signal]);
      await delay(everyMs, undefined, { signal }).catch(() => undefined);
    }
    await endBeat(pool, process).catch(onFault);
  };
  const ended = loop();
  return {
    soon: () => {
      nudge.abort();
    },
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

function outsideBeat(health: Health): OutsideBeat {
  return {
    system: health.system,
    state: health.state,
    since: age(Date.parse(health.since)) ?? 0,
    asked: ageOf(health.askedAt),
    answered: ageOf(health.answeredAt),
    lastError: health.lastError,
    lastErrorAge: ageOf(health.lastErrorAt),
    heldBack: health.heldBack,
  };
}

function ageOf(instant: string | null): number | null {
  return instant === null ? null : age(Date.parse(instant));
}

function age(instant: number | null): number | null {
  return instant === null ? null : Math.max(0, Date.now() - instant);
}
