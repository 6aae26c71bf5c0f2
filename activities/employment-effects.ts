/**
 * What a conversion to employee does beyond its own rows: the account goes over to the unit, the agreement
 * rests; or the unit did not pay, and the agreement goes on.
 *
 * @source 通知（征求意见稿）（三）; JGJ/T 320-2014 A.5 06 内部转移; 缴存使用协议“身份转换与转移接续”
 */
import {
  findEmployment,
  insertEmployment,
  insertUnitMonth,
  updateEmployment,
} from '../src/db/employments.ts';
import { plainMonth, type PlainDate } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import {
  lockInForce,
  moveAgreement,
  voidOpenDues,
  type InForce,
} from '../src/ledger/agreements-in-force.ts';
import { lastStepOf, moveAccount } from '../src/ledger/seals.ts';
import { EMPLOYMENT_REASONS } from '../src/policy/conversion-to-employee.ts';
import { resumeAfter } from './agreement-effects.ts';
import type { Context } from './commit/context.ts';
import { attach } from './commit/files.ts';
import { employmentNow } from './employment.ts';
import { tellCasesOf } from './person-news.ts';

type Params = Readonly<Record<string, unknown>>;

export const EMPLOYMENT_EFFECTS = {
  'check-employment': check,
  'convert-to-employee': convert,
  'end-employment': end,
} as const;

/** By hand: the list is kept, and whether it can be done is looked at. */
async function check(context: Context, params: Params): Promise<object> {
  if (typeof params['file'] === 'string') await attach(context, [params['file']]);
  await assess(context, params);
  return {};
}

/** By the books of this moment, held until the transaction ends. @throws Fault saying why not */
async function assess({ tx, change, head, offices }: Context, params: Params) {
  const account = String(params['account']);
  const standing = await lockInForce(tx, account);
  const month = params['firstMonth'];
  const ask = { caseId: head.id, center: head.center, account, on: change.on };
  const firstMonth = typeof month === 'string' ? plainMonth(month) : null;
  const now = await employmentNow(tx, { ...ask, firstMonth }, offices.figures);
  const [reason] = now.decision.reasons;
  if (reason !== undefined) {
    const { text, remedy, clause } = EMPLOYMENT_REASONS[reason];
    const { earliestOn: earliestDate } = now.decision;
    const members = { clause, remedy, ...(earliestDate && { earliestDate }) };
    throw new Fault('effect-conflict', `${text}${remedy}`, { members });
  }
  return { standing, now };
}

/** Agreement at rest, account moved, the others told: all in this transaction or nothing. */
async function convert(context: Context, params: Params): Promise<object> {
  const { tx, change, head, person } = context;
  const { standing, now } = await assess(context, params);
  if (now.firstMonth === null) throw new Fault('effect-conflict', '单位尚未缴存。');
  const number = await numberOf(context, String(params['account']));
  if (standing) await rest(context, standing);
  await voidOpenDues(tx, number, change.on);
  const told = await findEmployment(tx, head.id);
  const last = await lastStepOf(tx, number);
  const from = told?.fromOn ?? change.on;
  const on = last === null || from >= last ? from : change.on;
  const by = told === null ? change.by.id : told.unit;
  const document = told === null ? {} : { document: told.toldBy };
  await moveAccount(tx, number, {
    ...{ way: 'converted-to-employee', on, by, case: head.id },
    ...document,
  });
  await keepRow(context, { params, number, on });
  await tellCasesOf(tx, {
    ...{ center: head.center, person: person.id },
    ...{ because: `employment-${head.id}`, by: head.id },
  });
  return { last4: number.slice(-4), overlap: now.decision.overlap, on };
}

/** One that a supervisor began by hand stands in the books as well. */
async function keepRow(
  { tx, change, head, person }: Context,
  {
    params,
    number,
    on,
  }: { readonly params: Params; readonly number: string; readonly on: PlainDate },
): Promise<void> {
  if ((await findEmployment(tx, head.id)) === null) {
    await insertEmployment(tx, {
      ...{ caseId: head.id, center: head.center, person: person.id, account: number },
      ...{ unit: String(params['unit']), toldBy: head.number, fromOn: on, toldOn: change.on },
      firstMonth: plainMonth(String(params['firstMonth'])),
    });
    // The month stands on the unit's paper, as one that it tells by itself.
    const month = String(params['firstMonth']);
    const unit = String(params['unit']);
    await insertUnitMonth(tx, { account: number, month, unit, paidOn: on, toldBy: head.number });
  }
  const ended = { outcome: 'converted', on: change.on };
  await updateEmployment(tx, head.id, { ended });
}

async function numberOf({ tx }: Context, id: string): Promise<string> {
  const { rows } = await tx.query<{ number: string }>('select number from account where id = $1', [
    id,
  ]);
  const [row] = rows;
  if (!row) throw new Fault('not-found', '没有这个账户。');
  return row.number;
}

async function rest({ tx, change, head }: Context, { agreement, state }: InForce): Promise<void> {
  if (state === 'suspended') return;
  await moveAgreement(tx, {
    ...{ agreement, from: 'active', to: 'suspended', on: change.on, caseId: head.id },
    ...{ reason: 'employed', owesFrom: null },
  });
}

/** The unit did not pay, or was wrong: an agreement that rests for this goes on, unless something else stops it. */
async function end(context: Context, params: Params): Promise<object> {
  const { tx, change, head } = context;
  const outcome = String(params['outcome']);
  const account = String(params['account']);
  const standing = await lockInForce(tx, account);
  await updateEmployment(tx, head.id, { ended: { outcome, on: change.on } });
  const last4 = standing?.account.slice(-4) ?? '';
  const { owesFrom } = await resumeAfter(context, {
    ...{ account, of: 'employed', reason: 'not-employed' },
  });
  return { owesFrom, last4 };
}
