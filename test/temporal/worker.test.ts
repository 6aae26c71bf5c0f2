/** How many cases a worker keeps in memory between two acts. */
import { describe, expect, it } from 'vitest';
import { workflowsKept } from '../../src/temporal/worker.ts';

const GB = 2 ** 30;

describe('workflows that stay in memory', () => {
  it.each([
    [0.25, 50],
    [2, 146],
    [4, 292],
    [16, 1170],
    [64, 2000],
  ])(
    'of a machine of %s GB are %s: a tenth of it, and never so few that every act replays',
    (gb, kept) => {
      expect(workflowsKept(gb * GB)).toBe(kept);
    },
  );
});
