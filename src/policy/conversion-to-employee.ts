/**
 * 灵活转单位 (clause 3): whether an account that the holder pays goes over to the unit that employs them.
 *
 * The unit's first contribution carries it over; being listed alone suspends the debits and waits. Money
 * and history stay. A month that both paid is one month of time and money of both (agreement, 缴存).
 *
 * @source 通知（征求意见稿）（三）; domain section 10, clause 3
 */
import { firstDayOf, monthOf, type PlainDate, type PlainMonth } from '../domain/calendar.ts';
import type { AccountState, SealedSource } from './account-states.ts';
import { decide, type Decision, type ReasonText, type Rule } from './decision.ts';

export interface EmploymentFacts {
  readonly state: AccountState;
  readonly source: SealedSource;
  /** A hold for a transfer in flight. */
  readonly transfer: boolean;
  /** First month that the unit paid; null: it has not paid. */
  readonly firstMonth: PlainMonth | null;
  /** Months from then on that the holder has paid already. */
  readonly ownMonths: number;
  /** The day on which it is asked for by hand, with the unit's list; left out: the unit itself has told. */
  readonly listedOn?: PlainDate;
}

export const EMPLOYMENT_REASONS = {
  'employment-account-over': {
    text: '账户已经销户。',
    remedy: '由单位按新参加人员另行开户。',
    clause: 'liaoning-3',
  },
  'employment-already': {
    text: '账户已经由单位缴存。',
    remedy: '无须再办理。',
    clause: 'liaoning-3',
  },
  'employment-transfer': {
    text: '账户正在办理异地转移接续。',
    remedy: '转移办结或者撤回后再办理。',
    clause: 'liaoning-3',
  },
  'employment-month-ahead': {
    text: '清单所列的单位首次缴存月份还没有到，单位尚未缴存。',
    remedy: '到该月后凭单位清单办理；在此以前单位报来首次缴存的，自动转换。',
    clause: 'liaoning-3',
  },
} as const satisfies Readonly<Record<string, ReasonText>>;
export type EmploymentReason = keyof typeof EMPLOYMENT_REASONS;

export interface EmploymentOutcome {
  /** convert: carried over; await: until the unit pays; refuse: not at all. */
  readonly outcome: 'convert' | 'await' | 'refuse';
  readonly reasons: readonly EmploymentReason[];
  /** With a refusal that ends by itself: the first day without it. */
  readonly earliestOn?: PlainDate;
  /** Months that both paid: each counts once for time, with the money of both. */
  readonly overlap: number;
}

export const CONVERSION_TO_EMPLOYEE: Rule = {
  name: 'conversion-to-employee',
  version: '1',
  title: '灵活转单位核查',
  clauses: ['liaoning-3'],
};

export function assessEmployment(facts: EmploymentFacts): Decision<EmploymentOutcome> {
  const { state, source, transfer, firstMonth, ownMonths } = facts;
  const lasting: readonly EmploymentReason[] = [
    ...(state === 'closed' ? (['employment-account-over'] as const) : []),
    ...(state !== 'closed' && source === 'unit' ? (['employment-already'] as const) : []),
    ...(transfer ? (['employment-transfer'] as const) : []),
  ];
  // Said alone: the day is of no use while something else stands against it.
  const aheadOn = lasting.length === 0 ? monthAheadOn(facts) : null;
  const earliestOn = aheadOn === null ? {} : { earliestOn: aheadOn };
  const reasons = aheadOn === null ? lasting : (['employment-month-ahead'] as const);
  const outcome = reasons.length > 0 ? 'refuse' : firstMonth === null ? 'await' : 'convert';
  return decide(CONVERSION_TO_EMPLOYEE, { outcome, reasons, ...earliestOn, overlap: ownMonths }, [
    {
      condition: 'account-of-holder',
      label: '账户以灵活就业人员身份缴存，没有转移在途',
      inputs: { accountState: state, source, transfer },
      value: lasting.length === 0,
      clause: 'liaoning-3',
    },
    {
      condition: 'unit-has-paid',
      label: '单位已经首次缴存',
      inputs:
        facts.listedOn === undefined ? { firstMonth } : { firstMonth, listedOn: facts.listedOn },
      value: firstMonth !== null && aheadOn === null,
      clause: 'liaoning-3',
    },
    {
      condition: 'overlap',
      label: '与单位重叠的月份：时间计一次，金额全部保留',
      inputs: { ownMonths },
      value: ownMonths,
      clause: 'liaoning-3',
    },
  ]);
}

/** A list names a month; no unit has paid for one that has not come. Null: it has come, or the unit told. */
function monthAheadOn({ listedOn, firstMonth }: EmploymentFacts): PlainDate | null {
  if (listedOn === undefined || firstMonth === null) return null;
  return firstMonth > monthOf(listedOn) ? firstDayOf(firstMonth) : null;
}
