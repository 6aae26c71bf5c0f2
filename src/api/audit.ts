/** The audit trail: read by filters, line by line. Reading it leaves a line too. */
import { z } from 'zod';
import { ROLES, roleTitle } from '../cases/case.ts';
import { recordAccess } from '../db/access.ts';
import { acting, centersOf } from './acting.ts';
import { askedIn, askedText, auditQuery, filterFor } from './audit-filter.ts';
import { notFound } from './case-access.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { operation, type Context } from './operation.ts';
import { auditEvents, findAuditEvent, type AuditRow } from './queries/audit.ts';
import { AuditEventDetail, AuditEventPage } from './schemas/audit.ts';
import { limitOf, paging } from './schemas/terms.ts';
import { iso } from './show-case.ts';
import { showEvent } from './show-parts.ts';

const tag = 'Audit';

export const listAuditEvents = operation({
  id: 'listAuditEvents',
  method: 'get',
  path: '/audit/events',
  tag,
  summary: 'Lines of the trail, newest first',
  query: z.object({ ...paging, ...auditQuery }),
  answers: { 200: { description: 'A page', schema: AuditEventPage } },
  handle: async (call, deps) => {
    const { limit: wanted, cursor, ...rest } = call.query;
    const asked = askedIn(rest);
    const limit = limitOf(wanted);
    const key = deps.secrets.session;
    const after = cursorIn(key, 'audit', cursor);
    const rows = await auditEvents(deps.pool, filterFor(call, asked), { limit, after });
    // Turning the page is the same reading.
    if (cursor === undefined) await recordReading(call, deps, 'trail-read', askedText(asked));
    const body = page(
      rows,
      limit,
      ({ sort, id }) => cursorText(key, 'audit', [sort, id]),
      (row) => showAuditEvent(deps, row),
    );
    return { status: 200, body };
  },
});

export const getAuditEvent = operation({
  id: 'getAuditEvent',
  method: 'get',
  path: '/audit/events/{eventId}',
  tag,
  summary: 'One line of the trail, with its place in the chain',
  params: z.object({ eventId: z.string().regex(/^[1-9]\d{0,17}$/, { error: '应为留痕编号' }) }),
  answers: { 200: { description: 'The line', schema: AuditEventDetail } },
  handle: async (call, deps) => {
    const row = await findAuditEvent(deps.pool, centersOf(call), call.params.eventId);
    if (!row) throw notFound();
    await recordReading(call, deps, 'trail-read', { event: row.id });
    const { seq, mac, key_id: keyId, sealed_at: at } = row;
    const sealed = seq !== null && mac !== null && keyId !== null && at !== null;
    const seal = sealed ? { seq, mac, keyId, sealedAt: iso(at) } : null;
    return { status: 200, body: { ...showAuditEvent(deps, row), seal } };
  },
});

/** A line as the auditor reads it; nothing of it is kept from staff, so there always is one. */
export function showAuditEvent(deps: ApiDeps, row: AuditRow) {
  const shown = showEvent(deps, row, false);
  if (shown === null) throw new Error('only from channels are events kept');
  return {
    ...shown,
    actorRoleTitle: actorRoleTitle(row.actor_role),
    caseNumber: row.case_number,
  };
}

const NO_ROLES: Readonly<Record<string, string>> = { system: '系统', none: '无岗位' };

export function actorRoleTitle(code: string): string {
  const role = ROLES.find((one) => one === code);
  return role === undefined ? (NO_ROLES[code] ?? code) : roleTitle(role);
}

/** Leaves a line in the chain of every center whose trail was looked at. */
export async function recordReading(
  context: Context,
  deps: ApiDeps,
  kind: 'trail-read' | 'list-exported',
  told: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const center of centersOf(context)) {
    const grant = context.grants.find((one) => one.center === center);
    if (!grant) continue;
    const by = acting(context, deps, grant);
    await recordAccess(deps.pool, { kind, center, public: told, by });
  }
}
