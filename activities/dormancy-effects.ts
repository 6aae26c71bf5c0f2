/**
 * What the closing of an empty account does beyond its own rows: the account in its book, how the notice
 * was served, the end; the account, its agreement and its mandate closed.
 *
 * @source 通知（征求意见稿）（十四）
 */
import {
  findEmptyAccount,
  insertDormancy,
  updateDormancy,
  type EmptyAccount,
} from '../src/db/dormancies.ts';
import { endMandateOfClosed } from '../src/db/mandates.ts';
import { plainMonth } from '../src/domain/calendar.ts';
import type { KnownLoans } from '../src/domain/exit-books.ts';
import { Fault } from '../src/domain/fault.ts';
import { closeEmpty } from '../src/ledger/accounts.ts';
import { lockInForce } from '../src/ledger/agreements-in-force.ts';
import { assessDormantClosing, DORMANT_CLOSING_REASONS } from '../src/policy/dormant-closing.ts';
import { carryOut } from './agreement-effects.ts';
import type { Context } from './commit/context.ts';
import { attach } from './commit/files.ts';
import { dormancyFacts } from './dormancy.ts';

type Params = Readonly<Record<string, unknown>>;

export const DORMANCY_EFFECTS = {
  'begin-dormancy': begin,
  'record-dormancy-service': recordService,
  'end-dormancy': (context: Context, params: Params) => end(context, String(params['outcome'])),
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

/** By the books of this moment, held until the transaction ends. @throws Fault saying why not */
async function assess(
  context: Context,
  account: EmptyAccount,
  { emptyFrom = null, loans }: { emptyFrom?: string | null; loans?: KnownLoans },
) {
  const { tx, change, head, offices } = context;
  const facts = await dormancyFacts(tx, {
    ...{ account, caseId: head.id, on: change.on, figures: offices.figures },
    emptyFrom: emptyFrom === null ? null : plainMonth(emptyFrom),
    ...(loans !== undefined && { loans }),
  });
  const [reason] = assessDormantClosing(facts).reasons;
  if (reason === undefined) return facts;
  const { text, remedy, clause } = DORMANT_CLOSING_REASONS[reason];
  throw new Fault('action-not-permitted', `${text}${remedy}`, { members: { clause, remedy } });
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

/** Everything at once, or nothing: agreement, plan, mandate and account end on the same day. */
async function close(context: Context, params: Params): Promise<object> {
  const { tx, change, head, person } = context;
  const account = await locked(context, params);
  const { rows } = await tx.query<{ empty_from: string }>(
    'select empty_from from dormancy where case_id = $1',
    [head.id],
  );
  // Sent by our own workflow; a case that closed before the platform was asked goes by what is known.
  const loans = params['loans'] as KnownLoans | undefined;
  const emptyFrom = rows[0]?.empty_from ?? null;
  await assess(context, account, { emptyFrom, ...(loans !== undefined && { loans }) });
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
