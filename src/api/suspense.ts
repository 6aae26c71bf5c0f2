/** The suspense desk (暂收款): money that belongs to nobody yet is assigned or returned. */
import { z } from 'zod';
import {
  SUSPENSE_STATE_NAMES,
  SUSPENSE_STATES,
  suspenseCause,
  type SuspenseState,
} from '../cases/wording-suspense.ts';
import type { Names } from '../cases/wording-staff.ts';
import { readPayer, settleSuspense } from '../db/suspense.ts';
import { dateAt, plainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { yuan } from '../domain/money.ts';
import { reasonField } from '../forms/fields.ts';
import { acting, centersOf, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import { revealBody } from './case-papers.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { invalid } from './input.ts';
import { judgedPayment } from './judged-payment.ts';
import { operation, type Context } from './operation.ts';
import {
  accountById,
  findSuspense,
  listSuspense,
  type SuspenseRow,
} from './queries/contributions.ts';
import { RevealedPayer, SuspensePage, SuspenseView } from './schemas/contribution.ts';
import { idParams, limitOf, paging } from './schemas/terms.ts';
import { iso } from './show-case.ts';
import { namesIn } from './staff-names.ts';

const tag = 'Suspense';

const listSuspenseItems = operation({
  id: 'listSuspenseItems',
  method: 'get',
  path: '/suspense',
  tag,
  summary: 'Money that belongs to nobody yet, the oldest first',
  query: z.object({
    ...paging,
    state: z.enum(SUSPENSE_STATE_NAMES, { error: '没有这种状态' }).optional(),
  }),
  answers: { 200: { description: 'A page', schema: SuspensePage } },
  handle: async (call, deps) => {
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const { state = 'open', cursor } = call.query;
    const list = `suspense/${state}`;
    const [rows, names] = await Promise.all([
      listSuspense(deps.pool, call, { state }, { limit, after: cursorIn(key, list, cursor) }),
      namesIn(deps.pool, centersOf(call)),
    ]);
    const body = page(
      rows,
      limit,
      ({ receivedOn, id }) => cursorText(key, list, [receivedOn, id]),
      (row) => show(row, names),
    );
    return { status: 200, body };
  },
});

const getSuspenseItem = operation({
  id: 'getSuspenseItem',
  method: 'get',
  path: '/suspense/{id}',
  tag,
  summary: 'One amount in suspense',
  params: idParams,
  answers: { 200: { description: 'The item', schema: SuspenseView, etag: true } },
  handle: async (call, deps) => shown(call, deps, call.params.id),
});

const settling = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('assign'),
    account: z.uuid({ error: '请填写账户的标识' }),
    reason: reasonField,
  }),
  z.strictObject({
    action: z.literal('return'),
    document: z
      .string()
      .trim()
      .min(1, { error: '请填写银行退款的流水号' })
      .max(60, { error: '流水号最多60字' }),
    reason: reasonField,
  }),
  z.strictObject({ action: z.literal('confirm-return'), reason: reasonField }),
  z.strictObject({ action: z.literal('decline-return'), reason: reasonField }),
  z.strictObject({ action: z.literal('fund'), reason: reasonField }),
]);

