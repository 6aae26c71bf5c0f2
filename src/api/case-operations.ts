/** Cases from the counter on: started, found, shown, acted on, put aside. */
import { PAUSE_OPERATIONS } from './case-pauses.ts';
import {
  actOnCaseOperation,
  createCaseOperation,
  getCaseOperation,
  listCasesOperation,
  precheckCaseOperation,
  searchCasesOperation,
} from './cases.ts';
import { previewUndoOperation } from './opening-undo.ts';
import type { Operation } from './operation.ts';

export const CASE_OPERATIONS: readonly Operation[] = [
  createCaseOperation,
  precheckCaseOperation,
  listCasesOperation,
  searchCasesOperation,
  getCaseOperation,
  actOnCaseOperation,
  previewUndoOperation,
  ...PAUSE_OPERATIONS,
];
