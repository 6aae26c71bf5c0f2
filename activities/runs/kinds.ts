/** The registry of runs: what works on each kind of src/cases/runs.ts. */
import type { RunKindName } from '../../src/cases/runs.ts';
import { breachRun } from './breaches.ts';
import { collectionRun } from './collection.ts';
import { dormancyRun } from './dormancy.ts';
import type { RunWork } from './kind.ts';
import { legalityRun } from './legality.ts';
import { proofRun } from './proof.ts';
import { reconciliationRun } from './reconciliation.ts';
import { settlementRun } from './settlement.ts';
import { subsidyRun } from './subsidy.ts';

export const RUN_WORKS: Readonly<Partial<Record<RunKindName, RunWork>>> = {
  collection: collectionRun,
  'breach-search': breachRun,
  'dormancy-sweep': dormancyRun,
  'interest-settlement': settlementRun,
  subsidy: subsidyRun,
  reconciliation: reconciliationRun,
  proof: proofRun,
  'legality-sweep': legalityRun,
};
