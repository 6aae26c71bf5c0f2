/** Colors beside the words of a run's state. */
import type { Run } from './run-queries.ts';

export const STATE_COLORS: Readonly<Record<Run['state'], string>> = {
  preparing: 'processing',
  previewed: 'warning',
  working: 'processing',
  stopped: 'error',
  done: 'success',
  cancelled: 'default',
};

/** The digest as people compare it: its two ends. */
export function shortDigest(digest: string): string {
  return `${digest.slice(0, 8)}…${digest.slice(-8)}`;
}
