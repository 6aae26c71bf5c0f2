/** Corrections (冲账): looked at, proposed by one supervisor, carried out by another. */
import { z } from 'zod';
import { REVERSAL_ACTION_NAMES, REVERSAL_STATE_NAMES } from '../cases/wording-ledger.ts';
import { reasonField } from '../forms/fields.ts';
import { decideReversal, previewReversal, proposeReversal } from '../ledger/reversals.ts';
import { acting, centersOf, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { caseIdOf } from './engine.ts';
import { invalid } from './input.ts';
import { journalFor, journalParams } from './journals.ts';
import { operation, type Context } from './operation.ts';
import {
  accountIds,
  aroundPlan,
  findReversal,
  listReversalRows,
  type ReversalRow,
} from './queries/reversals.ts';
import { ReversalPage, ReversalPlanView, ReversalView } from './schemas/journal.ts';
import { idParams, limitOf, paging } from './schemas/terms.ts';
import { showPlan, showReversal } from './show-journal.ts';
import { namesIn } from './staff-names.ts';

const tag = 'Ledger';

export const previewReversalOperation = operation({
  id: 'previewReversal',
  method: 'get',
  path: '/journals/{id}/reversal-plan',
  tag,
  summary: 'What taking a journal back would post, in which order, and what it would lack',
  description:
    'Everything that rests on the journal falls with it. Nothing is changed. What cannot be taken back is named with its reason.',
  params: journalParams,
  answers: { 200: { description: 'The plan', schema: ReversalPlanView } },
  handle: async (call, deps) => {
    const { center, id } = await journalFor(call, deps, call.params.id);
    const plan = await previewReversal(deps.pool, id, acting(call, deps, grantIn(call, center)));
    const numbers = plan.steps.flatMap(({ lines }) =>
      lines.flatMap(({ account }) => (account === null ? [] : [account])),
    );
    const accounts = [...new Set(numbers)];
    const chain = plan.steps.map(({ journal }) => journal);
    const [ids, around] = await Promise.all([
      accountIds(deps.pool, accounts),
      aroundPlan(deps.pool, { root: id, chain, accounts }),
    ]);
    return { status: 200, body: showPlan(plan, { ids, ...around }) };
  },
});

const asking = z.strictObject({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: '请先预览，并填写预览的摘要' })
    .meta({ description: 'Of the plan that was looked at' }),
  reason: reasonField.meta({ description: 'About the books, and about nobody' }),
});

export const proposeReversalOperation = operation({
  id: 'proposeReversal',
  method: 'post',
  path: '/journals/{id}/reversals',
  tag,
  summary: 'Propose to take a journal back with everything that rests on it',
  params: journalParams,
  body: asking,
  bodyExample: { digest: '0'.repeat(64), reason: '汇缴记错账户，银行流水号见附件' },
  keyed: true,
  answers: {
    200: {
      description: 'Proposed before under this key',
      schema: ReversalView,
      ...{ etag: true, location: true },
    },
    201: { description: 'The proposal', schema: ReversalView, etag: true, location: true },
  },
  faults: ['action-not-permitted', 'version-conflict'],
  handle: async (call, deps) => {
    const { center, id: journal } = await journalFor(call, deps, call.params.id);
    checkReason(call.body.reason);
    // Of caller and key: asked again, it is the same proposal.
    const id = caseIdOf(call.caller.id, `reversal:${call.key}`);
    const by = acting(call, deps, grantIn(call, center));
    await proposeReversal(deps.pool, { id, journal, ...call.body, by });
    const answer = await shown(call, deps, id);
    return { ...answer, status: 201, location: `/api/v1/reversals/${id}` };
  },
});

/** The reason stands in clear beside the books. */
function checkReason(reason: string): void {
  if (!/\d{11}/.test(reason)) return;
  throw invalid([{ pointer: '#/reason', detail: '理由中不能有证件号码、电话、账号等个人信息' }]);
}

export const listReversals = operation({
  id: 'listReversals',
  method: 'get',
  path: '/reversals',
  tag,
  summary: 'Proposals to take journals back, the newest first',
  query: z.object({
    ...paging,
    state: z.enum(REVERSAL_STATE_NAMES, { error: '没有这种状态' }).optional(),
  }),
  answers: { 200: { description: 'A page', schema: ReversalPage } },
  handle: async (call, deps) => {
    const { state = null, cursor } = call.query;
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const list = `reversals/${state ?? 'all'}`;
    const [rows, names] = await Promise.all([
      listReversalRows(
        deps.pool,
        call,
        { state, journal: null },
        { limit, after: cursorIn(key, list, cursor) },
      ),
      namesIn(deps.pool, centersOf(call)),
    ]);
    const body = page(
      rows,
      limit,
      ({ proposedAt, id }) => cursorText(key, list, [String(proposedAt), id]),
      (row) => showReversal(row, names, call),
    );
    return { status: 200, body };
  },
});

export const getReversal = operation({
  id: 'getReversal',
  method: 'get',
  path: '/reversals/{id}',
  tag,
  summary: 'One proposal to take a journal back',
  params: idParams,
  answers: { 200: { description: 'The proposal', schema: ReversalView, etag: true } },
  handle: async (call, deps) => shown(call, deps, call.params.id),
});

const deciding = z.strictObject({
  action: z.enum(REVERSAL_ACTION_NAMES, { error: '没有这项操作' }),
  reason: reasonField.optional(),
});

export const actOnReversal = operation({
  id: 'actOnReversal',
  method: 'post',
  path: '/reversals/{id}/actions',
  tag,
  summary: 'Confirm or decline a proposal as another supervisor, or withdraw one’s own',
  description:
    'Confirmed, the whole chain is posted at once, and only when it still is what was looked at. Declining takes a reason.',
  params: idParams,
  body: deciding,
  bodyExample: { action: 'decline', reason: '凭证无误，银行流水相符' },
  keyed: true,
  versioned: true,
  answers: { 200: { description: 'The proposal after it', schema: ReversalView, etag: true } },
  faults: [
    ...(['action-not-permitted', 'same-person', 'version-conflict'] as const),
    ...(['balance-too-low', 'account-closed', 'effect-conflict'] as const),
  ],
  handle: async (call, deps) => {
    const row = await reversalFor(call, deps, call.params.id);
    const { action, reason } = call.body;
    if (action === 'decline' && reason === undefined) {
      throw invalid([{ pointer: '#/reason', detail: '请填写不同意的理由' }]);
    }
    if (reason !== undefined) checkReason(reason);
    // The earlier try under this key was carried out, and its answer was lost.
    if (!(call.again && row.version > call.version)) {
      await decideReversal(deps.pool, {
        ...{ id: row.id, version: call.version, decision: action, reason: reason ?? null },
        by: acting(call, deps, grantIn(call, row.center)),
      });
    }
    return shown(call, deps, row.id);
  },
});

async function reversalFor(call: Context, { pool }: ApiDeps, id: string): Promise<ReversalRow> {
  const row = await findReversal(pool, call, id);
  if (!row) throw notFound();
  return row;
}

async function shown(call: Context, deps: ApiDeps, id: string) {
  const row = await reversalFor(call, deps, id);
  const body = showReversal(row, await namesIn(deps.pool, [row.center]), call);
  return { status: 200, body, version: row.version };
}
