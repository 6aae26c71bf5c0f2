/** What a life is made of, and the rules it is led by. */
import { earliestDatesOf } from '../../src/cases/dates/earliest-dates.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { assessAccountMove } from '../../src/policy/account-states.ts';
import { assessAgreementChange } from '../../src/policy/agreement-states.ts';
import { cureUntil } from '../../src/policy/breach-cure.ts';
import { continuity } from '../../src/policy/continuity.ts';
import { assessDormantClosing } from '../../src/policy/dormant-closing.ts';
import { assessExit } from '../../src/policy/exit.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import type { Books } from './books.ts';
import type { Day, Month } from './naive-time.ts';

/** The rules a life is led by; a test puts a broken one in and sees that it is found. */
export const RULES = {
  ...{ assessExit, continuity, dates: earliestDatesOf, assessDormantClosing, halfYear },
  ...{ assessAccountMove, assessAgreementChange },
  noticeUntil: (servedOn: Day, days: number): Day =>
    cureUntil(plainDate(servedOn), days, { holidays: [], workdays: [] }),
};
export type Rules = typeof RULES;

export interface Life {
  today: Day;
  /** Accounts that were ever there; at most one is open. */
  account: Account | null;
  closed: Closed[];
  loan: boolean;
  guarantee: boolean;
  held: boolean;
  banUntil: Day | null;
  /** Withdrawals for rent. */
  drew: Day[];
  /** What was paid out, and on which day: fen. */
  readonly paidOut: {
    readonly on: Day;
    readonly unit: number;
    readonly flexible: number;
    readonly sealedOn: Day | null;
  }[];
  /** What all of it leaves behind; nothing that happens looks into it but the agreement. */
  readonly books: Books;
}

interface Closed {
  readonly on: Day;
  readonly left: number;
  readonly loan: boolean;
  readonly guarantee: boolean;
  readonly held: boolean;
  /** The last month paid of one that was closed for standing empty; null: its holder left. */
  readonly emptySince: Month | null;
}

export interface Account {
  source: 'unit' | 'flexible';
  state: 'normal' | 'sealed';
  sealedOn: Day | null;
  unitSealedOn: Day | null;
  unit: number;
  flexible: number;
  readonly paid: Set<Month>;
  activatedIn: Month;
  /** Served with the notice of an empty account, for the months after that one; null: none runs. */
  notice?: { readonly until: Day; readonly emptyAfter: Month; readonly servedOn: Day } | null;
}
