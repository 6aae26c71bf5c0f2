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
import { exportRunItems, printRunItems } from './run-lists.ts';
import {
  actOnRunSchedule,
  backfillRunSchedule,
  getRunSchedule,
  listRunSchedules,
} from './run-schedules.ts';

export const RUN_OPERATIONS: readonly Operation[] = [
  actOnRunOperation,
  getRun,
  listRunItems,
  exportRunItems,
  printRunItems,
  listRuns,
  startRunOperation,
  strikeRunItems,
  actOnRunSchedule,
  backfillRunSchedule,
  getRunSchedule,
  listRunSchedules,
];
