/**
 * Deductions by order of a court (依法扣划): whether an order may be carried out from under its hold, for how
 * much, and from which source.
 *
 * A later hold takes nothing that an earlier one keeps (轮候). A ban keeps the person from the money and nobody
 * else: it goes before no court. Whether the money may be enforced against at all is the court's to say.
 *
 * @source 民事诉讼法 第二百五十三条; docs/readings.md
 */
import type { PlainDate } from '../domain/calendar.ts';
import { compare, exact, yuan, type Yuan } from '../domain/money.ts';
import type { HoldKind, SourceOrder } from '../domain/vocabulary.ts';
import { decide, type Decision, type ReasonText, type Rule } from './decision.ts';
import { drawnFrom, type Drawn } from './withdrawal-limits.ts';
import type { DrawnSource } from './withdrawal-terms.ts';

export interface DeductionFacts {
  readonly on: PlainDate;
  /** Of the hold from under which it is taken. */
  readonly kind: HoldKind;
  readonly placedOn: PlainDate;
  /** Last day of its term; null: until it is released. */
  readonly until: PlainDate | null;
  /** What it keeps, in yuan; null: the whole account. */
  readonly held: Yuan | null;
  /** Holds that go before it; null: the whole account. */
  readonly before: readonly (Yuan | null)[];
  /** All money of the account, and what of it is of a known source. */
  readonly total: Yuan;
  readonly balances: Readonly<Record<DrawnSource, Yuan>>;
  readonly sourceOrder: SourceOrder;
  readonly amount: Yuan;
  readonly orderedOn: PlainDate;
  /** An order of this number was carried out from under this hold. */
  readonly known: boolean;
  /** Another payment of the account is with the bank. */
  readonly underWay: boolean;
  /** The order says that the hold is over when it is used up. */
  readonly ends: boolean;
}

export const DEDUCTION_REASONS = {
  'not-deductible': {
    text: '这类冻结不能扣划，只有司法冻结可以凭文书扣划。',
    remedy: '有扣划文书的，先凭协助执行通知书登记司法冻结。',
    clause: 'civil-procedure-253',
  },
  'hold-term-over': {
    text: '冻结期限已经届满，不能凭该冻结扣划。',
    remedy: '请联系作出机关，凭续冻文书续冻后再扣划。',
    clause: 'civil-procedure-253',
  },
  'order-before-hold': {
    text: '扣划文书的日期早于冻结起始日期。',
    remedy: '请核对文书；冻结以前的文书请作出机关另行出具。',
    clause: 'civil-procedure-253',
  },
  'order-not-yet': {
    text: '扣划文书的日期还没有到。',
    remedy: '请核对文书上的日期。',
    clause: 'civil-procedure-253',
  },
  'order-carried-out': {
    text: '该文号的扣划已经办理。',
    remedy: '请核对办理记录；另有扣划的，凭新的文书办理。',
    clause: 'civil-procedure-253',
  },
  'not-positive': {
    text: '扣划金额须大于零。',
    remedy: '请按文书填写金额。',
    clause: 'civil-procedure-253',
  },
  'above-held': {
    text: '扣划金额超过该冻结的金额。',
    remedy: '请核对文书；超过冻结金额的部分，先凭文书另行冻结。',
    clause: 'civil-procedure-253',
  },
  'above-balance': {
    text: '扣划金额超过账户余额。',
    remedy: '按余额以内的金额扣划，并在回执中如实答复；不足部分待以后入账。',
    clause: 'civil-procedure-253',
  },
  'held-before': {
    text: '登记在先的冻结仍在执行，轮候的冻结不能扣划其冻结的款项。',
    remedy: '按可扣划的金额办理，或者待在先的冻结解除；请在回执中如实答复。',
    clause: 'civil-procedure-253',
  },
  'source-unknown': {
    text: '余额中有来源待定的款项，来源查明以前不能扣划。',
    remedy: '先办理来源更正，或者按已有来源的余额扣划。',
    clause: 'liaoning-5',
  },
  'payment-under-way': {
    text: '该账户有一笔付款正在银行办理。',
    remedy: '待银行答复后再办理。',
    clause: 'civil-procedure-253',
  },
  'not-used-up': {
    text: '这次扣划没有用完冻结金额，冻结不随扣划结束。',
    remedy: '请不选“扣划后冻结结束”；文书同时解除冻结的，扣划后凭文书办理解除。',
    clause: 'civil-procedure-253',
  },
} as const satisfies Readonly<Record<string, ReasonText>>;
export type DeductionReason = keyof typeof DEDUCTION_REASONS;

