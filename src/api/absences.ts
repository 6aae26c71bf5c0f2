/** Absences: who is away from when to when, and who stands in. Never why. */
import { z } from 'zod';
import { endAbsence, recordAbsence } from '../db/staff.ts';
import { addDays, dateAt, plainDate } from '../domain/calendar.ts';
import { dateField } from '../forms/fields.ts';
import { AbsenceEndForm, AbsenceForm } from '../forms/staff-change.ts';
import { acting, centersOf } from './acting.ts';
import type { Grant } from './caller.ts';
import { notFound } from './case-access.ts';
import type { ApiDeps } from './deps.ts';
import { caseIdOf } from './engine.ts';
import { invalid } from './input.ts';
import { operation, type Answer, type Context } from './operation.ts';
import { findAbsence, findMember, listAbsences } from './queries/staff-desk.ts';
import { AbsenceList, AbsenceView } from './schemas/staff.ts';
import { idParams } from './schemas/terms.ts';
import { showAbsence } from './show-staff.ts';

const tag = 'Staff';
const SHOWN_DAYS = 60;
const SHOWN_DAYS_MAX = 400;

export const listAbsencesOperation = operation({
  id: 'listAbsences',
  method: 'get',
  path: '/absences',
  tag,
  summary: 'Who is away within some days; from today when no day is named',
  query: z.object({
    from: dateField.optional().meta({ description: 'First day' }),
    to: dateField.optional().meta({ description: 'Last day, 400 days later at most' }),
    staff: z.string().max(40).optional(),
  }),
  answers: { 200: { description: 'By first day; 500 at most', schema: AbsenceList } },
  handle: async (call, deps) => {
    const today = dateAt(deps.now());
    const from = plainDate(call.query.from ?? today);
    const to = plainDate(call.query.to ?? addDays(from, SHOWN_DAYS));
    if (to < from || to > addDays(from, SHOWN_DAYS_MAX)) {
      throw invalid([{ pointer: 'query/to', detail: '须不早于第一日，且相距不超过400天' }]);
    }
    const asked = { centers: centersOf(call), today, from, to, staff: call.query.staff ?? null };
    const rows = await listAbsences(deps.pool, asked);
    return { status: 200, body: { items: rows.map((row) => showAbsence(row, today, call)) } };
  },
});

export const recordAbsenceOperation = operation({
  id: 'recordAbsence',
  method: 'post',
  path: '/staff/{id}/absences',
  tag,
  summary: 'Record an absence: one’s own, or as a supervisor anybody’s',
  params: z.object({ id: z.string().min(1).max(40) }),
  body: AbsenceForm,
  bodyExample: { from: '2027-02-01', to: '2027-02-05', deputy: null },
  keyed: true,
  answers: {
    201: { description: 'Recorded', schema: AbsenceView },
    200: { description: 'Recorded before under this key', schema: AbsenceView },
  },
  faults: ['action-not-permitted'],
  handle: async (call, deps) => {
    const id = caseIdOf(call.caller.id, `absence\n${call.key}`);
    const centers = centersOf(call);
    const today = dateAt(deps.now());
    const earlier = await findAbsence(deps.pool, { centers, today, id });
    if (earlier) return shown(call, deps, id, 200);
    const { id: staff } = call.params;
    const member = await findMember(deps.pool, { centers, today, id: staff });
    if (!member) throw notFound();
    const by = acting(call, deps, grantFor(call, member.center));
    await recordAbsence(deps.pool, { id, staff, ...call.body, by });
    return shown(call, deps, id, 201);
  },
});

export const endAbsenceOperation = operation({
  id: 'endAbsence',
  method: 'post',
  path: '/absences/{id}:end',
  tag,
  summary: 'Back early, or not away at all',
  params: idParams,
  body: AbsenceEndForm,
  bodyExample: { lastDay: null },
  keyed: true,
  answers: { 200: { description: 'The absence after it', schema: AbsenceView } },
  faults: ['action-not-permitted'],
  handle: async (call, deps) => {
    const row = await absenceFor(call, deps, call.params.id);
    const { lastDay } = call.body;
    const done = lastDay === null ? row.cancelled_at !== null : row.to_on === lastDay;
    if (!(call.again && done)) {
      const by = acting(call, deps, grantFor(call, row.center));
      await endAbsence(deps.pool, { id: row.id, lastDay, by });
    }
    return shown(call, deps, row.id, 200);
  },
});

/** As a supervisor where the caller is one: only supervisors record what is not their own. */
function grantFor({ grants }: Context, center: string): Grant {
  const here = grants.filter((grant) => grant.center === center);
  const grant = here.find(({ role }) => role === 'supervisor') ?? here[0];
  if (!grant) throw notFound();
  return grant;
}

async function shown(context: Context, deps: ApiDeps, id: string, status: number): Promise<Answer> {
  const row = await absenceFor(context, deps, id);
  return { status, body: showAbsence(row, dateAt(deps.now()), context) };
}

async function absenceFor(context: Context, { pool, now }: ApiDeps, id: string) {
  const row = await findAbsence(pool, { centers: centersOf(context), today: dateAt(now()), id });
  if (!row) throw notFound();
  return row;
}
