/** People, changes, absences, branches and moved tasks, in answers. */
import { z } from 'zod';
import { TaskView } from './case.ts';
import {
  centerCode,
  codes,
  date,
  instant,
  listOf,
  pageOf,
  roleName,
  staffId,
  uuid,
} from './terms.ts';

const person = z.object({ id: staffId, name: z.string() });

const RightView = z
  .object({
    id: z.string(),
    role: roleName,
    roleTitle: z.string(),
    center: centerCode,
    branch: z.string().nullable(),
    from: date,
    to: date.nullable(),
    inForce: z.boolean(),
    grantedBy: z.string().nullable().meta({ description: 'null: with the set-up of the center' }),
    approvedBy: z.string().nullable(),
  })
  .meta({ id: 'StaffRight' });

const ConflictView = z
  .object({
    roles: z.array(roleName),
    effect: z.enum(['refused', 'warned']),
    ground: z.string(),
    words: z.string(),
  })
  .meta({ id: 'RoleConflict' });

const member = {
  id: staffId,
  kind: z.enum(['person', 'channel']),
  name: z.string(),
  employeeNumber: z.string().nullable(),
  center: centerCode,
  homeBranch: z.string().nullable(),
  state: z.enum(['working', 'leaving', 'left', 'suspended']),
  leftOn: date.nullable().meta({ description: 'Last day of work' }),
  rights: z.array(RightView).meta({ description: 'In force, or to come' }),
  conflicts: z.array(ConflictView),
  away: z.object({ to: date, deputy: staffId.nullable() }).nullable(),
  openTasks: z.int().meta({ description: 'To be done: without those of cases put aside' }),
  asideTasks: z.int().meta({ description: 'Held, of cases put aside (暂缓)' }),
  signedInAt: instant.nullable().meta({ description: 'Last sign-in, from the trail' }),
  lastSeenAt: instant.nullable(),
  unusedDays: z
    .int()
    .nullable()
    .meta({ description: 'Whole days since it was last used; null: never' }),
};

const StaffMember = z.object(member).meta({ id: 'StaffMember' });
export const StaffPage = pageOf(StaffMember).meta({ id: 'StaffPage' });

export const AbsenceView = z
  .object({
    id: uuid,
    staff: person,
    center: centerCode,
    from: date,
    to: date,
    state: z.enum(['to-come', 'now', 'over', 'cancelled']),
    deputy: person.nullable(),
    openTasks: z.int().meta({ description: 'Tasks in the hands of whoever is away' }),
    recordedBy: staffId,
    recordedAt: instant,
    changeable: z.boolean().meta({ description: 'Whether the caller may end it' }),
  })
  .meta({ id: 'Absence' });
export const AbsenceList = listOf(AbsenceView).meta({ id: 'AbsenceList' });

export const ColleagueList = listOf(
  z
    .object({
      id: staffId,
      name: z.string(),
      center: centerCode,
      homeBranch: z.string().nullable(),
      rights: z.array(
        z.object({ role: roleName, roleTitle: z.string(), branch: z.string().nullable() }),
      ),
      away: z.object({ to: date, deputy: staffId.nullable() }).nullable(),
    })
    .meta({ id: 'Colleague' }),
).meta({ id: 'ColleagueList' });

const CHANGE_KINDS = ['join', 'roles', 'leave', 'suspend', 'resume', 'branch'] as const;
export const CHANGE_STATES = ['open', 'approved', 'declined', 'withdrawn'] as const;

export const StaffChangeView = z
  .object({
    id: uuid,
    center: centerCode,
    kind: z.enum(CHANGE_KINDS),
    kindTitle: z.string(),
    staff: person.nullable(),
    branch: z.object({ id: z.string(), name: z.string() }).nullable(),
    subject: z.string().nullable(),
    employeeNumber: z.string().nullable(),
    detail: codes,
    lines: z.array(z.string()).meta({ description: 'What changes, in words' }),
    reason: z.string(),
    warnings: z.array(
      z.object({ roles: z.array(roleName), ground: z.string(), words: z.string() }),
    ),
    state: z.enum(CHANGE_STATES),
    stateTitle: z.string(),
    proposedBy: person,
    proposedAt: instant,
    decidedBy: person.nullable(),
    decidedAt: instant.nullable(),
    decisionReason: z.string().nullable(),
    decidable: z.boolean().meta({ description: 'Whether the caller may agree or not' }),
    notDecidable: z.string().optional(),
    withdrawable: z.boolean(),
  })
  .meta({ id: 'StaffChange' });
export const StaffChangePage = pageOf(StaffChangeView).meta({ id: 'StaffChangePage' });

export const StaffDetail = z
  .object({
    ...member,
    pastRights: z.array(RightView),
    absences: z.array(AbsenceView).meta({ description: 'Of the last year, and to come' }),
    deputyFor: z.array(AbsenceView),
    changes: z.array(StaffChangeView).meta({ description: 'The last twenty' }),
  })
  .meta({ id: 'StaffDetail' });

export const BranchList = listOf(
  z
    .object({
      id: z.string(),
      center: centerCode,
      name: z.string(),
      district: z.string().nullable(),
      kind: z.enum(['hall', 'bank', 'terminal', 'online']),
      kindTitle: z.string(),
      active: z.boolean().meta({ description: 'false: accepts nothing new; its cases stay' }),
    })
    .meta({ id: 'Branch' }),
).meta({ id: 'BranchList' });

export const TaskMoves = z
  .object({
    items: z.array(
      z.object({
        id: uuid,
        moved: z.boolean(),
        version: z.int().nullable(),
        code: z.string().nullable(),
        /** Why not, in words. */
        detail: z.string().nullable(),
        task: TaskView.nullable().meta({ description: 'As it stands now; null: not to be seen' }),
      }),
    ),
    moved: z.int(),
    summary: z.string(),
  })
  .meta({ id: 'TaskMoves' });
