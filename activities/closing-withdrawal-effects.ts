/**
 * What a withdrawal that closes the account (提取并销户) does beyond its case: the debits stopped with the
 * acceptance, or going on when it comes to nothing; interest settled and everything reserved with the
 * instruction to the bank; the account closed with nothing in it.
 *
 * @source 住房公积金管理条例 第二十一条、第二十四条; 通知（征求意见稿）（五）（七）
 */
import { randomUUID } from 'node:crypto';
import { sealJson } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { insertOutbox } from '../src/db/case-papers.ts';
import { lockHolderOf } from '../src/db/personal-changes.ts';
import { exact, yuan, type Yuan } from '../src/domain/money.ts';
import { closeEmpty } from '../src/ledger/accounts.ts';
import { lockInForce, setClosingCase } from '../src/ledger/agreements-in-force.ts';
import { reserve, type Drawn } from '../src/ledger/withdrawals.ts';
import { RECENT_CHANGE } from '../src/policy/personal-change-watch.ts';
import { decideWithdrawal } from '../src/policy/withdrawal.ts';
import { WITHDRAWAL_CASES } from '../src/policy/withdrawal-reasons.ts';
import {
  balancesOf,
  comeBetween,
  endAgreement,
  paidInAll,
  settleToDay,
  type PaidInAll,
} from './account-end.ts';
import { carryOut, resumeAfter } from './agreement-effects.ts';
import type { Context } from './commit/context.ts';
import type { WithdrawalPrepared } from './withdrawal.ts';
import { withdrawalNow, withdrawalOf } from './withdrawal-now.ts';

type Params = Readonly<Record<string, unknown>>;

export const CLOSING_WITHDRAWAL_EFFECTS = {
  'stop-for-withdrawal': stop,
  'resume-after-withdrawal': resume,
  'reserve-everything': reserveEverything,
  'close-withdrawn': close,
  'payments-of-withdrawal': paidInAll,
} as const;

/** From the acceptance on nothing is collected; the agreement ends with the account, when the money has left. */
async function stop(context: Context): Promise<object> {
  const { tx, head } = context;
  const standing = await lockInForce(tx, withdrawalOf(context).account);
  if (!standing) return {};
  await setClosingCase(tx, standing.account, { from: null, to: head.id });
  if (standing.state === 'active') {
    await carryOut(context, standing, { change: 'suspend', reason: 'withdrawal', owesFrom: null });
  }
  return {};
}

/** It came to nothing: the agreement goes on, unless something else stops it by now. */
async function resume(context: Context): Promise<object> {
  const { tx, head } = context;
  const { account } = withdrawalOf(context);
  const standing = await lockInForce(tx, account);
  if (standing) await setClosingCase(tx, standing.account, { from: head.id, to: null });
  return resumeAfter(context, { account, of: 'withdrawal', reason: 'withdrawal-ended' });
}

/** What the decision says. */
export interface EverythingReserved {
  readonly amount: Yuan;
  readonly interest: Yuan;
  readonly drawn: readonly Drawn[];
}

/**
 * Person and account are locked, the books read again and the rule asked again; interest is settled to the day,
 * everything leaves the account, and the bank is told under a key of its own, in one transaction.
 *
 * @throws Fault 'effect-conflict' when something has come between; the course looks again
 */
async function reserveEverything(context: Context, params: Params): Promise<EverythingReserved> {
  const { tx, later, change, head, person } = context;
  const application = withdrawalOf(context);
  const { books, decision } = await permitted(context, params);
  const { item, regulation, toConfirm } = decision;
  if (item === null || toConfirm.includes(RECENT_CHANGE)) throw comeBetween();
  const interest = await settleToDay(context, books.account);
  const drawn = await balancesOf(tx, books.account);
  if (drawn.length === 0) throw comeBetween();
  const amount = yuan(drawn.reduce((sum, one) => sum.plus(one.amount), exact(0)).toFixed(2));
  const { bankCard, purpose: reason } = application;
  const id = randomUUID();
  const key = await reserve(
    tx,
    {
      ...{ caseId: head.id, center: head.center, person: person.id, account: books.account },
      ...{ reason, regulation, item, code: WITHDRAWAL_CASES[reason].code },
      ...{ amount, drawn, on: change.on, period: null, expenseHash: null },
    },
    {
      ...{ n: Number(params['n']), id, cardLast4: bankCard.number.slice(-4) },
      ...{ at: change.at, by: change.by.id },
      card: sealJson(person.key, place.payoutCard(id), bankCard),
    },
  );
  await insertOutbox(later, {
    ...{ key, center: head.center, caseId: head.id, person: person.id, kind: 'payout' },
    payload: sealJson(person.key, place.outbox(key), {}),
  });
  return { amount, interest, drawn };
}

/** Everything at once, or nothing: no account is closed with money, or with interest that is owed. */
async function close(context: Context, params: Params): Promise<PaidInAll> {
  const { tx, change } = context;
  const { account } = withdrawalOf(context);
  const { books, closing } = await permitted(context, { ...params, restOnly: true });
  // A unit that has listed the person is about to pay into the account.
  if (closing?.listed !== false) throw comeBetween();
  await endAgreement(context, account, 'withdrawal');
  // What it has earned is credited first, and then keeps it open until it is paid.
  await settleToDay(context, books.account);
  await closeEmpty(tx, { account: books.account, on: change.on, reason: 'withdrawn' });
  return paidInAll(context);
}

/** By the books of this moment, held until the transaction ends. @throws Fault 'effect-conflict' */
async function permitted(context: Context, params: Params) {
  const { tx } = context;
  const { account } = withdrawalOf(context);
  await lockHolderOf(tx, account);
  await lockInForce(tx, account);
  const prepared: WithdrawalPrepared = await withdrawalNow(context, { ...params, closes: true });
  const decision = decideWithdrawal(prepared.facts);
  const delays = prepared.closing?.delays ?? [];
  if (decision.outcome !== 'granted' || delays.length > 0) throw comeBetween();
  return { ...prepared, decision };
}
