/** The routes of runs, in the order of the document. */
import type { Operation } from './operation.ts';
import {
  actOnRunOperation,
  getRun,
  listRunItems,
  listRuns,
  startRunOperation,
  strikeRunItems,
} from './runs.ts';

export const RUN_OPERATIONS: readonly Operation[] = [
  actOnRunOperation,
  getRun,
  listRunItems,
  listRuns,
  startRunOperation,
  strikeRunItems,
];
