/** Ctrl-C: what may take how long, so that all of it is over within ten seconds. */
import { describe, expect, it } from 'vitest';
import { STOP_MS } from '../../src/embedded/stop-limits.ts';

/** For killing what did not end, and the reaper's own end. */
const SPARE_MS = 500;

describe('Ctrl-C', () => {
  it('ends everything within ten seconds, even when nothing ends by itself', () => {
    const inTurn = STOP_MS.programs + STOP_MS.engine + STOP_MS.database;
    expect(inTurn + SPARE_MS).toBeLessThanOrEqual(10_000);
  });
});
