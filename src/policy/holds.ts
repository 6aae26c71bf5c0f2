/**
 * Holds on an account (冻结): what each kind asks for, how long a term may be, when one is extended.
 *
 * A hold ends by its release and never by itself: the day after its term somebody has to extend or
 * to release it. Holds bind what goes out and never what comes in; an amount above the balance
 * catches later money.
 *
 * @source 民事诉讼法 第二百五十三条; 住房公积金管理条例 第四十一条; 通知（征求意见稿）（二）（三）（七）
 */
import { addDays, addMonths, type PlainDate } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { HoldKind } from '../domain/vocabulary.ts';
import type { ClauseKey } from './clauses.ts';
import { decide, type Decision, type ReasonText, type Rule } from './decision.ts';

interface HoldSpec {
  readonly clause: ClauseKey;
  /** The order names its last day. */
  readonly hasTerm: boolean;
  /** Never an amount: the whole account. */
  readonly whole: boolean;
  /** The center tells the person; of a court's order the court does. */
  readonly told: boolean;
}

export const HOLD_SPECS: Readonly<Record<HoldKind, HoldSpec>> = {
  court: { clause: 'civil-procedure-253', hasTerm: true, whole: false, told: false },
  'loan-security': { clause: 'liaoning-7', hasTerm: false, whole: false, told: true },
  ban: { clause: 'regulation-41', hasTerm: true, whole: true, told: true },
  transfer: { clause: 'liaoning-3', hasTerm: false, whole: true, told: true },
  dispute: { clause: 'liaoning-2', hasTerm: true, whole: false, told: true },
};

/** Months: longer than this no order is taken for what it says. */
export const HOLD_MONTHS_MAX = 36;
/** Days before the end of a term at which somebody is reminded of it. */
export const HOLD_REMINDER_DAYS = 15;

export interface HoldFacts {
  readonly on: PlainDate;
  readonly kind: HoldKind;
  /** Yuan; null: the whole account. */
  readonly amount: Yuan | null;
  readonly placedOn: PlainDate;
  readonly until: PlainDate | null;
  /** Null: the center has no such account. */
  readonly account: 'normal' | 'sealed' | 'closed' | null;
  /** An order of this number holds the account already. */
  readonly known: boolean;
}

export interface RenewalFacts {
  readonly on: PlainDate;
  /** Last day as it stands; null: there is no term to extend. */
  readonly until: PlainDate | null;
  readonly newUntil: PlainDate;
  /** The document ordered this hold before. */
  readonly known: boolean;
}

export const HOLD_REASONS = {
  'no-account': {
    text: '没有找到该账户。',
    remedy: '请核对账号；其他中心的账户由其所在中心办理。',
    clause: 'liaoning-5',
  },
  'account-closed': {
    text: '该账户已经销户，没有可以冻结的余额。',
    remedy: '请在回执中如实答复作出机关。',
    clause: 'liaoning-5',
  },
  'order-known': {
    text: '该文号的冻结已经登记，正在执行。',
    remedy: '延长期限请办理续冻；金额另有变更的，凭新的文书登记。',
    clause: 'civil-procedure-253',
  },
  'not-yet': {
    text: '冻结起始日期还没有到。',
    remedy: '请核对文书；冻结自登记时起执行，不能预约。',
    clause: 'civil-procedure-253',
  },
  'whole-only': {
    text: '这类冻结只能冻结整户，不能填写金额。',
    remedy: '请不填金额；只冻结部分金额的，请选择相应的原因。',
    clause: 'regulation-41',
  },
  'term-missing': {
    text: '这类冻结须有期限。',
    remedy: '请按文书填写冻结期限的最后一日。',
    clause: 'civil-procedure-253',
  },
  'term-over': {
    text: '冻结期限已经届满。',
    remedy: '请核对文书上的期限；已过期的，请作出机关另行出具文书。',
    clause: 'civil-procedure-253',
  },
  'term-too-long': {
    text: '冻结期限超过三年。',
    remedy: '请核对文书上的期限；期满前可以凭文书续冻。',
    clause: 'civil-procedure-253',
  },
  'no-term': {
    text: '该冻结没有期限，无须续冻。',
    remedy: '解除以前一直有效。',
    clause: 'civil-procedure-253',
  },
  'not-longer': {
    text: '续冻的期限不晚于现在的期限。',
    remedy: '请核对文书上的期限；提前结束的，请办理解除。',
    clause: 'civil-procedure-253',
  },
} as const satisfies Readonly<Record<string, ReasonText>>;
export type HoldReason = keyof typeof HOLD_REASONS;

