/**
 * What payment after a death (死亡提取) does beyond its case: the collection stopped at once, interest settled,
 * each heir's share reserved with an instruction of its own, what nobody inherits booked as the fund's income,
 * the account closed with nothing in it.
 *
 * @source 住房公积金管理条例 第二十一条、第二十四条; 通知（征求意见稿）（七）
 */
import { randomUUID } from 'node:crypto';
import { sealJson } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { insertOutbox } from '../src/db/case-papers.ts';
import { endMandateOfClosed } from '../src/db/mandates.ts';
import type { KnownLoans } from '../src/domain/exit-books.ts';
import { isPlainDate } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import { exact, isYuan, yuan, type Yuan } from '../src/domain/money.ts';
import { DeathPayoutApplication } from '../src/forms/death-payout.ts';
import { closeEmpty } from '../src/ledger/accounts.ts';
import { lockInForce } from '../src/ledger/agreements-in-force.ts';
import type { MoneySource } from '../src/ledger/chart.ts';
import { takeAsFundIncome } from '../src/ledger/fund-income.ts';
import { settleAtClosing } from '../src/ledger/interest.ts';
import { reservePayout, type Drawn } from '../src/ledger/withdrawals.ts';
import { assessAgreementChange } from '../src/policy/agreement-states.ts';
import { assessDeathPayout } from '../src/policy/death-payout.ts';
import { carryOut } from './agreement-effects.ts';
import type { Context } from './commit/context.ts';
import { attach } from './commit/files.ts';
import { prepareDeath, type DeathPrepared } from './death-payout.ts';
import { termsOn } from './exit.ts';

type Params = Readonly<Record<string, unknown>>;

export const DEATH_EFFECTS = {
  'begin-death': begin,
  'resume-after-death-case': resume,
  'settle-death': settle,
  'reserve-heir': reserveHeir,
  'take-as-income': takeAsIncome,
  'close-death': close,
} as const;

/** Order in which the sources are drawn on. */
const SOURCES: readonly MoneySource[] = ['flexible', 'subsidy', 'unit'];

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

/** It was a mistake: the agreement goes on as before. */
async function resume(context: Context): Promise<object> {
  const standing = await lockInForce(context.tx, applicationOf(context).account);
  if (standing?.state !== 'suspended' || standing.heldByMeasure) return {};
  const { owesFrom } = assessAgreementChange({
    ...{ change: 'resume', ground: 'holder-asked', on: context.change.on, state: 'suspended' },
    ...{ debitDay: standing.debitDay, heldByMeasure: false, debitUnderWay: false },
  });
  await carryOut(context, standing, { change: 'resume', reason: 'death-not-proved', owesFrom });
  return {};
}

async function endAgreement(context: Context, account: string): Promise<void> {
  const { tx, change, head, person } = context;
  const standing = await lockInForce(tx, applicationOf(context).account);
  if (standing) {
    await carryOut(context, standing, { change: 'terminate', reason: 'deceased', owesFrom: null });
    return;
  }
  await endMandateOfClosed(tx, {
    ...{ account, caseId: head.id, key: person.key, on: change.on, reason: 'agreement-ended' },
  });
}

/** The agreement ends, and what was earned is credited: from here on the sum is known to the cent. */
async function settle(context: Context, params: Params): Promise<object> {
  const { tx, change, head, offices } = context;
  const { books } = await permitted(context, params);
  await endAgreement(context, books.account);
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
  const { tx, later, change, head, person } = context;
  const { books } = await permitted(context, params);
  const heir = applicationOf(context).heirs[Number(params['heir'])];
  const amount = params['amount'];
  if (!heir || !isYuan(amount)) throw changed();
  const drawn = drawFrom(await balancesOf(context, books.account), yuan(amount));
  const id = randomUUID();
  const { bankCard } = heir;
  const key = await reservePayout(
    tx,
    {
      ...{ caseId: head.id, center: head.center, person: person.id, account: books.account },
      ...{ amount: yuan(amount), drawn, on: change.on },
    },
    {
      ...{ n: Number(params['n']), id, cardLast4: bankCard.number.slice(-4), at: change.at },
      ...{ by: change.by.id, card: sealJson(person.key, place.payoutCard(id), bankCard) },
      toHolder: false,
    },
  );
  await insertOutbox(later, {
    ...{ key, center: head.center, caseId: head.id, person: person.id, kind: 'payout' },
    payload: sealJson(person.key, place.outbox(key), {}),
  });
  return { key };
}

async function balancesOf({ tx }: Context, account: string): Promise<readonly Drawn[]> {
  const { rows } = await tx.query<Drawn>(
    `select source, amount from balance where account = $1 and source = any($2) and amount > 0
      order by array_position($2, source)`,
    [account, SOURCES],
  );
  return rows;
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
  if (left.greaterThan(0) || drawn.length === 0) throw changed();
  return drawn;
}

/** 纳入增值收益. */
async function takeAsIncome(context: Context, params: Params): Promise<object> {
  const { tx, change, head } = context;
  const { books } = await permitted(context, params);
  const amount = await takeAsFundIncome(tx, {
    ...{ center: head.center, caseId: head.id, account: books.account, on: change.on },
    ...{ round: Number(params['round']), by: change.by.id },
    drawn: await balancesOf(context, books.account),
  });
  if (amount === null) throw changed();
  return { amount };
}

async function close(context: Context, params: Params): Promise<object> {
  const { tx, change } = context;
  const { books } = await permitted(context, params);
  await endAgreement(context, books.account);
  await closeEmpty(tx, { account: books.account, on: change.on, reason: 'death' });
  return {};
}

/** By the books of this moment, held until the transaction ends. @throws Fault 'effect-conflict' */
async function permitted(context: Context, params: Params): Promise<DeathPrepared> {
  const { tx, deps, offices, change, head } = context;
  const application = applicationOf(context);
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
  if (outcome !== 'granted' || toConfirm.length > 0 || prepared.delays.length > 0) throw changed();
  return prepared;
}

function changed(): Fault {
  return new Fault('effect-conflict', '办理期间情况有变化，须重新核对。');
}

/** As the form was checked before it was sent. */
function applicationOf(context: Context): DeathPayoutApplication {
  return DeathPayoutApplication.parse(context.content());
}
