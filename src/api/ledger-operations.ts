/** The routes of the ledger, in the order of the document. */
import { getAccrued } from './accrued.ts';
import { listBookPostings, listBooks } from './books.ts';
import { getArrears, getCollections } from './collections.ts';
import { getJournal, listJournalsOperation } from './journals.ts';
import type { Operation } from './operation.ts';
import { getReceivable, listReceivables, recordRecovery } from './receivables.ts';
import {
  actOnReversal,
  getReversal,
  listReversals,
  previewReversalOperation,
  proposeReversalOperation,
} from './reversals.ts';
import {
  actOnSourceCorrection,
  getSourceCorrection,
  listSourceCorrections,
  previewSourceCorrectionOperation,
  proposeSourceCorrectionOperation,
} from './source-corrections.ts';
import {
  exportAccountStatement,
  getAccountStatement,
  printAccountStatement,
} from './statements.ts';

export const LEDGER_OPERATIONS: readonly Operation[] = [
  getAccrued,
  getAccountStatement,
  printAccountStatement,
  exportAccountStatement,
  listJournalsOperation,
  getJournal,
  previewReversalOperation,
  proposeReversalOperation,
  listReversals,
  getReversal,
  actOnReversal,
  previewSourceCorrectionOperation,
  proposeSourceCorrectionOperation,
  listSourceCorrections,
  getSourceCorrection,
  actOnSourceCorrection,
  listReceivables,
  getReceivable,
  recordRecovery,
  listBooks,
  listBookPostings,
  getCollections,
  getArrears,
];
