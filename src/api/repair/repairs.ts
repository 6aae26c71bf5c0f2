/** Proposing a repair, confirming it as another person, withdrawing it, and seeing what became of it. */
import { z } from 'zod';
import { REPAIR_MOVES, REPAIR_STATES, STUCK_KINDS, type RepairMove } from '../../cases/repairs.ts';
import { decideRepair, proposeRepair, withdrawRepair } from '../../db/repairs.ts';
import { Fault } from '../../domain/fault.ts';
import { reasonField } from '../../forms/fields.ts';
import { acting, grantIn } from '../acting.ts';
import { notFound } from '../case-access.ts';
import { cursorIn, cursorText, page } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { caseIdOf } from '../engine.ts';
import { invalid } from '../input.ts';
import { operation, type Context } from '../operation.ts';
import { findRepair, listRepairs, type RepairRow } from '../queries/repairs.ts';
import { booksOfMany } from '../queries/stuck.ts';
import { RepairPage, RepairView } from '../schemas/repair.ts';
import { idParams, limitOf, paging } from '../schemas/terms.ts';
import { objectField } from './object.ts';
import { showRepair } from './show-repair.ts';
import { sceneOf } from './stuck.ts';
import { thingFor, type Thing } from './stuck-page.ts';
import { tell } from './told.ts';

const tag = 'Supervision';

const proposal = z.strictObject({
  object: objectField,
  kind: z.enum(STUCK_KINDS, { error: '没有这种情况' }),
  move: z.enum(REPAIR_MOVES, { error: '没有这项修复' }),
  reason: reasonField,
  /** `wait-until`: when it is tried again. */
  until: z.iso.datetime({ offset: true, error: '请填写带时区的时间' }).optional(),
  /** `assign-message`: the case it belongs to. */
  case: z.uuid({ error: '业务编号不正确' }).optional(),
});
type Proposal = z.infer<typeof proposal>;

export const proposeRepairOperation = operation({
  id: 'proposeRepair',
  method: 'post',
  path: '/supervision/repairs',
  tag,
  summary:
    'Propose a safe move; it is carried out and watched, after a second person where it counts',
  body: proposal,
  bodyExample: {
    object: 'case-0f9d6a1e-6c0b-5d7e-9a3f-2b1c4d5e6f70',
    kind: 'parked',
    move: 'retry-now',
    reason: '平台已恢复',
  },
  keyed: true,
  answers: {
    201: { description: 'Proposed', schema: RepairView, location: true },
    200: { description: 'Proposed before under this key', schema: RepairView, location: true },
  },
  faults: ['action-not-permitted', 'person-key-destroyed'],
  handle: async (call, deps) => {
    const id = caseIdOf(call.caller.id, `repair\n${call.key}`);
    const location = `/api/v1/supervision/repairs/${id}`;
    const earlier = await findRepair(deps.pool, call, id);
    if (earlier) return { status: 200, location, body: showRepair(deps, call, earlier) };
    const thing = await thingFor(await sceneOf(call, deps), call.body.object);
    permitted(thing, call.body);
    const { center, caseId, snapshot, object } = thing;
    const { kind, move, reason } = call.body;
    await proposeRepair(deps.pool, {
      ...{ id, center, object, caseId, kind, move },
      params: await paramsOf(call, deps, call.body),
      reason: tell(deps.secrets, thing, reason),
      before: snapshot,
      by: acting(call, deps, grantIn(call, center)),
    });
    const row = await repairFor(call, deps, id);
    return { status: 201, location, body: showRepair(deps, call, row) };
  },
});

/** @throws Fault 'action-not-permitted' when it is no longer so, or the move is not safe or not theirs */
function permitted({ findings }: Thing, { kind, move }: Proposal): void {
  const found = findings.find((finding) => finding.kind === kind);
  if (!found) {
    throw new Fault('action-not-permitted', '现在已没有这种情况，可能已自行恢复，请重新查看。');
  }
  const offer = found.moves.find((one) => one.move === move && one.via === 'repair');
  if (!offer) throw new Fault('action-not-permitted', '这种情况下不能这样修复。');
  if (!offer.allowed) {
    throw new Fault('action-not-permitted', offer.refusal ?? '您不能进行这项修复。');
  }
}

