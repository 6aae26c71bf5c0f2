/** Every route of /api/v1: the registry from which routing, document and tests are made. */
import { getAuditVerification, listAuditEvents } from './audit.ts';
import {
  addCaseNote,
  listCaseChecks,
  listCaseDecisions,
  listCaseEvents,
  listCaseFiles,
  listCaseNotes,
  listCaseTasks,
  listCaseWaits,
} from './case-parts.ts';
import {
  getCaseApplication,
  getCaseDocument,
  listCaseDocuments,
  revealCase,
} from './case-papers.ts';
import {
  actOnCaseOperation,
  createCaseOperation,
  getCaseOperation,
  listCasesOperation,
  precheckCaseOperation,
  searchCasesOperation,
} from './cases.ts';
import {
  createDraft,
  deleteDraftOperation,
  getDraft,
  listDraftsOperation,
  updateDraftOperation,
} from './drafts.ts';
import {
  decideFigureOperation,
  getCalendar,
  listFigureProposals,
  listFiguresOperation,
  proposeFigureOperation,
  putCalendar,
} from './figures.ts';
import { getFile, uploadFile } from './files.ts';
import { getMe, listClauses, listTypes } from './office.ts';
import type { Operation } from './operation.ts';
import {
  getOperation,
  listBulkColumns,
  listOperationRows,
  startOperationRoute,
  stopOperationRoute,
} from './operations.ts';
import { getEarliestDates, getPerson, revealPerson, searchPersons } from './persons.ts';
import { streamCase, streamTasks } from './streams.ts';
import { getSupervision } from './supervision.ts';
import {
  assignTaskOperation,
  claimTaskOperation,
  getTask,
  listTasksOperation,
  nextTaskOperation,
  releaseTaskOperation,
} from './tasks.ts';
import { createView, deleteViewOperation, listViewsOperation } from './views.ts';

export const OPERATIONS: readonly Operation[] = [
  getMe,
  listTypes,
  listClauses,
  createCaseOperation,
  precheckCaseOperation,
  listCasesOperation,
  searchCasesOperation,
  getCaseOperation,
  actOnCaseOperation,
  listCaseEvents,
  listCaseWaits,
  listCaseTasks,
  listCaseDecisions,
  listCaseChecks,
  listCaseDocuments,
  getCaseDocument,
  listCaseNotes,
  addCaseNote,
  listCaseFiles,
  getCaseApplication,
  revealCase,
  streamCase,
  listTasksOperation,
  nextTaskOperation,
  streamTasks,
  getTask,
  claimTaskOperation,
  releaseTaskOperation,
  assignTaskOperation,
  uploadFile,
  getFile,
  searchPersons,
  getPerson,
  revealPerson,
  getEarliestDates,
  listBulkColumns,
  startOperationRoute,
  getOperation,
  listOperationRows,
  stopOperationRoute,
  listDraftsOperation,
  createDraft,
  getDraft,
  updateDraftOperation,
  deleteDraftOperation,
  listViewsOperation,
  createView,
  deleteViewOperation,
  listFiguresOperation,
  proposeFigureOperation,
  listFigureProposals,
  decideFigureOperation,
  getCalendar,
  putCalendar,
  listAuditEvents,
  getAuditVerification,
  getSupervision,
];
