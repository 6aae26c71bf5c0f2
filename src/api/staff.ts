/** The staff desk, read: people with their rights and conflicts, colleagues, branches. */
import { z } from 'zod';
import { branchKindTitle } from '../cases/wording-staff.ts';
import { addDays, dateAt, startOf } from '../domain/calendar.ts';
import { centersOf } from './acting.ts';
import { notFound } from './case-access.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import { operation } from './operation.ts';
import { listStaffChanges } from './queries/staff-changes.ts';
import {
  findMember,
  listAbsences,
  listBranches,
  listConflicts,
  listMembers,
} from './queries/staff-desk.ts';
import { BranchList, ColleagueList, StaffDetail, StaffPage } from './schemas/staff.ts';
import { flag, limitOf, paging, roleName } from './schemas/terms.ts';
import { iso } from './show-case.ts';
import { isOver, showAbsence, showMember, showRight, showStaffChange } from './show-staff.ts';
import { namesIn } from './staff-names.ts';

const tag = 'Staff';

export const listStaff = operation({
  id: 'listStaff',
  method: 'get',
  path: '/staff',
  tag,
  summary: 'People and programs with their rights, conflicts and last use; by id',
  query: z.object({
    ...paging,
    branch: z.string().max(40).optional(),
    role: roleName.optional(),
    unusedDays: z
      .string()
      .regex(/^[1-9]\d{0,3}$/, { error: '应为1至9999的整数' })
      .optional()
      .meta({ description: 'Not used for so many days, or never', examples: ['90'] }),
    gone: flag.meta({ description: 'true: those who left or are suspended' }),
  }),
  answers: { 200: { description: 'A page', schema: StaffPage } },
  handle: async (call, deps) => {
    const { branch, role, unusedDays, gone, cursor } = call.query;
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const today = dateAt(deps.now());
    const centers = centersOf(call);
    const unusedSince =
      unusedDays === undefined ? undefined : iso(startOf(addDays(today, -Number(unusedDays))));
    const [rows, conflicts] = await Promise.all([
      listMembers(
        deps.pool,
        { centers, today, branch, role, unusedSince, gone: gone === 'true' },
        { limit, after: cursorIn(key, 'staff', cursor) },
      ),
      listConflicts(deps.pool, centers, today),
    ]);
    const body = page(
      rows,
      limit,
      ({ id }) => cursorText(key, 'staff', [id]),
      (row) => showMember(row, today, conflicts),
    );
    return { status: 200, body };
  },
});

const staffParams = z.object({ id: z.string().min(1).max(40) });
const CHANGES_SHOWN = 20;

export const getStaff = operation({
  id: 'getStaff',
  method: 'get',
  path: '/staff/{id}',
  tag,
  summary: 'One person: rights, past rights, absences, changes',
  params: staffParams,
  answers: { 200: { description: 'The person', schema: StaffDetail } },
  handle: async (call, deps) => {
    const { pool } = deps;
    const today = dateAt(deps.now());
    const centers = centersOf(call);
    const { id } = call.params;
    const row = await findMember(pool, { centers, today, id });
    if (!row) throw notFound();
    const around = { centers, today, from: addDays(today, -366), to: addDays(today, 366) };
    const [conflicts, absences, deputyFor, changes, names] = await Promise.all([
      listConflicts(pool, centers, today),
      listAbsences(pool, { ...around, staff: id }),
      listAbsences(pool, { ...around, from: today, staff: null, deputy: id }),
      listStaffChanges(
        pool,
        { centers, state: null, staff: id },
        { limit: CHANGES_SHOWN - 1, after: null },
      ),
      namesIn(pool, centers),
    ]);
    const body = {
      ...showMember(row, today, conflicts),
      pastRights: row.rights
        .filter((one) => isOver(one, today))
        .map((one) => showRight(one, today)),
      absences: absences.map((one) => showAbsence(one, today, call)),
      deputyFor: deputyFor.map((one) => showAbsence(one, today, call)),
      changes: changes.map((one) => showStaffChange(one, names, call)),
    };
    return { status: 200, body };
  },
});

export const listColleagues = operation({
  id: 'listColleagues',
  method: 'get',
  path: '/colleagues',
  tag,
  summary: 'Who works in the center, in which roles, and who is away today',
  answers: { 200: { description: '1000 at most, by id', schema: ColleagueList } },
  handle: async (call, deps) => {
    const today = dateAt(deps.now());
    const rows = await listMembers(
      deps.pool,
      { centers: centersOf(call), today, gone: false },
      { limit: 999, after: null },
    );
    const items = rows
      .filter(({ kind }) => kind === 'person')
      .map((row) => ({
        id: row.id,
        name: row.name,
        center: row.center,
        homeBranch: row.home_branch,
        rights: row.rights
          .map((one) => showRight(one, today))
          .filter(({ inForce }) => inForce)
          .map(({ role, roleTitle, branch }) => ({ role, roleTitle, branch })),
        away: row.away,
      }));
    return { status: 200, body: { items } };
  },
});

export const listBranchesOperation = operation({
  id: 'listBranches',
  method: 'get',
  path: '/branches',
  tag,
  summary: 'Branches of the own centers, those in use first',
  answers: { 200: { description: 'All of them', schema: BranchList } },
  handle: async (call, { pool }) => {
    const rows = await listBranches(pool, centersOf(call));
    const items = rows.map((row) => ({ ...row, kindTitle: branchKindTitle(row.kind) }));
    return { status: 200, body: { items } };
  },
});
