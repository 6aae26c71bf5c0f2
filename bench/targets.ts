/** The figures to be reached, each at the size it was set for, and how a measurement stands to it. */

export interface Target {
  /** What is measured, with its unit. */
  readonly of: string;
  readonly limit: number;
  /** A ratio of speed is to be at least so much; a time, or a ratio of times, at most. */
  readonly side: 'most' | 'least';
}

export const TARGETS = {
  opening: { of: 'cases/s against the bare engine at 16 clients', limit: 0.7, side: 'least' },
  act: { of: "a clerk's act against the bare Update at 1 client", limit: 1.5, side: 'most' },
  transitions: { of: 'transitions of an opening', limit: 8, side: 'most' },
  list: { of: 'slowest page among 1,000,000 cases, p95 ms', limit: 50, side: 'most' },
  interest: {
    of: 'interest of 1,000,000 accounts against plain SQL that leaves a line each',
    limit: 2.5,
    side: 'most',
  },
  collection: { of: '200,000 debits out, in and booked, s', limit: 120, side: 'most' },
  dormancy: { of: 'sweep of 1,000,000 accounts, 5 % due, s', limit: 30, side: 'most' },
  proof: { of: 'proof over 12,000,000 postings, s', limit: 30, side: 'most' },
  parked: { of: 'p50 of a new case while 100,000 wait, against none', limit: 1.2, side: 'most' },
} as const satisfies Record<string, Target>;

export type TargetName = keyof typeof TARGETS;

/**
 * A line for the table's end: the target, what was measured, whether it is reached. What was measured at
 * another size says nothing of the target, and is told as such.
 *
 * @param measured undefined: that size was not among those measured
 */
export function targetLine(name: TargetName, measured: number | undefined): string {
  const { of, limit, side }: Target = TARGETS[name];
  const asked = `Target: ${of} ${side === 'most' ? '≤' : '≥'} ${String(limit)}`;
  if (measured === undefined || Number.isNaN(measured)) {
    return `${asked}; not measured at its size.`;
  }
  const reached = side === 'most' ? measured <= limit : measured >= limit;
  const shown = Number.isInteger(measured) ? String(measured) : measured.toFixed(2);
  return `${asked}; measured ${shown}: ${reached ? 'reached' : 'not reached'}.`;
}
