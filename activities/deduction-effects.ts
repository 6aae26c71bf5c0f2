/**
 * 依法扣划: the money leaves the account for the court's, from under its hold, with the instruction to the bank
 * in one transaction that has locked the account and asked the rule again.
 *
 * @source 民事诉讼法 第二百五十三条
 */
import type { PlainDate } from '../src/domain/calendar.ts';
import type { Yuan } from '../src/domain/money.ts';
import { lockHolderOf } from '../src/db/personal-changes.ts';
import { deduct } from '../src/ledger/deductions.ts';
import { lockForWithdrawal } from '../src/ledger/withdrawals.ts';
import type { Drawn } from '../src/policy/withdrawal-limits.ts';
import { comeBetween, instruct } from './account-end.ts';
import type { Context } from './commit/context.ts';
import { prepareDeduction } from './deductions.ts';

type Params = Readonly<Record<string, unknown>>;

export const DEDUCTION_EFFECTS = {
  'reserve-deduction': reserve,
} as const;

/** What the court's account is called, and its number: as the form checked them, sent by our own workflow. */
interface Sent {
  /** Opaque id. */
  readonly account: string;
  readonly n: number;
  readonly amount: Yuan;
  readonly document: string;
  readonly orderedOn: PlainDate;
  readonly orderedBy: string;
  readonly ends: boolean;
  readonly payee: { readonly number: string; readonly holder: string; readonly bank: string };
  readonly drawn: readonly Drawn[];
}

/** @throws Fault 'effect-conflict' when something has come between */
async function reserve(context: Context, params: Params): Promise<object> {
  const { tx, change, head, offices } = context;
  const { account, n, payee, drawn, ...order } = params as unknown as Sent;
  const { amount, document, orderedOn, orderedBy, ends } = order;
  await lockHolderOf(tx, account);
  await lockForWithdrawal(tx, account);
  const now = await prepareDeduction(tx, offices, {
    ...{ center: head.center, caseId: head.id, on: change.on },
    ...{ amount, document, orderedOn, ends },
  });
  // What was shown to whoever confirmed it is what is taken.
  if (now?.decision.outcome !== 'granted') throw comeBetween();
  if (JSON.stringify(now.decision.drawn) !== JSON.stringify(drawn)) throw comeBetween();
  const key = await instruct(context, {
    ...{ n, account: now.account, amount, drawn, bankCard: payee, toHolder: false },
    order: document,
  });
  const by = change.by.id;
  await deduct(tx, { key, hold: head.id }, { document, orderedOn, orderedBy, by });
  return { key };
}
