/** A wait as its words describe it: what a workflow registers. */
import type { WaitSpec } from './change.ts';
import { WAITS, type WaitKind } from './wording-waits.ts';

/** @param until instant (ms) at which it ends by itself; null: it does not */
export function waitFor(
  kind: WaitKind,
  until: number | null,
  detail: Readonly<Record<string, unknown>> = {},
): WaitSpec {
  const { clause, endedBy, shortenedBy } = WAITS[kind];
  return { kind, until, clause, endedBy, shortenedBy, detail };
}
