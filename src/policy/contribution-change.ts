/**
 * 缴存变更 (clause 4): whether amount, cycle, debit day or card of an agreement in force may be changed
 * now, from which month, and what the bank has to agree to first.
 *
 * Months that are paid, missed or with the bank keep the terms under which they came to be owed; an
 * open due that is not with the bank is owed anew under the new terms (docs/readings.md).
 *
 * @source 通知（征求意见稿）（二）（四）; 缴存使用协议 “变更”
 */
import { addMonths, addToMonth, monthOf, type PlainDate } from '../domain/calendar.ts';
import { compare, type Yuan } from '../domain/money.ts';
import {
  CHANGES,
  type ChangeFacts,
  type ChangeKind,
  type MandateStanding,
} from './change-terms.ts';
import { centerClause, type ClauseKey } from './clauses.ts';
import { decide, type Condition, type Decision, type Rule } from './decision.ts';
import { debitOfCycle } from './mandate-limit.ts';

export type { ChangeFacts, ChangeFirstDebit, ChangeKind, ChangeTerms } from './change-terms.ts';

export const CHANGE_REASONS = [
  'account-not-normal',
  'agreement-not-in-force',
  'nothing-changes',
  'change-amount-outside-limits',
  'cycle-not-offered',
  'debit-day-not-offered',
  'changed-too-soon',
  'no-month-left',
  'card-holder-differs',
  'card-in-use',
  'mandate-not-confirmed',
  'debit-at-bank',
] as const;
export type ChangeReasonCode = (typeof CHANGE_REASONS)[number];

export interface ChangeReason {
  readonly code: ChangeReasonCode;
  readonly clause: ClauseKey;
  /** Where in the application. */
  readonly pointer: string | null;
  /** The nearest that would do, or what was found: amounts, days, codes. */
  readonly detail: Readonly<Record<string, string>>;
  /** The first day on which waiting alone helps. */
  readonly earliestOn: PlainDate | null;
}

/** What the bank must agree to first: `limit` of one debit, another `card`, a mandate `signed` anew. */
export type BankAct = 'none' | 'limit' | 'card' | 'sign';

export interface ChangeDecision {
  readonly outcome: 'granted' | 'refused';
  readonly changes: readonly ChangeKind[];
  readonly reasons: readonly ChangeReason[];
  readonly bank: BankAct;
}

export const CONTRIBUTION_CHANGE: Rule = {
  name: 'contribution-change',
  version: '1',
  title: '缴存变更',
  clauses: ['liaoning-2', 'liaoning-4', 'retirement-1'],
};

/** @source clauses 2 and 4; what was signed; the center's figures of the day */
export function decideChange(facts: ChangeFacts): ChangeDecided {
  const changes = changesOf(facts);
  const found = FINDINGS.map((finding) => finding(facts, changes));
  const reasons = found.flatMap(({ reason }) => (reason ? [reason] : []));
  const outcome = reasons.length === 0 ? 'granted' : 'refused';
  const fields: ChangeDecision = { outcome, changes, reasons, bank: bankAct(facts, changes) };
  const trace = found.map(({ condition }) => condition);
  const clauses = [...trace.map(({ clause }) => clause), ...facts.documents.map(centerClause)];
  return { ...decide(CONTRIBUTION_CHANGE, fields, trace, clauses), facts };
}

/** With the facts it was taken from: they are kept, so that it can be taken again. */
export type ChangeDecided = Decision<ChangeDecision> & { readonly facts: ChangeFacts };

/** What of the terms differs, and whether another card is asked for. */
export function changesOf({
  current,
  wanted,
  card,
}: Pick<ChangeFacts, 'current' | 'wanted' | 'card'>): readonly ChangeKind[] {
  const differs: Readonly<Record<ChangeKind, boolean>> = {
    amount: compare(current.monthlyAmount, wanted.monthlyAmount) !== 0,
    cycle: current.cycle !== wanted.cycle,
    'debit-day': current.debitDay !== wanted.debitDay,
    card: card !== 'none',
  };
  return CHANGES.filter((kind) => differs[kind]);
}

