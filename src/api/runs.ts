/** Runs: what is planned, approved, worked off; stopped and resumed; what became of each item. */
import { z } from 'zod';
import {
  isRunKind,
  RUN_ACTION_NAMES,
  RUN_KIND_NAMES,
  RUN_STATE_NAMES,
  runDayProblem,
} from '../cases/runs.ts';
import { actOnRun, startRun, strikeItems } from '../db/runs.ts';
import { dateAt, plainDate } from '../domain/calendar.ts';
import { dateField, reasonField } from '../forms/fields.ts';
import { acting, centersOf, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { invalid } from './input.ts';
import { operation, type Context } from './operation.ts';
import { findRunRow, listRunItemRows, listRunRows, type RunRow } from './queries/runs.ts';
import {
  RUN_ITEM_STATE_NAMES,
  RUN_VERDICT_NAMES,
  RunItemPage,
  RunPage,
  RunView,
} from './schemas/run.ts';
import { centerCode, limitOf, paging } from './schemas/terms.ts';
import { showRun, showRunItem } from './show-run.ts';
import { namesIn } from './staff-names.ts';

const tag = 'Runs';
const params = z.object({ id: z.string().min(1).max(120) });
const NO_KIND = { error: '没有这种批处理' };

export const listRuns = operation({
  id: 'listRuns',
  method: 'get',
  path: '/runs',
  tag,
  summary: 'Runs, the newest day first',
  query: z.object({
    ...paging,
    center: centerCode.optional(),
    kind: z.enum(RUN_KIND_NAMES, NO_KIND).optional(),
    state: z.enum(RUN_STATE_NAMES, { error: '没有这种状态' }).optional(),
    open: z.enum(['true', 'false']).optional().meta({ description: 'Those that have not ended' }),
  }),
  answers: { 200: { description: 'A page', schema: RunPage } },
  handle: async (call, deps) => {
    const { center = null, kind = null, state = null, open, cursor } = call.query;
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const [rows, names] = await Promise.all([
      listRunRows(
        deps.pool,
        call,
        { center, kind, state, open: open === undefined ? null : open === 'true' },
        { limit, after: cursorIn(key, 'runs', cursor) },
      ),
      namesIn(deps.pool, centersOf(call)),
    ]);
    const now = deps.now();
    const body = page(
      rows,
      limit,
      ({ businessOn, id }) => cursorText(key, 'runs', [businessOn, id]),
      (row) => showRun(row, { call, names, now }),
    );
    return { status: 200, body };
  },
});

const start = z.strictObject({
  kind: z.enum(RUN_KIND_NAMES, NO_KIND),
  center: centerCode,
  on: dateField.meta({ description: 'The day it works for (业务日期)' }),
});

export const startRunOperation = operation({
  id: 'startRun',
  method: 'post',
  path: '/runs',
  tag,
  summary: 'Start a run by hand; one that is alive for that day is the same run',
  body: start,
  bodyExample: { kind: 'proof', center: '210100', on: '2026-11-22' },
  keyed: true,
  answers: { 201: { description: 'It prepares its list', schema: RunView, location: true } },
  faults: ['action-not-permitted'],
  handle: async (call, deps) => {
    const { kind, center, on } = call.body;
    const problem = runDayProblem(kind, plainDate(on), dateAt(deps.now()));
    if (problem) throw invalid([{ pointer: '#/on', detail: problem }]);
    const by = acting(call, deps, grantIn(call, center));
    const id = await startRun(deps.pool, { kind, center, on, by });
    const body = await shown(call, deps, await runFor(call, deps, id));
    return { status: 201, location: `/api/v1/runs/${id}`, body, version: body.version };
  },
});

export const getRun = operation({
  id: 'getRun',
  method: 'get',
  path: '/runs/{id}',
  tag,
  summary: 'One run: its list, how far it is, what may be done',
  params,
  answers: { 200: { description: 'The run', schema: RunView, etag: true } },
  handle: async (call, deps) => {
    const body = await shown(call, deps, await runFor(call, deps, call.params.id));
    return { status: 200, body, version: body.version };
  },
});

export const listRunItems = operation({
  id: 'listRunItems',
  method: 'get',
  path: '/runs/{id}/items',
  tag,
  summary: 'The frozen list of a run: what is done, what is not and why, what became of each',
  params,
  query: z.object({
    ...paging,
    verdict: z.enum(RUN_VERDICT_NAMES, { error: '没有这种结论' }).optional(),
    state: z.enum(RUN_ITEM_STATE_NAMES, { error: '没有这种状态' }).optional(),
  }),
  answers: { 200: { description: 'A page', schema: RunItemPage } },
  handle: async (call, deps) => {
    const run = await runFor(call, deps, call.params.id);
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const list = `run-items/${run.id}`;
    const [after] = cursorIn(key, list, call.query.cursor) ?? [];
    const { verdict = null, state = null } = call.query;
    const rows = await listRunItemRows(
      deps.pool,
      run.id,
      { verdict, state },
      { limit, after: Number(after ?? 0) },
    );
    const body = page(rows, limit, ({ n }) => cursorText(key, list, [String(n)]), showRunItem);
    return { status: 200, body };
  },
});

const act = z.strictObject({
  action: z.enum(RUN_ACTION_NAMES, { error: '没有这项操作' }),
  /** Of the list that was looked at; approving needs it. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: '名单摘要须为64位十六进制数' })
    .optional(),
  reason: reasonField.optional(),
});

export const actOnRunOperation = operation({
  id: 'actOnRun',
  method: 'post',
  path: '/runs/{id}/actions',
  tag,
  summary: 'Approve the list, stop, wake, resume, cancel',
  description:
    'Approving takes the digest of the list, and a reason too where a brake is on; everything else takes a reason.',
  params,
  body: act,
  bodyExample: { action: 'stop', reason: '银行通知系统维护' },
  keyed: true,
  versioned: true,
  answers: { 200: { description: 'The run after it', schema: RunView, etag: true } },
  faults: ['action-not-permitted', 'same-person', 'version-conflict'],
  handle: async (call, deps) => {
    const run = await runFor(call, deps, call.params.id);
    const { action, digest = null, reason = null } = call.body;
    if (action === 'approve' && digest === null) {
      throw invalid([{ pointer: '#/digest', detail: '请填写所核对名单的摘要' }]);
    }
    if (reason === null && (action !== 'approve' || unexplained(run, call.version))) {
      const detail = action === 'approve' ? BRAKED : '请填写理由';
      throw invalid([{ pointer: '#/reason', detail }]);
    }
    // The earlier try under this key was carried out, and its answer was lost.
    if (!(call.again && run.version > call.version)) {
      const by = acting(call, deps, grantIn(call, run.center));
      await actOnRun(deps.pool, { run: run.id, version: call.version, action, digest, reason, by });
    }
    const body = await shown(call, deps, await runFor(call, deps, run.id));
    return { status: 200, body, version: body.version };
  },
});

const BRAKED = '名单明显超出以往：请写明核对了什么、为什么仍然批准';

/** What was looked at is held back by a brake; in another version the list is another one, which says so. */
function unexplained({ brake, version, state }: RunRow, seen: number): boolean {
  return brake !== null && state === 'previewed' && version === seen;
}

const strike = z.strictObject({
  items: z
    .array(z.int().min(1))
    .min(1, { error: '请至少选一项' })
    .max(1000, { error: '一次最多剔除1000项' }),
  back: z.boolean().default(false).meta({ description: 'Put back what was struck' }),
  reason: reasonField,
});

export const strikeRunItems = operation({
  id: 'strikeRunItems',
  method: 'post',
  path: '/runs/{id}/strikes',
  tag,
  summary: 'Take items out of a list that nobody has approved yet, or put them back',
  params,
  body: strike,
  bodyExample: { items: [1], back: false, reason: '本人来电，账户有争议' },
  keyed: true,
  versioned: true,
  answers: { 200: { description: 'The run after it', schema: RunView, etag: true } },
  faults: ['action-not-permitted', 'version-conflict'],
  handle: async (call, deps) => {
    const run = await runFor(call, deps, call.params.id);
    const { items, back, reason } = call.body;
    if (!(call.again && run.version > call.version)) {
      const by = acting(call, deps, grantIn(call, run.center));
      await strikeItems(deps.pool, { run: run.id, version: call.version, items, back, reason, by });
    }
    const body = await shown(call, deps, await runFor(call, deps, run.id));
    return { status: 200, body, version: body.version };
  },
});

/** @throws Fault 'not-found', the same for "not there" and "not yours" */
export async function runFor(call: Context, { pool }: ApiDeps, id: string): Promise<RunRow> {
  const row = await findRunRow(pool, call, id);
  if (!row || !isRunKind(row.kind)) throw notFound();
  return row;
}

async function shown(call: Context, { pool, now }: ApiDeps, row: RunRow) {
  const names = await namesIn(pool, [row.center]);
  return showRun(row, { call, names, now: now() });
}
