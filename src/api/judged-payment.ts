/**
 * Which months an amount pays that somebody pays by oneself, or why none: asked before any money
 * moves at the counter, and when a supervisor finds whose an amount in suspense is.
 *
 * @source 通知（征求意见稿）（四）
 */
import { outsideText, suspenseCause } from '../cases/wording-suspense.ts';
import { retirementIn } from '../crypto/agreement-terms.ts';
import { type PlainDate, type PlainMonth } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import type { Yuan } from '../domain/money.ts';
import { payableOf } from '../ledger/payable.ts';
import { judgePayment } from '../policy/voluntary-payment.ts';
import { notFound } from './case-access.ts';
import { figuresOf } from './figure-rows.ts';
import type { ApiDeps } from './deps.ts';

export interface PaymentAsked {
  readonly center: string;
  /** Its number. */
  readonly account: string;
  readonly amount: Yuan;
  readonly on: PlainDate;
  /** The field that chose it. */
  readonly field: '#/amount' | '#/account';
}

export interface PaymentMonths {
  readonly from: PlainMonth;
  readonly to: PlainMonth;
  readonly months: number;
  readonly monthlyAmount: Yuan;
}

/** @throws Fault 'payment-refused' with the nearest amounts that would do, 'not-found' */
export async function judgedPayment(
  { pool, secrets }: Pick<ApiDeps, 'pool' | 'secrets'>,
  { center, account, amount, on, field }: PaymentAsked,
): Promise<PaymentMonths> {
  const retiresOn = retirementIn(secrets);
  const figures = await figuresOf(pool, center);
  const facts = await payableOf(pool, { center, account, on, retiresOn, figures });
  if (facts === null) throw notFound();
  if (typeof facts === 'string') throw refused(suspenseCause(facts), { nearest: [], field });
  const judged = judgePayment(facts, amount);
  if (judged.outcome === 'accepted') {
    const { from, to, months } = judged;
    return { from, to, months, monthlyAmount: facts.monthlyAmount };
  }
  const { code, below, above, outside } = judged;
  const nearest = [below, above].filter((one) => one !== null);
  const cause = outside === null ? suspenseCause(code) : outsideText(facts.monthlyAmount, outside);
  throw refused(cause, { nearest, field });
}

type Refused = Pick<PaymentAsked, 'field'> & { readonly nearest: readonly Yuan[] };

/** Where no amount would do, it is not the field that is wrong. */
function refused(cause: string, { nearest, field }: Refused): Fault {
  const near = nearest.map((one) => `${one}元`).join('或');
  const detail = near === '' ? `${cause}。` : `${cause}，最接近的可缴金额为${near}。`;
  const errors = near === '' ? {} : { errors: [{ pointer: field, detail }] };
  return new Fault('payment-refused', detail, { members: { nearest, ...errors } });
}