/** What one debit under the wanted terms takes at most, in yuan. */
export function debitWanted({ wanted, firstDebit }: ChangeFacts): Yuan {
  const each = debitOfCycle(wanted);
  return firstDebit !== null && compare(firstDebit.amount, each) > 0 ? firstDebit.amount : each;
}

function bankAct(facts: ChangeFacts, changes: readonly ChangeKind[]): BankAct {
  const { mandate, card } = facts;
  const wantsCard = changes.includes('card') && card === 'own';
  if (!isLive(mandate)) return wantsCard ? 'sign' : 'none';
  // Signed with that card already: what is missing is its holder's code.
  if (wantsCard) return mandate.state !== 'active' && mandate.cardWaits ? 'sign' : 'card';
  return compare(debitWanted(facts), mandate.limitEach) > 0 ? 'limit' : 'none';
}

function isLive(mandate: MandateStanding | null): mandate is MandateStanding {
  return mandate !== null && mandate.state !== 'refused' && mandate.state !== 'cancelled';
}

interface Found {
  readonly condition: Condition;
  readonly reason: ChangeReason | null;
}
type Finding = (facts: ChangeFacts, changes: readonly ChangeKind[]) => Found;

/** In the order in which a clerk looks. */
const FINDINGS: readonly Finding[] = [
  accountIsNormal,
  agreementIsInForce,
  somethingChanges,
  amountIsWithinLimits,
  cycleIsOffered,
  debitDayIsOffered,
  amountMayChangeAgain,
  monthIsLeft,
  cardIsOwn,
  mandateCanChange,
  bankHasNothing,
];

interface Looked {
  readonly condition: string;
  readonly label: string;
  readonly inputs: Condition['inputs'];
  readonly holds: boolean;
  readonly clause: ClauseKey;
  readonly code: ChangeReasonCode;
  readonly pointer?: string;
  readonly detail?: Readonly<Record<string, string>>;
  readonly earliestOn?: PlainDate | null;
}

function found({ condition, label, inputs, holds, clause, ...against }: Looked): Found {
  const { code, pointer = null, detail = {}, earliestOn = null } = against;
  return {
    condition: { condition, label, inputs, value: holds, clause },
    reason: holds ? null : { code, clause, pointer, detail, earliestOn },
  };
}

function accountIsNormal({ account }: ChangeFacts): Found {
  return found({
    ...{ condition: 'account-normal', label: '账户正常缴存', inputs: { account } },
    ...{ holds: account === 'normal', clause: 'liaoning-4', code: 'account-not-normal' },
    detail: { state: account },
  });
}

function agreementIsInForce({ agreement }: ChangeFacts): Found {
  return found({
    ...{ condition: 'agreement-in-force', label: '缴存使用协议在生效状态', inputs: { agreement } },
    ...{ holds: agreement === 'active', clause: 'liaoning-2', code: 'agreement-not-in-force' },
    detail: { state: agreement ?? '' },
  });
}

function somethingChanges(_: ChangeFacts, changes: readonly ChangeKind[]): Found {
  return found({
    ...{ condition: 'something-changes', label: '与现行约定不同', inputs: { changes } },
    ...{ holds: changes.length > 0, clause: 'liaoning-4', code: 'nothing-changes' },
    pointer: '',
  });
}

function amountIsWithinLimits(facts: ChangeFacts, changes: readonly ChangeKind[]): Found {
  const { limits, wanted } = facts;
  const { min, max } = limits;
  const { monthlyAmount } = wanted;
  const low = compare(monthlyAmount, min) < 0;
  const holds = !changes.includes('amount') || (!low && compare(monthlyAmount, max) <= 0);
  return found({
    ...{ condition: 'amount-within-limits', label: '新月缴存额在当日上下限以内' },
    ...{ inputs: { monthlyAmount, min, max }, holds, clause: 'liaoning-4' },
    ...{ code: 'change-amount-outside-limits', pointer: '/monthlyAmount' },
    detail: { min, max, nearest: low ? min : max },
  });
}

