/**
 * What leaving (退出销户) does beyond its case: the agreement stopped, resumed or ended; interest settled and
 * the money reserved with the instruction to the bank; the account closed with nothing in it.
 *
 * @source 通知（征求意见稿）（三）（五）（七）; 住房公积金管理条例 第二十一条
 */
import { lockHolderOf } from '../src/db/personal-changes.ts';
import type { KnownLoans } from '../src/domain/exit-books.ts';
import { isPlainDate } from '../src/domain/calendar.ts';
import { exact, yuan, type Yuan } from '../src/domain/money.ts';
import { ExitApplication } from '../src/forms/exit.ts';
import { closeEmpty } from '../src/ledger/accounts.ts';
import { lockInForce } from '../src/ledger/agreements-in-force.ts';
import type { MoneySource } from '../src/ledger/chart.ts';
import { moveAccount } from '../src/ledger/seals.ts';
import type { Drawn } from '../src/ledger/withdrawals.ts';
import { assessExit } from '../src/policy/exit.ts';
import {
  balancesOf,
  comeBetween,
  endAgreement,
  EVERY_SOURCE,
  instruct,
  paidInAll,
  settleToDay,
} from './account-end.ts';
import { carryOut, resumeAfter } from './agreement-effects.ts';
import type { Context } from './commit/context.ts';
import { attach } from './commit/files.ts';
import { prepareExit, type ExitAsk, type ExitPrepared } from './exit.ts';
import { strangeAccount } from './strange-account.ts';

type Params = Readonly<Record<string, unknown>>;

export const EXIT_EFFECTS = {
  'begin-exit': begin,
  'attach-signature': attachSignature,
  'stop-for-exit': stop,
  'resume-after-regret': resume,
  'end-for-exit': async (context: Context) => {
    await end(context);
    return {};
  },
  'reserve-exit': reserveExit,
  'close-exit': close,
  'payments-of-exit': paidInAll,
  'agreement-after-exit': agreementAfter,
} as const;

/** A channel knows of no account but those it brought. */
async function begin(context: Context): Promise<object> {
  const { change } = context;
  const application = applicationOf(context);
  if (change.by.role === 'channel') {
    const { books } = await now(context, null);
    if (books.broughtBy !== change.by.id) throw strangeAccount();
  }
  await attach(
    context,
    application.evidence.map(({ file }) => file),
  );
  return {};
}

async function attachSignature(context: Context, params: Params): Promise<object> {
  await attach(context, (params['files'] as readonly unknown[]).map(String));
  return {};
}

/**
 * From the signature on nothing is collected: the agreement is suspended while it can be regretted or money is
 * with the bank, else ended at once. Sealed is the account by the signature either way: from that day runs the
 * half year that was told.
 */
async function stop(context: Context, params: Params): Promise<object> {
  const standing = await lockInForce(context.tx, applicationOf(context).account);
  if (!standing) return {};
  if (params['regret'] !== true && !standing.debitUnderWay) {
    await end(context);
    return {};
  }
  if (standing.state === 'active') {
    await carryOut(context, standing, { change: 'suspend', reason: 'exit', owesFrom: null });
  }
  const { account, accountState, accountSource } = standing;
  if (accountState === 'normal' && accountSource === 'flexible') {
    await moveBy(context, account, 'exit-signed');
  }
  return {};
}

/** Regretted in time, or refused before anything was paid: as before, and no more than that. */
async function resume(context: Context): Promise<object> {
  const { account } = applicationOf(context);
  const standing = await lockInForce(context.tx, account);
  const sealed = await isSealedBy(context, account);
  // A unit may have taken it over meanwhile: that one stands.
  if (sealed && standing?.accountState === 'sealed' && standing.accountSource === 'flexible') {
    await moveBy(context, standing.account, 'exit-regretted');
  }
  // What was suspended for another reason before the signature stays so. While heirs ask for the money, or a unit
  // has listed the person, nothing is collected; their case lets it go on when it ends.
  return resumeAfter(context, { account, of: 'exit', reason: 'exit-regretted' });
}

/** Whether debits go on after it, and if they do not, for what they rest: for the paper that says so. */
export interface AgreementAfter {
  readonly state: 'active' | 'suspended' | 'none';
  /** Why it rests, as a code; null: it does not, or nobody has written down why. */
  readonly reason: string | null;
  /** Number of the case for which it rests; null: it does not, or the case has not begun. */
  readonly number: string | null;
}

