/**
 * Debits that the bank does not answer (扣款未回报). The bank is asked for each for as long as it takes; what a person
 * can do is to record its word on paper that it was not carried out, which another supervisor confirms.
 */
import { z } from 'zod';
import type { Names } from '../cases/wording-staff.ts';
import {
  UNANSWERED_STATE_NAMES,
  UNANSWERED_STATES,
  type UnansweredState,
} from '../cases/wording-unanswered.ts';
import { settleUnanswered } from '../db/unanswered-debits.ts';
import { dateAt } from '../domain/calendar.ts';
import { reasonField } from '../forms/fields.ts';
import { acting, centersOf, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { operation, type Context } from './operation.ts';
import { findUnanswered, listUnanswered, type UnansweredRow } from './queries/unanswered-debits.ts';
import { idParams, limitOf, paging } from './schemas/terms.ts';
import { UnansweredPage, UnansweredView } from './schemas/unanswered.ts';
import { iso } from './show-case.ts';
import { namesIn } from './staff-names.ts';

const tag = 'Suspense';

const listUnansweredDebits = operation({
  id: 'listUnansweredDebits',
  method: 'get',
  path: '/unanswered-debits',
  tag,
  summary: 'Debits that the bank has and does not answer, the longest first',
  query: z.object({
    ...paging,
    state: z.enum(UNANSWERED_STATE_NAMES, { error: '没有这种状态' }).optional(),
  }),
  answers: { 200: { description: 'A page', schema: UnansweredPage } },
  handle: async (call, deps) => {
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const { state = 'open', cursor } = call.query;
    const list = `unanswered-debits/${state}`;
    const [rows, names] = await Promise.all([
      listUnanswered(deps.pool, call, { state }, { limit, after: cursorIn(key, list, cursor) }),
      namesIn(deps.pool, centersOf(call)),
    ]);
    const body = page(
      rows,
      limit,
      ({ foundOn, id }) => cursorText(key, list, [foundOn, id]),
      (row) => show(row, names),
    );
    return { status: 200, body };
  },
});

const getUnansweredDebit = operation({
  id: 'getUnansweredDebit',
  method: 'get',
  path: '/unanswered-debits/{id}',
  tag,
  summary: 'One debit that the bank does not answer, or did not for long',
  params: idParams,
  answers: { 200: { description: 'The debit', schema: UnansweredView, etag: true } },
  handle: async (call, deps) => shown(call, deps, call.params.id),
});

const settling = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('record'),
    document: z
      .string()
      .trim()
      .min(1, { error: '请填写银行书面确认的文号' })
      .max(60, { error: '文号最多60字' }),
    reason: reasonField,
  }),
  z.strictObject({ action: z.literal('confirm'), reason: reasonField }),
  z.strictObject({ action: z.literal('decline'), reason: reasonField }),
]);

const settleUnansweredDebit = operation({
  id: 'settleUnansweredDebit',
  method: 'post',
  path: '/unanswered-debits/{id}/actions',
  tag,
  summary:
    'Record the bank’s word on paper that it was not carried out, or confirm or decline that as another supervisor',
  description:
    'No answer is no refusal: nothing else ends it but the bank’s answer, which counts whenever it comes. Confirmed, the months are debited again while days are left, without an attempt lost; after that they are left out by the center and break nothing. Money that the bank moves after all is booked, or stands in suspense.',
  params: idParams,
  body: settling,
  bodyExample: { action: 'record', document: '沈银函〔2026〕12号', reason: '银行来函确认未扣款' },
  keyed: true,
  versioned: true,
  answers: { 200: { description: 'The debit after it', schema: UnansweredView, etag: true } },
  faults: ['action-not-permitted', 'same-person', 'version-conflict'],
  handle: async (call, deps) => {
    const row = await findUnanswered(deps.pool, call, call.params.id);
    if (!row) throw notFound();
    // The earlier try under this key was carried out, and its answer was lost.
    if (!(call.again && row.version > call.version)) {
      const { body } = call;
      await settleUnanswered(deps.pool, {
        ...{ id: row.id, version: call.version, action: body.action, reason: body.reason },
        document: body.action === 'record' ? body.document : null,
        on: dateAt(deps.now()),
        by: acting(call, deps, grantIn(call, row.center)),
      });
    }
    return shown(call, deps, row.id);
  },
});

export const UNANSWERED_OPERATIONS = [
  listUnansweredDebits,
  getUnansweredDebit,
  settleUnansweredDebit,
] as const;

async function shown(call: Context, { pool }: ApiDeps, id: string) {
  const row = await findUnanswered(pool, call, id);
  if (!row) throw notFound();
  const body = show(row, await namesIn(pool, [row.center]));
  return { status: 200, body, version: row.version };
}

function show(row: UnansweredRow, names: Names) {
  const { document, proposedBy, proposedAt, settledBy, settledAt, claimedBy, sentAt, ...rest } =
    row;
  const state = row.state as UnansweredState;
  return {
    ...rest,
    state,
    stateTitle: UNANSWERED_STATES[state],
    sentAt: sentAt === null ? null : iso(sentAt),
    confirmation:
      document === null || proposedBy === null || proposedAt === null
        ? null
        : { document, recordedByName: names.staff(proposedBy), recordedAt: iso(proposedAt) },
    settledByName:
      settledBy === null ? null : settledBy === 'bank' ? '银行' : names.staff(settledBy),
    settledAt: settledAt === null ? null : iso(settledAt),
    claimedByName: claimedBy === null ? null : names.staff(claimedBy),
  };
}
