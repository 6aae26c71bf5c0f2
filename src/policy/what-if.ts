/**
 * What-if (试算): which outcomes and dates of those who are in the books would differ if a parameter were
 * another one. The very rules that decide are run twice over the same facts; nothing is written.
 *
 * @source 通知（征求意见稿）（七）（十四）; 住房公积金管理条例 第二十五条
 */
import { addDays, type PlainDate, type WorkCalendar } from '../domain/calendar.ts';
import { yuan, type Yuan } from '../domain/money.ts';
import type { SealClock } from '../domain/vocabulary.ts';
import { cureUntil } from './breach-cure.ts';
import type { ClauseKey } from './clauses.ts';
import type { PaidUpTo } from './contribution-cover.ts';
import { dormancy } from './dormancy.ts';
import { sealedForExit } from './exit-terms.ts';
import { valueProblem } from './figure-values.ts';
import type { FigureName } from './figures.ts';
import { halfYear } from './half-year.ts';
import { decidedBy } from './withdrawal.ts';

export const WHAT_IF_NAMES = [
  'half-year',
  'dormancy-wait',
  'dormancy-notice',
  'withdrawal-review-above',
  'withdrawal-approval-above',
] as const;
export type WhatIfName = (typeof WHAT_IF_NAMES)[number];

/** Whose facts are looked at. */
export type Cohort = 'sealed' | 'empty' | 'withdrawals';

export interface WhatIfSpec {
  readonly title: string;
  readonly unit: string;
  readonly clause: ClauseKey;
  readonly cohort: Cohort;
  /** The figure it is; null: the law's own number. */
  readonly figure: FigureName | null;
  /** Who is looked at, and what the date is. */
  readonly over: string;
  readonly dated: string;
}

export const WHAT_IFS: Readonly<Record<WhatIfName, WhatIfSpec>> = {
  'half-year': {
    title: '单位缴存封存须满的月数',
    unit: '个月',
    clause: 'liaoning-7',
    cohort: 'sealed',
    figure: null,
    over: '有单位缴存部分、尚未销户的账户（已封存的；按整户封存起算的中心，没有封存的按今日签字封存）',
    dated: '可以办理销户的首日',
  },
  'dormancy-wait': {
    title: '零余额停缴可以告知销户的月数',
    unit: '个月',
    clause: 'liaoning-14',
    cohort: 'empty',
    figure: 'dormancy-wait',
    over: '余额为零（含单位缴存部分）、没有冻结、未销户的灵活就业账户',
    dated: '可以告知销户的首日',
  },
  'dormancy-notice': {
    title: '零额销户的告知期',
    unit: '日',
    clause: 'liaoning-14',
    cohort: 'empty',
    figure: 'dormancy-notice',
    over: '余额为零（含单位缴存部分）、没有冻结、未销户的灵活就业账户',
    dated: '最早可以销户的日期（可以告知之日即送达的）',
  },
  'withdrawal-review-above': {
    title: '提取须复核的金额',
    unit: '元以上',
    clause: 'regulation-25',
    cohort: 'withdrawals',
    figure: 'withdrawal-review-above',
    over: '近180天准予的提取',
    dated: '决定日期（不变）',
  },
  'withdrawal-approval-above': {
    title: '提取须主管审批的金额',
    unit: '元以上',
    clause: 'regulation-25',
    cohort: 'withdrawals',
    figure: 'withdrawal-approval-above',
    over: '近180天准予的提取',
    dated: '决定日期（不变）',
  },
};

/** What is in force for whoever is not asked about. */
export interface Terms {
  readonly halfYearMonths: number;
  /** What must be sealed: the reading of the center. */
  readonly sealClock: SealClock;
  readonly dormancyMonths: number;
  readonly noticeDays: number;
  readonly reviewAbove: Yuan;
  readonly approvalAbove: Yuan;
}

/** What is sealed of an account with an employee portion, and since when. */
export interface Seals {
  /** Who contributes to it now. */
  readonly source: 'unit' | 'flexible';
  /** Null: it is not. */
  readonly unitSealedOn: PlainDate | null;
  readonly accountSealedOn: PlainDate | null;
}

/** One of the cohort, as the books have it. */
export type Member =
  | ({ readonly cohort: 'sealed' } & Seals)
  | { readonly cohort: 'empty'; readonly paid: PaidUpTo }
  | { readonly cohort: 'withdrawals'; readonly amount: Yuan; readonly decidedOn: PlainDate };

