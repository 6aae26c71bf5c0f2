/** Money to be recovered from persons (应收个人款): the list, one of it, what comes back. */
import { z } from 'zod';
import {
  RECEIVABLE_STATE_NAMES,
  RECEIVABLE_STATES,
  receivableCause,
  type ReceivableState,
} from '../cases/wording-ledger.ts';
import { dateAt, type PlainDate } from '../domain/calendar.ts';
import { reasonField } from '../forms/fields.ts';
import { recover } from '../ledger/receivables.ts';
import { acting, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { operation, type Context } from './operation.ts';
import { personHead } from './personal.ts';
import {
  findReceivable,
  listReceivableRows,
  openReceivables,
  recoveriesOf,
  type ReceivableRow,
} from './queries/receivables.ts';
import { ReceivablePage, ReceivableView } from './schemas/receivable.ts';
import { idParams, limitOf, paging } from './schemas/terms.ts';
import { namesIn } from './staff-names.ts';

const tag = 'Receivables';

export const listReceivables = operation({
  id: 'listReceivables',
  method: 'get',
  path: '/receivables',
  tag,
  summary: 'Money to be recovered from persons, due first, and what is open in all',
  query: z.object({
    ...paging,
    state: z.enum(RECEIVABLE_STATE_NAMES, { error: '没有这种状态' }).optional(),
  }),
  answers: { 200: { description: 'A page', schema: ReceivablePage } },
  handle: async (call, deps) => {
    const { state = 'open', cursor } = call.query;
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const list = `receivables/${state}`;
    const today = dateAt(deps.now());
    const [rows, open] = await Promise.all([
      listReceivableRows(deps.pool, call, { state }, { limit, after: cursorIn(key, list, cursor) }),
      openReceivables(deps.pool, call, today),
    ]);
    const body = page(
      rows,
      limit,
      ({ dueOn, id }) => cursorText(key, list, [dueOn, id]),
      (row) => showReceivable(deps, row, today),
    );
    return { status: 200, body: { ...body, open } };
  },
});

export const getReceivable = operation({
  id: 'getReceivable',
  method: 'get',
  path: '/receivables/{id}',
  tag,
  summary: 'One amount to be recovered, with what came back',
  params: idParams,
  answers: { 200: { description: 'The receivable', schema: ReceivableView, etag: true } },
  handle: async (call, deps) => shown(call, deps, call.params.id),
});

const recovering = z.strictObject({
  item: z.uuid({ error: '请填写暂收款的标识' }).meta({ description: 'Money in suspense' }),
  reason: reasonField,
});

export const recordRecovery = operation({
  id: 'recordRecovery',
  method: 'post',
  path: '/receivables/{id}/recoveries',
  tag,
  summary: 'Pay it, or a part of it, with money that stands in suspense',
  description:
    'The whole of the item, never more than what is left. A contribution is never taken for it by itself.',
  params: idParams,
  body: recovering,
  bodyExample: {
    item: '0f9d6a1e-6c0b-5d7e-9a3f-2b1c4d5e6f70',
    reason: '本人汇款归还，附言注明还款',
  },
  keyed: true,
  versioned: true,
  answers: { 200: { description: 'The receivable after it', schema: ReceivableView, etag: true } },
  faults: ['action-not-permitted', 'version-conflict'],
  handle: async (call, deps) => {
    const row = await receivableFor(call, deps, call.params.id);
    // The earlier try under this key was carried out, and its answer was lost.
    if (!(call.again && row.version > call.version)) {
      await recover(deps.pool, {
        ...{ receivable: row.id, version: call.version, ...call.body },
        on: dateAt(deps.now()),
        by: acting(call, deps, grantIn(call, row.center)),
      });
    }
    return shown(call, deps, row.id);
  },
});

async function receivableFor(call: Context, { pool }: ApiDeps, id: string): Promise<ReceivableRow> {
  const row = await findReceivable(pool, call, id);
  if (!row) throw notFound();
  return row;
}

async function shown(call: Context, deps: ApiDeps, id: string) {
  const row = await receivableFor(call, deps, id);
  const [recoveries, names] = await Promise.all([
    recoveriesOf(deps.pool, row.id),
    namesIn(deps.pool, [row.center]),
  ]);
  const body = {
    ...showReceivable(deps, row, dateAt(deps.now())),
    recoveries: recoveries.map(({ recordedBy, ...one }) => ({
      ...one,
      recordedByName: recordedBy === 'bank' ? '银行' : names.staff(recordedBy),
    })),
  };
  return { status: 200, body, version: row.version };
}

/** One of a list. */
export function showReceivable({ secrets }: ApiDeps, row: ReceivableRow, today: PlainDate) {
  const { person: _, wrapped_key: __, masked: ___, ...rest } = row;
  const state = row.state as ReceivableState; // the table's own check
  return {
    ...rest,
    person: personHead(secrets, row),
    causeText: receivableCause(row.cause),
    overdue: state === 'open' && row.dueOn < today,
    state,
    stateTitle: RECEIVABLE_STATES[state],
  };
}
