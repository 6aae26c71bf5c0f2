/**
 * What the closing of an empty account does beyond its own rows: the account in its book, how the notice
 * was served, the end; its interest settled and reserved with the instruction to the bank; the account, its
 * agreement and its mandate closed.
 *
 * @source 通知（征求意见稿）（十四）
 */
import {
  findDormancy,
  findEmptyAccount,
  insertDormancy,
  updateDormancy,
  type EmptyAccount,
} from '../src/db/dormancies.ts';
import { endMandateOfClosed } from '../src/db/mandates.ts';
import { lockHolderOf } from '../src/db/personal-changes.ts';
import { plainDate, plainMonth } from '../src/domain/calendar.ts';
import type { KnownLoans } from '../src/domain/exit-books.ts';
import { Fault } from '../src/domain/fault.ts';
import { exact, yuan, type Yuan } from '../src/domain/money.ts';
import { closeEmpty } from '../src/ledger/accounts.ts';
import { lockInForce } from '../src/ledger/agreements-in-force.ts';
import { settleAtClosing } from '../src/ledger/interest.ts';
import { assessDormantClosing, DORMANT_CLOSING_REASONS } from '../src/policy/dormant-closing.ts';
import { balancesOf, comeBetween, instruct } from './account-end.ts';
import { carryOut } from './agreement-effects.ts';
import type { Context } from './commit/context.ts';
import { attach } from './commit/files.ts';
import { dormancyFacts } from './dormancy.ts';
import { interestPayable } from './dormant-interest.ts';
import { termsOn } from './exit.ts';

type Params = Readonly<Record<string, unknown>>;

export const DORMANCY_EFFECTS = {
  'begin-dormancy': begin,
  'record-dormancy-service': recordService,
  'end-dormancy': (context: Context, params: Params) => end(context, String(params['outcome'])),
  'reserve-dormant': reserve,
  'close-dormant': close,
} as const;

/** One case for one account at a time: whoever comes second is told so. @throws Fault */
async function begin(context: Context, params: Params): Promise<object> {
  const { tx, change, head, person } = context;
  const account = await locked(context, params);
  const { emptyFrom } = await assess(context, account, {});
  const caseId = await insertDormancy(tx, {
    ...{ caseId: head.id, center: head.center, branch: head.branch, person: person.id, emptyFrom },
    ...{ account: account.number, foundBy: `case/${head.id}`, foundOn: change.on },
  });
  if (caseId !== head.id) {
    throw new Fault('effect-conflict', '该账户的零余额销户已经告知，尚未办结，不能重复发起。');
  }
  await updateDormancy(tx, head.id, { noticedOn: change.on });
  await attachFile(context, params);
  return {};
}

async function locked({ tx, head }: Context, params: Params): Promise<EmptyAccount> {
  const id = String(params['account']);
  await lockInForce(tx, id);
  const account = await findEmptyAccount(tx, id);
  if (account?.center !== head.center) throw new Fault('not-found', '没有这个账户。');
  return account;
}

type Noticed = Pick<Parameters<typeof dormancyFacts>[1], 'noticedOn' | 'loans'> & {
  readonly emptyFrom?: string | null;
};

/** By the books of this moment, held until the transaction ends. @throws Fault saying why not */
async function assess(
  context: Context,
  account: EmptyAccount,
  { emptyFrom = null, ...noticed }: Noticed,
) {
  const { tx, change, head, offices } = context;
  const facts = await dormancyFacts(tx, {
    ...{ account, caseId: head.id, on: change.on, figures: offices.figures },
    emptyFrom: emptyFrom === null ? null : plainMonth(emptyFrom),
    ...noticed,
  });
  const { outcome, reasons } = assessDormantClosing(facts);
  const [reason] = reasons;
  if (reason === undefined) return { ...facts, outcome };
  const { text, remedy, clause } = DORMANT_CLOSING_REASONS[reason];
  throw new Fault('action-not-permitted', `${text}${remedy}`, { members: { clause, remedy } });
}

/** As the book has it, with what the platform answered the case: sent by our own workflow. */
async function noticedOf({ tx, head }: Context, params: Params) {
  const row = await findDormancy(tx, head.id);
  if (!row?.noticedOn) throw new Fault('not-found', 'the account is not in the books');
  // A case that closed before the platform was asked goes by what is known of the person.
  const loans = params['loans'] as KnownLoans | undefined;
  const { emptyFrom } = row;
  return {
    ...{ emptyFrom, noticedOn: plainDate(row.noticedOn) },
    ...(loans !== undefined && { loans }),
  };
}

async function attachFile(context: Context, params: Params): Promise<void> {
  if (typeof params['file'] === 'string') await attach(context, [params['file']]);
}

async function recordService(context: Context, params: Params): Promise<object> {
  await attachFile(context, params);
  const { on, way, until } = params;
  const served = { on: String(on), way: String(way), until: String(until) };
  await updateDormancy(context.tx, context.head.id, { served });
  return {};
}

async function end({ tx, change, head }: Context, outcome: string): Promise<object> {
  await updateDormancy(tx, head.id, { ended: { outcome, on: change.on } });
  return {};
}

/** What the paper about the payment says. */
export interface DormantReserved {
  readonly amount: Yuan;
}

/**
 * Interest is settled to the day, what there is then leaves the account, and the bank is told under a key of
 * its own, in one transaction that has locked person and account and asked the rule again.
 *
 * @throws Fault 'effect-conflict' when something has come between
 */
async function reserve(context: Context, params: Params): Promise<DormantReserved> {
  const { tx, change, head, deps, offices } = context;
  const { on } = change;
  await lockHolderOf(tx, String(params['account']));
  const account = await locked(context, params);
  const noticed = await noticedOf(context, params);
  const { outcome } = await assess(context, account, noticed);
  const { figures } = offices;
  const { card } = await interestPayable(tx, deps.personKeys, {
    ...{ account, on, figures, noticedOn: noticed.noticedOn },
  });
  if (outcome !== 'pay' || card === null) throw comeBetween();
  const { number } = account;
  const terms = termsOn({ figures, center: head.center, on });
  await settleAtClosing(tx, { account: number, on, terms }, { by: change.by.id, caseId: head.id });
  const drawn = await balancesOf(tx, number);
  const amount = yuan(drawn.reduce((sum, one) => sum.plus(one.amount), exact(0)).toFixed(2));
  if (drawn.length === 0) throw comeBetween();
  const n = Number(params['n']);
  await instruct(context, { n, account: number, amount, drawn, bankCard: card, toHolder: true });
  return { amount };
}

/** Everything at once, or nothing: agreement, plan, mandate and account end on the same day. */
async function close(context: Context, params: Params): Promise<object> {
  const { tx, change, head, person } = context;
  const account = await locked(context, params);
  const { outcome } = await assess(context, account, await noticedOf(context, params));
  if (outcome !== 'close') throw comeBetween();
  const standing = await lockInForce(tx, String(params['account']));
  if (standing) {
    await carryOut(context, standing, { change: 'terminate', reason: 'dormant', owesFrom: null });
  } else {
    const { number } = account;
    await endMandateOfClosed(tx, {
      ...{ account: number, caseId: head.id, key: person.key, on: change.on },
      reason: 'account-closed',
    });
  }
  await closeEmpty(tx, { account: account.number, on: change.on, reason: 'dormant' });
  return end(context, 'closed');
}