/** What the move needs besides its reason. @throws Fault 'input-invalid' */
async function paramsOf(
  call: Context,
  { pool, now }: ApiDeps,
  { move, until, case: caseId }: Proposal,
): Promise<Readonly<Record<string, string>>> {
  refuseSurplus(move, { until, case: caseId });
  if (move === 'wait-until') {
    if (until === undefined) throw invalid([{ pointer: '#/until', detail: '请填写再试的时间' }]);
    if (Date.parse(until) <= now()) {
      throw invalid([{ pointer: '#/until', detail: '约定的时间须在现在之后' }]);
    }
    return { until: new Date(until).toISOString() };
  }
  if (move !== 'assign-message') return {};
  const [row] = caseId === undefined ? [] : await booksOfMany(pool, call, [caseId]);
  if (!row) throw invalid([{ pointer: '#/case', detail: '请选择您可以看到的业务' }]);
  return { case: row.id };
}

function refuseSurplus(move: RepairMove, given: Readonly<Record<string, unknown>>): void {
  const wanted = { 'wait-until': 'until', 'assign-message': 'case' }[move as string];
  const surplus = Object.entries(given).filter(
    ([name, value]) => value !== undefined && name !== wanted,
  );
  if (surplus.length === 0) return;
  throw invalid(surplus.map(([name]) => ({ pointer: `#/${name}`, detail: '这项修复不用填写' })));
}

export const listRepairsOperation = operation({
  id: 'listRepairs',
  method: 'get',
  path: '/supervision/repairs',
  tag,
  summary: 'Repairs, newest first',
  query: z.object({
    ...paging,
    state: z.enum(REPAIR_STATES, { error: '没有这种状态' }).optional(),
    object: objectField.optional(),
    operation: z.uuid().optional(),
  }),
  answers: { 200: { description: 'A page', schema: RepairPage } },
  handle: async (call, deps) => {
    const { state, object, operation: of, cursor } = call.query;
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const after = cursorIn(key, 'repairs', cursor);
    const filter = { state, object, operation: of };
    const rows = await listRepairs(deps.pool, call, filter, { limit, after });
    const body = page(
      rows,
      limit,
      ({ sort, id }) => cursorText(key, 'repairs', [sort, id]),
      (row) => showRepair(deps, call, row),
    );
    return { status: 200, body };
  },
});

export const getRepair = operation({
  id: 'getRepair',
  method: 'get',
  path: '/supervision/repairs/{id}',
  tag,
  summary: 'One repair: how far it is, and whether it moved',
  params: idParams,
  answers: { 200: { description: 'As of now', schema: RepairView } },
  handle: async (call, deps) => {
    const row = await repairFor(call, deps, call.params.id);
    return { status: 200, body: showRepair(deps, call, row) };
  },
});

export const decideRepairOperation = operation({
  id: 'decideRepair',
  method: 'post',
  path: '/supervision/repairs/{id}:decide',
  tag,
  summary: 'Confirm or decline a repair of somebody else',
  params: idParams,
  body: z.strictObject({ approve: z.boolean(), reason: reasonField }),
  bodyExample: { approve: true, reason: '已核对业务库所记属实。' },
  keyed: true,
  answers: { 200: { description: 'The repair after it', schema: RepairView } },
  faults: ['same-person', 'action-not-permitted', 'person-key-destroyed'],
  handle: async (call, deps) => {
    const row = await repairFor(call, deps, call.params.id);
    const { approve, reason } = call.body;
    const told = tell(deps.secrets, aboutOf(row), reason);
    const by = acting(call, deps, grantIn(call, row.center));
    await decideRepair(deps.pool, { repair: row.id, approve, reason: told, by });
    const after = await repairFor(call, deps, row.id);
    return { status: 200, body: showRepair(deps, call, after) };
  },
});

function aboutOf({ case_id: caseId, person, wrapped_key: wrappedKey }: RepairRow) {
  return { caseId, person: person === null ? null : { id: person, wrappedKey } };
}

export const withdrawRepairOperation = operation({
  id: 'withdrawRepair',
  method: 'post',
  path: '/supervision/repairs/{id}:withdraw',
  tag,
  summary: 'Take back a proposal that nobody has confirmed',
  params: idParams,
  keyed: true,
  answers: { 200: { description: 'The repair after it', schema: RepairView } },
  faults: ['action-not-permitted'],
  handle: async (call, deps) => {
    const row = await repairFor(call, deps, call.params.id);
    await withdrawRepair(deps.pool, row.id, acting(call, deps, grantIn(call, row.center)));
    const after = await repairFor(call, deps, row.id);
    return { status: 200, body: showRepair(deps, call, after) };
  },
});

/** @throws Fault 'not-found', the same for "not there" and "not yours" */
async function repairFor(context: Context, { pool }: ApiDeps, id: string): Promise<RepairRow> {
  const row = await findRepair(pool, context, id);
  if (!row) throw notFound();
  return row;
}