const settleSuspenseItem = operation({
  id: 'settleSuspenseItem',
  method: 'post',
  path: '/suspense/{id}/actions',
  tag,
  summary:
    'Assign it to an account, whose months it pays, record a return or confirm it as another supervisor, or give it to the fund of subsidies',
  description:
    'An assignment follows the rule of payments of one’s own: whole months, nothing of a cycle that was over on the day on which the bank had the money. An amount that does not fit is refused with the nearest that would. A return leaves the books when another supervisor confirms it, and the next statement of the bank has to show it.',
  params: idParams,
  body: settling,
  bodyExample: { action: 'return', document: '202611290000000042', reason: '付款人要求退回' },
  keyed: true,
  versioned: true,
  answers: { 200: { description: 'The item after it', schema: SuspenseView, etag: true } },
  faults: ['action-not-permitted', 'same-person', 'payment-refused', 'version-conflict'],
  handle: async (call, deps) => {
    const item = await findSuspense(deps.pool, call, call.params.id);
    if (!item) throw notFound();
    // The earlier try under this key was carried out, and its answer was lost.
    if (!(call.again && item.version > call.version)) {
      // Before any account is looked at: its months may be paid by this very item.
      if (item.state !== 'open') {
        throw new Fault('action-not-permitted', '这笔暂收款已经处理。');
      }
      const { body } = call;
      const { action, reason } = body;
      const paid =
        body.action === 'assign' ? await monthsFor(call, deps, item, body.account) : null;
      await settleSuspense(deps.pool, {
        ...{ item: item.id, version: call.version, action, paid, reason },
        document: body.action === 'return' ? body.document : null,
        on: dateAt(deps.now()),
        by: acting(call, deps, grantIn(call, item.center)),
      });
    }
    return shown(call, deps, item.id);
  },
});

const revealPayer = operation({
  id: 'revealPayer',
  method: 'post',
  path: '/suspense/{id}:reveal',
  tag,
  summary: 'Who paid it and what the payer wrote, for a reason',
  description: 'A reading, not a change: it needs no key, and every one leaves its line.',
  params: idParams,
  body: revealBody,
  bodyExample: { reason: '查找这笔来款的归属。' },
  answers: { 200: { description: 'As the bank told it', schema: RevealedPayer } },
  handle: async (call, deps) => {
    const item = await findSuspense(deps.pool, call, call.params.id);
    if (!item) throw notFound();
    const body = await readPayer(deps.pool, deps.secrets, {
      ...{ item: item.id, reason: call.body.reason },
      by: acting(call, deps, grantIn(call, item.center)),
    });
    return { status: 200, body };
  },
});

export const SUSPENSE_OPERATIONS = [
  listSuspenseItems,
  getSuspenseItem,
  settleSuspenseItem,
  revealPayer,
] as const;

async function monthsFor(call: Context, deps: ApiDeps, item: SuspenseRow, id: string) {
  const found = await accountById(deps.pool, call, id);
  if (found?.center !== item.center) {
    throw invalid([{ pointer: '#/account', detail: '没有这个账户，或者不在本中心' }]);
  }
  const { number: account, openedOn } = found;
  const asked = {
    center: item.center,
    account,
    amount: yuan(item.amount),
    field: '#/account',
  } as const;
  const had = plainDate(item.receivedOn > openedOn ? item.receivedOn : openedOn);
  const { from, to, months } = await judgedPayment(deps, { ...asked, on: had }).catch(
    (error: unknown) => {
      // Where it paid nothing on the day on which the bank had it, it pays what it would pay today.
      if (!(error instanceof Fault && error.code === 'payment-refused')) throw error;
      return judgedPayment(deps, { ...asked, on: dateAt(deps.now()) });
    },
  );
  return { account, from, to, months };
}

async function shown(call: Context, { pool }: ApiDeps, id: string) {
  const row = await findSuspense(pool, call, id);
  if (!row) throw notFound();
  const body = show(row, await namesIn(pool, [row.center]));
  return { status: 200, body, version: row.version };
}

function show(row: SuspenseRow, names: Names) {
  const { settledBy, settledAt, claimedBy, returnDocument, returnBy, returnAt, ...rest } = row;
  const state = row.state as SuspenseState;
  return {
    ...rest,
    state,
    stateTitle: SUSPENSE_STATES[state],
    causeText: suspenseCause(row.cause),
    returning:
      returnDocument === null || returnBy === null || returnAt === null
        ? null
        : {
            document: returnDocument,
            proposedByName: names.staff(returnBy),
            proposedAt: iso(returnAt),
          },
    claimedByName: claimedBy === null ? null : names.staff(claimedBy),
    settledByName:
      settledBy === null ? null : settledBy === 'bank' ? '银行' : names.staff(settledBy),
    settledAt: settledAt === null ? null : iso(settledAt),
  };
}