export interface Deducted {
  readonly outcome: 'granted' | 'refused';
  readonly reasons: readonly DeductionReason[];
  /** Yuan that could be deducted from under the hold today. */
  readonly deductible: Yuan;
  /** By source, what is taken when it is granted. */
  readonly drawn: readonly Drawn[];
}

export const DEDUCTION: Rule = {
  name: 'deduction',
  version: '1',
  title: '依法扣划',
  clauses: ['civil-procedure-253', 'liaoning-5'],
};

/** Whether a deduction may be carried out as it was ordered. */
export function assessDeduction(facts: DeductionFacts): Decision<Deducted> {
  const { on, kind, placedOn, until, held, before, total, amount, orderedOn } = facts;
  const { known, underWay, ends, balances, sourceOrder } = facts;
  const order = orderReasons(facts);
  const money = moneyReasons(facts);
  const reasons = [...order, ...money];
  const granted = reasons.length === 0;
  const fields: Deducted = {
    outcome: granted ? 'granted' : 'refused',
    reasons,
    deductible: deductibleOf(facts),
    drawn: granted ? drawnFrom(amount, { balances, figures: { sourceOrder } }) : [],
  };
  return decide(DEDUCTION, fields, [
    {
      condition: 'order-allows',
      label: '司法冻结在期限内，文书日期合适，该文号没有重复办理',
      inputs: { on, kind, placedOn, until, orderedOn, known },
      value: order.length === 0,
      clause: 'civil-procedure-253',
    },
    {
      condition: 'held-and-there',
      label: '金额在该冻结、账户余额和登记在先的冻结以外',
      inputs: { amount, held, total, before: [...before], underWay, ends },
      value: money.length === 0,
      clause: 'civil-procedure-253',
    },
    {
      condition: 'sources',
      label: '各来源扣划金额（元）',
      inputs: { ...balances, order: sourceOrder },
      value: fields.drawn.map(({ source, amount: part }) => ({ source, amount: part })),
      clause: 'liaoning-5',
    },
  ]);
}

/** What was found, in words, beside the text of the first reason. */
export function deductionFinding(reason: DeductionReason, { deductible }: Deducted): string {
  const text = `现可扣划${deductible}元。`;
  const aboutMoney: readonly DeductionReason[] = [
    ...(['above-held', 'above-balance', 'held-before', 'source-unknown'] as const),
  ];
  return aboutMoney.includes(reason) ? text : '';
}

function orderReasons(facts: DeductionFacts): readonly DeductionReason[] {
  const { on, kind, placedOn, until, orderedOn, known } = facts;
  return [
    ...(kind === 'court' ? [] : (['not-deductible'] as const)),
    ...(until !== null && until < on ? (['hold-term-over'] as const) : []),
    ...(orderedOn < placedOn ? (['order-before-hold'] as const) : []),
    ...(orderedOn > on ? (['order-not-yet'] as const) : []),
    ...(known ? (['order-carried-out'] as const) : []),
  ];
}

function moneyReasons(facts: DeductionFacts): readonly DeductionReason[] {
  const { held, total, amount, underWay, ends } = facts;
  if (!exact(amount).greaterThan(0)) return ['not-positive'];
  const aboveHeld = held !== null && compare(amount, held) > 0;
  const aboveTotal = compare(amount, total) > 0;
  const aboveFree = !aboveTotal && exact(amount).greaterThan(leftBehind(facts));
  const known = Object.values(facts.balances).reduce((sum, one) => sum.plus(one), exact(0));
  return [
    ...(aboveHeld ? (['above-held'] as const) : []),
    ...(aboveTotal ? (['above-balance'] as const) : []),
    ...(aboveFree ? (['held-before'] as const) : []),
    ...(!aboveTotal && known.lessThan(amount) ? (['source-unknown'] as const) : []),
    ...(underWay ? (['payment-under-way'] as const) : []),
    ...(ends && (held === null || compare(amount, held) < 0) ? (['not-used-up'] as const) : []),
  ];
}

/** What no earlier hold keeps. */
function leftBehind({ before, total }: DeductionFacts) {
  const kept = before.includes(null)
    ? exact(total)
    : before.reduce((sum, one) => sum.plus(one ?? 0), exact(0));
  const left = exact(total).minus(kept);
  return left.isNegative() ? exact(0) : left;
}

function deductibleOf(facts: DeductionFacts): Yuan {
  const known = Object.values(facts.balances).reduce((sum, one) => sum.plus(one), exact(0));
  const least = [leftBehind(facts), known, exact(facts.held ?? facts.total)].reduce((one, other) =>
    other.lessThan(one) ? other : one,
  );
  return yuan(least.toFixed(2));
}
