/**
 * What payment after a death (死亡提取) does beyond its case: the collection stopped at once, interest settled,
 * each heir's share reserved with an instruction of its own, what nobody inherits booked as the fund's income,
 * the account closed with nothing in it.
 *
 * @source 住房公积金管理条例 第二十一条、第二十四条; 通知（征求意见稿）（七）
 */
import { releaseClaim, takeClaim } from '../src/db/case-work.ts';
import { openExitOf } from '../src/db/exits-beside.ts';
import { lockHolderOf } from '../src/db/personal-changes.ts';
import type { KnownLoans } from '../src/domain/exit-books.ts';
import { isPlainDate } from '../src/domain/calendar.ts';
import { exact, isYuan, yuan, type Yuan } from '../src/domain/money.ts';
import { DeathPayoutApplication } from '../src/forms/death-payout.ts';
import { closeEmpty } from '../src/ledger/accounts.ts';
import { lockInForce } from '../src/ledger/agreements-in-force.ts';
import { takeAsFundIncome } from '../src/ledger/fund-income.ts';
import { settleAtClosing } from '../src/ledger/interest.ts';
import type { Drawn } from '../src/ledger/withdrawals.ts';
import { assessDeathPayout } from '../src/policy/death-payout.ts';
import { balancesOf, comeBetween, endAgreement, instruct } from './account-end.ts';
import { carryOut, resumeAfter } from './agreement-effects.ts';
import type { Context } from './commit/context.ts';
import { attach } from './commit/files.ts';
import { prepareDeath, type DeathPrepared } from './death-payout.ts';
import { termsOn } from './exit.ts';
import { tellCasesOf } from './person-news.ts';

type Params = Readonly<Record<string, unknown>>;

export const DEATH_EFFECTS = {
  'begin-death': begin,
  'resume-after-death-case': resume,
  'prove-death': prove,
  'settle-death': settle,
  'reserve-heir': reserveHeir,
  'take-as-income': takeAsIncome,
  'close-death': close,
} as const;

/** From the acceptance on nothing is collected any more, whatever becomes of the application. */
async function begin(context: Context): Promise<object> {
  const application = applicationOf(context);
  const standing = await lockInForce(context.tx, application.account);
  if (standing?.state === 'active') {
    await carryOut(context, standing, { change: 'suspend', reason: 'deceased', owesFrom: null });
  }
  await attach(
    context,
    application.evidence.map(({ file }) => file),
  );
  return {};
}

/** It was a mistake. What the person's own exit or a unit has stopped stays so. */
function resume(context: Context): Promise<object> {
  const { account } = applicationOf(context);
  return resumeAfter(context, { account, of: 'deceased', reason: 'death-not-proved' });
}

/**
 * The papers prove the death: what the dead person had asked for comes to nothing. The person is this case's
 * from here on, so that nobody else comes between, and the exit is told and ends.
 *
 * @throws Fault 'effect-conflict' while another case holds the person
 */
async function prove(context: Context, params: Params = { take: true }): Promise<object> {
  const { tx, change, head, person } = context;
  const { at } = change;
  const exit = await openExitOf(tx, person.id);
  if (params['take'] === true) {
    if (exit) await releaseClaim(tx, { person: person.id, caseId: exit.id, at });
    const heldBy = await takeClaim(tx, { person: person.id, caseId: head.id, at });
    if (heldBy !== null) throw comeBetween();
  }
  await tellCasesOf(tx, {
    ...{ center: head.center, person: person.id },
    ...{ because: `death-${change.key}`, by: head.id },
  });
  return { exit: exit?.number ?? null };
}

async function end(context: Context): Promise<void> {
  await endAgreement(context, applicationOf(context).account, 'deceased');
}

/** The agreement ends, and what was earned is credited: from here on the sum is known to the cent. */
async function settle(context: Context, params: Params): Promise<object> {
  const { tx, change, head, offices } = context;
  const { books } = await permitted(context, params);
  await prove(context);
  await end(context);
  const terms = termsOn({ figures: offices.figures, center: head.center, on: change.on });
  const closing = { account: books.account, on: change.on, terms };
  await settleAtClosing(tx, closing, { by: change.by.id, caseId: head.id });
  return {};
}

/**
 * The share of one heir leaves the account, and the bank is told under a key of its own.
 *
 * @throws Fault 'effect-conflict' when something has come between; the course looks again
 */
async function reserveHeir(context: Context, params: Params): Promise<object> {
  const { books } = await permitted(context, params);
  const heir = applicationOf(context).heirs[Number(params['heir'])];
  const amount = params['amount'];
  if (!heir || !isYuan(amount)) throw comeBetween();
  const drawn = drawFrom(await balancesOf(context.tx, books.account), yuan(amount));
  const { bankCard } = heir;
  const { account } = books;
  const key = await instruct(context, {
    ...{ n: Number(params['n']), account, amount: yuan(amount), drawn, bankCard, toHolder: false },
  });
  return { key };
}

/** @throws Fault 'effect-conflict' when there is not so much */
function drawFrom(there: readonly Drawn[], amount: Yuan): readonly Drawn[] {
  let left = exact(amount);
  const drawn: Drawn[] = [];
  for (const { source, amount: has } of there) {
    const taken = left.lessThan(has) ? left : exact(has);
    if (taken.greaterThan(0)) drawn.push({ source, amount: yuan(taken.toFixed(2)) });
    left = left.minus(taken);
  }
  if (left.greaterThan(0) || drawn.length === 0) throw comeBetween();
  return drawn;
}

/** 纳入增值收益. */
async function takeAsIncome(context: Context, params: Params): Promise<object> {
  const { tx, change, head } = context;
  const { books } = await permitted(context, params);
  const amount = await takeAsFundIncome(tx, {
    ...{ center: head.center, caseId: head.id, account: books.account, on: change.on },
    ...{ round: Number(params['round']), by: change.by.id },
    drawn: await balancesOf(tx, books.account),
  });
  if (amount === null) throw comeBetween();
  return { amount };
}

async function close(context: Context, params: Params): Promise<object> {
  const { tx, change } = context;
  const { books } = await permitted(context, params);
  await prove(context);
  await end(context);
  await closeEmpty(tx, { account: books.account, on: change.on, reason: 'death' });
  return {};
}

/** By the books of this moment, held until the transaction ends. @throws Fault 'effect-conflict' */
async function permitted(context: Context, params: Params): Promise<DeathPrepared> {
  const { tx, deps, offices, change, head } = context;
  const application = applicationOf(context);
  await lockHolderOf(tx, application.account);
  await lockInForce(tx, application.account);
  const prepared = await prepareDeath(tx, deps, offices, {
    ...{ center: head.center, caseId: head.id, on: change.on, application },
    // As the case knows them: sent by our own workflow.
    loans: (params['loans'] ?? null) as KnownLoans | null,
    identities: (params['identities'] ?? null) as readonly string[] | null,
    askedOn: isPlainDate(params['askedOn']) ? params['askedOn'] : null,
    seen: Array.isArray(params['seen']) ? params['seen'].map(String) : [],
  });
  const { outcome, toConfirm = [] } = assessDeathPayout(prepared.facts);
  if (outcome !== 'granted' || toConfirm.length > 0 || prepared.delays.length > 0) {
    throw comeBetween();
  }
  return prepared;
}

/** As the form was checked before it was sent. */
function applicationOf(context: Context): DeathPayoutApplication {
  return DeathPayoutApplication.parse(context.content());
}
