/**
 * 零余额销户 (clause 14): what becomes of an empty account without contributions on the day its notice is
 * over, and whether it is given notice at all.
 *
 * Whoever contributes again keeps the account. Money, a loan or a guarantee of the holder, a hold, another case
 * or anything under way keep it open as well: nothing is closed that somebody still has to do with. Interest
 * alone is paid out first, to the holder's own card; where it cannot be paid the account is kept.
 */
import { compare, ZERO, type Yuan } from '../domain/money.ts';
import type { PlainDate, PlainMonth } from '../domain/calendar.ts';
import { decide, type Condition, type Decision, type ReasonText, type Rule } from './decision.ts';
import { dormancy } from './dormancy.ts';

/**
 * Where the interest of an empty account can be paid to: the holder's own card that the bank knows; none; one
 * that somebody else has to look at first, because data were changed lately; nowhere, during a ban.
 */
export type InterestTo = 'card' | 'no-card' | 'to-review' | 'banned';

export interface DormantClosingFacts {
  readonly on: PlainDate;
  /** First month without contribution. */
  readonly emptyFrom: PlainMonth;
  /** Full months without contribution that it takes. */
  readonly months: number;
  /** A month was paid since the account was found. */
  readonly contributing: boolean;
  /** Money of the time as a flexible worker, without interest that was credited since the notice. */
  readonly balance: Yuan;
  /** Earned and not credited yet, with what was credited since the notice. */
  readonly interest: Yuan;
  /** Where interest can be paid to; left out: nobody has looked, as before the notice. */
  readonly payTo?: InterestTo;
  /** Money of the time as an employee. */
  readonly unitMoney: boolean;
  /** 未结清住房公积金贷款, own or as a co-borrower, anywhere; by the national platform. */
  readonly openLoan: boolean;
  /** Guarantor of somebody else's loan, anywhere, by the national platform; or the account is pledged for one. */
  readonly guarantee: boolean;
  readonly held: boolean;
  readonly inFlight: boolean;
  readonly debitUnderWay: boolean;
  readonly inSuspense: boolean;
  readonly owed: boolean;
  /** Closed by another business meanwhile. */
  readonly closed: boolean;
}

/** In the order in which a person hears them. */
export const DORMANT_CLOSING_REASONS = {
  'closed-otherwise': {
    text: '账户已经由其他业务销户。',
    remedy: '无须再办理。',
    clause: 'liaoning-14',
  },
  contributing: {
    text: '已恢复缴存。',
    remedy: '账户照常使用，无须办理任何手续。',
    clause: 'liaoning-14',
  },
  'not-dormant': {
    text: '未缴存的月数不足。',
    remedy: '期间恢复缴存的，不再销户。',
    clause: 'liaoning-14',
  },
  'has-money': {
    text: '账户有余额。',
    remedy: '余额照常计息；需要支取的，请办理提取或者退出销户。',
    clause: 'liaoning-14',
  },
  'unit-money': {
    text: '账户有单位缴存的资金。',
    remedy: '单位缴存资金封存满半年后，可以办理退出销户。',
    clause: 'liaoning-7',
  },
  'open-loan': {
    text: '本人有未结清的住房公积金贷款（本人借款或者共同借款）。',
    remedy: '账户保留，可以恢复缴存并用于还贷；贷款结清后再行核查。',
    clause: 'liaoning-7',
  },
  guarantee: {
    text: '对住房公积金贷款负有担保责任（为他人担保，或者账户已为贷款质押）。',
    remedy: '账户保留，可以恢复缴存；借款人结清贷款或者解除担保后再行核查。',
    clause: 'liaoning-7',
  },
  held: {
    text: '账户被冻结。',
    remedy: '冻结解除后再行核查。',
    clause: 'liaoning-14',
  },
  'case-in-flight': {
    text: '有其他业务正在办理。',
    remedy: '该业务办结后再行核查。',
    clause: 'liaoning-14',
  },
  'debit-under-way': {
    text: '有扣款正在银行办理。',
    remedy: '银行回报后再行核查。',
    clause: 'liaoning-14',
  },
  'in-suspense': {
    text: '有汇给该账户的款项在暂收款中。',
    remedy: '款项入账或者退回后再行核查。',
    clause: 'liaoning-14',
  },
  owed: {
    text: '有应收个人款尚未追回。',
    remedy: '款项追回后再行核查。',
    clause: 'liaoning-14',
  },
  'no-card': {
    text: '账户有尚未结清的利息，没有登记可以收款的本人银行卡。',
    remedy:
      '账户保留，利息照常结入账户；请到任一服务网点办理提取或者退出销户，提供本人的银行卡，也可以恢复缴存。',
    clause: 'regulation-21',
  },
  'card-to-review': {
    text: '账户有尚未结清的利息，本人信息或者银行卡近期变更过，付款前须由工作人员核实。',
    remedy:
      '账户保留，利息照常结入账户；请本人凭身份证件到任一服务网点办理提取或者退出销户，也可以恢复缴存。',
    clause: 'liaoning-11',
  },
  banned: {
    text: '账户有尚未结清的利息，本人在违法提取或者骗取贷款的限制期内，不得支付。',
    remedy: '账户保留，利息照常结入账户；限制期满后再行核查。',
    clause: 'regulation-41',
  },
} as const satisfies Readonly<Record<string, ReasonText>>;
export type DormantClosingReason = keyof typeof DORMANT_CLOSING_REASONS;

