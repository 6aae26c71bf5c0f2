/** Changes of people, roles and branches: one supervisor proposes, another decides. */
import { z } from 'zod';
import {
  decideStaffChange,
  proposeStaffChange,
  withdrawStaffChange,
  type NewStaffChange,
} from '../db/staff.ts';
import { dateAt } from '../domain/calendar.ts';
import { reasonField } from '../forms/fields.ts';
import { StaffChangeForm } from '../forms/staff-change.ts';
import { acting, centersOf, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { caseIdOf } from './engine.ts';
import { operation, type Answer, type Context } from './operation.ts';
import { findStaffChange, listStaffChanges, type StaffChangeRow } from './queries/staff-changes.ts';
import { findMember, listBranches, type MemberRow } from './queries/staff-desk.ts';
import { CHANGE_STATES, StaffChangePage, StaffChangeView } from './schemas/staff.ts';
import { idParams, limitOf, paging } from './schemas/terms.ts';
import { showStaffChange } from './show-staff.ts';
import { namesIn } from './staff-names.ts';

const tag = 'Staff';

export const listStaffChangesOperation = operation({
  id: 'listStaffChanges',
  method: 'get',
  path: '/staff/changes',
  tag,
  summary: 'Changes of people, roles and branches; newest first',
  query: z.object({
    ...paging,
    state: z.enum(CHANGE_STATES).optional(),
    staff: z.string().max(40).optional(),
  }),
  answers: { 200: { description: 'A page', schema: StaffChangePage } },
  handle: async (call, deps) => {
    const { state = null, staff = null, cursor } = call.query;
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const centers = centersOf(call);
    const [rows, names] = await Promise.all([
      listStaffChanges(
        deps.pool,
        { centers, state, staff },
        { limit, after: cursorIn(key, 'staff-changes', cursor) },
      ),
      namesIn(deps.pool, centers),
    ]);
    const body = page(
      rows,
      limit,
      ({ sort, id }) => cursorText(key, 'staff-changes', [sort, id]),
      (row) => showStaffChange(row, names, call),
    );
    return { status: 200, body };
  },
});

export const proposeStaffChangeOperation = operation({
  id: 'proposeStaffChange',
  method: 'post',
  path: '/staff/changes',
  tag,
  summary: 'Propose a change of people, roles or a branch; another supervisor decides',
  description:
    'It is tried out as it would be carried out: what cannot be done is refused at once, roles that should not meet are warned of.',
  body: StaffChangeForm,
  bodyExample: {
    kind: 'roles',
    staff: 'wang-guiyuan',
    give: [{ role: 'reviewer', branch: null, from: '2027-01-01', to: '2027-06-30' }],
    end: [],
    homeBranch: null,
    reason: '复核岗位轮换。',
  },
  keyed: true,
  answers: {
    201: { description: 'Proposed', schema: StaffChangeView },
    200: { description: 'Proposed before under this key', schema: StaffChangeView },
  },
  faults: ['same-person', 'action-not-permitted'],
  handle: async (call, deps) => {
    const id = caseIdOf(call.caller.id, `staff-change\n${call.key}`);
    const centers = centersOf(call);
    const earlier = await findStaffChange(deps.pool, centers, id);
    if (earlier) return shown(call, deps, earlier, 200);
    const change = await changeIn(call, deps, { id, form: call.body });
    const by = acting(call, deps, grantIn(call, change.center));
    await proposeStaffChange(deps.pool, { change, by });
    return shown(call, deps, await changeFor(call, deps, id), 201);
  },
});

const NOBODY = { branch: null, name: null, subject: null, employeeNumber: null };

/** @throws Fault 'not-found' for somebody of another center, the same as for nobody */
async function changeIn(
  context: Context,
  { pool, now }: ApiDeps,
  { id, form }: { readonly id: string; readonly form: StaffChangeForm },
): Promise<NewStaffChange> {
  const centers = centersOf(context);
  const { kind, reason } = form;
  if (form.kind === 'join') {
    const { staff, name, subject, employeeNumber, type, homeBranch, give } = form;
    const center = centers.find((code) => code === context.caller.center) ?? centers[0] ?? '';
    const detail = { type, homeBranch, give };
    return { id, center, kind, staff, branch: null, name, subject, employeeNumber, detail, reason };
  }
  if (form.kind === 'branch') {
    const { branch, name, district, type, active } = form;
    const known = (await listBranches(pool, centers)).find((one) => one.id === branch);
    const center = known?.center ?? context.caller.center;
    const detail = { name, district, type, active };
    return { ...NOBODY, id, center, kind, staff: null, branch, detail, reason };
  }
  const member = await findMember(pool, { centers, today: dateAt(now()), id: form.staff });
  if (!member) throw notFound();
  const { center } = member;
  return { ...NOBODY, id, center, kind, staff: form.staff, detail: detailOf(form, member), reason };
}

type OfStaff = Exclude<StaffChangeForm, { readonly kind: 'join' | 'branch' }>;

/** A right that shall end is written down with its role and place: it may be gone when it is read. */
function detailOf(form: OfStaff, { rights }: MemberRow): NewStaffChange['detail'] {
  switch (form.kind) {
    case 'roles': {
      const { give, end, homeBranch } = form;
      const ended = end.map(({ grant, lastDay }) => {
        const right = rights.find(({ id }) => id === grant);
        return { grant, lastDay, role: right?.role ?? null, branch: right?.branch ?? null };
      });
      return { give, end: ended, homeBranch };
    }
    case 'leave': {
      const { lastDay, atOnce, moveTo } = form;
      return { lastDay, atOnce, moveTo };
    }
    case 'suspend':
    case 'resume':
      return {};
  }
}

/** @throws Fault 'not-found', the same for "not there" and "not yours" */
async function changeFor(context: Context, { pool }: ApiDeps, id: string): Promise<StaffChangeRow> {
  const row = await findStaffChange(pool, centersOf(context), id);
  if (!row) throw notFound();
  return row;
}

async function shown(
  context: Context,
  { pool }: ApiDeps,
  row: StaffChangeRow,
  status: number,
): Promise<Answer> {
  const names = await namesIn(pool, [row.center]);
  return { status, body: showStaffChange(row, names, context) };
}

export const decideStaffChangeOperation = operation({
  id: 'decideStaffChange',
  method: 'post',
  path: '/staff/changes/{id}:decide',
  tag,
  summary: 'Agree to a change that somebody else proposed, or not',
  params: idParams,
  body: z.strictObject({ approve: z.boolean(), reason: reasonField }),
  bodyExample: { approve: true, reason: '与任免文件核对一致。' },
  keyed: true,
  answers: { 200: { description: 'The change after it', schema: StaffChangeView } },
  faults: ['same-person', 'action-not-permitted'],
  handle: async (call, deps) => {
    const row = await changeFor(call, deps, call.params.id);
    const { approve, reason } = call.body;
    const done = call.again && row.decided_by === call.caller.id;
    if (!done || row.state !== (approve ? 'approved' : 'declined')) {
      const by = acting(call, deps, grantIn(call, row.center));
      await decideStaffChange(deps.pool, { change: row.id, approve, reason, by });
    }
    return shown(call, deps, await changeFor(call, deps, row.id), 200);
  },
});

export const withdrawStaffChangeOperation = operation({
  id: 'withdrawStaffChange',
  method: 'post',
  path: '/staff/changes/{id}:withdraw',
  tag,
  summary: 'Take back a change one proposed oneself, before anybody decided',
  params: idParams,
  body: z.strictObject({ reason: reasonField }),
  bodyExample: { reason: '提错了人员。' },
  keyed: true,
  answers: { 200: { description: 'The change after it', schema: StaffChangeView } },
  faults: ['action-not-permitted'],
  handle: async (call, deps) => {
    const row = await changeFor(call, deps, call.params.id);
    if (!(call.again && row.state === 'withdrawn' && row.decided_by === call.caller.id)) {
      const by = acting(call, deps, grantIn(call, row.center));
      await withdrawStaffChange(deps.pool, { change: row.id, reason: call.body.reason, by });
    }
    return shown(call, deps, await changeFor(call, deps, row.id), 200);
  },
});
