/** Contributions of an account: months paid, what is owed, what may be paid by oneself. */
import {
  MONTH_STATES,
  noneUnpaidText,
  outsideText,
  suspenseCause,
  type MonthState,
} from '../cases/wording-suspense.ts';
import { runOutcomeText } from '../cases/wording-runs.ts';
import { retirementIn } from '../crypto/agreement-terms.ts';
import { unitMonthsOf } from '../db/employments.ts';
import { continuityResetOf } from '../db/measures.ts';
import { dateAt, monthOf, plainMonth, type PlainDate } from '../domain/calendar.ts';
import { payableStandingOf, type PayableStanding } from '../ledger/payable.ts';
import { continuity } from '../policy/continuity.ts';
import { figureInForce } from '../policy/figures.ts';
import { wholeValue } from '../policy/figure-values.ts';
import { firstOutside, payable, payableChoices, whyNothing } from '../policy/voluntary-payment.ts';
import { notFound } from './case-access.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import { operation } from './operation.ts';

import {
  accountById,
  duesOf,
  monthsOf,
  type DueRow,
  type MonthRow,
} from './queries/contributions.ts';
import { Contributions } from './schemas/contribution.ts';
import { idParams } from './schemas/terms.ts';

export const getContributions = operation({
  id: 'getContributions',
  method: 'get',
  path: '/accounts/{id}/contributions',
  tag: 'Accounts',
  summary: 'Months paid, what is owed, what may be paid by oneself',
  params: idParams,
  answers: { 200: { description: 'As of now', schema: Contributions } },
  handle: async (call, deps) => {
    const account = await accountById(deps.pool, call, call.params.id);
    if (!account) throw notFound();
    const on = dateAt(deps.now());
    const [months, dues, may] = await Promise.all([
      monthsOf(deps.pool, account.number),
      duesOf(deps.pool, account.number),
      mayPay(deps, account, on),
    ]);
    const body = {
      paidTo: account.paidTo,
      months,
      dues: dues.map(showDue),
      continuity: await continuityOf(deps, { account, months, on }),
      ...may,
    };
    return { status: 200, body };
  },
});

async function mayPay(
  { pool, secrets }: ApiDeps,
  { number, center }: { readonly number: string; readonly center: string },
  on: PlainDate,
) {
  const retiresOn = retirementIn(secrets);
  const figures = await figuresOf(pool, center);
  const standing = await payableStandingOf(pool, {
    center,
    account: number,
    on,
    retiresOn,
    figures,
  });
  if (standing === null) throw notFound();
  const { month, none } = standing.unpaid;
  return {
    firstUnpaid: month,
    noneUnpaid: none && noneUnpaidText(none),
    ...showPayable(standing, number),
  };
}

function showPayable({ payable: facts, suspended }: PayableStanding, account: string) {
  if (typeof facts === 'string') {
    const why = facts === 'no-plan' && suspended ? 'agreement-suspended' : facts;
    return { payable: null, notPayable: suspenseCause(why) };
  }
  const may = payable(facts);
  if (!may) {
    const why = whyNothing(facts);
    const outside = why === 'outside-limits' ? firstOutside(facts) : null;
    const words = outside && outsideText(facts.monthlyAmount, outside);
    return { payable: null, notPayable: words ?? suspenseCause(why) };
  }
  const { from, until, amountMin, amountMax } = may;
  const { monthlyAmount } = facts;
  return {
    payable: {
      ...{ from, until, amountMin, amountMax, monthlyAmount },
      choices: payableChoices(may, monthlyAmount),
      virtualAccount: account,
    },
    notPayable: null,
  };
}

interface Paid {
  readonly account: { readonly number: string; readonly center: string };
  readonly months: readonly MonthRow[];
  readonly on: PlainDate;
}

/** All months count; those in a row only from the month from which a breach made them count anew. */
export async function continuityOf({ pool }: Pick<ApiDeps, 'pool'>, { account, months, on }: Paid) {
  const { center, number } = account;
  const [figures, resetFrom, units] = await Promise.all([
    figuresOf(pool, center),
    continuityResetOf(pool, number, on),
    unitMonthsOf(pool, number),
  ]);
  const gap = figureInForce(figures, { center, district: null, name: 'continuity-gap', on });
  const reckon = (counted: readonly string[]) =>
    continuity({
      ranges: counted.map((month) => ({ from: plainMonth(month), to: plainMonth(month) })),
      toleratedGap: gap === null ? 0 : wholeValue(gap),
      asOf: monthOf(on),
    });
  // Months are a set, whoever paid them.
  const all = [...months.map(({ month }) => month), ...units];
  const anew = all.filter((month) => resetFrom === null || month >= resetFrom);
  return { months: reckon(all).months, continuous: reckon(anew).continuous };
}

function showDue({ sent, outcome, ...due }: DueRow) {
  const state = (sent ? 'sent' : due.state) as MonthState;
  const title = due.state === 'void' ? '作废' : MONTH_STATES[state];
  return {
    ...due,
    stateTitle: title,
    outcomeText: outcome === null ? null : runOutcomeText(outcome),
  };
}
