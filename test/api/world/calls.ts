/** How every operation is called on somebody's things, for the matrix of roles and objects. */
import { randomUUID } from 'node:crypto';
import { addDays, dateAt } from '../../../src/domain/calendar.ts';
import { opening, PDF } from './cases.ts';
import type { Api } from './client.ts';
import type { Told } from './told.ts';

/** Things of one place: a case with all that hangs on it. */
export interface Things {
  readonly center: string;
  readonly branch: string;
  readonly submitter: string;
  readonly case: string;
  readonly person: string;
  readonly task: string;
  readonly document: string;
  /** A document of the person, without a case. */
  readonly sheet: string;
  readonly account: string;
  readonly decision: string;
  readonly file: string;
  readonly operation: string;
  readonly proposal: string;
  readonly repair: string;
  readonly event: string;
  readonly verification: string;
  /** A clerk there, a change of them that waits, and an absence. */
  readonly member: string;
  readonly change: string;
  readonly absence: string;
  readonly run: string;
  /** A day of the bank with one difference, and a proof that is done. */
  readonly bankDay: string;
  readonly difference: string;
  readonly proof: string;
  readonly suspense: string;
  /** A debit that the bank does not answer. */
  readonly unanswered: string;
  /** A slip of a payment at the counter that is open. */
  readonly slip: string;
  /** A journal with a proposal to take it back, and money to be recovered. */
  readonly journal: string;
  readonly reversal: string;
  /** A correction of a source that waits for another supervisor. */
  readonly correction: string;
  readonly receivable: string;
}

let months = 0;
/** A month of its own each time: absences of one person do not overlap. */
export const ABSENCE = (days: number) => {
  months += 1;
  const from = addDays(dateAt(Date.now()), 30 + months * 2);
  return { from, to: addDays(from, days - 1), deputy: null };
};

let day = 1;
export const FIGURE = () => ({
  name: 'check-valid',
  value: '7',
  validFrom: `2027-02-${String((day += 1)).padStart(2, '0')}`,
  documentNumber: '测〔2026〕1号',
  reason: '测试',
});

export const RECEIPT = (more: object = {}) => ({
  kind: 'delivery-receipt',
  serial: randomUUID(),
  about: 'nothing-of-ours',
  content: { state: 'delivered', at: '2026-11-23T10:00:03+08:00', reason: null },
  ...more,
});

/** Takes two supervisors, so it stays a proposal. */
export const RESTART = (id: string) => ({
  object: `case-${id}`,
  kind: 'no-workflow',
  move: 'restart',
  reason: '流程已丢失',
});

export const csv = () => ({
  raw: 'applicant.name\n张三\n',
  headers: { 'content-type': 'text/csv' },
});

export const DECISION = {
  rule: 'opening-intake',
  version: '2026-1',
  outcome: 'not-accepted',
  clauses: ['liaoning-1'],
  record: { reasons: [] },
};
const reason = { reason: '核对' };
type Calls = Readonly<Record<string, (api: Api, of: Things) => Promise<Told>>>;

let form: Record<string, unknown> = {};
/** One form for all: who may not start a case cannot upload its scan either. */
export async function keepForm(api: Api): Promise<void> {
  form = await opening(api);
}

