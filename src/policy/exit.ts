/**
 * 退出销户 (clause 7): what a flexible worker who leaves is paid, when, and when the account closes.
 *
 * An open loan, a guarantee, a hold, a ban or another case refuse. Flexible money never waits. A
 * person who was an employee closes only when the seal is half a year old; meanwhile the flexible
 * money is paid and the account stays open, sealed, with the employee money. A center may instead
 * let everything wait for the seal of the whole account.
 */
import { type PlainDate } from '../domain/calendar.ts';
import { compare, ZERO, type Yuan } from '../domain/money.ts';
import { type SealClock } from '../domain/vocabulary.ts';
import { decide, type Condition, type Decision, type ReasonText, type Rule } from './decision.ts';
import {
  RECENT_CHANGE,
  unseenChanges,
  watchCondition,
  type ChangeWatch,
} from './personal-change-watch.ts';
import { halfYear } from './half-year.ts';

export interface ExitFacts {
  readonly on: PlainDate;
  readonly flexibleBalance: Yuan;
  readonly employeeBalance: Yuan;
  /** Since when the employee money is sealed; null: never employed, or not sealed. */
  readonly employeeSealedOn: PlainDate | null;
  /** A unit pays into the account now: nothing of it is sealed, and it is not closed. */
  readonly employed?: boolean;
  /** Since when the whole account is sealed. */
  readonly accountSealedOn?: PlainDate | null;
  /** 未结清住房公积金贷款. */
  readonly openLoan: boolean;
  /** 担保责任. */
  readonly guarantee: boolean;
  /** Holds on the account, in words. */
  readonly holds: readonly string[];
  readonly ban?: boolean;
  readonly caseInFlight?: boolean;
  /** What must be sealed; the employee portion when left out. */
  readonly sealClock?: SealClock;
  /** 近期变更信息; left out where nobody watches. */
  readonly watch?: ChangeWatch;
}

/** In the order in which a person hears them. */
export const EXIT_REASONS = {
  'open-loan': {
    text: '有未结清的住房公积金贷款。',
    remedy: '账户余额可优先用于偿还贷款本息；结清后可再次申请。',
    clause: 'liaoning-7',
  },
  guarantee: {
    text: '对他人的住房公积金贷款负有担保责任。',
    remedy: '担保责任解除后可再次申请。',
    clause: 'liaoning-7',
  },
  hold: {
    text: '账户被冻结。',
    remedy: '请向作出冻结的机关了解，解除后可再次申请。',
    clause: 'liaoning-7',
  },
  ban: {
    text: '在违规提取或骗贷的限制期内。',
    remedy: '限制期满后可再次申请。',
    clause: 'regulation-41',
  },
  'case-in-flight': {
    text: '有其他业务正在办理。',
    remedy: '该业务办结或撤回后可再次申请。',
    clause: 'liaoning-7',
  },
} as const satisfies Record<string, ReasonText>;
export type ExitReason = keyof typeof EXIT_REASONS;

export interface Exit {
  readonly outcome: 'granted' | 'partial' | 'waits' | 'refused';
  /** null when refused, when there is nothing to pay, or when no date can be told yet. */
  readonly flexiblePayableOn: PlainDate | null;
  readonly employeePayableOn: PlainDate | null;
  readonly closesOn: PlainDate | null;
  readonly reasons: readonly ExitReason[];
  /** What another person looks at before money moves; left out where nobody watches. */
  readonly toConfirm?: readonly (typeof RECENT_CHANGE)[];
}

export const EXIT: Rule = {
  name: 'exit',
  version: '1',
  title: '退出销户',
  clauses: ['liaoning-7', 'liaoning-11', 'regulation-41', 'civil-code-201', 'civil-code-202'],
};

/** Decides an exit on a day. */
export function assessExit(facts: ExitFacts): Decision<Exit> {
  const obstacles = obstacleConditions(facts);
  const reasons = obstacles.flatMap(({ condition, value }) => (value ? [condition] : []));
  if (reasons.length > 0) {
    const none = { flexiblePayableOn: null, employeePayableOn: null, closesOn: null };
    const clauses = obstacles.flatMap(({ value, clause }) => (value ? [clause] : []));
    return decide<Exit>(EXIT, { outcome: 'refused', ...none, reasons }, obstacles, [
      'liaoning-7',
      ...clauses,
    ]);
  }
  const gate = gateOf(facts);
  const gates = gateConditions(facts, gate);
  const watched = watchCondition(facts.watch);
  return decide<Exit>(
    EXIT,
    { ...payment(facts, gate), reasons: [], ...toConfirm(facts) },
    [...obstacles, ...gates, ...watched],
    ['liaoning-7', ...[...gates, ...watched].map(({ clause }) => clause)],
  );
}

