/** Every route of /api/v1: the registry from which routing, document and tests are made. */
import { listBreaches } from './breaches.ts';
import { endAbsenceOperation, listAbsencesOperation, recordAbsenceOperation } from './absences.ts';
import { getAccount, listPostings } from './accounts.ts';
import { getAuditEvent, listAuditEvents } from './audit.ts';
import { BANK_OPERATIONS } from './bank-operations.ts';
import { listCasePresence } from './presence.ts';
import { getCalendar, previewCalendar, putCalendar } from './calendar.ts';
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
import { CASE_OPERATIONS } from './case-operations.ts';
import {
  getCaseApplication,
  getCaseDocument,
  listCaseDocuments,
  revealCase,
} from './case-papers.ts';
import { getCaseDecisionReplay, getCaseDocumentContent, revealCheck } from './case-reading.ts';
import { LAW_OPERATIONS } from './compare-notice.ts';
import {
  calculateDates,
  getEarliestDates,
  printCalculatedDates,
  printEarliestDates,
} from './dates-routes.ts';
import { advanceDemoTime } from './demo-time.ts';
import {
  createDraft,
  deleteDraftOperation,
  getDraft,
  listDraftsOperation,
  updateDraftOperation,
} from './drafts.ts';
import {
  followViewOperation,
  listFollowedViews,
  listViewNews,
  noteViewNews,
  unfollowViewOperation,
} from './followed-views.ts';
import { previewFigure } from './figure-preview.ts';
import {
  decideFigureOperation,
  listFigureProposals,
  listFiguresOperation,
  proposeFigureOperation,
} from './figures.ts';
import { RUN_OPERATIONS } from './run-operations.ts';
import { getContributions } from './contributions.ts';
import { listOutsideLimits } from './outside-limits.ts';
import { SLIP_OPERATIONS } from './payment-slips.ts';
import { printReceipt } from './receipts.ts';
import { SUSPENSE_OPERATIONS } from './suspense.ts';
import { UNANSWERED_OPERATIONS } from './unanswered-debits.ts';
import { exportAuditEvents, exportCases } from './exports.ts';
import { getFile, uploadFile } from './files.ts';
import { receiveMessage } from './inbox.ts';
import { cancelMandate, changeMandate, confirmMandate, signMandate } from './mandates.ts';
import { LEDGER_OPERATIONS } from './ledger-operations.ts';
import { getMe, listTypes } from './office.ts';
import type { Operation } from './operation.ts';
import {
  getOperation,
  listBulkColumns,
  listOperationRows,
  listOperationsRoute,
  startOperationRoute,
  stopOperationRoute,
} from './operations.ts';
import { getPersonDocument, listPersonDocuments } from './person-documents.ts';
import { getPerson, revealPerson, searchPersons } from './persons.ts';
import { confirmOperationRoute, proposeBulkRepairOperation } from './repair/bulk-repairs.ts';
import { getDiary } from './repair/diary.ts';
import {
  decideRepairOperation,
  getRepair,
  listRepairsOperation,
  proposeRepairOperation,
  withdrawRepairOperation,
} from './repair/repairs.ts';
import { getStuck } from './repair/stuck-page.ts';
import { listStuck } from './repair/stuck.ts';
import {
  decideStaffChangeOperation,
  listStaffChangesOperation,
  proposeStaffChangeOperation,
  withdrawStaffChangeOperation,
} from './staff-changes.ts';
import { getStaff, listBranchesOperation, listColleagues, listStaff } from './staff.ts';
import { streamCase, streamTasks } from './streams.ts';
import { getDegraded } from './supervision-degraded.ts';
import { FORESIGHT_OPERATIONS } from './foresight-operations.ts';
import { getRadar } from './supervision-radar.ts';
import { getSupervision } from './supervision.ts';
import {
  acknowledgeTaskOperation,
  assignTasksOperation,
  moveTaskDueOperation,
} from './task-moves.ts';
import {
  assignTaskOperation,
  claimTaskOperation,
  countTasksOperation,
  getTask,
  listTasksOperation,
  nextTaskOperation,
  releaseTaskOperation,
} from './tasks.ts';
import { getVerification, listVerificationsOperation, startVerification } from './verifications.ts';
import { createView, deleteViewOperation, listViewsOperation } from './views.ts';

export const OPERATIONS: readonly Operation[] = [
  getMe,
  listTypes,
  ...LAW_OPERATIONS,
  ...CASE_OPERATIONS,
  listCaseEvents,
  listCaseWaits,
  listCaseTasks,
  listCaseDecisions,
  listCaseChecks,
  listCaseDocuments,
  getCaseDocument,
  getCaseDocumentContent,
  getCaseDecisionReplay,
  listCaseNotes,
  addCaseNote,
  listCaseFiles,
  getCaseApplication,
  revealCase,
  revealCheck,
  listCasePresence,
  streamCase,
  listTasksOperation,
  nextTaskOperation,
  countTasksOperation,
  streamTasks,
  getTask,
  claimTaskOperation,
  releaseTaskOperation,
  assignTaskOperation,
  assignTasksOperation,
  moveTaskDueOperation,
  acknowledgeTaskOperation,
  listStaff,
  getStaff,
  listColleagues,
  listBranchesOperation,
  listStaffChangesOperation,
  proposeStaffChangeOperation,
  decideStaffChangeOperation,
  withdrawStaffChangeOperation,
  listAbsencesOperation,
  recordAbsenceOperation,
  endAbsenceOperation,
  uploadFile,
  getFile,
  searchPersons,
  getPerson,
  revealPerson,
  getEarliestDates,
  printEarliestDates,
  calculateDates,
  printCalculatedDates,
  listPersonDocuments,
  getPersonDocument,
  getAccount,
  listPostings,
  getContributions,
  printReceipt,
  ...SLIP_OPERATIONS,
  listBreaches,
  listOutsideLimits,
  ...SUSPENSE_OPERATIONS,
  ...UNANSWERED_OPERATIONS,
  ...LEDGER_OPERATIONS,
  ...RUN_OPERATIONS,
  signMandate,
  confirmMandate,
  changeMandate,
  cancelMandate,
  ...BANK_OPERATIONS,
  listBulkColumns,
  startOperationRoute,
  listOperationsRoute,
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
  followViewOperation,
  unfollowViewOperation,
  listFollowedViews,
  listViewNews,
  noteViewNews,
  listFiguresOperation,
  previewFigure,
  proposeFigureOperation,
  listFigureProposals,
  decideFigureOperation,
  getCalendar,
  previewCalendar,
  putCalendar,
  listAuditEvents,
  getAuditEvent,
  exportAuditEvents,
  exportCases,
  startVerification,
  listVerificationsOperation,
  getVerification,
  getSupervision,
  listStuck,
  getStuck,
  listRepairsOperation,
  proposeRepairOperation,
  getRepair,
  decideRepairOperation,
  withdrawRepairOperation,
  proposeBulkRepairOperation,
  confirmOperationRoute,
  getDiary,
  ...FORESIGHT_OPERATIONS,
  getRadar,
  getDegraded,
  receiveMessage,
  advanceDemoTime,
];