/** Why an account was kept: what the rule found, or what the very closing ran into. */
export const KEPT_REASONS = {
  ...DORMANT_CLOSING_REASONS,
  // Found before interest was paid out; lists and papers of that time name it.
  'interest-accrued': {
    text: '账户有尚未结算的利息。',
    remedy: '利息结算支付后再办理销户；结息日（6月30日）自动结入账户。',
    clause: 'regulation-21',
  },
  'payment-refused': {
    text: '利息没有付到本人的银行卡上，已退回账户。',
    remedy:
      '账户保留，利息照常计息；请到任一服务网点提供本人有效的银行卡，办理提取或者退出销户，也可以恢复缴存。',
    clause: 'regulation-21',
  },
  changed: {
    text: '核查之后账户的情况有变化。',
    remedy: '下一次排查时重新核查。',
    clause: 'liaoning-14',
  },
} as const satisfies Readonly<Record<string, ReasonText>>;
export type KeptReason = keyof typeof KEPT_REASONS;

export interface DormantClosing {
  /** pay: nothing is in the way but interest, which is paid out before it is closed. */
  readonly outcome: 'close' | 'pay' | 'keep';
  readonly reasons: readonly DormantClosingReason[];
  /** The first day on which closing is possible by the months alone. */
  readonly possibleFrom: PlainDate;
}

export const DORMANT_CLOSING: Rule = {
  name: 'dormant-closing',
  version: '2',
  title: '零余额销户核查',
  clauses: [
    ...(['liaoning-7', 'liaoning-11', 'liaoning-14'] as const),
    ...(['regulation-21', 'regulation-41', 'civil-code-1259'] as const),
  ],
};

/** Decides on a day; the account is closed only when there is no reason to keep it, and nothing to pay. */
export function assessDormantClosing(facts: DormantClosingFacts): Decision<DormantClosing> {
  const { emptyFrom, months, payTo } = facts;
  const owesInterest = compare(facts.interest, ZERO) > 0;
  const rule = dormancy({ activatedIn: emptyFrom, months });
  const { possibleFrom } = rule;
  const found = {
    'closed-otherwise': facts.closed,
    contributing: facts.contributing,
    'not-dormant': facts.on < possibleFrom,
    'has-money': compare(facts.balance, ZERO) > 0,
    'unit-money': facts.unitMoney,
    'open-loan': facts.openLoan,
    guarantee: facts.guarantee,
    held: facts.held,
    'case-in-flight': facts.inFlight,
    'debit-under-way': facts.debitUnderWay,
    'in-suspense': facts.inSuspense,
    owed: facts.owed,
    'no-card': owesInterest && payTo === 'no-card',
    'card-to-review': owesInterest && payTo === 'to-review',
    banned: owesInterest && payTo === 'banned',
  } satisfies Record<DormantClosingReason, boolean>;
  // In the order of the table.
  const codes = Object.keys(DORMANT_CLOSING_REASONS) as readonly DormantClosingReason[];
  const obstacles = codes.map((condition): Condition => ({
    condition,
    label: DORMANT_CLOSING_REASONS[condition].text.replace(/。$/, ''),
    inputs: condition === 'not-dormant' ? { emptyFrom, months, possibleFrom } : {},
    value: found[condition],
    clause: DORMANT_CLOSING_REASONS[condition].clause,
  }));
  const interest: Condition = {
    condition: 'interest',
    label: '尚未结清的利息，先付清再销户',
    inputs: {},
    value: facts.interest,
    clause: 'regulation-21',
  };
  const reasons = codes.filter((code) => found[code]);
  const clauses = reasons.map((code) => DORMANT_CLOSING_REASONS[code].clause);
  return decide<DormantClosing>(
    DORMANT_CLOSING,
    { outcome: outcomeOf(reasons, owesInterest), reasons, possibleFrom },
    [...obstacles, interest],
    ['liaoning-14', 'civil-code-1259', ...clauses],
  );
}

function outcomeOf(
  reasons: readonly DormantClosingReason[],
  owesInterest: boolean,
): DormantClosing['outcome'] {
  if (reasons.length > 0) return 'keep';
  return owesInterest ? 'pay' : 'close';
}
