/** Facts for the tests of the earliest dates: nobody in particular, and two accounts. */
import { expect } from 'vitest';
import { earliestDatesOf } from '../../src/cases/dates/earliest-dates.ts';
import type { AccountFacts, DatesFacts } from '../../src/cases/dates/facts.ts';
import type { Milestone, MilestoneCode } from '../../src/cases/dates/milestone.ts';
import { addDays, plainDate, plainMonth, type PlainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';

export const day = plainDate;
const NONE = { openLoan: false, guarantee: false, hold: false, ban: false, caseInFlight: false };
export const NOBODY: DatesFacts = {
  on: day('2026-11-22'),
  center: '210100',
  figures: SHIPPED_FIGURES,
  person: { bornOn: null, sex: null },
  account: null,
  obstacles: NONE,
  deadlines: [],
};
export const FLEXIBLE: AccountFacts = {
  account: '****************0042',
  source: 'flexible',
  state: 'normal',
  sealedOn: null,
  employeeSealedOn: null,
  flexibleBalance: yuan('5000.00'),
  employeeBalance: yuan('0.00'),
  paidTo: plainMonth('2026-10'),
  activatedIn: plainMonth('2026-01'),
};
export const SEALED: AccountFacts = {
  ...FLEXIBLE,
  source: 'unit',
  state: 'sealed',
  sealedOn: day('2026-08-31'),
  employeeSealedOn: day('2026-08-31'),
  flexibleBalance: yuan('0.00'),
  employeeBalance: yuan('20000.00'),
  paidTo: plainMonth('2026-08'),
};

export function all(facts: Partial<DatesFacts>): readonly Milestone[] {
  return earliestDatesOf({ ...NOBODY, ...facts }).milestones;
}
export function one(what: MilestoneCode, facts: Partial<DatesFacts>): Milestone {
  const found = all(facts).filter((milestone) => milestone.what === what);
  expect(found, what).toHaveLength(1);
  return found[0]!;
}
export const codes = (facts: Partial<DatesFacts>) => all(facts).map(({ what }) => what);
/** The day before, the day, the day after. */
export const around = (date: string): readonly PlainDate[] =>
  [-1, 0, 1].map((days) => addDays(day(date), days));