export type WhatIfOutcome = 'possible' | 'waiting' | 'clerk' | 'reviewer' | 'supervisor';

export const WHAT_IF_OUTCOMES: Readonly<Record<WhatIfOutcome, string>> = {
  possible: '已经可以',
  waiting: '还须等待',
  clerk: '经办即可决定',
  reviewer: '须复核',
  supervisor: '须主管审批',
};

export interface Reckoned {
  readonly outcome: WhatIfOutcome;
  readonly on: PlainDate;
}

const MONTHS_MAX = 120;

/** What is wrong with a value; null: nothing. */
export function whatIfProblem(name: WhatIfName, value: string): string | null {
  const { figure } = WHAT_IFS[name];
  if (figure !== null) return valueProblem(figure, value);
  const months = Number(value);
  const fits = /^\d{1,3}$/.test(value) && months >= 1 && months <= MONTHS_MAX;
  return fits ? null : `请填写1至${String(MONTHS_MAX)}的整数`;
}

/** The terms with one of them changed. */
export function withChanged(terms: Terms, name: WhatIfName, value: string): Terms {
  switch (name) {
    case 'half-year':
      return { ...terms, halfYearMonths: Number(value) };
    case 'dormancy-wait':
      return { ...terms, dormancyMonths: Number(value) };
    case 'dormancy-notice':
      return { ...terms, noticeDays: Number(value) };
    case 'withdrawal-review-above':
      return { ...terms, reviewAbove: yuan(value) };
    case 'withdrawal-approval-above':
      return { ...terms, approvalAbove: yuan(value) };
  }
}

interface Day {
  readonly on: PlainDate;
  readonly calendar: WorkCalendar;
}

/** What leaving (退出销户) waits for: the half year of a seal, or a later day that a court has ordered. */
export interface Gate {
  /** Null: not told with the wait. */
  readonly sealedOn: PlainDate | null;
  /** The first day after it. */
  readonly on: PlainDate;
}

/** The day of a gate if so many months were asked for; one that a court has made later is not earlier for that. */
export function gateUnder({ sealedOn, on }: Gate, months: number): PlainDate {
  if (sealedOn === null) return on;
  const lawful = halfYear({ sealedOn }).opensOn;
  const { opensOn } = halfYear({ sealedOn, months });
  return on > lawful && on > opensOn ? on : opensOn;
}

/** From which seal the half year runs by a reading, for whoever leaves today; null: nothing is sealed that has to be. */
export function sealUnder(
  { source, unitSealedOn, accountSealedOn: sealedOn }: Seals,
  { sealClock, on }: { readonly sealClock: SealClock; readonly on: PlainDate },
): PlainDate | null {
  if (sealClock === 'employee-portion') return unitSealedOn;
  return sealedForExit({ source, sealedOn, on });
}

/** Which tasks a withdrawal brings by who decides on its amount. */
export function tasksOfDeciding(
  outcome: WhatIfOutcome,
): readonly ('withdrawal-review' | 'withdrawal-approval')[] {
  switch (outcome) {
    case 'reviewer':
      return ['withdrawal-review'];
    case 'supervisor':
      return ['withdrawal-review', 'withdrawal-approval'];
    case 'clerk':
    case 'possible':
    case 'waiting':
      return [];
  }
}

/** What the rules say of one under some terms. */
export function reckon(
  name: WhatIfName,
  member: Member,
  terms: Terms,
  { on, calendar }: Day,
): Reckoned {
  switch (member.cohort) {
    case 'sealed': {
      const { halfYearMonths: months, sealClock } = terms;
      const sealedOn = sealUnder(member, { sealClock, on });
      if (sealedOn === null) throw new RangeError('nothing of it is sealed that has to be');
      const { opensOn } = halfYear({ sealedOn, months });
      return { outcome: opensOn <= on ? 'possible' : 'waiting', on: opensOn };
    }
    case 'empty': {
      const { possibleFrom } = dormancy({ ...member.paid, months: terms.dormancyMonths });
      const day =
        name === 'dormancy-notice'
          ? addDays(cureUntil(possibleFrom, terms.noticeDays, calendar), 1)
          : possibleFrom;
      return { outcome: day <= on ? 'possible' : 'waiting', on: day };
    }
    case 'withdrawals': {
      const { reviewAbove, approvalAbove } = terms;
      const stated = { amount: member.amount };
      const by = decidedBy({ stated, figures: { reviewAbove, approvalAbove } });
      return { outcome: by, on: member.decidedOn };
    }
  }
}
