/** Many repairs at once: the exact list is frozen and shown, then confirmed, then done one by one. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { sealJson } from '../../crypto/cipher.ts';
import { newDataKey, wrapKey } from '../../crypto/person-key.ts';
import { place } from '../../crypto/places.ts';
import { REPAIR_MOVES, STUCK_KINDS, type RepairMove, type StuckKind } from '../../cases/repairs.ts';
import { confirmOperation, proposeBulkRepair } from '../../db/repairs.ts';
import { Fault } from '../../domain/fault.ts';
import { reasonField } from '../../forms/fields.ts';
import { acting, grantIn } from '../acting.ts';
import type { ApiDeps } from '../deps.ts';
import { caseIdOf } from '../engine.ts';
import { invalid } from '../input.ts';
import { operation, type Context } from '../operation.ts';
import { operationFor } from '../operations.ts';
import { findOperation } from '../queries/operations.ts';
import { OperationView } from '../schemas/office.ts';
import { idParams } from '../schemas/terms.ts';
import { showOperation } from '../show-operation.ts';
import { objectField } from './object.ts';
import type { StuckItem } from './show-stuck.ts';
import { matches, stuckFilter, stuckNow } from './stuck.ts';

const tag = 'Supervision';
const LIST_MAX = 200;

const wanted = z.strictObject({
  kind: z.enum(STUCK_KINDS, { error: '没有这种情况' }),
  move: z.enum(REPAIR_MOVES, { error: '没有这项修复' }),
  reason: reasonField,
  until: z.iso.datetime({ offset: true, error: '请填写带时区的时间' }).optional(),
  type: stuckFilter.type,
  branch: stuckFilter.branch,
  system: stuckFilter.system,
  /** Only these; left out: everything that fits. */
  objects: z.array(objectField).min(1).max(LIST_MAX).optional(),
});
type Wanted = z.infer<typeof wanted>;

/** What a row of the list says to whoever carries it out; sealed until then. */
export interface RowTerms {
  readonly kind: StuckKind;
  readonly move: RepairMove;
  readonly reason: string;
  readonly until: string | null;
  /** The version that was on the list; null for a message. */
  readonly version: number | null;
}

export const proposeBulkRepairOperation = operation({
  id: 'proposeBulkRepair',
  method: 'post',
  path: '/supervision/repairs:bulk',
  tag,
  summary: 'Freeze the list of what fits, for one move; nothing is done before it is confirmed',
  body: wanted,
  bodyExample: { kind: 'parked', move: 'retry-now', reason: '平台已恢复', system: 'national' },
  keyed: true,
  answers: { 202: { description: 'Frozen', schema: OperationView, location: true } },
  faults: ['action-not-permitted'],
  handle: async (call, deps) => {
    const { pool, secrets } = deps;
    const id = caseIdOf(call.caller.id, `bulk-repair\n${call.key}`);
    const location = `/api/v1/operations/${id}`;
    const earlier = await findOperation(pool, call, id);
    if (earlier) return { status: 202, location, body: showOperation(call, earlier) };
    const { kind, move, until: given, type, branch, system, reason } = call.body;
    const until = untilIn(deps, call.body);
    const items = await itemsFor(call, deps);
    const grant = grantIn(call, call.caller.center);
    const key = newDataKey();
    const { wrapped: wrappedKey, keyId } = wrapKey(secrets.center, place.operationKey(id), key);
    const rows = items.map(({ object, case: about }, index) => {
      const terms: RowTerms = { kind, move, reason, until, version: about?.version ?? null };
      const content = sealJson(key, place.operationRow(id, index + 1), terms);
      return { object: object ?? '', caseId: about?.id ?? null, content };
    });
    const filter = { type, branch, system, until: given };
    const hash = hashOf(items, { kind, move, until });
    await proposeBulkRepair(pool, {
      ...{ id, wrappedKey, keyId, rows, center: grant.center },
      detail: { kind, move, hash, role: grant.role, origin: call.origin, filter },
      by: acting(call, deps, grant),
    });
    const row = await operationFor(call, deps, id);
    return { status: 202, location, body: showOperation(call, row) };
  },
});

function untilIn({ now }: ApiDeps, { move, until }: Wanted): string | null {
  if (move !== 'wait-until') return null;
  const at = until === undefined ? NaN : Date.parse(until);
  if (!(at > now())) throw invalid([{ pointer: '#/until', detail: '约定的时间须在现在之后' }]);
  return new Date(at).toISOString();
}

type BulkCall = Context & { readonly body: Wanted };

/** Exactly what may be repaired so, of the caller's own center. @throws Fault 'input-invalid' */
async function itemsFor(call: BulkCall, deps: ApiDeps): Promise<readonly StuckItem[]> {
  const { kind, move, type, branch, system, objects } = call.body;
  if (move === 'assign-message') {
    throw new Fault('action-not-permitted', '来信须逐件归入业务，不能批量。');
  }
  const { items } = await stuckNow(call, deps);
  const fitting = items.filter(
    (item) =>
      matches(item, { kind, type, branch, system }) &&
      item.object !== null &&
      item.moves.some((one) => one.move === move && one.via === 'repair' && one.allowed),
  );
  const chosen = objects
    ? fitting.filter(({ object }) => objects.includes(object ?? ''))
    : fitting.slice(0, LIST_MAX);
  const missing = (objects ?? []).filter(
    (object) => !chosen.some((item) => item.object === object),
  );
  if (missing.length > 0) {
    const detail = '现在不能这样修复：可能已自行恢复，或正在修复';
    const all = objects ?? [];
    throw invalid(
      missing.map((object) => ({ pointer: `#/objects/${all.indexOf(object)}`, detail })),
    );
  }
  if (chosen.length === 0) throw new Fault('action-not-permitted', '没有可以这样修复的事项。');
  return chosen;
}

function hashOf(
  items: readonly StuckItem[],
  terms: { readonly kind: string; readonly move: string; readonly until: string | null },
): string {
  const lines = items.map(({ object, case: about }) => `${object} ${about?.version ?? ''}`);
  const text = [JSON.stringify(terms), ...lines].join('\n');
  return createHash('sha256').update(text).digest('hex');
}

export const confirmOperationRoute = operation({
  id: 'confirmOperation',
  method: 'post',
  path: '/operations/{id}:confirm',
  tag: 'Bulk',
  summary: 'Confirm the frozen list of a bulk repair by its hash; then it is done row by row',
  params: idParams,
  body: z.strictObject({
    hash: z.string().regex(/^[0-9a-f]{64}$/, { error: '清单摘要不正确' }),
  }),
  bodyExample: { hash: '0'.repeat(64) },
  keyed: true,
  answers: { 200: { description: 'The operation after it', schema: OperationView } },
  faults: ['same-person', 'action-not-permitted', 'version-conflict'],
  handle: async (call, deps) => {
    const row = await operationFor(call, deps, call.params.id);
    const by = acting(call, deps, grantIn(call, row.center));
    await confirmOperation(deps.pool, { id: row.id, hash: call.body.hash, by });
    const after = await operationFor(call, deps, row.id);
    return { status: 200, body: showOperation(call, after) };
  },
});
