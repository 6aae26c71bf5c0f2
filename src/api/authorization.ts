/**
 * Who may call what: one row per route. A route without a row does not start.
 *
 * `object` says which of the things behind the route a grant reaches. A thing that is not there
 * and one that is not reached answer the same 404. What an act may do at a stage is the permit
 * table's business (src/cases); this table only says who may try.
 */
import type { Role } from '../cases/case.ts';
import { CASE_TYPES } from '../cases/index.ts';

/**
 * - `none`: nothing belongs to anybody (texts of the law, types, the calendar)
 * - `self`: the caller's own things
 * - `case`: cases of the grant's center and branch; a channel: those it brought
 * - `task`: tasks of such cases, of any branch where the task is the whole center's
 * - `center`: things of the grant's center
 */
export type ObjectRule = 'none' | 'self' | 'case' | 'task' | 'center';

export interface Row {
  readonly roles: readonly Role[];
  readonly object: ObjectRule;
  /** What a program's token must be good for; `cases` where nothing else is said. */
  readonly scope?: 'inbox';
}

const EVERYBODY: readonly Role[] = [
  'clerk',
  'reviewer',
  'approver',
  'supervisor',
  'auditor',
  'operator',
  'channel',
];
const STAFF: readonly Role[] = EVERYBODY.filter((role) => role !== 'channel');
/** Whoever works on cases; not the operator, who runs machines. */
const OFFICE: readonly Role[] = ['clerk', 'reviewer', 'approver', 'supervisor'];
const READERS: readonly Role[] = [...OFFICE, 'auditor'];
/** Whoever may start a case of some type; the type itself says who may start it. */
const STARTERS: readonly Role[] = EVERYBODY.filter((role) =>
  Object.values(CASE_TYPES).some(({ startedBy }) => startedBy.includes(role)),
);
/** Who sees what stands still and what was done about it. */
const OVERSEERS: readonly Role[] = ['supervisor', 'auditor'];
const WATCHERS: readonly Role[] = ['supervisor', 'auditor', 'operator'];