/** How each operation is called on somebody's things. */
export const CALLS: Calls = {
  getMe: (api) => api.get('/me'),
  listTypes: (api) => api.get('/types'),
  listClauses: (api) => api.get('/clauses'),
  getClause: (api) => api.get('/clauses/liaoning-14'),
  listClauseCases: (api) => api.get('/clauses/liaoning-14/cases'),
  getNotice: (api) => api.get('/notice'),
  compareNotice: (api) => api.post('/notice:compare', { body: { text: '（一）明确参制条件。' } }),
  createCase: (api) => api.post('/cases', { body: form }),
  precheckCase: (api) => api.post('/cases:precheck', { body: form }),
  listCases: (api) => api.get('/cases'),
  searchCases: (api) => api.post('/cases:search', { body: { name: '无此人' } }),
  getWaitMoves: (api, { case: id }) => api.get(`/cases/${id}/wait-moves?toOn=2099-01-04`),
  getCase: (api, { case: id }) => api.get(`/cases/${id}`),
  listCasePresence: (api, { case: id }) => api.get(`/cases/${id}/presence`),
  advanceDemoTime: (api, { case: id }) => api.post(`/cases/${id}/demo-time:advance`),
  actOnCase: (api, { case: id }) =>
    api.post(`/cases/${id}/actions/withdraw`, { body: reason, version: 999 }),
  pauseCase: (api, { case: id }) =>
    api.post(`/cases/${id}:pause`, {
      body: { reasonCode: 'applicant', until: '2099-01-04' },
      version: 999,
    }),
  resumeCase: (api, { case: id }) =>
    api.post(`/cases/${id}:resume`, { body: reason, version: 999 }),
  listCaseEvents: (api, { case: id }) => api.get(`/cases/${id}/events`),
  listCaseWaits: (api, { case: id }) => api.get(`/cases/${id}/waits`),
  listCaseTasks: (api, { case: id }) => api.get(`/cases/${id}/tasks`),
  listCaseDecisions: (api, { case: id }) => api.get(`/cases/${id}/decisions`),
  listCaseChecks: (api, { case: id }) => api.get(`/cases/${id}/checks`),
  listCaseDocuments: (api, { case: id }) => api.get(`/cases/${id}/documents`),
  getCaseDocument: (api, { case: id, document }) =>
    api.get(`/cases/${id}/documents/${document}.pdf`),
  getCaseDocumentContent: (api, { case: id, document }) =>
    api.get(`/cases/${id}/documents/${document}`),
  getCaseDecisionReplay: (api, { case: id, decision }) =>
    api.get(`/cases/${id}/decisions/${decision}/replay`),
  listCaseNotes: (api, { case: id }) => api.get(`/cases/${id}/notes`),
  addCaseNote: (api, { case: id }) => api.post(`/cases/${id}/notes`, { body: { text: '备注' } }),
  listCaseFiles: (api, { case: id }) => api.get(`/cases/${id}/files`),
  getCaseApplication: (api, { case: id }) => api.get(`/cases/${id}/application`),
  revealCheck: (api, { case: id }) => api.post(`/cases/${id}/checks/1:reveal`, { body: reason }),
  revealCase: (api, { case: id }) => api.post(`/cases/${id}:reveal`, { body: reason }),
  listTasks: (api) => api.get('/tasks'),
  nextTask: (api) => api.get('/tasks:next'),
  countTasks: (api) => api.get('/tasks:counts'),
  getTask: (api, { task }) => api.get(`/tasks/${task}`),
  claimTask: (api, { task }) => api.post(`/tasks/${task}:claim`, { version: 999 }),
  releaseTask: (api, { task }) => api.post(`/tasks/${task}:release`, { version: 999 }),
  assignTask: (api, { task }) =>
    api.post(`/tasks/${task}:assign`, { version: 999, body: { staff: null } }),
  assignTasks: (api, { task }) =>
    api.post('/tasks:assign', {
      body: { tasks: [{ id: task, version: 999 }], staff: null, ...reason },
    }),
  moveTaskDue: (api, { task }) =>
    api.post(`/tasks/${task}:due`, { version: 999, body: { dueOn: '2030-01-01', ...reason } }),
  acknowledgeTask: (api, { task }) => api.post(`/tasks/${task}:acknowledge`, { version: 999 }),
  listStaff: (api) => api.get('/staff'),
  getStaff: (api, { member }) => api.get(`/staff/${member}`),
  listColleagues: (api) => api.get('/colleagues'),
  listBranches: (api) => api.get('/branches'),
  listStaffChanges: (api) => api.get('/staff/changes'),
  proposeStaffChange: (api, { member }) =>
    api.post('/staff/changes', { body: { kind: 'suspend', staff: member, ...reason } }),
  decideStaffChange: (api, { change }) =>
    api.post(`/staff/changes/${change}:decide`, { body: { approve: false, ...reason } }),
  withdrawStaffChange: (api, { change }) =>
    api.post(`/staff/changes/${change}:withdraw`, { body: reason }),
  listAbsences: (api) => api.get('/absences'),
  recordAbsence: (api, { member }) => api.post(`/staff/${member}/absences`, { body: ABSENCE(1) }),
  endAbsence: (api, { absence }) =>
    api.post(`/absences/${absence}:end`, { body: { lastDay: null } }),
  uploadFile: (api) =>
    api.post('/files?kind=other', { raw: PDF, headers: { 'content-type': 'application/pdf' } }),
  getFile: (api, { file }) => api.get(`/files/${file}`),
  searchPersons: (api) => api.post('/persons:search', { body: { name: '无此人' } }),
  getPerson: (api, { person }) => api.get(`/persons/${person}`),
  revealPerson: (api, { person }) => api.post(`/persons/${person}:reveal`, { body: reason }),
  getEarliestDates: (api, { person }) => api.get(`/persons/${person}/earliest-dates`),
  printEarliestDates: (api, { person }) => api.post(`/persons/${person}/earliest-dates:print`),
  calculateDates: (api) =>
    api.post('/earliest-dates:calculate', { body: { person: { bornOn: '1990-02-15' } } }),
  printCalculatedDates: (api) =>
    api.post('/earliest-dates:print', { body: { person: { bornOn: '1990-02-15' } } }),
  listPersonDocuments: (api, { person }) => api.get(`/persons/${person}/documents`),
  getPersonDocument: (api, { person, sheet }) =>
    api.get(`/persons/${person}/documents/${sheet}.pdf`),
  getAccount: (api, { account }) => api.get(`/accounts/${account}`),
  getAccrued: (api, { account }) => api.get(`/accounts/${account}/accrued?on=2026-11-23`),
  listPostings: (api, { account }) => api.get(`/accounts/${account}/postings`),
  getContributions: (api, { account }) => api.get(`/accounts/${account}/contributions`),
  printReceipt: (api, { account }) =>
    api.post(`/accounts/${account}/receipts`, { body: { from: '2026-10', to: '2026-10' } }),
  listPaymentSlips: (api, { account }) => api.get(`/accounts/${account}/payment-slips`),
  getPaymentSlip: (api, { slip }) => api.get(`/payment-slips/${slip}`),
  makePaymentSlip: (api, { account }) =>
    api.post(`/accounts/${account}/payment-slips`, { body: { amount: '800.00' } }),
  voidPaymentSlip: (api, { slip }) =>
    api.post(`/payment-slips/${slip}:void`, { body: reason, version: 999 }),
  listBreaches: (api) => api.get('/breaches'),
  listOutsideLimits: (api, { center }) => api.get(`/agreements/outside-limits?center=${center}`),
  listUnansweredDebits: (api) => api.get('/unanswered-debits'),
  getUnansweredDebit: (api, { unanswered }) => api.get(`/unanswered-debits/${unanswered}`),
  settleUnansweredDebit: (api, { unanswered }) =>
    api.post(`/unanswered-debits/${unanswered}/actions`, {
      version: 1,
      body: { action: 'record', document: '沈银函〔2026〕12号', ...reason },
    }),
  listSuspenseItems: (api) => api.get('/suspense'),
  getSuspenseItem: (api, { suspense }) => api.get(`/suspense/${suspense}`),
  revealPayer: (api, { suspense }) => api.post(`/suspense/${suspense}:reveal`, { body: reason }),
  settleSuspenseItem: (api, { suspense }) =>
    api.post(`/suspense/${suspense}/actions`, {
      body: { action: 'return', document: 'T1', reason: '测试' },
      version: 999,
    }),
  getAccountStatement: (api, { account }) => api.get(`/accounts/${account}/statement`),
  printAccountStatement: (api, { account }) =>
    api.post(`/accounts/${account}/statement:print`, { body: {} }),
  exportAccountStatement: (api, { account }) =>
    api.post(`/accounts/${account}/statement:export`, { body: { format: 'csv' }, key: null }),
  listJournals: (api, { case: id }) => api.get(`/journals?case=${id}`),
  getJournal: (api, { journal }) => api.get(`/journals/${journal}`),
  previewUndo: (api, { case: id }) => api.get(`/cases/${id}/undo-plan`),
  previewReversal: (api, { journal }) => api.get(`/journals/${journal}/reversal-plan`),
  proposeReversal: (api, { journal }) =>
    api.post(`/journals/${journal}/reversals`, { body: { digest: '0'.repeat(64), ...reason } }),
  listReversals: (api) => api.get('/reversals'),
  getReversal: (api, { reversal }) => api.get(`/reversals/${reversal}`),
  actOnReversal: (api, { reversal }) =>
    api.post(`/reversals/${reversal}/actions`, {
      body: { action: 'decline', ...reason },
      version: 999,
    }),
  previewSourceCorrection: (api, { account }) =>
    api.get(
      `/accounts/${account}/source-correction-plan?from=unclassified&to=flexible&amount=3.00`,
    ),
  proposeSourceCorrection: (api, { account }) =>
    api.post(`/accounts/${account}/source-corrections`, {
      body: {
        ...{ from: 'unclassified', to: 'flexible', amount: '3.00', since: '2026-11-02' },
        ...{ document: '更〔2026〕1号', digest: '0'.repeat(64), ...reason },
      },
    }),
  listSourceCorrections: (api) => api.get('/source-corrections'),
  getSourceCorrection: (api, { correction }) => api.get(`/source-corrections/${correction}`),
  actOnSourceCorrection: (api, { correction }) =>
    api.post(`/source-corrections/${correction}/actions`, {
      body: { action: 'decline', ...reason },
      version: 999,
    }),
  listReceivables: (api) => api.get('/receivables'),
  getReceivable: (api, { receivable }) => api.get(`/receivables/${receivable}`),
  recordRecovery: (api, { receivable, suspense }) =>
    api.post(`/receivables/${receivable}/recoveries`, {
      body: { item: suspense, ...reason },
      version: 999,
    }),
  listBooks: (api, { center }) => api.get(`/books?center=${center}`),
  listBookPostings: (api, { center }) => api.get(`/books/bank/postings?center=${center}`),
  getCollections: (api, { center }) => api.get(`/collections?center=${center}`),
  getArrears: (api, { center }) => api.get(`/arrears?center=${center}`),
  listRuns: (api) => api.get('/runs'),
  startRun: (api, { center }) =>
    api.post('/runs', { body: { kind: 'reconciliation', center, on: '2026-11-01' } }),
  getRun: (api, { run }) => api.get(`/runs/${run}`),
  listRunItems: (api, { run }) => api.get(`/runs/${run}/items`),
  exportRunItems: (api, { run }) =>
    api.post(`/runs/${run}/items:export`, { body: { format: 'csv' }, key: null }),
  printRunItems: (api, { run }) => api.post(`/runs/${run}/items:print`, { body: {}, key: null }),
  actOnRun: (api, { run }) =>
    api.post(`/runs/${run}/actions`, { body: { action: 'stop', reason: '测试' }, version: 1 }),
  strikeRunItems: (api, { run }) =>
    api.post(`/runs/${run}/strikes`, { body: { items: [1], reason: '测试' }, version: 1 }),
  listRunSchedules: (api) => api.get('/run-schedules'),
  getRunSchedule: (api, { center }) => api.get(`/run-schedules/subsidy.${center}`),
  actOnRunSchedule: (api, { center }) =>
    api.post(`/run-schedules/subsidy.${center}/actions`, {
      body: { action: 'pause', reason: '测试' },
      version: 1,
    }),
  backfillRunSchedule: (api, { center }) =>
    api.post(`/run-schedules/subsidy.${center}/backfills`, {
      body: { from: '2026-10-01', to: '2026-10-31', reason: '测试' },
      version: 1,
    }),
  signMandate: (api, { account }) => api.post(`/accounts/${account}/mandate`, { body: {} }),
  confirmMandate: (api, { account }) =>
    api.post(`/accounts/${account}/mandate:confirm`, { body: { code: '000123' }, version: 1 }),
  changeMandate: (api, { account }) =>
    api.post(`/accounts/${account}/mandate:change`, { body: { limit: '1600.00' }, version: 1 }),
  cancelMandate: (api, { account }) =>
    api.post(`/accounts/${account}/mandate:cancel`, { body: reason, version: 1 }),
  listBankDays: (api) => api.get('/bank-days'),
  getBankDay: (api, { bankDay }) => api.get(`/bank-days/${bankDay}`),
  listBankLines: (api, { bankDay }) => api.get(`/bank-days/${bankDay}/lines`),
  closeBankDay: (api, { bankDay }) => api.post(`/bank-days/${bankDay}:close`, { version: 999 }),
  actOnBankDifference: (api, { difference }) =>
    api.post(`/bank-differences/${difference}/actions`, {
      body: { action: 'explain', reason: 'bank-error' },
      version: 999,
    }),
  listProofs: (api) => api.get('/proofs'),
  getLatestProof: (api, { center }) => api.get(`/proofs:latest?center=${center}`),
  getProof: (api, { proof }) => api.get(`/proofs/${proof}`),
  getRunCertificate: (api, { proof }) => api.get(`/runs/${proof}/certificate`),
  listBulkColumns: (api) => api.get('/operations:columns?kind=account-opening'),
  startOperation: (api) => api.post('/operations?kind=account-opening', csv()),
  listOperations: (api) => api.get('/operations'),
  getOperation: (api, { operation }) => api.get(`/operations/${operation}`),
  listOperationRows: (api, { operation }) => api.get(`/operations/${operation}/rows`),
  stopOperation: (api, { operation }) => api.post(`/operations/${operation}:stop`),
  listDrafts: (api) => api.get('/drafts'),
  createDraft: (api) => api.post('/drafts', { body: { type: 'account-opening', application: {} } }),
  getDraft: (api) => api.get(`/drafts/${randomUUID()}`),
  updateDraft: (api) =>
    api.put(`/drafts/${randomUUID()}`, { body: { application: {} }, version: 1 }),
  deleteDraft: (api) => api.delete(`/drafts/${randomUUID()}`),
  listViews: (api) => api.get('/views'),
  createView: (api) => api.post('/views', { body: { name: '我的', query: {} } }),
  deleteView: (api) => api.delete(`/views/${randomUUID()}`),
  followView: (api) => api.post(`/views/${randomUUID()}:follow`),
  unfollowView: (api) => api.post(`/views/${randomUUID()}:unfollow`),
  listFollowedViews: (api) => api.get('/views:followed'),
  listViewNews: (api) => api.get(`/views/${randomUUID()}/news`),
  noteViewNews: (api) =>
    api.post(`/views/${randomUUID()}/news:note`, { body: { cases: [randomUUID()] } }),
  listFigures: (api, { center }) => api.get(`/figures?center=${center}`),
  previewFigure: (api) =>
    api.post('/figures:preview', {
      body: { name: 'check-valid', value: '9', validFrom: '2027-03-01' },
      key: null,
    }),
  proposeFigure: (api) => api.post('/figures', { body: FIGURE() }),
  listFigureProposals: (api) => api.get('/figures/proposals'),
  decideFigure: (api, { proposal }) =>
    api.post(`/figures/${proposal}:decide`, { body: { approve: false, reason: '核对' } }),
  listFigureChoices: (api, { proposal }) => api.get(`/figures/proposals/${proposal}/choices`),
  proposeFigureChoice: (api, { proposal }) =>
    api.post(`/figures/proposals/${proposal}/choices`, {
      body: { class: 'deadline', pick: 'keep', ...reason },
    }),
  decideFigureChoice: (api, { proposal }) =>
    api.post(`/figure-choices/${proposal}:decide`, { body: { approve: true, ...reason } }),
  chooseFigureSingly: (api, { proposal, case: id }) =>
    api.post(`/figure-choices/${proposal}/cases/${id}:choose`, {
      body: { pick: 'keep', ...reason },
    }),
  getCalendar: (api) => api.get('/calendar/2026'),
  previewCalendar: (api) =>
    api.post('/calendar/2031:preview', {
      raw: '日期,至,安排,名称\n',
      headers: { 'content-type': 'text/csv' },
      key: null,
    }),
  putCalendar: (api) =>
    api.put('/calendar/2031', { body: { documentNumber: '测〔2030〕1号', days: [] } }),
  listAuditEvents: (api) => api.get('/audit/events'),
  getAuditEvent: (api, { event }) => api.get(`/audit/events/${event}`),
  exportAuditEvents: (api) =>
    api.post('/audit/events:export', { body: { format: 'csv', from: '2031-01-01' }, key: null }),
  exportCases: (api) =>
    api.post('/cases:export', { body: { format: 'csv', stage: 'none' }, key: null }),
  startVerification: (api) => api.post('/audit/verifications'),
  listVerifications: (api) => api.get('/audit/verifications'),
  getVerification: (api, { verification }) => api.get(`/audit/verifications/${verification}`),
  getSupervision: (api) => api.get('/supervision'),
  listStuck: (api) => api.get('/supervision/stuck'),
  getStuck: (api, { case: id }) => api.get(`/supervision/stuck/case-${id}`),
  listRepairs: (api) => api.get('/supervision/repairs'),
  getRepair: (api, { repair }) => api.get(`/supervision/repairs/${repair}`),
  proposeRepair: (api, { case: id }) => api.post('/supervision/repairs', { body: RESTART(id) }),
  decideRepair: (api, { repair }) =>
    api.post(`/supervision/repairs/${repair}:decide`, { body: { approve: false, ...reason } }),
  withdrawRepair: (api, { repair }) => api.post(`/supervision/repairs/${repair}:withdraw`),
  proposeBulkRepair: (api) =>
    api.post('/supervision/repairs:bulk', {
      body: { kind: 'no-workflow', move: 'restart', type: 'opening-reversal', ...reason },
    }),
  confirmOperation: (api, { operation }) =>
    api.post(`/operations/${operation}:confirm`, { body: { hash: '0'.repeat(64) } }),
  getDiary: (api) => api.get('/supervision/diary'),
  getForecast: (api) => api.get('/supervision/forecast'),
  whatIf: (api) => api.post('/what-if:calculate', { body: { name: 'half-year', value: '3' } }),
  getLegality: (api) => api.get('/legality'),
  listIrregularities: (api) => api.get('/irregularities'),
  getRadar: (api) => api.get('/supervision/radar'),
  getDegraded: (api) => api.get('/supervision/degraded'),
  receiveMessage: (api) => api.post('/inbox', { body: RECEIPT() }),
};
