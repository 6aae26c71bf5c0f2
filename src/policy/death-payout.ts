/**
 * 死亡提取 (article 24): whether the heirs of a holder are paid, and how much each, to the cent.
 *
 * Heirs share by parts, so that thirds stay thirds; every amount is cut to the cent and the cents that are
 * left go one by one to those whose cut was largest, in the order in which they are named. Where nobody
 * inherits, the money is the fund's income. Open questions of the law: docs/readings.md.
 *
 * @source 住房公积金管理条例 第二十四条第三款; 民法典 第十三条; 通知（征求意见稿）（七）
 */
import type { PlainDate } from '../domain/calendar.ts';
import { exact, yuan, type Yuan } from '../domain/money.ts';
import type { DeathBasis } from '../domain/vocabulary.ts';
import { decide, type Decision, type ReasonText, type Rule } from './decision.ts';
import {
  RECENT_CHANGE,
  unseenChanges,
  watchCondition,
  type ChangeWatch,
} from './personal-change-watch.ts';

export interface DeathPayoutFacts {
  readonly on: PlainDate;
  readonly basis: DeathBasis;
  /** In the order in which they are named: their parts, and whether each is who he or she is said to be. */
  readonly heirs: readonly { readonly parts: number; readonly identity: string | null }[];
  /** 未结清住房公积金贷款: the balance repays it first. */
  readonly openLoan: boolean;
  readonly guarantee: boolean;
  readonly holds: readonly string[];
  readonly caseInFlight: boolean;
  /** 近期变更信息; left out of what was decided before anybody watched. */
  readonly watch?: ChangeWatch;
}

export const DEATH_REASONS = {
  'death-open-loan': {
    text: '死者有未结清的住房公积金贷款，账户余额应先用于偿还贷款本息。',
    remedy: '请继承人向本中心贷款部门办理余额还贷；贷款结清后，其余款项可以再次申请死亡提取。',
    clause: 'liaoning-7',
  },
  'death-guarantee': {
    text: '账户负有住房公积金贷款的担保责任，或者已为贷款质押。',
    remedy: '请先由借款人结清贷款或者解除担保，之后可以再次申请。',
    clause: 'liaoning-7',
  },
  'death-hold': {
    text: '账户被冻结，或者有应退还的款项、来源待定的款项。',
    remedy:
      '冻结的请向作出冻结的机关了解；应退还的请先退还；来源待定的由本中心更正后，可以再次申请。',
    clause: 'regulation-24',
  },
  'death-case-in-flight': {
    text: '死者名下有其他业务正在办理。',
    remedy: '该业务办结，或者凭死亡证明由承办网点撤回后，可以再次申请。',
    clause: 'regulation-24',
  },
  'death-heir-identity': {
    text: '有继承人的身份与公安机关的登记不一致，或者证件已失效。',
    remedy: '请核对该继承人的姓名和证件；更正后可以再次申请。',
    clause: 'regulation-24',
  },
} as const satisfies Record<string, ReasonText>;
export type DeathReason = keyof typeof DEATH_REASONS;

export interface DeathPayout {
  readonly outcome: 'granted' | 'refused';
  readonly reasons: readonly DeathReason[];
  /** To whom: the heirs, or the income of the fund. */
  readonly to: 'heirs' | 'fund-income';
  /** Named to whoever reviews; left out where nobody watches. */
  readonly toConfirm?: readonly (typeof RECENT_CHANGE)[];
}

export const DEATH_PAYOUT: Rule = {
  name: 'death-payout',
  version: '1',
  title: '死亡提取',
  clauses: ['regulation-24', 'liaoning-7', 'liaoning-11', 'civil-code-13'],
};

export function assessDeathPayout(facts: DeathPayoutFacts): Decision<DeathPayout> {
  const { basis, heirs, openLoan, guarantee, holds, caseInFlight, watch } = facts;
  const strange = heirs.filter(({ identity }) => identity !== null && identity !== 'match').length;
  const found: readonly (readonly [DeathReason, boolean, object])[] = [
    ['death-open-loan', openLoan, { openLoan }],
    ['death-guarantee', guarantee, { guarantee }],
    ['death-hold', holds.length > 0, { holds: holds.length }],
    ['death-case-in-flight', caseInFlight, { caseInFlight }],
    ['death-heir-identity', strange > 0, { heirs: heirs.length, strange }],
  ];
  const reasons = found.flatMap(([code, is]) => (is ? [code] : []));
  const conditions = found.map(([code, is, inputs]) => ({
    condition: code,
    label: DEATH_REASONS[code].text.replace(/。$/, ''),
    inputs: { ...inputs },
    value: is,
    clause: DEATH_REASONS[code].clause,
  }));
  const trace = [...conditions, ...watchCondition(watch)];
  const open = unseenChanges(watch).length > 0 ? ([RECENT_CHANGE] as const) : [];
  return decide<DeathPayout>(
    DEATH_PAYOUT,
    {
      outcome: reasons.length > 0 ? 'refused' : 'granted',
      reasons,
      to: basis === 'no-heirs' ? 'fund-income' : 'heirs',
      ...(watch !== undefined && { toConfirm: open }),
    },
    trace,
    ['regulation-24', ...trace.map(({ clause }) => clause)],
  );
}

export interface Division {
  readonly amounts: readonly Yuan[];
  /** How many cents were left over after every share was cut to the cent. */
  readonly cents: number;
  /** Places of those who got one of them. */
  readonly rounded: readonly number[];
}

/**
 * Divides an amount by parts, to the last cent.
 *
 * @throws RangeError without a part: nobody is paid by nothing
 */
export function divide(total: Yuan, parts: readonly number[]): Division {
  const sum = parts.reduce((all, one) => all + one, 0);
  if (sum <= 0) throw new RangeError('an amount is divided by parts');
  const cuts = parts.map((part, place) => {
    const whole = exact(total).times(100).times(part);
    const cents = whole.div(sum).floor();
    return { place, cents, left: whole.minus(cents.times(sum)) };
  });
  const given = cuts.reduce((all, { cents }) => all.plus(cents), exact(0));
  const cents = exact(total).times(100).minus(given).toNumber();
  const rounded = [...cuts]
    .sort((one, other) => other.left.comparedTo(one.left) || one.place - other.place)
    .slice(0, cents)
    .map(({ place }) => place)
    .sort((one, other) => one - other);
  const amounts = cuts.map((cut) =>
    yuan(
      cut.cents
        .plus(rounded.includes(cut.place) ? 1 : 0)
        .div(100)
        .toFixed(2),
    ),
  );
  return { amounts, cents, rounded };
}
