/**
 * Payments at the counter (柜面缴存): a slip (缴款通知单) says which months, how much, to which number and
 * until when; the money is matched by that number when the bank tells of it. Nobody takes cash.
 *
 * @source 通知（征求意见稿）（四）（五）
 */
import { z } from 'zod';
import type { Names } from '../cases/wording-staff.ts';
import { SLIP_STATES, slipVoidReason, type SlipState } from '../cases/wording-suspense.ts';
import type { PaymentSlipParams } from '../cases/wording-money-documents.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { makePaymentSlip, voidPaymentSlip } from '../db/payment-slips.ts';
import { dateAt, type PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { yuan, type Yuan } from '../domain/money.ts';
import { moneyField, reasonField } from '../forms/fields.ts';
import { wholeValue } from '../policy/figure-values.ts';
import { figureInForce } from '../policy/figures.ts';
import { slipValidTo } from '../policy/voluntary-payment.ts';
import { accountFor } from './accounts.ts';
import { acting, centersOf, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import type { ApiDeps } from './deps.ts';
import { caseIdOf } from './engine.ts';
import { figuresOf } from './figure-rows.ts';
import { judgedPayment } from './judged-payment.ts';
import { moneyHeadOf } from './money-head.ts';
import { personPaper } from './person-paper.ts';
import { operation, type Context } from './operation.ts';
import type { AccountDetailRow } from './queries/accounts.ts';
import { workCalendar } from './queries/figures.ts';
import { findSlip, slipsOf, type SlipRow } from './queries/payment-slips.ts';
import { PaymentSlipList, PaymentSlipView } from './schemas/contribution.ts';
import { idParams } from './schemas/terms.ts';
import { namesIn } from './staff-names.ts';

const tag = 'Accounts';
const SLIP = { description: 'The slip', schema: PaymentSlipView, etag: true } as const;

const listPaymentSlips = operation({
  id: 'listPaymentSlips',
  method: 'get',
  path: '/accounts/{id}/payment-slips',
  tag,
  summary: 'Slips of payments at the counter (缴款通知单), the newest first',
  params: idParams,
  answers: { 200: { description: 'All of them', schema: PaymentSlipList } },
  handle: async (call, deps) => {
    const account = await accountFor(call, deps, call.params.id);
    const [rows, names] = await Promise.all([
      slipsOf(deps.pool, account.number),
      namesIn(deps.pool, centersOf(call)),
    ]);
    const on = dateAt(deps.now());
    return { status: 200, body: { items: rows.map((row) => show(row, { names, on })) } };
  },
});

const getPaymentSlip = operation({
  id: 'getPaymentSlip',
  method: 'get',
  path: '/payment-slips/{id}',
  tag,
  summary: 'One slip of a payment at the counter',
  params: idParams,
  answers: { 200: SLIP },
  handle: (call, deps) => shown(call, deps, call.params.id),
});

const makeSlip = operation({
  id: 'makePaymentSlip',
  method: 'post',
  path: '/accounts/{id}/payment-slips',
  tag,
  summary: 'Make out a slip for whole months; the one that was open is void',
  description:
    'Follows the rule of payments of one’s own: what is owed first and as a whole, nothing of a cycle that is over, nothing beyond the next one. An amount that does not fit is refused with the nearest that would, before any money moves. Reads name and document in full to print them; the trail keeps that it was done.',
  params: idParams,
  body: z.strictObject({ amount: moneyField }),
  bodyExample: { amount: '800.00' },
  keyed: true,
  answers: {
    200: { ...SLIP, description: 'Made out before under this key' },
    201: { ...SLIP, description: 'The slip; its paper is at `href`' },
  },
  faults: ['payment-refused', 'person-key-destroyed'],
  handle: async (call, deps) => {
    const account = await accountFor(call, deps, call.params.id);
    const id = caseIdOf(call.caller.id, `payment-slip\n${call.key}`);
    // Made out by an earlier try under this key: its months may be paid since.
    if (!(call.again && (await findSlip(deps.pool, call, id)))) {
      await makeOut(call, deps, { id, account, amount: yuan(call.body.amount) });
    }
    return { ...(await shown(call, deps, id)), status: 201 };
  },
});

const voidSlip = operation({
  id: 'voidPaymentSlip',
  method: 'post',
  path: '/payment-slips/{id}:void',
  tag,
  summary: 'Nobody pays by this slip any more',
  description: 'Money that comes in all the same is judged by the rule, as any other.',
  params: idParams,
  body: z.strictObject({ reason: reasonField }),
  bodyExample: { reason: '本人改为银行自动扣款' },
  keyed: true,
  versioned: true,
  answers: { 200: SLIP },
  faults: ['action-not-permitted', 'version-conflict'],
  handle: async (call, deps) => {
    const slip = await findSlip(deps.pool, call, call.params.id);
    if (!slip) throw notFound();
    // The earlier try under this key was carried out, and its answer was lost.
    if (!(call.again && slip.version > call.version)) {
      await voidPaymentSlip(deps.pool, {
        ...{ slip: slip.id, version: call.version, reason: call.body.reason },
        by: acting(call, deps, grantIn(call, slip.center)),
      });
    }
    return shown(call, deps, slip.id);
  },
});

export const SLIP_OPERATIONS = [listPaymentSlips, getPaymentSlip, makeSlip, voidSlip] as const;

interface Wanted {
  readonly id: string;
  readonly account: AccountDetailRow;
  readonly amount: Yuan;
}

/** @throws Fault 'payment-refused', 'person-key-destroyed' */
async function makeOut(call: Context, deps: ApiDeps, { id, account, amount }: Wanted) {
  const on = dateAt(deps.now());
  const { center, number, person } = account;
  const judged = await judgedPayment(deps, {
    ...{ center, account: number, amount, on, field: '#/amount' },
  });
  const { from, to, months, monthlyAmount } = judged;
  const validTo = await validToOf(deps, center, on);
  const params: PaymentSlipParams = {
    ...(await moneyHeadOf(call, deps, account, '打印缴款通知单')),
    ...{ madeOn: on, from, to, months, monthlyAmount, amount },
    ...{ virtualAccount: number, validTo },
  };
  const kind = 'payment-slip';
  await makePaymentSlip(deps.pool, createPersonKeys(deps.secrets.center), {
    paper: personPaper(call, deps, { id, person, center, kind, params }),
    slip: { account: number, from, to, months, amount, validTo },
  });
}

async function validToOf({ pool }: ApiDeps, center: string, on: PlainDate): Promise<PlainDate> {
  const [figures, calendar] = await Promise.all([figuresOf(pool, center), workCalendar(pool)]);
  const days = figureInForce(figures, { center, district: null, name: 'payment-slip-days', on });
  if (days === null) {
    throw new Fault('payment-refused', '本中心没有登记缴款通知单的有效期，不能开具。');
  }
  return slipValidTo(on, wholeValue(days), calendar);
}

async function shown(call: Context, { pool, now }: ApiDeps, id: string) {
  const row = await findSlip(pool, call, id);
  if (!row) throw notFound();
  const names = await namesIn(pool, [row.center]);
  return {
    status: 200,
    version: row.version,
    body: show(row, { names, on: dateAt(now()) }),
  } as const;
}

interface Showing {
  readonly names: Names;
  /** Today. */
  readonly on: PlainDate;
}

function show(row: SlipRow, { names, on }: Showing) {
  const { center: _, person, madeBy, voidedOn: __, voidedBy, takenBack: ___, ...rest } = row;
  const { voidReason } = row;
  const state = stateOf(row, on);
  return {
    ...rest,
    state,
    stateTitle: SLIP_STATES[state],
    madeByName: names.staff(madeBy),
    voidedByName: voidedBy === null ? null : names.staff(voidedBy),
    voidReason: voidReason === null ? null : slipVoidReason(voidReason),
    href: `/api/v1/persons/${person}/documents/${row.id}.pdf`,
  };
}

/** One whose last day was over when another took its place had lapsed before. */
function stateOf({ journal, takenBack, voidedOn, validTo }: SlipRow, on: PlainDate): SlipState {
  if (journal !== null) return takenBack ? 'taken-back' : 'paid';
  if (voidedOn !== null) return voidedOn > validTo ? 'lapsed' : 'void';
  return validTo < on ? 'lapsed' : 'open';
}
