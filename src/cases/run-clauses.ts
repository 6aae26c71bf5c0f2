/** By which clause an item of a run is done, or is not: that of its reason, else that of the kind. */
import { KEPT_REASONS } from '../policy/dormant-closing.ts';
import type { ClauseKey } from '../policy/clauses.ts';
import type { RunKindName } from '../domain/vocabulary.ts';

const OF_KINDS: Readonly<Record<RunKindName, ClauseKey>> = {
  collection: 'liaoning-4',
  'breach-search': 'liaoning-2',
  'dormancy-sweep': 'liaoning-14',
  'interest-settlement': 'regulation-21',
  subsidy: 'liaoning-4',
  reconciliation: 'liaoning-5',
  proof: 'liaoning-5',
  'legality-sweep': 'liaoning-5',
};

/** Where a reason rests on another clause than its kind; of empty accounts the rule itself says it. */
const OF_REASONS: Readonly<Record<string, ClauseKey>> = {
  'account-sealed': 'liaoning-5',
  'under-unit': 'liaoning-3',
  'agreement-not-active': 'liaoning-2',
  retired: 'retirement-1',
  'outside-limits': 'regulation-18',
  'subsidy-lost': 'liaoning-2',
  ...Object.fromEntries(Object.entries(KEPT_REASONS).map(([code, { clause }]) => [code, clause])),
};

/** @param code why it is not done, or what became of it; null: neither */
export function runItemClause(kind: RunKindName, code: string | null): ClauseKey {
  return (code === null ? undefined : OF_REASONS[code]) ?? OF_KINDS[kind];
}
