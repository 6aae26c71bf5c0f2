/** A wait as its words describe it: what a workflow registers. */
import type { ClauseKey } from '../policy/clauses.ts';
import type { WaitSpec } from './change.ts';
import { WAITS, type WaitKind } from './wording-waits.ts';

/**
 * @param until instant (ms) at which it ends by itself; null: it does not
 * @param clause instead of the one in the table
 */
export function waitFor(
  kind: WaitKind,
  until: number | null,
  clause: ClauseKey = WAITS[kind].clause,
  detail: Readonly<Record<string, unknown>> = {},
): WaitSpec {
  const { endedBy, shortenedBy } = WAITS[kind];
  return { kind, until, clause, endedBy, shortenedBy, detail };
}
