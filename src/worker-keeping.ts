/** Once an hour the run worker destroys what was begun, belongs to no case and is no longer needed. */
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { forgetLeftovers } from './db/leftovers.ts';

const EVERY_MS = 3_600_000;

export interface KeepingOptions {
  /** Told of faults; an hour later it is tried again. */
  readonly onFault: (error: unknown) => void;
  readonly everyMs?: number;
  readonly now?: () => number;
}

/** @returns stops after the pass in hand */
export function startKeeping(
  pool: pg.Pool,
  { onFault, everyMs = EVERY_MS, now = Date.now }: KeepingOptions,
): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = async () => {
    while (!signal.aborted) {
      await forgetLeftovers(pool, now()).catch(onFault);
      await delay(everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const ended = loop();
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