export interface Held {
  readonly outcome: 'granted' | 'refused';
  readonly reasons: readonly HoldReason[];
}

export const HOLD: Rule = {
  name: 'hold',
  version: '1',
  title: '冻结',
  clauses: [
    ...(['civil-procedure-253', 'regulation-41', 'liaoning-2'] as const),
    ...(['liaoning-3', 'liaoning-5', 'liaoning-7'] as const),
  ],
};

export const HOLD_RENEWAL: Rule = {
  name: 'hold-renewal',
  version: '1',
  title: '续冻',
  clauses: ['civil-procedure-253'],
};

/** Whether an order may be written down as it is. */
export function assessHold(facts: HoldFacts): Decision<Held> {
  const { on, kind, amount, placedOn, until, account, known } = facts;
  const { clause, hasTerm, whole } = HOLD_SPECS[kind];
  const standing = standingReasons(account, known);
  const form: readonly HoldReason[] = [
    ...(placedOn > on ? (['not-yet'] as const) : []),
    ...(whole && amount !== null ? (['whole-only'] as const) : []),
    ...(hasTerm && until === null ? (['term-missing'] as const) : []),
  ];
  const term = until === null ? [] : termReasons(on, placedOn, until);
  const reasons = [...standing, ...form, ...term];
  return decide(HOLD, answer(reasons), [
    {
      condition: 'account-can-be-held',
      label: '账户未销户，该文号没有重复登记',
      inputs: { account, known },
      value: standing.length === 0,
      clause: 'liaoning-5',
    },
    {
      condition: 'order-fits',
      label: '冻结范围和起始日期符合这类冻结',
      inputs: { kind, whole: amount === null, placedOn },
      value: form.length === 0,
      clause,
    },
    {
      condition: 'term-fits',
      label: '冻结期限在文书允许的范围内',
      inputs: { on, until },
      value: term.length === 0,
      clause,
    },
  ]);
}

/** Whether the term of a hold is extended by an order; one that is over may still be. */
export function assessRenewal(facts: RenewalFacts): Decision<Held> {
  const { on, until, newUntil, known } = facts;
  const reasons: readonly HoldReason[] = [
    ...(until === null ? (['no-term'] as const) : []),
    ...(known ? (['order-known'] as const) : []),
    ...(until !== null && newUntil <= until ? (['not-longer'] as const) : []),
    ...termReasons(on, on, newUntil),
  ];
  return decide(HOLD_RENEWAL, answer(reasons), [
    {
      condition: 'term-grows',
      label: '凭新的文书，期限晚于现在的期限',
      inputs: { on, until, newUntil, known },
      value: reasons.length === 0,
      clause: 'civil-procedure-253',
    },
  ]);
}

/** The day on which somebody is reminded that a term ends. */
export function reminderOn(until: PlainDate): PlainDate {
  return addDays(until, -HOLD_REMINDER_DAYS);
}

function standingReasons(account: HoldFacts['account'], known: boolean): readonly HoldReason[] {
  if (account === null) return ['no-account'];
  if (account === 'closed') return ['account-closed'];
  return known ? ['order-known'] : [];
}

function termReasons(on: PlainDate, from: PlainDate, until: PlainDate): readonly HoldReason[] {
  return [
    ...(until < on ? (['term-over'] as const) : []),
    ...(until > addMonths(from, HOLD_MONTHS_MAX) ? (['term-too-long'] as const) : []),
  ];
}

function answer(reasons: readonly HoldReason[]): Held {
  return { outcome: reasons.length === 0 ? 'granted' : 'refused', reasons };
}
