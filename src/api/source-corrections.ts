/** Corrections of the source (来源更正): looked at, proposed by one supervisor, posted by another. */
import { z } from 'zod';
import {
  CORRECTED_FROM,
  CORRECTED_TO,
  SOURCE_CORRECTION_ACTION_NAMES,
  SOURCE_CORRECTION_STATE_NAMES,
} from '../cases/wording-sources.ts';
import { dateAt } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { exact } from '../domain/money.ts';
import { dateField, moneyField, reasonField, textField } from '../forms/fields.ts';
import {
  decideSourceCorrection,
  previewSourceCorrection,
  proposeSourceCorrection,
  type SourceCorrectionAsked,
  type SourceCorrectionPlan,
} from '../ledger/source-corrections.ts';
import { accountFor } from './accounts.ts';
import { acting, centersOf, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { caseIdOf } from './engine.ts';
import { invalid } from './input.ts';
import { operation, type Context } from './operation.ts';
import {
  findSourceCorrection,
  listSourceCorrectionRows,
  type SourceCorrectionRow,
} from './queries/source-corrections.ts';
import {
  SourceCorrectionPage,
  SourceCorrectionPlanView,
  SourceCorrectionView,
} from './schemas/source-correction.ts';
import { idParams, limitOf, paging } from './schemas/terms.ts';
import { reasonsOf, showSourceCorrection, showSourcePlan } from './show-source-correction.ts';
import { namesIn } from './staff-names.ts';

const tag = 'Ledger';

const asked = {
  from: z.enum(CORRECTED_FROM, { error: '请选择款项现在所记的来源' }),
  to: z.enum(CORRECTED_TO, { error: '请选择款项应记的来源' }),
  amount: moneyField.refine((amount) => exact(amount).gt(0), { error: '金额须大于零' }),
};

export const previewSourceCorrectionOperation = operation({
  id: 'previewSourceCorrection',
  method: 'get',
  path: '/accounts/{id}/source-correction-plan',
  tag,
  summary: 'What moving money of an account from one source to another would come to',
  description:
    'Nothing is changed. The money stays in the account; what stands against it is named with what to do. Without `since` it would count from today.',
  params: idParams,
  query: z.object({ ...asked, since: dateField.optional() }),
  answers: { 200: { description: 'The plan', schema: SourceCorrectionPlanView } },
  handle: async (call, deps) => {
    const { since = null, ...rest } = call.query;
    const wanted = { ...rest, since };
    checkDays(wanted, deps, 'query');
    const { center, number } = await accountFor(call, deps, call.params.id);
    const by = acting(call, deps, grantIn(call, center));
    const plan = await previewSourceCorrection(deps.pool, { account: number, ...wanted }, by);
    return { status: 200, body: showSourcePlan(plan) };
  },
});

const proposing = z.strictObject({
  ...asked,
  since: dateField.meta({ description: 'Value date: of the plan that was looked at' }),
  document: textField(60).meta({ description: 'Number of the document it rests on' }),
  reason: reasonField.meta({ description: 'About the books, and about nobody' }),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: '请先预览，并填写预览的摘要' })
    .meta({ description: 'Of the plan that was looked at' }),
});

export const proposeSourceCorrectionOperation = operation({
  id: 'proposeSourceCorrection',
  method: 'post',
  path: '/accounts/{id}/source-corrections',
  tag,
  summary: 'Propose to move money of an account from one source to another',
  params: idParams,
  body: proposing,
  bodyExample: {
    ...{ from: 'unclassified', to: 'flexible', amount: '3000.00', since: '2026-07-01' },
    ...{ document: '沈房金账更〔2026〕12号', reason: '期初来源待定，经查系个人缴存' },
    digest: '0'.repeat(64),
  },
  keyed: true,
  answers: {
    200: {
      description: 'Proposed before under this key',
      schema: SourceCorrectionView,
      ...{ etag: true, location: true },
    },
    201: { description: 'The proposal', schema: SourceCorrectionView, etag: true, location: true },
  },
  faults: ['action-not-permitted', 'version-conflict'],
  handle: async (call, deps) => {
    const { center, number } = await accountFor(call, deps, call.params.id);
    checkDays(call.body, deps, 'body');
    checkText('document', call.body.document, /\d{15}/);
    checkText('reason', call.body.reason, /\d{11}/);
    // Of caller and key: asked again, it is the same proposal.
    const id = caseIdOf(call.caller.id, `source-correction:${call.key}`);
    const by = acting(call, deps, grantIn(call, center));
    const wanted = { account: number, ...call.body };
    if (!call.again) refused(await previewSourceCorrection(deps.pool, wanted, by));
    await proposeSourceCorrection(deps.pool, id, wanted, by);
    const answer = await shown(call, deps, id);
    return { ...answer, status: 201, location: `/api/v1/source-corrections/${id}` };
  },
});

/** @throws Fault 'input-invalid' where money would go nowhere, or count from a day to come */
function checkDays(
  { from, to, since }: Pick<SourceCorrectionAsked, 'from' | 'to' | 'since'>,
  { now }: ApiDeps,
  place: 'query' | 'body',
): void {
  const pointer = (name: string) => (place === 'query' ? `query/${name}` : `#/${name}`);
  if (from === to) throw invalid([{ pointer: pointer('to'), detail: '应记的来源与现在的相同' }]);
  if (since !== null && since > dateAt(now())) {
    throw invalid([{ pointer: pointer('since'), detail: '起算日不能晚于今天' }]);
  }
}

