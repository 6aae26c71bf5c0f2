/** What the dates are reckoned from: a person, an account, what is under way, the center's figures. */
import type { PlainDate, PlainMonth } from '../../domain/calendar.ts';
import type { Yuan } from '../../domain/money.ts';
import type {
  DocumentType,
  RetirementBase,
  Sex,
  WithdrawalReason,
} from '../../domain/vocabulary.ts';
import { wholeValue } from '../../policy/figure-values.ts';
import { figureInForce, type Figure, type FigureName } from '../../policy/figures.ts';

export interface PersonFacts {
  readonly bornOn: PlainDate | null;
  readonly sex: Sex | null;
  /** 原法定退休年龄 by the person's own record; left out: the center's figure. */
  readonly retirementBase?: RetirementBase;
  readonly drawsPension?: boolean;
  /** The best document the person has; left out: one that is enough. */
  readonly documentType?: DocumentType;
}

/** The account that is not closed; a person has one at most. */
export interface AccountFacts {
  /** Masked number; null for one that was only told of. */
  readonly account: string | null;
  readonly source: 'unit' | 'flexible';
  readonly state: 'normal' | 'sealed';
  /** Since when the whole account is sealed. */
  readonly sealedOn: PlainDate | null;
  /** Since when the employee portion is. */
  readonly employeeSealedOn: PlainDate | null;
  readonly flexibleBalance: Yuan;
  readonly employeeBalance: Yuan;
  readonly paidTo: PlainMonth | null;
  readonly activatedIn: PlainMonth | null;
  /** The agreement in force; null: none is; left out: nobody told. */
  readonly agreement?: 'active' | 'suspended' | null;
  /** A transfer to another center is under way. */
  readonly transfer?: boolean;
  /** The first month that a unit pays, or is to pay; null or left out: none is in sight. */
  readonly employedFrom?: PlainMonth | null;
}

/** What refuses an exit whatever the day (clause 7). */
export interface Obstacles {
  readonly openLoan: boolean;
  readonly guarantee: boolean;
  readonly hold: boolean;
  readonly ban: boolean;
  readonly caseInFlight: boolean;
  /** The last day of the ban; null or left out: nobody told. */
  readonly banUntil?: PlainDate | null;
}

/** What withdrawals are judged on beside account and obstacles; what is left out was not told. */
export interface DrawingFacts {
  /** Months paid in a row, the tolerated gap bridged; null: nobody counted. */
  readonly continuous: number | null;
  /** Withdrawals that were paid, or are on their way. */
  readonly earlier: readonly { readonly reason: WithdrawalReason; readonly on: PlainDate }[];
  /** What no hold covers; null: by the balances, and nothing of them when there is a hold. */
  readonly available: Yuan | null;
  readonly subsidy: Yuan;
  /** Nobody told what is in the account: it is taken to hold something. */
  readonly balanceUntold?: boolean;
  /** What of the open loan is overdue; null: nobody knows. */
  readonly overdue: Yuan | null;
}

export const DEADLINE_CODES = [
  'supplement',
  'promise',
  'seal-elsewhere',
  'recheck',
  'signing',
  'review-window',
] as const;
export type DeadlineCode = (typeof DEADLINE_CODES)[number];

/** A deadline that runs: from the day that is not counted to the last day. */
export interface DeadlineFacts {
  readonly what: DeadlineCode;
  readonly begunOn: PlainDate;
  readonly lastOn: PlainDate;
  /** The case it belongs to; null for one that was only told of. */
  readonly caseNumber: string | null;
}

export interface DatesFacts {
  /** Today, or the day it is reckoned for. */
  readonly on: PlainDate;
  readonly center: string;
  readonly figures: readonly Figure[];
  readonly person: PersonFacts;
  readonly account: AccountFacts | null;
  readonly obstacles: Obstacles;
  readonly drawing?: DrawingFacts;
  readonly deadlines: readonly DeadlineFacts[];
}

/** The figure in force on the day for the whole center; null when there is none. */
export function figureOf(
  { figures, center, on }: Pick<DatesFacts, 'figures' | 'center' | 'on'>,
  name: FigureName,
): Figure | null {
  return figureInForce(figures, { center, district: null, on, name });
}

/** A figure that is a count, with the document that sets it. */
export interface Counted {
  readonly value: number;
  readonly source: string | null;
}

/** The count in force, else what the law itself says. */
export function countOf(facts: DatesFacts, name: FigureName, otherwise: number): Counted {
  const figure = figureOf(facts, name);
  return figure === null
    ? { value: otherwise, source: null }
    : { value: wholeValue(figure), source: figure.document };
}
