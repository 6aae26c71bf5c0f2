/**
 * What becomes of somebody whose last day is over: their work goes on in other hands, their sessions
 * are gone, their rights have ended. Every API process looks every minute; the database lets one do
 * it, and a fault of it is waited out.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { settleLeavers } from '../db/staff.ts';
import { faultOf } from './problems.ts';

interface Deps {
  readonly pool: pg.Pool;
  readonly log: Logger;
  readonly now: () => number;
}

const PAUSE_MS = 60_000;

/** Goes on until the signal. */
export async function runLeavers(
  deps: Deps,
  signal: AbortSignal,
  pauseMs = PAUSE_MS,
): Promise<void> {
  const { pool, log, now } = deps;
  while (!signal.aborted) {
    try {
      const settled = await settleLeavers(pool, { origin: 'leavers', at: now() });
      if (settled > 0) log.info({ event: 'leavers-settled', settled });
    } catch (error) {
      const kind = error instanceof Error ? error.name : typeof error;
      if (!faultOf(error)) log.error({ event: 'leavers-failed', kind });
    }
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