export const AUTHORIZATION: Readonly<Record<string, Row>> = {
  getMe: { roles: EVERYBODY, object: 'self' },
  listTypes: { roles: EVERYBODY, object: 'none' },
  listClauses: { roles: EVERYBODY, object: 'none' },
  getClause: { roles: EVERYBODY, object: 'none' },
  listClauseCases: { roles: READERS, object: 'case' },
  getNotice: { roles: EVERYBODY, object: 'none' },
  compareNotice: { roles: EVERYBODY, object: 'none' },

  createCase: { roles: STARTERS, object: 'case' },
  precheckCase: { roles: STARTERS, object: 'case' },
  listCases: { roles: [...READERS, 'channel'], object: 'case' },
  searchCases: { roles: [...READERS, 'channel'], object: 'case' },
  getWaitMoves: { roles: READERS, object: 'case' },
  getCase: { roles: [...READERS, 'channel'], object: 'case' },
  actOnCase: { roles: [...OFFICE, 'channel'], object: 'case' },
  pauseCase: { roles: OFFICE, object: 'case' },
  resumeCase: { roles: OFFICE, object: 'case' },
  listCaseEvents: { roles: [...READERS, 'channel'], object: 'case' },
  listCaseWaits: { roles: [...READERS, 'channel'], object: 'case' },
  listCaseTasks: { roles: READERS, object: 'case' },
  listCaseDecisions: { roles: READERS, object: 'case' },
  listCaseChecks: { roles: READERS, object: 'case' },
  listCaseDocuments: { roles: [...READERS, 'channel'], object: 'case' },
  getCaseDocument: { roles: [...READERS, 'channel'], object: 'case' },
  getCaseDocumentContent: { roles: [...READERS, 'channel'], object: 'case' },
  getCaseDecisionReplay: { roles: READERS, object: 'case' },
  listCaseNotes: { roles: READERS, object: 'case' },
  addCaseNote: { roles: OFFICE, object: 'case' },
  listCaseFiles: { roles: [...READERS, 'channel'], object: 'case' },
  getCaseApplication: { roles: [...READERS, 'channel'], object: 'case' },
  revealCheck: { roles: READERS, object: 'case' },
  revealCase: { roles: READERS, object: 'case' },
  listCasePresence: { roles: READERS, object: 'case' },
  advanceDemoTime: { roles: OFFICE, object: 'case' },
  streamCase: { roles: [...READERS, 'channel'], object: 'case' },

  listTasks: { roles: READERS, object: 'task' },
  nextTask: { roles: OFFICE, object: 'task' },
  countTasks: { roles: READERS, object: 'task' },
  streamTasks: { roles: READERS, object: 'task' },
  getTask: { roles: READERS, object: 'task' },
  claimTask: { roles: OFFICE, object: 'task' },
  releaseTask: { roles: OFFICE, object: 'task' },
  assignTask: { roles: ['supervisor'], object: 'task' },
  assignTasks: { roles: ['supervisor'], object: 'task' },
  moveTaskDue: { roles: ['supervisor'], object: 'task' },
  acknowledgeTask: { roles: OFFICE, object: 'task' },

  listStaff: { roles: ['supervisor', 'auditor'], object: 'center' },
  getStaff: { roles: ['supervisor', 'auditor'], object: 'center' },
  listColleagues: { roles: STAFF, object: 'center' },
  listBranches: { roles: STAFF, object: 'center' },
  listStaffChanges: { roles: ['supervisor', 'auditor'], object: 'center' },
  proposeStaffChange: { roles: ['supervisor'], object: 'center' },
  decideStaffChange: { roles: ['supervisor'], object: 'center' },
  withdrawStaffChange: { roles: ['supervisor'], object: 'center' },
  listAbsences: { roles: STAFF, object: 'center' },
  recordAbsence: { roles: STAFF, object: 'center' },
  endAbsence: { roles: STAFF, object: 'center' },

  uploadFile: { roles: [...OFFICE, 'channel'], object: 'self' },
  getFile: { roles: [...READERS, 'channel'], object: 'case' },

  searchPersons: { roles: READERS, object: 'center' },
  getPerson: { roles: READERS, object: 'center' },
  revealPerson: { roles: READERS, object: 'center' },
  getEarliestDates: { roles: OFFICE, object: 'center' },
  printEarliestDates: { roles: OFFICE, object: 'center' },
  calculateDates: { roles: OFFICE, object: 'none' },
  printCalculatedDates: { roles: OFFICE, object: 'none' },
  listPersonDocuments: { roles: READERS, object: 'center' },
  getPersonDocument: { roles: READERS, object: 'center' },

  getAccount: { roles: READERS, object: 'center' },
  getAccrued: { roles: READERS, object: 'center' },
  listPostings: { roles: READERS, object: 'center' },
  signMandate: { roles: OFFICE, object: 'center' },
  confirmMandate: { roles: OFFICE, object: 'center' },
  changeMandate: { roles: OFFICE, object: 'center' },
  cancelMandate: { roles: OFFICE, object: 'center' },

  getContributions: { roles: READERS, object: 'center' },
  printReceipt: { roles: OFFICE, object: 'center' },
  listPaymentSlips: { roles: READERS, object: 'center' },
  getPaymentSlip: { roles: READERS, object: 'center' },
  makePaymentSlip: { roles: OFFICE, object: 'center' },
  voidPaymentSlip: { roles: OFFICE, object: 'center' },
  listBreaches: { roles: READERS, object: 'center' },
  listOutsideLimits: { roles: READERS, object: 'center' },
  listSuspenseItems: { roles: READERS, object: 'center' },
  getSuspenseItem: { roles: READERS, object: 'center' },
  settleSuspenseItem: { roles: ['supervisor'], object: 'center' },
  listUnansweredDebits: { roles: READERS, object: 'center' },
  getUnansweredDebit: { roles: READERS, object: 'center' },
  settleUnansweredDebit: { roles: ['supervisor'], object: 'center' },
  revealPayer: { roles: ['supervisor', 'auditor'], object: 'center' },

  getAccountStatement: { roles: READERS, object: 'center' },
  printAccountStatement: { roles: OFFICE, object: 'center' },
  exportAccountStatement: { roles: READERS, object: 'center' },
  listJournals: { roles: READERS, object: 'center' },
  getJournal: { roles: READERS, object: 'center' },
  previewUndo: { roles: OVERSEERS, object: 'center' },
  previewReversal: { roles: OVERSEERS, object: 'center' },
  proposeReversal: { roles: ['supervisor'], object: 'center' },
  listReversals: { roles: OVERSEERS, object: 'center' },
  getReversal: { roles: OVERSEERS, object: 'center' },
  actOnReversal: { roles: ['supervisor'], object: 'center' },
  previewSourceCorrection: { roles: OVERSEERS, object: 'center' },
  proposeSourceCorrection: { roles: ['supervisor'], object: 'center' },
  listSourceCorrections: { roles: OVERSEERS, object: 'center' },
  getSourceCorrection: { roles: OVERSEERS, object: 'center' },
  actOnSourceCorrection: { roles: ['supervisor'], object: 'center' },
  listReceivables: { roles: READERS, object: 'center' },
  getReceivable: { roles: READERS, object: 'center' },
  recordRecovery: { roles: ['supervisor'], object: 'center' },
  listBooks: { roles: OVERSEERS, object: 'center' },
  listBookPostings: { roles: OVERSEERS, object: 'center' },
  getCollections: { roles: OVERSEERS, object: 'center' },
  getArrears: { roles: OVERSEERS, object: 'center' },

  listRuns: { roles: WATCHERS, object: 'center' },
  startRun: { roles: ['supervisor'], object: 'center' },
  getRun: { roles: WATCHERS, object: 'center' },
  listRunItems: { roles: OVERSEERS, object: 'center' },
  exportRunItems: { roles: OVERSEERS, object: 'center' },
  printRunItems: { roles: OVERSEERS, object: 'center' },
  actOnRun: { roles: ['supervisor'], object: 'center' },
  strikeRunItems: { roles: ['supervisor'], object: 'center' },
  listRunSchedules: { roles: WATCHERS, object: 'center' },
  getRunSchedule: { roles: WATCHERS, object: 'center' },
  actOnRunSchedule: { roles: ['supervisor'], object: 'center' },
  backfillRunSchedule: { roles: ['supervisor'], object: 'center' },

  listBankDays: { roles: OVERSEERS, object: 'center' },
  getBankDay: { roles: OVERSEERS, object: 'center' },
  listBankLines: { roles: OVERSEERS, object: 'center' },
  closeBankDay: { roles: ['supervisor'], object: 'center' },
  actOnBankDifference: { roles: ['supervisor'], object: 'center' },
  listProofs: { roles: OVERSEERS, object: 'center' },
  getLatestProof: { roles: OVERSEERS, object: 'center' },
  getProof: { roles: OVERSEERS, object: 'center' },
  getRunCertificate: { roles: OVERSEERS, object: 'center' },

  listBulkColumns: { roles: STARTERS, object: 'none' },
  startOperation: { roles: STARTERS, object: 'self' },
  listOperations: { roles: [...STARTERS, 'supervisor', 'auditor'], object: 'center' },
  getOperation: { roles: [...STARTERS, 'supervisor', 'auditor'], object: 'center' },
  listOperationRows: { roles: [...STARTERS, 'supervisor', 'auditor'], object: 'center' },
  stopOperation: { roles: [...STARTERS, 'supervisor'], object: 'center' },

  listDrafts: { roles: STARTERS, object: 'self' },
  createDraft: { roles: STARTERS, object: 'self' },
  getDraft: { roles: STARTERS, object: 'self' },
  updateDraft: { roles: STARTERS, object: 'self' },
  deleteDraft: { roles: STARTERS, object: 'self' },
  listViews: { roles: STAFF, object: 'self' },
  createView: { roles: STAFF, object: 'self' },
  deleteView: { roles: STAFF, object: 'self' },
  followView: { roles: READERS, object: 'self' },
  unfollowView: { roles: READERS, object: 'self' },
  listFollowedViews: { roles: READERS, object: 'case' },
  listViewNews: { roles: READERS, object: 'case' },
  noteViewNews: { roles: READERS, object: 'self' },

  listFigures: { roles: EVERYBODY, object: 'center' },
  previewFigure: { roles: ['supervisor'], object: 'center' },
  proposeFigure: { roles: ['supervisor'], object: 'center' },
  listFigureProposals: { roles: ['supervisor', 'auditor'], object: 'center' },
  decideFigure: { roles: ['supervisor'], object: 'center' },
  getCalendar: { roles: EVERYBODY, object: 'none' },
  previewCalendar: { roles: ['supervisor'], object: 'none' },
  putCalendar: { roles: ['supervisor'], object: 'none' },

  listAuditEvents: { roles: ['auditor', 'supervisor'], object: 'center' },
  getAuditEvent: { roles: ['auditor', 'supervisor'], object: 'center' },
  exportAuditEvents: { roles: ['auditor', 'supervisor'], object: 'center' },
  exportCases: { roles: ['auditor', 'supervisor'], object: 'case' },
  startVerification: { roles: ['auditor', 'supervisor'], object: 'center' },
  listVerifications: { roles: ['auditor', 'supervisor'], object: 'center' },
  getVerification: { roles: ['auditor', 'supervisor'], object: 'center' },
  getSupervision: { roles: WATCHERS, object: 'center' },

  listStuck: { roles: OVERSEERS, object: 'case' },
  getStuck: { roles: OVERSEERS, object: 'case' },
  listRepairs: { roles: OVERSEERS, object: 'case' },
  getRepair: { roles: OVERSEERS, object: 'case' },
  proposeRepair: { roles: ['supervisor'], object: 'case' },
  decideRepair: { roles: ['supervisor'], object: 'case' },
  withdrawRepair: { roles: ['supervisor'], object: 'case' },
  proposeBulkRepair: { roles: ['supervisor'], object: 'center' },
  confirmOperation: { roles: ['supervisor'], object: 'center' },
  getDiary: { roles: OVERSEERS, object: 'center' },
  getForecast: { roles: WATCHERS, object: 'center' },
  whatIf: { roles: ['supervisor', 'auditor'], object: 'center' },
  listFigureChoices: { roles: ['supervisor', 'auditor'], object: 'center' },
  proposeFigureChoice: { roles: ['supervisor'], object: 'center' },
  decideFigureChoice: { roles: ['supervisor'], object: 'center' },
  chooseFigureSingly: { roles: ['supervisor'], object: 'center' },
  getLegality: { roles: ['supervisor', 'auditor'], object: 'center' },
  listIrregularities: { roles: ['supervisor', 'auditor'], object: 'center' },
  getRadar: { roles: WATCHERS, object: 'center' },
  getDegraded: { roles: STAFF, object: 'none' },

  receiveMessage: { roles: ['channel'], object: 'center', scope: 'inbox' },
};

/**
 * Called once at start.
 *
 * @throws Error naming every route without a row and every row without a route
 */
export function checkAuthorization(operationIds: readonly string[]): void {
  const missing = operationIds.filter((id) => !Object.hasOwn(AUTHORIZATION, id));
  const idle = Object.keys(AUTHORIZATION).filter((id) => !operationIds.includes(id));
  const twice = operationIds.filter((id, index) => operationIds.indexOf(id) !== index);
  if (missing.length + idle.length + twice.length === 0) return;
  throw new Error(
    `authorization table: no row for [${missing.join(', ')}], ` +
      `no route for [${idle.join(', ')}], twice [${twice.join(', ')}]`,
  );
}

/** @throws Error for a route without a row */
export function rowOf(operationId: string): Row {
  const row = AUTHORIZATION[operationId];
  if (!row) throw new Error(`no authorization row for ${operationId}`);
  return row;
}
