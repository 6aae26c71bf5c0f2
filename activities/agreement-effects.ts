/**
 * What a case does to an agreement in force: it is suspended, resumed or ended, and with it what is
 * owed, the plan, the mandate and the account.
 *
 * @source 通知（征求意见稿）（二）（三）; 缴存使用协议“中止与终止”
 */
import type { AgreementChange, ChangeGround } from '../src/domain/vocabulary.ts';
import type { PlainDate } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import { updateEmployment } from '../src/db/employments.ts';
import { endMandateOfClosed } from '../src/db/mandates.ts';
import type { Tx } from '../src/db/pool.ts';
import {
  endPlans,
  handOver,
  lockInForce,
  moveAgreement,
  stoppingOf,
  voidOpenDues,
  type InForce,
  type Keeper,
} from '../src/ledger/agreements-in-force.ts';
import { moveAccount } from '../src/ledger/seals.ts';
import {
  AGREEMENT_CHANGE_REASONS,
  assessAgreementChange,
  CHANGE_LEADS_TO,
} from '../src/policy/agreement-states.ts';
import type { Context } from './commit/context.ts';
import { attach } from './commit/files.ts';

type Params = Readonly<Record<string, unknown>>;

export const AGREEMENT_EFFECTS = {
  'check-agreement-change': check,
  'change-agreement': change,
} as const;

/** What the notice says of it. */
export interface AgreementMoved {
  readonly last4: string;
  readonly owesFrom: string | null;
}

interface Asked {
  readonly account: string;
  readonly change: AgreementChange;
  readonly ground: ChangeGround;
}

async function check(context: Context, params: Params): Promise<AgreementMoved> {
  if (typeof params['file'] === 'string') await attach(context, [params['file']]);
  return (await assess(context, params)).told;
}

async function change(context: Context, params: Params): Promise<AgreementMoved> {
  if (typeof params['file'] === 'string') await attach(context, [params['file']]);
  const { standing, asked, told } = await assess(context, params);
  const { change: wanted, ground } = asked;
  await carryOut(context, standing, { change: wanted, reason: ground, owesFrom: told.owesFrom });
  return told;
}

/** By the books of this moment, held until the transaction ends. @throws Fault saying why not */
async function assess(context: Context, params: Params) {
  // As the form checked them, sent by our own workflow.
  const asked = params as unknown as Asked;
  const standing = await lockInForce(context.tx, asked.account);
  const decision = assessAgreementChange({
    ...asked,
    on: context.change.on,
    state: standing?.state ?? null,
    debitDay: standing?.debitDay ?? 1,
    ...stoppingOf(standing),
    debitUnderWay: standing?.debitUnderWay ?? false,
  });
  const [code] = decision.reasons;
  if (code !== undefined || !standing) {
    const { text, remedy, clause } = AGREEMENT_CHANGE_REASONS[code ?? 'not-in-force'];
    throw new Fault('action-not-permitted', `${text}${remedy}`, { members: { clause, remedy } });
  }
  const { owesFrom } = decision;
  return { standing, asked, told: { last4: standing.account.slice(-4), owesFrom } };
}

/** The move itself, with everything that follows from it. */
export async function carryOut(
  { tx, change: { on, by }, head, person }: Context,
  { agreement, account, state, accountState, accountSource }: InForce,
  wanted: {
    readonly change: AgreementChange;
    readonly reason: string;
    readonly owesFrom: string | null;
  },
): Promise<void> {
  const { change: kind, reason, owesFrom } = wanted;
  const to = CHANGE_LEADS_TO[kind];
  await moveAgreement(tx, {
    ...{ agreement, from: state, to, on, caseId: head.id, reason },
    owesFrom,
  });
  if (kind !== 'resume') await voidOpenDues(tx, account, on);
  if (kind !== 'terminate') return;
  await endPlans(tx, account);
  // Contributions have stopped: the account is sealed with its money. One that a unit pays goes on.
  if (accountState === 'normal' && accountSource === 'flexible') {
    await moveAccount(tx, account, { way: 'agreement-ended', on, by: by.id, case: head.id });
  }
  const ended = {
    account,
    caseId: head.id,
    key: person.key,
    on,
    reason: 'agreement-ended',
  } as const;
  await endMandateOfClosed(tx, ended);
}

/** What came to nothing, or has ended, and had the agreement suspended. */
interface Ended {
  readonly account: string;
  /** For what it rests. */
  readonly of: Keeper['reason'];
  /** Why it goes on, as a code. */
  readonly reason: string;
}

export interface GoesOn {
  /** The first month owed again; null: it stays suspended, or something else had suspended it. */
  readonly owesFrom: string | null;
}

/** What this case had suspended goes on as before, as `handedBack` has it. */
export function resumeAfter({ tx, change, head }: Context, ended: Ended): Promise<GoesOn> {
  return handedBack(tx, { ...ended, on: change.on, caseId: head.id });
}

/**
 * What a case had suspended, or had been handed, goes on as before, unless something else stops the debits by now: a
 * measure, a signed exit, heirs, a unit that has listed the person. That one takes over the right to resume.
 */
export async function handedBack(
  tx: Tx,
  { account, of, reason, on, caseId }: Ended & { readonly on: PlainDate; readonly caseId: string },
): Promise<GoesOn> {
  const standing = await lockInForce(tx, account, caseId);
  if (standing?.state !== 'suspended' || !restsFor(standing, of, caseId)) return { owesFrom: null };
  const { agreement, state } = standing;
  const { outcome, owesFrom } = assessAgreementChange({
    ...{ change: 'resume', ground: 'holder-asked', on, ...standing },
    ...stoppingOf(standing),
  });
  if (outcome === 'granted') {
    await moveAgreement(tx, { agreement, from: state, to: 'active', on, caseId, reason, owesFrom });
    return { owesFrom };
  }
  const [next] = standing.keepers;
  if (next === undefined) return { owesFrom: null };
  await handOver(tx, agreement, next);
  if (next.reason === 'employed') await updateEmployment(tx, next.caseId, { suspended: true });
  return { owesFrom: null };
}

/** A death that was asked about more than once rests for the first that asked: any of them lets it go on. */
function restsFor({ stateCase, stateReason }: InForce, of: Ended['of'], caseId: string): boolean {
  return stateReason === of && (of === 'deceased' || stateCase === caseId);
}