/** Number and reason stand in clear beside the books. */
function checkText(name: string, text: string, personal: RegExp): void {
  if (!personal.test(text)) return;
  const detail = '不能有证件号码、电话、账号等个人信息';
  throw invalid([{ pointer: `#/${name}`, detail }]);
}

/** @throws Fault 'action-not-permitted' with every reason by its name */
function refused(plan: SourceCorrectionPlan): void {
  const reasons = reasonsOf(plan);
  const [first] = reasons;
  if (first === undefined) return;
  const earliest = plan.stays.includes('since-too-early') ? plan.earliest : null;
  throw new Fault('action-not-permitted', reasons.map(({ text }) => text).join(''), {
    members: {
      remedy: reasons.map(({ remedy }) => remedy).join(''),
      clause: first.clause.id,
      ...(earliest !== null && { earliestDate: earliest }),
    },
  });
}

export const listSourceCorrections = operation({
  id: 'listSourceCorrections',
  method: 'get',
  path: '/source-corrections',
  tag,
  summary: 'Proposals to correct a source, the newest first; of one account or all',
  query: z.object({
    ...paging,
    state: z.enum(SOURCE_CORRECTION_STATE_NAMES, { error: '没有这种状态' }).optional(),
    account: z.uuid({ error: '请填写账户的标识' }).optional(),
  }),
  answers: { 200: { description: 'A page', schema: SourceCorrectionPage } },
  handle: async (call, deps) => {
    const { state = null, account = null, cursor } = call.query;
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const list = `source-corrections/${state ?? 'all'}/${account ?? 'all'}`;
    const [rows, names] = await Promise.all([
      listSourceCorrectionRows(
        deps.pool,
        call,
        { state, account },
        { limit, after: cursorIn(key, list, cursor) },
      ),
      namesIn(deps.pool, centersOf(call)),
    ]);
    const body = page(
      rows,
      limit,
      ({ proposedAt, id }) => cursorText(key, list, [String(proposedAt), id]),
      (row) => showSourceCorrection(deps, row, names, call),
    );
    return { status: 200, body };
  },
});

export const getSourceCorrection = operation({
  id: 'getSourceCorrection',
  method: 'get',
  path: '/source-corrections/{id}',
  tag,
  summary: 'One proposal to correct a source',
  params: idParams,
  answers: { 200: { description: 'The proposal', schema: SourceCorrectionView, etag: true } },
  handle: async (call, deps) => shown(call, deps, call.params.id),
});

const deciding = z.strictObject({
  action: z.enum(SOURCE_CORRECTION_ACTION_NAMES, { error: '没有这项操作' }),
  reason: reasonField.optional(),
});

export const actOnSourceCorrection = operation({
  id: 'actOnSourceCorrection',
  method: 'post',
  path: '/source-corrections/{id}/actions',
  tag,
  summary: 'Confirm or decline a proposal as another supervisor, or withdraw one’s own',
  description:
    'Confirmed, its journal is posted at once, and only when it still is what was looked at. Declining takes a reason.',
  params: idParams,
  body: deciding,
  bodyExample: { action: 'decline', reason: '文件与账面金额不符' },
  keyed: true,
  versioned: true,
  answers: {
    200: { description: 'The proposal after it', schema: SourceCorrectionView, etag: true },
  },
  faults: [
    ...(['action-not-permitted', 'same-person', 'version-conflict'] as const),
    ...(['balance-too-low', 'account-closed', 'effect-conflict'] as const),
  ],
  handle: async (call, deps) => {
    const row = await correctionFor(call, deps, call.params.id);
    const { action, reason } = call.body;
    if (action === 'decline' && reason === undefined) {
      throw invalid([{ pointer: '#/reason', detail: '请填写不同意的理由' }]);
    }
    if (reason !== undefined) checkText('reason', reason, /\d{11}/);
    // The earlier try under this key was carried out, and its answer was lost.
    if (!(call.again && row.version > call.version)) {
      const by = acting(call, deps, grantIn(call, row.center));
      if (action === 'confirm' && row.state === 'proposed') {
        refused(
          await previewSourceCorrection(deps.pool, { ...row, account: row.accountNumber }, by),
        );
      }
      await decideSourceCorrection(deps.pool, {
        ...{ id: row.id, version: call.version, decision: action, reason: reason ?? null, by },
      });
    }
    return shown(call, deps, row.id);
  },
});

async function correctionFor(
  call: Context,
  { pool }: ApiDeps,
  id: string,
): Promise<SourceCorrectionRow> {
  const row = await findSourceCorrection(pool, call, id);
  if (!row) throw notFound();
  return row;
}

async function shown(call: Context, deps: ApiDeps, id: string) {
  const row = await correctionFor(call, deps, id);
  const names = await namesIn(deps.pool, [row.center]);
  return { status: 200, body: showSourceCorrection(deps, row, names, call), version: row.version };
}