function toConfirm({ watch }: ExitFacts): Pick<Exit, 'toConfirm'> {
  if (watch === undefined) return {};
  return { toConfirm: unseenChanges(watch).length > 0 ? [RECENT_CHANGE] : [] };
}

function obstacleConditions(facts: ExitFacts) {
  const { openLoan, guarantee, holds, ban = false, caseInFlight = false } = facts;
  const found = {
    'open-loan': openLoan,
    guarantee,
    hold: holds.length > 0,
    ban,
    'case-in-flight': caseInFlight,
  } satisfies Record<ExitReason, boolean>;
  const codes = ['open-loan', 'guarantee', 'hold', 'ban', 'case-in-flight'] as const;
  return codes.map((condition) => ({
    condition,
    label: EXIT_REASONS[condition].text.replace(/。$/, ''),
    inputs: condition === 'hold' ? { holds: holds.length } : {},
    value: found[condition],
    clause: EXIT_REASONS[condition].clause,
  }));
}

/** What the closing waits for: nothing, a day, or a seal that is not there yet. */
type Gate =
  | { readonly kind: 'none' }
  | { readonly kind: 'unsealed'; readonly holdsFlexible: boolean }
  | { readonly kind: 'opens'; readonly on: PlainDate; readonly holdsFlexible: boolean };

/** There is, or was, an employee portion: what a unit pays in next is one, too. */
export function isConverted(facts: ExitFacts): boolean {
  const { employed = false, employeeSealedOn, employeeBalance } = facts;
  return employed || employeeSealedOn !== null || compare(employeeBalance, ZERO) > 0;
}

function gateOf(facts: ExitFacts): Gate {
  const { employeeSealedOn, accountSealedOn, sealClock } = facts;
  if (!isConverted(facts)) return { kind: 'none' };
  const holdsFlexible = sealClock === 'whole-account';
  const sealedOn = holdsFlexible ? (accountSealedOn ?? null) : employeeSealedOn;
  if (sealedOn === null) return { kind: 'unsealed', holdsFlexible };
  return { kind: 'opens', on: halfYear({ sealedOn }).opensOn, holdsFlexible };
}

function payment(facts: ExitFacts, gate: Gate): Omit<Exit, 'reasons'> {
  const { on, flexibleBalance, employeeBalance } = facts;
  const flexible = (day: PlainDate) => (compare(flexibleBalance, ZERO) > 0 ? day : null);
  const employee = (day: PlainDate) => (compare(employeeBalance, ZERO) > 0 ? day : null);
  const all = (day: PlainDate) => ({
    flexiblePayableOn: flexible(day),
    employeePayableOn: employee(day),
    closesOn: day,
  });
  if (gate.kind === 'none') return { outcome: 'granted', ...all(on) };
  const opensOn = gate.kind === 'opens' ? gate.on : null;
  if (opensOn !== null && opensOn <= on) return { outcome: 'granted', ...all(on) };
  const later =
    opensOn === null
      ? { flexiblePayableOn: null, employeePayableOn: null, closesOn: null }
      : all(opensOn);
  if (gate.holdsFlexible) return { outcome: 'waits', ...later };
  const flexiblePayableOn = flexible(on);
  return {
    ...later,
    outcome: flexiblePayableOn === null ? 'waits' : 'partial',
    flexiblePayableOn,
  };
}

function gateConditions(facts: ExitFacts, gate: Gate): readonly Condition[] {
  const { on, employeeBalance, employeeSealedOn, accountSealedOn = null } = facts;
  const { flexibleBalance, sealClock = 'employee-portion' } = facts;
  const converted: Condition = {
    condition: 'converted',
    label: '由单位缴存职工转为灵活就业人员',
    inputs: { flexibleBalance, employeeBalance, employeeSealedOn },
    value: gate.kind !== 'none',
    clause: 'liaoning-7',
  };
  if (gate.kind === 'none') return [converted];
  const opensOn = gate.kind === 'opens' ? gate.on : null;
  return [
    converted,
    {
      condition: 'sealed-half-year',
      label: '封存满半年',
      inputs: { on, sealClock, employeeSealedOn, accountSealedOn, opensOn },
      value: opensOn !== null && opensOn <= on,
      clause: 'civil-code-202',
    },
  ];
}
