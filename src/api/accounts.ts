/** Accounts: money by source, holds, plan; what happened, now or as the books stood at a moment. */
import { z } from 'zod';
import {
  accountStateTitle,
  closeReasonTitle,
  holdTitle,
  sourceTitle,
} from '../cases/wording-accounts.ts';
import { measuresOn } from '../db/measures.ts';
import { dateAt, monthOf, type PlainDate } from '../domain/calendar.ts';
import { exact, yuan, ZERO, type Yuan } from '../domain/money.ts';
import { CYCLES, CYCLE_NAMES } from '../domain/vocabulary.ts';
import { MONEY_SOURCES } from '../ledger/chart.ts';
import { availableOf, holdsOf, type Hold } from '../ledger/holds.ts';
import { accruedOf } from '../ledger/interest.ts';
import { statementOf, subLedgersOf, type StatementLine } from '../ledger/statement.ts';
import { interestTerms } from '../policy/interest-terms.ts';
import { standardState } from '../policy/account-states.ts';
import { notFound } from './case-access.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import { operation, type Context } from './operation.ts';
import { personHead } from './personal.ts';
import { standingOf, type Standings } from './plan-standing.ts';
import { agreementNow, statesOf, termsOf } from './queries/agreements.ts';
import { findAccount, plansOf, type AccountDetailRow, type PlanRow } from './queries/accounts.ts';
import { latestMandate } from './queries/mandates.ts';
import { payoutsOf } from './queries/payouts.ts';
import { openReceivablesOf } from './queries/receivables.ts';
import { showReceivable } from './receivables.ts';
import { AccountView, Posting } from './schemas/account.ts';
import { date, idParams, instant, limitOf, pageOf, paging } from './schemas/terms.ts';
import { iso } from './show-case.ts';
import { showAgreementNow, showMeasure } from './show-agreement.ts';
import { showMandate } from './show-mandate.ts';
import { reservedIn, showPayout } from './show-payout.ts';
import { showSeals } from './show-seals.ts';
import { showSteps } from './show-steps.ts';

const tag = 'Accounts';
const at = instant.optional().meta({
  description: 'As the books stood at this moment: what was written down later does not count',
});

export const getAccount = operation({
  id: 'getAccount',
  method: 'get',
  path: '/accounts/{id}',
  tag,
  summary: 'One account: money by source, holds, what is available, plan, mandate',
  description:
    'With `at` money, holds and what was available are those of that moment; everything else is of now.',
  params: idParams,
  query: z.object({ at }),
  answers: { 200: { description: 'The account', schema: AccountView } },
  handle: async (call, deps) => {
    const row = await accountFor(call, deps, call.params.id);
    const moment = call.query.at ?? null;
    const today = dateAt(deps.now());
    const [subLedgers, holds, seals, steps, plans, accrued, mandate, agreement, payouts, owed] =
      await Promise.all([
        subLedgersOf(deps.pool, row.number, moment),
        holdsOf(deps.pool, row.number, moment),
        showSeals(deps, row),
        showSteps(deps, row),
        plansOf(deps.pool, row.number),
        moment === null ? interestOf(deps, row) : null,
        latestMandate(deps.pool, row.number),
        agreementFor(deps, row),
        payoutsOf(deps.pool, row.number),
        openReceivablesOf(deps.pool, row.number),
      ]);
    const total = sum(subLedgers.map(({ amount }) => amount));
    const inForce = holds.filter(({ releasedOn }) => releasedOn === null);
    const body = {
      ...showAccount(deps, row),
      at: moment,
      total,
      held: heldBy(inForce),
      available: availableOf(
        total,
        inForce.map(({ amount }) => amount),
      ),
      subLedgers: subLedgers.map((one) => ({ ...one, sourceTitle: sourceTitle(one.source) })),
      holds: holds.map((one) =>
        showHold(one, moment === null ? today : dateAt(Date.parse(moment))),
      ),
      seals,
      steps,
      plans: plans.map((plan) => showPlan(plan, standingOf(plans, monthOf(today)))),
      receivables: owed.map((one) => showReceivable(deps, one, today)),
      accrued,
      mandate: mandate && showMandate(deps, call, row, mandate),
      payouts: payouts.map(showPayout),
      reserved: reservedIn(payouts),
      ...agreement,
    };
    return { status: 200, body };
  },
});

