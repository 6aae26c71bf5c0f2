/** Bulk starts from a CSV: accepted at once, done at a limited rate, a result per row. */
import { z } from 'zod';
import { CASE_TYPES } from '../cases/index.ts';
import { addFile } from '../db/files.ts';
import { startOperation, stopOperation } from '../db/operations.ts';
import { Fault } from '../domain/fault.ts';
import { acting } from './acting.ts';
import { reaches, type Grant } from './caller.ts';
import { notFound } from './case-access.ts';
import { channelOf } from './case-acts.ts';
import { columnsOf, templateOf } from './bulk-columns.ts';
import { readCsv } from './csv.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { caseIdOf } from './engine.ts';
import { filesIn } from './files.ts';
import { invalid } from './input.ts';
import { operation, type Context } from './operation.ts';
import { findBranch, type BranchRow } from './queries/offices.ts';
import {
  findOperation,
  listOperations,
  operationRows,
  type OperationRow,
} from './queries/operations.ts';
import { BulkColumns } from './schemas/bulk.ts';
import { flag, idParams, limitOf, paging } from './schemas/terms.ts';
import { OperationList, OperationRows, OperationView } from './schemas/office.ts';
import { isoOrNull } from './show-case.ts';
import { showOperation } from './show-operation.ts';

const tag = 'Bulk';
const kind = z.enum(Object.keys(CASE_TYPES), { error: '没有这种业务' });

export const listBulkColumns = operation({
  id: 'listBulkColumns',
  method: 'get',
  path: '/operations:columns',
  tag,
  summary: 'The columns a CSV for a bulk start may have',
  description:
    'In the order of the form; a heading is the path or the title. Of long lists the first items only, unless `all`.',
  query: z.object({ kind, all: flag }),
  answers: { 200: { description: 'The columns', schema: BulkColumns } },
  handle: ({ query }) => {
    const items = query.all === 'true' ? columnsOf(query.kind) : templateOf(query.kind);
    return Promise.resolve({ status: 200, body: { items } });
  },
});

export const startOperationRoute = operation({
  id: 'startOperation',
  method: 'post',
  path: '/operations',
  tag,
  summary: 'Start many cases from a CSV',
  description:
    'One column per field, headed by its path in the form (`applicant.name`, `consents.0.kind`) or by its title (`姓名`). Rows are done one by one; each has its result.',
  query: z.object({
    kind,
    branch: z.string().max(40).optional(),
  }),
  raw: { mediaTypes: ['text/csv'], limit: 'csv' },
  keyed: true,
  answers: {
    202: { description: 'Accepted', schema: OperationView, location: true },
  },
  handle: async (call, deps) => {
    const { pool, secrets, limits } = deps;
    const id = caseIdOf(call.caller.id, `operation\n${call.key}`);
    const location = `/api/v1/operations/${id}`;
    const earlier = await findOperation(pool, call, id);
    if (earlier) return { status: 202, location, body: showOperation(call, earlier) };
    const bytes = csvIn(call.request.body);
    const rows = readCsv(bytes, columnsOf(call.query.kind), limits.csvRowsMax);
    const { branch, grant } = await placeFor(call, deps, call.query);
    const by = acting(call, deps, grant);
    const center = branch.center;
    const upload = { center, kind: 'bulk', mediaType: 'text/csv', bytes, by };
    const file = await addFile(pool, filesIn(deps), upload);
    await startOperation(pool, secrets, {
      id,
      center,
      kind: call.query.kind,
      file: file.id,
      detail: {
        branch: branch.id,
        role: grant.role,
        origin: call.origin,
        channel: channelOf(call, branch),
      },
      rows,
      by,
    });
    const started = await findOperation(pool, call, id);
    if (!started) throw new Error('an operation that was started is there');
    return { status: 202, location, body: showOperation(call, started) };
  },
});

function csvIn(body: unknown): Buffer {
  if (Buffer.isBuffer(body) && body.length > 0) return body;
  throw new Fault('request-unreadable', '请求中没有CSV内容。');
}