/** Named after what has been done to the agreement by then: the effects of a change are in their order. */
async function agreementAfter(context: Context): Promise<AgreementAfter> {
  const { tx, head } = context;
  const standing = await lockInForce(tx, applicationOf(context).account, head.id);
  if (standing === null) return { state: 'none', reason: null, number: null };
  const { state, stateReason: reason, stateCase } = standing;
  if (state === 'active') return { state, reason: null, number: null };
  const { rows } = await tx.query<{ number: string }>('select number from "case" where id = $1', [
    stateCase,
  ]);
  return { state, reason, number: rows[0]?.number ?? null };
}

function moveBy(
  { tx, change: { on, by }, head }: Context,
  account: string,
  way: 'exit-signed' | 'exit-regretted',
): Promise<void> {
  return moveAccount(tx, account, { way, on, by: by.id, case: head.id });
}

/** Whether the signature of this case has sealed the account, and it is sealed so still. */
async function isSealedBy({ tx, head }: Context, account: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from account a join seal s on s.account = a.number and s.source = 'flexible'
        and s.ended_on is null and s.case_id = $2 and s.how = 'exit-signed'
      where a.id = $1`,
    [account, head.id],
  );
  return (rowCount ?? 0) > 0;
}

async function end(context: Context): Promise<void> {
  await endAgreement(context, applicationOf(context).account, 'exit');
}

/** What the notice of payment says. */
export interface ExitReserved {
  readonly amount: Yuan;
  readonly interest: Yuan;
  readonly drawn: readonly Drawn[];
}

/**
 * Person and account are locked, the books read again and the rule asked again; interest is settled to the day,
 * what there is then leaves the account, and the bank is told under a key of its own, in one transaction.
 *
 * @throws Fault 'effect-conflict' when something has come between; the course looks again
 */
async function reserveExit(context: Context, params: Params): Promise<ExitReserved> {
  const application = applicationOf(context);
  await lockHolderOf(context.tx, application.account);
  await end(context);
  const { books } = await permitted(
    context,
    params,
    params['which'] === 'flexible' ? 'partial' : 'granted',
  );
  const sources: readonly MoneySource[] =
    params['which'] === 'flexible' ? ['flexible', 'subsidy'] : EVERY_SOURCE;
  const interest = await settleToDay(context, books.account, sources);
  const drawn = await balancesOf(context.tx, books.account, sources);
  const amount = yuan(drawn.reduce((sum, one) => sum.plus(one.amount), exact(0)).toFixed(2));
  if (drawn.length === 0) throw comeBetween();
  const { account } = books;
  const { bankCard } = application;
  const n = Number(params['n']);
  await instruct(context, { n, account, amount, drawn, bankCard, toHolder: true });
  return { amount, interest, drawn };
}

/** By the books of this moment, held until the transaction ends. @throws Fault 'effect-conflict' */
async function permitted(
  context: Context,
  params: Params,
  wanted: 'granted' | 'partial',
): Promise<ExitPrepared> {
  const prepared = await now(context, loansOf(params), watchOf(params));
  const { outcome, toConfirm = [] } = assessExit(prepared.facts);
  // With nothing to pay there is nothing to look at.
  const isPaid = params['n'] !== undefined;
  const isChanged = isPaid && toConfirm.length > 0;
  if (outcome !== wanted || isChanged || prepared.delays.length > 0) throw comeBetween();
  // A unit that has listed the person is about to pay into the account.
  if (!isPaid && prepared.listed) throw comeBetween();
  return prepared;
}

/** Everything at once, or nothing: no account is closed with money, or with interest that is owed. */
async function close(context: Context, params: Params): Promise<object> {
  const { tx, change } = context;
  await end(context);
  const { books } = await permitted(context, params, 'granted');
  // What it has earned is credited first, and then keeps it open until it is paid.
  await settleToDay(context, books.account);
  await closeEmpty(tx, { account: books.account, on: change.on, reason: 'exit' });
  return paidInAll(context);
}

/** As the form was checked before it was sent. */
function applicationOf(context: Context): ExitApplication {
  return ExitApplication.parse(context.content());
}

type Watch = Pick<ExitAsk, 'askedOn' | 'seen'>;

function now(context: Context, loans: KnownLoans | null, watch: Watch = {}): Promise<ExitPrepared> {
  const { tx, deps, offices, change, head } = context;
  return prepareExit(tx, deps, offices, {
    ...{ center: head.center, caseId: head.id, on: change.on, loans, ...watch },
    application: applicationOf(context),
  });
}

/** When it was asked for, and what another person has seen: sent by our own workflow. */
function watchOf({ askedOn, seen }: Params): Watch {
  return {
    ...(isPlainDate(askedOn) && { askedOn }),
    ...(Array.isArray(seen) && { seen: seen.map(String) }),
  };
}

/** As the case knows them: sent by our own workflow. */
function loansOf(params: Params): KnownLoans | null {
  return (params['loans'] ?? null) as KnownLoans | null;
}
