/** A task as an answer, and whether the caller may take it. */
import { roleTitle, ROLES } from '../cases/case.ts';
import { taskWords } from '../cases/wording-tasks.ts';
import { dateAt } from '../domain/calendar.ts';
import type { Secrets } from '../crypto/secrets.ts';
import type { Caller, Grant } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import { personHead } from './personal.ts';
import type { TaskRow } from './queries/tasks.ts';
import { caseTypeOf, iso, isoOrNull, showStage } from './show-case.ts';
import { escalationOf, holderAway } from './task-holding.ts';

interface Viewer {
  readonly caller: Caller;
  readonly grants: readonly Grant[];
}

export function showTask({ secrets, now }: ApiDeps, row: TaskRow, viewer: Viewer) {
  const { title, todo } = taskWords(row.kind);
  const { caller } = viewer;
  const today = dateAt(now());
  const away = holderAway(row, today);
  const refusal = whyNot(row, viewer, away?.deputy === caller.id);
  return {
    id: row.id,
    caseId: row.case_id,
    caseNumber: row.about_number,
    caseType: row.case_type,
    ...titlesOf(row),
    about: { kind: row.about, id: row.about_id, day: row.about_day },
    person: personOf(secrets, row),
    kind: row.kind,
    title,
    todo,
    role: row.role,
    center: row.center,
    branch: row.branch,
    openedAt: iso(row.opened_at),
    openedOn: row.opened_on,
    workingDays: row.working_days,
    dueOn: row.due_on,
    dueProvisional: row.due_provisional,
    overdue: row.closed_at === null && row.due_on < today,
    dueBy: row.due_by,
    caseDueOn: row.case_due_on,
    ...(row.latest_due !== undefined && { latestDueOn: row.latest_due }),
    escalation: escalationOf(row, today),
    holderAway: row.closed_at === null ? away : null,
    claimedBy: row.claimed_by,
    claimedAt: isoOrNull(row.claimed_at),
    assignedTo: row.assigned_to,
    mine:
      row.claimed_by === caller.id || row.assigned_to === caller.id || away?.deputy === caller.id,
    asideUntil: row.aside_until !== null && row.aside_until >= today ? row.aside_until : null,
    claimable: refusal === null,
    ...(refusal !== null && { notClaimable: refusal }),
    closedAt: isoOrNull(row.closed_at),
    closedBy: row.closed_by,
    version: row.version,
  };
}

/** In the place of a case's type and stage stands what it is and how much, or what of it failed. */
function titlesOf(row: TaskRow) {
  const { case_type: type, case_stage: stage, about, about_amount: amount } = row;
  switch (about) {
    case 'case':
      return {
        caseTypeTitle: caseTypeOf(type ?? '').title,
        stageTitle: showStage(type ?? '', stage ?? '', false).title,
      };
    case 'suspense':
      return { caseTypeTitle: '暂收款', stageTitle: `${amount ?? ''}元` };
    case 'difference':
      return { caseTypeTitle: '银行对账差异', stageTitle: `${amount ?? ''}元` };
    case 'debit':
      return { caseTypeTitle: '扣款未回报', stageTitle: `${amount ?? ''}元` };
    case 'account':
      return { caseTypeTitle: '来源更正', stageTitle: `${amount ?? ''}元` };
    case 'proof':
      return { caseTypeTitle: '账务核验', stageTitle: failedText(row.about_checks ?? []) };
  }
}

/** So many checks are named; of more it is said how many. */
const CHECKS_NAMED = 3;

function failedText(checks: readonly string[]): string {
  const named = checks.slice(0, CHECKS_NAMED).join('、');
  return checks.length > CHECKS_NAMED ? `${named}等${checks.length}项未通过` : `${named}未通过`;
}

function personOf(secrets: Secrets, { person, wrapped_key, masked }: TaskRow) {
  return person === null || masked === null
    ? null
    : personHead(secrets, { person, wrapped_key, masked });
}

/** The grant in which the caller would take the task; undefined when there is none. */
export function grantForTask(row: TaskRow, { grants }: Viewer): Grant | undefined {
  return grants.find((grant) => grant.role === row.role && reachesTask(grant, row));
}

/** A task without a branch is reached by every branch of its center. */
export function reachesTask(grant: Grant, row: TaskRow): boolean {
  return (
    grant.center === row.center &&
    (grant.branch === null || row.branch === null || grant.branch === row.branch)
  );
}

function whyNot(row: TaskRow, viewer: Viewer, standsIn: boolean): string | null {
  const { caller } = viewer;
  if (row.closed_at !== null) return '该待办已经办结。';
  if (row.claimed_by === caller.id) return '您已经领取了该待办。';
  if (row.claimed_by !== null && !standsIn) return '该待办已由他人领取。';
  if (row.not_by.includes(caller.id)) return '您已经参与过本业务，须由另一人办理。';
  if (row.assigned_to !== null && row.assigned_to !== caller.id && !standsIn) {
    return '该待办已指派给他人。';
  }
  if (!grantForTask(row, viewer)) {
    const role = ROLES.find((known) => known === row.role);
    return `该待办须由${role ? roleTitle(role) : row.role}办理。`;
  }
  return null;
}
