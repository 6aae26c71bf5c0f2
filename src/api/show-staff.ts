/** People, absences and changes of the staff desk as answers. */
import { roleTitle, ROLES, type Role } from '../cases/case.ts';
import {
  changeLines,
  staffChangeState,
  staffChangeTitle,
  type Names,
} from '../cases/wording-staff.ts';
import { dateAt, daysBetween, type PlainDate } from '../domain/calendar.ts';
import type { Context } from './operation.ts';
import type { StaffChangeRow } from './queries/staff-changes.ts';
import type { AbsenceRow, ConflictRow, MemberRow, RightRow } from './queries/staff-desk.ts';
import { iso, isoOrNull } from './show-case.ts';

/** @throws Error for a role this release does not know */
function roleOf(text: string): Role {
  const role = ROLES.find((known) => known === text);
  if (!role) throw new Error(`unknown role ${text}`);
  return role;
}

export function showRight(row: RightRow, today: string) {
  const role = roleOf(row.role);
  return {
    id: row.id,
    role,
    roleTitle: roleTitle(role),
    center: row.center,
    branch: row.branch,
    from: row.from,
    to: row.to,
    inForce: row.from <= today && (row.to === null || row.to >= today),
    grantedBy: row.granted_by,
    approvedBy: row.approved_by,
  };
}

export function isOver({ to }: RightRow, today: string): boolean {
  return to !== null && to < today;
}

function showConflict({ roles, effect, ground, words }: ConflictRow) {
  return { roles: roles.map(roleOf), effect, ground, words };
}

export function showMember(row: MemberRow, today: PlainDate, conflicts: readonly ConflictRow[]) {
  const usedAt = Math.max(row.signed_in_at ?? 0, row.last_seen_at ?? 0);
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    employeeNumber: row.employee_number,
    center: row.center,
    homeBranch: row.home_branch,
    state: stateOf(row, today),
    leftOn: row.left_on,
    rights: row.rights.filter((right) => !isOver(right, today)).map((one) => showRight(one, today)),
    conflicts: conflicts.filter(({ staff }) => staff === row.id).map(showConflict),
    away: row.away,
    openTasks: row.open_tasks,
    asideTasks: row.aside_tasks,
    signedInAt: isoOrNull(row.signed_in_at),
    lastSeenAt: isoOrNull(row.last_seen_at),
    unusedDays: usedAt === 0 ? null : daysBetween(dateAt(usedAt), today),
  };
}

function stateOf({ active, left_on }: MemberRow, today: string) {
  if (left_on !== null && (left_on < today || !active)) return 'left' as const;
  if (!active) return 'suspended' as const;
  return left_on === null ? ('working' as const) : ('leaving' as const);
}

export function showAbsence(row: AbsenceRow, today: string, context: Context) {
  const state = absenceState(row, today);
  const { caller, grants } = context;
  const mayChange = row.staff === caller.id || grants.some(({ role }) => role === 'supervisor');
  return {
    id: row.id,
    staff: { id: row.staff, name: row.staff_name },
    center: row.center,
    from: row.from_on,
    to: row.to_on,
    state,
    deputy: row.deputy === null ? null : { id: row.deputy, name: row.deputy_name ?? row.deputy },
    openTasks: row.open_tasks,
    recordedBy: row.recorded_by,
    recordedAt: iso(row.recorded_at),
    changeable: mayChange && (state === 'now' || state === 'to-come'),
  };
}

function absenceState({ from_on, to_on, cancelled_at }: AbsenceRow, today: string) {
  if (cancelled_at !== null) return 'cancelled' as const;
  if (to_on < today) return 'over' as const;
  return from_on > today ? ('to-come' as const) : ('now' as const);
}

export function showStaffChange(row: StaffChangeRow, names: Names, context: Context) {
  const refusal = whyNot(row, context);
  const { id: caller } = context.caller;
  return {
    id: row.id,
    center: row.center,
    kind: row.kind,
    kindTitle: staffChangeTitle(row.kind),
    staff: row.staff === null ? null : { id: row.staff, name: row.staff_name ?? row.staff },
    branch: row.branch === null ? null : { id: row.branch, name: row.branch_name ?? row.branch },
    subject: row.subject,
    employeeNumber: row.employee_number,
    detail: row.detail,
    lines: [...changeLines(row.kind, row.detail, names)],
    reason: row.reason,
    warnings: row.warnings.map(({ roles, ground, words }) => ({
      roles: roles.map(roleOf),
      ground,
      words,
    })),
    state: row.state,
    stateTitle: staffChangeState(row.state),
    proposedBy: { id: row.proposed_by, name: row.proposed_by_name },
    proposedAt: iso(row.proposed_at),
    decidedBy:
      row.decided_by === null
        ? null
        : { id: row.decided_by, name: row.decided_by_name ?? row.decided_by },
    decidedAt: isoOrNull(row.decided_at),
    decisionReason: row.decision_reason,
    decidable: refusal === null,
    ...(refusal !== null && row.state === 'open' && { notDecidable: refusal }),
    withdrawable: row.state === 'open' && row.proposed_by === caller,
  };
}

/** What the table of two persons says at a glance; the database has the last word. */
function whyNot(row: StaffChangeRow, { caller, grants }: Context): string | null {
  if (row.state !== 'open') return '该变更已经决定。';
  if (row.proposed_by === caller.id) return '须由提出人以外的主管确认。';
  if (row.staff === caller.id) return '不得确认涉及本人的变更。';
  const decides = grants.some(({ role, center }) => role === 'supervisor' && center === row.center);
  return decides ? null : '人员变更由主管确认。';
}