export const listPostings = operation({
  id: 'listPostings',
  method: 'get',
  path: '/accounts/{id}/postings',
  tag,
  summary: 'What happened to an account, newest first, with the balance after each line',
  params: idParams,
  query: z.object({
    ...paging,
    source: z.enum(MONEY_SOURCES, { error: '没有这种资金来源' }).optional(),
    from: date.optional().meta({ description: 'First value date' }),
    to: date.optional().meta({ description: 'Last value date' }),
    at,
  }),
  answers: { 200: { description: 'A page', schema: pageOf(Posting).meta({ id: 'PostingPage' }) } },
  handle: async (call, deps) => {
    const { number } = await accountFor(call, deps, call.params.id);
    const { limit: wanted, cursor, source, from, to, at: moment } = call.query;
    const limit = limitOf(wanted);
    const key = deps.secrets.session;
    const list = `postings/${call.params.id}`;
    const [journal, line] = cursorIn(key, list, cursor) ?? [];
    const rows = await statementOf(
      deps.pool,
      number,
      { source: source ?? null, from: from ?? null, to: to ?? null, at: moment ?? null },
      { limit, after: journal && line ? [journal, line] : null },
    );
    const body = page(
      rows,
      limit,
      (row) => cursorText(key, list, [row.journal, String(row.line)]),
      showLine,
    );
    return { status: 200, body };
  },
});

/** @throws Fault 'not-found', the same for "not there" and "not yours" */
export async function accountFor(
  context: Context,
  { pool }: ApiDeps,
  id: string,
): Promise<AccountDetailRow> {
  const row = await findAccount(pool, context, id);
  if (!row) throw notFound();
  return row;
}

function showAccount({ secrets }: ApiDeps, row: AccountDetailRow) {
  const { id, number, center, centralAccount, state, source, openedOn, sealedOn, closedOn } = row;
  const { heldWhole, employeeSealedOn } = row;
  const { closeReason, paidTo, activatedIn, openedByCase } = row;
  return {
    ...{ id, number, center, centralAccount, state, source, openedOn, sealedOn, closedOn },
    ...{ paidTo, activatedIn, openedByCase, employeeSealedOn },
    standardState: standardState({ state, closeReason, heldWhole }),
    person: personHead(secrets, row),
    stateTitle: accountStateTitle(state),
    sourceTitle: sourceTitle(source),
    closeReasonTitle: closeReason === null ? null : closeReasonTitle(closeReason),
  };
}

/** The agreement in force with its states and versions, and what was done about its breach. */
async function agreementFor({ pool, now }: ApiDeps, { number, person }: AccountDetailRow) {
  const [current, measures] = await Promise.all([
    agreementNow(pool, number),
    measuresOn(pool, person),
  ]);
  const on = dateAt(now());
  const own = measures.filter(({ account }) => account === null || account === number);
  const shown = own.map((one) => showMeasure(one, on));
  if (current === null) return { agreement: null, measures: shown };
  const [states, versions] = await Promise.all([statesOf(pool, current.id), termsOf(pool, number)]);
  const standing = standingOf(
    versions.filter(({ active }) => active),
    monthOf(on),
  );
  return { agreement: showAgreementNow(current, { states, versions, standing }), measures: shown };
}

/** What was earned and not credited yet; null: closed, or a figure is missing. */
async function interestOf({ pool, now }: ApiDeps, { center, number, state }: AccountDetailRow) {
  const on = dateAt(now());
  const terms = interestTerms(await figuresOf(pool, center), { center, on });
  if (terms === null || state === 'closed') return null;
  const { sources } = await accruedOf(pool, number, on, terms);
  return {
    on,
    total: sum(sources.map(({ interest }) => interest)),
    sources: sources.map(({ source, from, interest }) => ({
      ...{ source, sourceTitle: sourceTitle(source), from, interest },
    })),
  };
}

function sum(amounts: readonly Yuan[]): Yuan {
  return yuan(amounts.reduce((total, amount) => total.plus(amount), exact(0)).toFixed(2));
}

function heldBy(holds: readonly Hold[]): Yuan | null {
  const amounts = holds.map(({ amount }) => amount);
  return amounts.includes(null) ? null : sum(amounts.map((amount) => amount ?? ZERO));
}

function showHold(hold: Hold, on: PlainDate) {
  const { kind, until, releasedOn } = hold;
  const expired = releasedOn === null && until !== null && until < on;
  return { ...hold, kindTitle: holdTitle(kind), expired };
}

function showPlan(row: PlanRow, standing: Standings) {
  const cycle = CYCLES.find((one) => one === row.cycle);
  const cycleTitle = cycle === undefined ? row.cycle : CYCLE_NAMES[cycle];
  return { ...row, cycleTitle, ...standing({ ...row, active: true }) };
}

export function showLine(row: StatementLine) {
  return { ...row, recordedAt: iso(row.recordedAt), sourceTitle: sourceTitle(row.source) };
}