function cycleIsOffered(
  { wanted: { cycle }, cycles }: ChangeFacts,
  changes: readonly ChangeKind[],
) {
  return found({
    ...{ condition: 'cycle-offered', label: '新缴存周期已开通', inputs: { cycle, cycles } },
    ...{ holds: !changes.includes('cycle') || cycles.includes(cycle), clause: 'liaoning-4' },
    ...{ code: 'cycle-not-offered', pointer: '/cycle', detail: { cycles: cycles.join(',') } },
  });
}

function debitDayIsOffered(facts: ChangeFacts, changes: readonly ChangeKind[]): Found {
  const { min, max } = facts.debitDays;
  const { debitDay } = facts.wanted;
  const holds = !changes.includes('debit-day') || (debitDay >= min && debitDay <= max);
  return found({
    ...{ condition: 'debit-day-offered', label: '新扣款日在允许范围内' },
    ...{ inputs: { debitDay, min, max }, holds, clause: 'liaoning-4' },
    ...{ code: 'debit-day-not-offered', pointer: '/debitDay' },
    detail: { min: String(min), max: String(max), nearest: String(debitDay < min ? min : max) },
  });
}

/** What limits that moved make necessary is no choice of the person's, and always possible. */
function amountMayChangeAgain(facts: ChangeFacts, changes: readonly ChangeKind[]): Found {
  const { on, amountChangedOn, changeMonths, current, limits } = facts;
  const again = amountChangedOn === null ? null : addMonths(amountChangedOn, changeMonths);
  const mustChange =
    compare(current.monthlyAmount, limits.min) < 0 ||
    compare(current.monthlyAmount, limits.max) > 0;
  const holds = !changes.includes('amount') || again === null || on >= again || mustChange;
  return found({
    ...{ condition: 'amount-may-change-again', label: '距上次变更月缴存额已满约定的月数' },
    ...{ inputs: { amountChangedOn, changeMonths, mustChange }, holds, clause: 'liaoning-4' },
    ...{ code: 'changed-too-soon', pointer: '/monthlyAmount', earliestOn: again },
    detail: { changedOn: amountChangedOn ?? '', months: String(changeMonths) },
  });
}

function monthIsLeft({ fromMonth, retiresOn }: ChangeFacts): Found {
  const lastMonth = addToMonth(monthOf(retiresOn), -1);
  return found({
    ...{ condition: 'month-left', label: '退休前还有尚未缴存的月份' },
    ...{ inputs: { fromMonth, lastMonth }, holds: fromMonth <= lastMonth },
    ...{ clause: 'retirement-1', code: 'no-month-left', detail: { lastMonth } },
  });
}

function cardIsOwn({ card }: ChangeFacts): Found {
  const inUse = card === 'in-use';
  return found({
    ...{ condition: 'card-own', label: '新银行卡为本人名下，且不是现用的卡', inputs: { card } },
    ...{ holds: !inUse && card !== 'other-holder', clause: 'liaoning-4' },
    code: inUse ? 'card-in-use' : 'card-holder-differs',
    pointer: inUse ? '/bankCard/number' : '/bankCard/holder',
  });
}

/** What waits for its own confirmation at the bank is not changed there. */
function mandateCanChange(facts: ChangeFacts, changes: readonly ChangeKind[]): Found {
  const { mandate } = facts;
  const needed = bankAct(facts, changes);
  const state = mandate?.state ?? 'none';
  const holds = needed === 'none' || needed === 'sign' || state === 'active';
  return found({
    ...{ condition: 'mandate-confirmed', label: '须向银行办理的，委托扣款授权已经生效' },
    ...{ inputs: { needed, state }, holds, clause: 'liaoning-4', code: 'mandate-not-confirmed' },
  });
}

function bankHasNothing({ atBankUntil }: ChangeFacts): Found {
  return found({
    ...{ condition: 'no-debit-at-bank', label: '没有正在银行办理的扣款', inputs: { atBankUntil } },
    ...{ holds: atBankUntil === null, clause: 'liaoning-4', code: 'debit-at-bank' },
    ...{ detail: { until: atBankUntil ?? '' }, earliestOn: atBankUntil },
  });
}