interface Wanted {
  readonly kind: string;
  readonly branch?: string | undefined;
}

async function placeFor(
  { caller, grants }: Context,
  { pool }: ApiDeps,
  { kind, branch: named }: Wanted,
): Promise<{ readonly branch: BranchRow; readonly grant: Grant }> {
  const wanted = named ?? caller.homeBranch;
  const branch = wanted === null ? null : await findBranch(pool, wanted);
  const startedBy = CASE_TYPES[kind]?.startedBy ?? [];
  const grant =
    branch === null
      ? undefined
      : grants.find(
          (one) =>
            startedBy.includes(one.role) &&
            reaches(one, { center: branch.center, branch: branch.id }),
        );
  if (!branch || !grant) {
    throw invalid([{ pointer: 'query/branch', detail: '请选择您可以受理业务的网点' }]);
  }
  return { branch, grant };
}

export const listOperationsRoute = operation({
  id: 'listOperations',
  method: 'get',
  path: '/operations',
  tag,
  summary: 'Bulk starts, newest first: the own ones, a supervisor the center’s',
  answers: { 200: { description: '50 at most', schema: OperationList } },
  handle: async (call, { pool }) => {
    const rows = await listOperations(pool, call);
    return { status: 200, body: { items: rows.map((row) => showOperation(call, row)) } };
  },
});

export const getOperation = operation({
  id: 'getOperation',
  method: 'get',
  path: '/operations/{id}',
  tag,
  summary: 'How far it is',
  params: idParams,
  answers: { 200: { description: 'The operation', schema: OperationView } },
  handle: async (call, deps) => {
    const row = await operationFor(call, deps, call.params.id);
    return { status: 200, body: showOperation(call, row) };
  },
});

export const listOperationRows = operation({
  id: 'listOperationRows',
  method: 'get',
  path: '/operations/{id}/rows',
  tag,
  summary: 'What became of each row, in order',
  params: idParams,
  query: z.object({
    ...paging,
    state: z.enum(['waiting', 'done', 'failed', 'skipped']).optional(),
  }),
  answers: { 200: { description: 'A page', schema: OperationRows } },
  handle: async (call, deps) => {
    const { id } = await operationFor(call, deps, call.params.id);
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const list = `rows:${id}`;
    const after = cursorIn(key, list, call.query.cursor);
    const rows = await operationRows(deps.pool, id, {
      state: call.query.state ?? null,
      limit,
      after: after?.[0] ?? null,
    });
    const body = page(
      rows,
      limit,
      ({ n }) => cursorText(key, list, [String(n)]),
      ({ n, state, object, case_id: caseId, case_number: caseNumber, problem, at }) => ({
        n,
        state,
        object,
        caseId,
        caseNumber,
        problem,
        at: isoOrNull(at),
      }),
    );
    return { status: 200, body };
  },
});

export const stopOperationRoute = operation({
  id: 'stopOperation',
  method: 'post',
  path: '/operations/{id}:stop',
  tag,
  summary: 'Stop it: what is done stays, what waits is passed over',
  params: idParams,
  keyed: true,
  answers: { 200: { description: 'The operation after it', schema: OperationView } },
  faults: ['action-not-permitted'],
  handle: async (call, deps) => {
    const row = await operationFor(call, deps, call.params.id);
    const grants = call.grants.filter(({ center }) => center === row.center);
    const grant = grants.find(({ role }) => role === 'supervisor') ?? grants[0];
    if (!grant) throw notFound();
    await stopOperation(deps.pool, { id: row.id, by: acting(call, deps, grant) });
    return { status: 200, body: showOperation(call, await operationFor(call, deps, row.id)) };
  },
});

/** @throws Fault 'not-found', the same for "not there" and "not yours" */
export async function operationFor(
  context: Context,
  { pool }: ApiDeps,
  id: string,
): Promise<OperationRow> {
  const row = await findOperation(pool, context, id);
  if (!row) throw notFound();
  return row;
}
