/** The audit trail: read by filters, and verified against its chain. Reading it leaves a line too. */
import { z } from 'zod';
import { recordAccess } from '../db/access.ts';
import { verifyChain } from '../db/verify-chain.ts';
import { startOf, addDays } from '../domain/calendar.ts';
import { dateField } from '../forms/fields.ts';
import { acting, centersOf } from './acting.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { operation, type Context } from './operation.ts';
import { auditEvents } from './queries/audit.ts';
import { limitOf, paging } from './schemas/terms.ts';
import { EventPage } from './schemas/parts.ts';
import { Verification } from './schemas/office.ts';
import { iso } from './show-case.ts';
import { showEvent } from './show-parts.ts';

const tag = 'Audit';

export const listAuditEvents = operation({
  id: 'listAuditEvents',
  method: 'get',
  path: '/audit/events',
  tag,
  summary: 'Lines of the trail, newest first',
  query: z.object({
    ...paging,
    person: z.uuid().optional(),
    case: z.uuid().optional(),
    staff: z.string().max(40).optional(),
    kind: z.string().max(60).optional(),
    from: dateField.optional().meta({ description: 'First day, Asia/Shanghai' }),
    to: dateField.optional().meta({ description: 'Last day, Asia/Shanghai' }),
  }),
  answers: { 200: { description: 'A page', schema: EventPage } },
  handle: async (call, deps) => {
    const { query } = call;
    const limit = limitOf(query.limit);
    const key = deps.secrets.session;
    const centers = centersOf(call);
    const rows = await auditEvents(deps.pool, {
      centers,
      person: query.person ?? null,
      case: query.case ?? null,
      staff: query.staff ?? null,
      kind: query.kind ?? null,
      from: query.from === undefined ? null : iso(startOf(query.from)),
      before: query.to === undefined ? null : iso(startOf(addDays(query.to, 1))),
      after: cursorIn(key, 'audit', query.cursor)?.[0] ?? null,
      limit,
    });
    // Turning the page is the same reading.
    if (query.cursor === undefined) await record(call, deps, 'trail-read', filters(query));
    const body = page(
      rows,
      limit,
      ({ id }) => cursorText(key, 'audit', [id]),
      (row) => showEvent(deps, row, false),
    );
    return { status: 200, body };
  },
});

/** Codes, ids and days: what was asked for. */
function filters(query: Readonly<Record<string, unknown>>) {
  const { cursor: _cursor, limit: _limit, ...rest } = query;
  return rest;
}

async function record(
  context: Context,
  deps: ApiDeps,
  kind: 'trail-read' | 'trail-verified',
  told: Readonly<Record<string, unknown>>,
): Promise<void> {
  const grant = context.grants[0];
  if (!grant) return;
  const by = acting(context, deps, grant);
  await recordAccess(deps.pool, { kind, center: grant.center, public: told, by });
}

export const getAuditVerification = operation({
  id: 'getAuditVerification',
  method: 'get',
  path: '/audit/verification',
  tag,
  summary: 'Walks the chain of the trail and names every line that does not fit',
  answers: { 200: { description: 'A report per center', schema: Verification } },
  handle: async (call, deps) => {
    const reports = [];
    for (const center of centersOf(call)) {
      const report = await verifyChain(deps.pool, deps.secrets, center, deps.headsFolder);
      const { sealed, unsealed, problems, head } = report;
      reports.push({ center, intact: problems.length === 0, sealed, unsealed, problems, head });
    }
    const problems = reports.reduce((sum, report) => sum + report.problems.length, 0);
    await record(call, deps, 'trail-verified', { problems });
    return { status: 200, body: { centers: reports, verifiedAt: iso(deps.now()) } };
  },
});
