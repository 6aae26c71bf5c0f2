/** What a withdrawal (提取) is decided on: the application, the books, the figures of the day of acceptance. */
import type { PlainDate, PlainMonth } from '../domain/calendar.ts';
import { isRate, isYuan, rate, yuan, type Rate, type Yuan } from '../domain/money.ts';
import {
  LOAN_RULES,
  SOURCE_ORDERS,
  type LoanRule,
  type SourceOrder,
  type WithdrawalMaterial,
  type WithdrawalReason,
} from '../domain/vocabulary.ts';
import { wholeValue, wordValue } from './figure-values.ts';
import type { ChangeWatch } from './personal-change-watch.ts';
import { figureInForce, type Figure, type FigureName, type FigureScope } from './figures.ts';

/** The sources that a withdrawal may draw on; money whose source is open is none of them. */
export const DRAWN_SOURCES = ['unit', 'flexible', 'subsidy'] as const;
export type DrawnSource = (typeof DRAWN_SOURCES)[number];

/** Of withdrawals that were paid, or are on their way to the bank. */
export interface EarlierWithdrawal {
  readonly reason: WithdrawalReason;
  readonly on: PlainDate;
  readonly amount: Yuan;
  readonly period: Period | null;
  /** It was for the very expense that is stated now. */
  readonly sameExpense: boolean;
}

export interface Period {
  readonly from: PlainMonth;
  readonly to: PlainMonth;
}

/** As the person states it; what is left out is null. */
export interface StatedWithdrawal {
  readonly reason: WithdrawalReason;
  readonly amount: Yuan;
  /** 同时注销账户: everything is drawn, and the account closes when it is paid; left out: nobody asked for it. */
  readonly closes?: boolean;
  readonly married: boolean | null;
  readonly leaseRegistered: boolean;
  readonly ownsHome: boolean | null;
  /** Yuan a month, of the family. */
  readonly familyIncome: Yuan | null;
  /** What was really spent, and when. */
  readonly expense: { readonly amount: Yuan; readonly on: PlainDate | null } | null;
  readonly period: Period | null;
  readonly materials: readonly WithdrawalMaterial[];
}

export interface WithdrawalFacts {
  readonly on: PlainDate;
  /** Fixes the text of the regulation; before acceptance the same as `on`. */
  readonly acceptedOn: PlainDate;
  readonly stated: StatedWithdrawal;
  /** normal, sealed, closed; whose identity the holder has now. */
  readonly account: { readonly state: string; readonly source: string };
  readonly balances: Readonly<Record<DrawnSource, Yuan>>;
  /** What no hold covers, of everything. */
  readonly available: Yuan;
  /** Kinds of the holds in force. */
  readonly holds: readonly string[];
  readonly earlier: readonly EarlierWithdrawal[];
  /** Months paid in a row, the tolerated gap bridged. */
  readonly continuous: number;
  /** Null: nobody knows. */
  readonly retiresOn: PlainDate | null;
  /** 未结清的住房公积金贷款; what of it is overdue, where that is known. */
  readonly openLoan: { readonly overdue: Yuan | null } | null;
  /** 担保责任 for somebody else's loan: no loan of one's own; false when left out. */
  readonly guarantee?: boolean;
  /** Last days of bans in force. */
  readonly bans: readonly PlainDate[];
  /** Another open case holds the person. */
  readonly otherCase: boolean;
  readonly card: 'own' | 'other-holder';
  /** What another person has looked at and confirmed. */
  readonly confirmed: readonly string[];
  /** Of what closes the account: interest that is earned and not credited yet; left out otherwise. */
  readonly accrued?: Yuan;
  /** Of what closes the account: everything was paid before, and the rest is what was earned since. */
  readonly restOnly?: boolean;
  /** 近期变更信息; left out of what was decided before anybody watched. */
  readonly watch?: ChangeWatch;
  readonly figures: WithdrawalFigures;
}

export interface WithdrawalFigures {
  /** Yuan a month. */
  readonly rentCaps: {
    readonly single: Yuan;
    readonly married: Yuan;
    readonly registered: Yuan;
  };
  readonly rentMonthsMin: number;
  readonly rentIncomeRatio: Rate;
  /** Months between two withdrawals of one case, by the name of the figure. */
  readonly gaps: Readonly<Record<string, number>>;
  /** Null: the real expense alone limits. */
  readonly propertyFeeCap: Yuan | null;
  readonly renovationCap: Yuan | null;
  readonly expenseWindow: number;
  readonly sourceOrder: SourceOrder;
  readonly loanRule: LoanRule;
  readonly reviewAbove: Yuan;
  readonly approvalAbove: Yuan;
  readonly promiseWorkingDays: number;
  readonly supplementDays: number;
  readonly payoutWait: number;
  readonly payoutMend: number;
  /** Titles or numbers of the documents that set what limits the amount. */
  readonly documents: readonly string[];
}

const LIMITING: readonly FigureName[] = [
  'rent-cap-single',
  'rent-cap-married',
  'rent-cap-registered',
  'property-fee-cap',
  'renovation-cap',
];

/** @throws RangeError when a figure is missing or not of its kind: the center's table is incomplete */
export function withdrawalFigures(
  figures: readonly Figure[],
  scope: FigureScope,
): WithdrawalFigures {
  const found = (name: FigureName) => figureInForce(figures, { ...scope, name });
  const find = (name: FigureName): Figure => {
    const figure = found(name);
    if (figure === null) throw new RangeError(`no figure ${name} in force on ${scope.on}`);
    return figure;
  };
  const whole = (name: FigureName) => wholeValue(find(name));
  const money = (name: FigureName) => moneyOf(find(name));
  const perhaps = (name: FigureName) => {
    const figure = found(name);
    return figure === null ? null : moneyOf(figure);
  };
  return {
    rentCaps: {
      single: money('rent-cap-single'),
      married: money('rent-cap-married'),
      registered: money('rent-cap-registered'),
    },
    rentMonthsMin: whole('rent-months-min'),
    rentIncomeRatio: rateOf(find('rent-income-ratio')),
    gaps: {
      'rent-gap': whole('rent-gap'),
      'property-fee-gap': whole('property-fee-gap'),
      'loan-repayment-gap': whole('loan-repayment-gap'),
    },
    propertyFeeCap: perhaps('property-fee-cap'),
    renovationCap: perhaps('renovation-cap'),
    expenseWindow: whole('housing-expense-window'),
    sourceOrder: wordValue(find('withdrawal-source-order'), SOURCE_ORDERS),
    loanRule: wordValue(find('withdrawal-loan-rule'), LOAN_RULES),
    reviewAbove: money('withdrawal-review-above'),
    approvalAbove: money('withdrawal-approval-above'),
    promiseWorkingDays: whole('withdrawal-promise'),
    supplementDays: whole('supplement'),
    payoutWait: whole('payout-wait'),
    payoutMend: whole('payout-mend'),
    documents: [...new Set(LIMITING.flatMap((name) => found(name)?.document ?? []))],
  };
}

function moneyOf({ name, value }: Figure): Yuan {
  if (!isYuan(value)) throw new RangeError(`${name} is no amount`);
  return yuan(value);
}

function rateOf({ name, value }: Figure): Rate {
  if (!isRate(value)) throw new RangeError(`${name} is no rate`);
  return rate(value);
}
