/**
 * What a withdrawal (提取) does beyond its case: its scans, the money that is reserved with the instruction
 * to the bank, and asking the bank again.
 *
 * @source 住房公积金管理条例 第二十四条、第二十五条; 通知（征求意见稿）（五）（七）
 */
import { randomUUID } from 'node:crypto';
import { sealJson } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { insertOutbox } from '../src/db/case-papers.ts';
import { lockHolderOf } from '../src/db/personal-changes.ts';
import { sendAgain } from '../src/db/outbox.ts';
import { expenseHash } from '../src/db/withdrawal-books.ts';
import { Fault } from '../src/domain/fault.ts';
import { lockForWithdrawal, payoutKey, reserve } from '../src/ledger/withdrawals.ts';
import { decideWithdrawal, type WithdrawalDecided } from '../src/policy/withdrawal.ts';
import { RECENT_CHANGE } from '../src/policy/personal-change-watch.ts';
import { WITHDRAWAL_CASES } from '../src/policy/withdrawal-reasons.ts';
import { CLOSING_WITHDRAWAL_EFFECTS } from './closing-withdrawal-effects.ts';
import type { Context } from './commit/context.ts';
import { attach } from './commit/files.ts';
import { strangeAccount } from './strange-account.ts';
import { withdrawalNow, withdrawalOf } from './withdrawal-now.ts';

type Params = Readonly<Record<string, unknown>>;

export const WITHDRAWAL_EFFECTS = {
  'keep-evidence': keepEvidence,
  'reserve-withdrawal': reserveWithdrawal,
  ...CLOSING_WITHDRAWAL_EFFECTS,
  'ask-for-payout': askForPayout,
} as const;

/** A channel knows of no account but those it brought. */
async function keepEvidence(context: Context): Promise<object> {
  const { change } = context;
  const application = withdrawalOf(context);
  if (change.by.role === 'channel') {
    const { books } = await withdrawalNow(context, {});
    if (books.broughtBy !== change.by.id) throw strangeAccount();
  }
  await attach(
    context,
    application.evidence.map(({ file }) => file),
  );
  return {};
}

/**
 * Person and account are locked, the books read again and the rule asked again: what it says now is what is done.
 * The money leaves the account, and the bank is told under a key of its own, in one transaction.
 *
 * @throws Fault 'effect-conflict' when something has come between; the course looks again
 */
async function reserveWithdrawal(context: Context, params: Params): Promise<object> {
  const { tx, later, change, head, person, deps } = context;
  const application = withdrawalOf(context);
  await lockHolderOf(tx, application.account);
  await lockForWithdrawal(tx, application.account);
  const { facts, books } = await withdrawalNow(context, params);
  const decision = decideWithdrawal(facts);
  const { item, drawn, outcome, regulation } = decision;
  const isChanged = decision.toConfirm.includes(RECENT_CHANGE);
  if (outcome !== 'granted' || item === null || isChanged || !isSame(decision, params)) {
    throw new Fault('effect-conflict', '办理期间情况有变化，须重新核对。');
  }
  const n = Number(params['n']);
  const id = randomUUID();
  const { bankCard, expense, period, purpose: reason } = application;
  const key = await reserve(
    tx,
    {
      ...{ caseId: head.id, center: head.center, person: person.id, account: books.account },
      ...{ reason, regulation, item, code: WITHDRAWAL_CASES[reason].code },
      ...{ amount: facts.stated.amount, drawn, on: change.on, period: period ?? null },
      expenseHash: expense?.reference ? expenseHash(deps.secrets.lookup, expense.reference) : null,
    },
    {
      ...{ n, id, cardLast4: bankCard.number.slice(-4), at: change.at, by: change.by.id },
      card: sealJson(person.key, place.payoutCard(id), bankCard),
    },
  );
  await insertOutbox(later, {
    ...{ key, center: head.center, caseId: head.id, person: person.id, kind: 'payout' },
    payload: sealJson(person.key, place.outbox(key), {}),
  });
  return { key };
}

/** What was shown to whoever decided is what is drawn. */
function isSame({ drawn }: WithdrawalDecided, params: Params): boolean {
  return JSON.stringify(drawn) === JSON.stringify(params['drawn']);
}

/** The message that asks the bank for its key is due now, also when it was given up. */
async function askForPayout(context: Context, params: Params): Promise<object> {
  const { tx, head } = context;
  await sendAgain(tx, payoutKey(head.id, Number(params['n'])));
  return {};
}
