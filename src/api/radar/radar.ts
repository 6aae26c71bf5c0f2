/**
 * The radar of one API process: sweeps on demand, one at a time, and remembers the last one, so
 * that many who look cost the engine no more than one.
 */
import type { StallFinding } from './finding.ts';
import { lookAtCase, sweep, type RadarParts, type Sweep } from './sweep.ts';

export interface Radar {
  /**
   * The last sweep, when it is not older than that; else a new one.
   *
   * @param ageMs a few seconds when left out
   */
  readonly sweep: (ageMs?: number) => Promise<Sweep>;
  /** The last sweep, however old; begins a new one in the background when it is older than that. */
  readonly known: (ageMs: number) => Sweep | null;
  /** One case now, by both sides; null when nothing is wrong with it. */
  readonly look: (caseId: string) => Promise<StallFinding | null>;
}

const FRESH_MS = 5_000;

export function createRadar(parts: RadarParts): Radar {
  let last: Sweep | null = null;
  let running: Promise<Sweep> | null = null;
  const start = (): Promise<Sweep> => {
    running ??= sweep(parts)
      .then((done) => (last = done))
      .finally(() => {
        running = null;
      });
    return running;
  };
  const isFresh = (ageMs: number) => last !== null && parts.now() - last.at < ageMs;
  return {
    sweep: async (ageMs = FRESH_MS) => (last !== null && isFresh(ageMs) ? last : start()),
    known: (ageMs) => {
      if (!isFresh(ageMs)) start().catch(() => undefined);
      return last;
    },
    look: (caseId) => lookAtCase(parts, caseId),
  };
}
