/**
 * A life: somebody joins, pays, is sealed, converts and converts back, borrows, is held and banned,
 * draws, leaves. What may happen is asked of the rules; what then is so is kept here in plain values.
 *
 * The seam: an event is a row in EVENTS. A further one (a case type of its own) is a row more.
 */
import { monthOf, plainDate, plainMonth, type PlainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import type { AccountFacts, DatesFacts, DrawingFacts } from '../../src/cases/dates/facts.ts';
import { earliestDatesOf } from '../../src/cases/dates/earliest-dates.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import { continuity } from '../../src/policy/continuity.ts';
import { DORMANT_MONTHS_MIN } from '../../src/policy/dormancy.ts';
import { assessDormantClosing } from '../../src/policy/dormant-closing.ts';
import { assessExit } from '../../src/policy/exit.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import {
  firstOf,
  monthOfDay,
  nextDay,
  nextMonth,
  sameDay,
  type Day,
  type Month,
} from './naive-time.ts';

/** The rules a life is led by; a test puts a broken one in and sees that it is found. */
export const RULES = {
  ...{ assessExit, continuity, dates: earliestDatesOf, assessDormantClosing, halfYear },
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
}

export const BORN = '1985-06-15';
const FEE = 80_000;

export function newLife(today: Day): Life {
  return {
    ...{ today, account: null, closed: [], loan: false, guarantee: false, held: false },
    ...{ banUntil: null, drew: [], paidOut: [] },
  };
}

export type Event =
  | { readonly kind: 'wait'; readonly days: number }
  | { readonly kind: 'join' | 'employ' | 'pay' | 'seal' | 'convert' | 'stop' | 'resume' }
  | { readonly kind: 'loan' | 'guarantee' | 'hold' | 'exit' | 'close-dormant' | 'draw-rent' }
  | { readonly kind: 'ban'; readonly days: number }
  /** Pays so many months, one after the other; or lets that many pass unpaid. */
  | { readonly kind: 'months' | 'pause'; readonly count: number }
  /** Goes to the day on which something opens, or to the day before or after it. */
  | { readonly kind: 'edge'; readonly of: Edge; readonly by: number };

export type Edge = 'half-year' | 'rent' | 'ban';

/** Lets one thing happen, if it can happen to this life. */
export function live(life: Life, event: Event, rules: Rules): void {
  const { account } = life;
  switch (event.kind) {
    case 'wait':
      life.today = nextDay(life.today, event.days);
      return;
    case 'months':
      payMonths(life, event.count);
      return;
    case 'pause':
      life.today = firstOf(nextMonth(monthOfDay(life.today), event.count));
      return;
    case 'edge':
      goTo(life, edgeOf(life, event.of), event.by);
      return;
    case 'ban':
      life.banUntil = nextDay(life.today, event.days);
      return;
    case 'loan':
      life.loan = !life.loan;
      return;
    case 'guarantee':
      life.guarantee = !life.guarantee;
      return;
    case 'hold':
      life.held = account !== null && !life.held;
      return;
    case 'join':
      if (account === null) life.account = opened(life, 'flexible');
      return;
    case 'employ':
      employ(life);
      return;
    case 'pay':
    case 'seal':
    case 'convert':
    case 'stop':
    case 'resume':
    case 'exit':
    case 'close-dormant':
    case 'draw-rent':
      if (account !== null) onAccount(life, account, { kind: event.kind, rules });
  }
}

interface Doing {
  readonly kind:
    'pay' | 'seal' | 'convert' | 'stop' | 'resume' | 'exit' | 'close-dormant' | 'draw-rent';
  readonly rules: Rules;
}

function onAccount(life: Life, account: Account, { kind, rules }: Doing): void {
  const { today } = life;
  switch (kind) {
    case 'pay':
      if (account.state === 'normal') pay(account, monthOfDay(today));
      return;
    case 'seal':
      if (account.source !== 'unit' || account.state !== 'normal') return;
      Object.assign(account, { state: 'sealed', sealedOn: today, unitSealedOn: today });
      return;
    case 'convert':
      if (account.source !== 'unit' || account.state !== 'sealed') return;
      Object.assign(account, { source: 'flexible', state: 'normal', sealedOn: null });
      goesOn(account, today);
      return;
    case 'stop':
      if (account.source !== 'flexible' || account.state !== 'normal') return;
      Object.assign(account, { state: 'sealed', sealedOn: today });
      return;
    case 'resume':
      if (account.source !== 'flexible' || account.state !== 'sealed') return;
      Object.assign(account, { state: 'normal', sealedOn: null });
      goesOn(account, today);
      return;
    case 'exit':
      leave(life, account, rules);
      return;
    case 'close-dormant':
      closeDormant(life, account, rules);
      return;
    case 'draw-rent':
      drawRent(life, account, rules);
      return;
  }
}

function opened({ today }: Life, source: Account['source']): Account {
  return {
    ...{ source, state: 'normal', sealedOn: null, unitSealedOn: null, unit: 0, flexible: 0 },
    ...{ paid: new Set<Month>(), activatedIn: monthOfDay(today) },
  };
}

/** In use again from the first month that nobody has paid. */
function goesOn(account: Account, today: Day): void {
  let month = monthOfDay(today);
  while (account.paid.has(month)) month = nextMonth(month);
  account.activatedIn = month;
}

/** The last month before the empty ones: paid, or before the account was in use. */
export function emptyAfter({ paid, activatedIn }: Account): Month {
  return [...paid, nextMonth(activatedIn, -1)].sort().at(-1)!;
}

/** The same account goes to the unit; its seal is broken and its half year begins anew. */
function employ(life: Life): void {
  if (life.account === null) life.account = opened(life, 'unit');
  else {
    Object.assign(life.account, {
      ...{ source: 'unit', state: 'normal', sealedOn: null, unitSealedOn: null },
    });
  }
}

function pay(account: Account, month: Month): void {
  account.paid.add(month);
  account[account.source] += FEE;
}

function leave(life: Life, account: Account, rules: Rules): void {
  const { outcome, flexiblePayableOn } = rules.assessExit(exitFactsOf(life, account));
  const sealedOn = account.unitSealedOn;
  if (account.source === 'unit' && account.state === 'normal') return;
  if (outcome === 'partial' && flexiblePayableOn === life.today) {
    life.paidOut.push({ on: life.today, unit: 0, flexible: account.flexible, sealedOn });
    account.flexible = 0;
    Object.assign(account, { state: 'sealed', sealedOn: account.sealedOn ?? life.today });
  }
  if (outcome !== 'granted') return;
  const { unit, flexible } = account;
  life.paidOut.push({ on: life.today, unit, flexible, sealedOn });
  close(life, 0, null);
}

function closeDormant(life: Life, account: Account, rules: Rules): void {
  if (account.source !== 'flexible') return;
  const last = emptyAfter(account);
  const { outcome } = rules.assessDormantClosing({
    on: plainDate(life.today),
    emptyFrom: plainMonth(nextMonth(last)),
    months: DORMANT_MONTHS_MIN,
    contributing: false,
    balance: money(account.flexible),
    // Of what stands for nothing nobody earns; a seal of the unit's portion is looked at beside it.
    ...{ interest: money(0), unitMoney: account.unit > 0 || account.unitSealedOn !== null },
    ...{ openLoan: life.loan, guarantee: life.guarantee, held: life.held },
    ...{ inFlight: false, debitUnderWay: false, inSuspense: false, owed: false, closed: false },
  });
  if (outcome === 'close') close(life, account.unit + account.flexible, last);
}

function drawRent(life: Life, account: Account, rules: Rules): void {
  const found = rules.dates(datesFactsOf(life, rules)).milestones;
  const rent = found.find(({ what }) => what === 'withdraw-rent');
  if (rent?.state !== 'reached') return;
  life.drew.push(life.today);
  if (account.flexible > 0) account.flexible -= 1;
  else account.unit -= 1;
}

function close(life: Life, left: number, emptySince: Month | null): void {
  const { today: on, loan, guarantee, held } = life;
  life.closed.push({ on, left, loan, guarantee, held, emptySince });
  life.account = null;
  life.drew = [];
}

export function exitFactsOf(life: Life, account: Account) {
  const { today, loan, guarantee, held, banUntil } = life;
  return {
    on: plainDate(today),
    flexibleBalance: money(account.flexible),
    employeeBalance: money(account.unit),
    employeeSealedOn: dayOf(account.unitSealedOn),
    accountSealedOn: dayOf(account.sealedOn),
    ...{ openLoan: loan, guarantee, holds: held ? ['冻结'] : [] },
    ban: banUntil !== null && banUntil >= today,
  };
}

export function datesFactsOf(life: Life, rules: Rules): DatesFacts {
  const { account, today, loan, guarantee, held, banUntil } = life;
  const ban = banUntil !== null && banUntil >= today;
  return {
    on: plainDate(today),
    center: '210100',
    figures: SHIPPED_FIGURES,
    person: { bornOn: plainDate(BORN), sex: 'M' },
    account: account && accountFactsOf(account),
    obstacles: {
      ...{ openLoan: loan, guarantee, hold: held, ban, caseInFlight: false },
      banUntil: ban ? dayOf(banUntil) : null,
    },
    ...(account === null ? {} : { drawing: drawingOf(life, account, rules) }),
    deadlines: [],
  };
}

function drawingOf(
  { today, held, drew }: Life,
  { paid, ...rest }: Account,
  rules: Rules,
): DrawingFacts {
  const ranges = [...paid].map((month) => ({ from: plainMonth(month), to: plainMonth(month) }));
  const asOf = monthOf(plainDate(today));
  return {
    continuous: rules.continuity({ ranges, toleratedGap: GAP, asOf }).continuous,
    earlier: drew.map((on) => ({ reason: 'rent', on: plainDate(on) })),
    available: held ? money(0) : money(rest.unit + rest.flexible),
    ...{ subsidy: money(0), overdue: money(0) },
  };
}

/** The tolerated gap and the gap between two withdrawals for rent, as the lives' center has them. */
export const GAP = 1;

function accountFactsOf(account: Account): AccountFacts {
  const { source, state, paid, activatedIn } = account;
  const paidTo = [...paid].sort().at(-1) ?? null;
  return {
    ...{ account: null, source, state, sealedOn: dayOf(account.sealedOn) },
    employeeSealedOn: dayOf(account.unitSealedOn),
    ...{ flexibleBalance: money(account.flexible), employeeBalance: money(account.unit) },
    paidTo: paidTo === null ? null : plainMonth(paidTo),
    activatedIn: plainMonth(activatedIn),
  };
}

function dayOf(day: Day | null): PlainDate | null {
  return day === null ? null : plainDate(day);
}

function money(fen: number) {
  return yuan((fen / 100).toFixed(2));
}

/** The day on which it opens; null: nothing is waited for. */
function edgeOf({ account, banUntil, drew }: Life, of: Edge): Day | null {
  const last = [...drew].sort().at(-1);
  switch (of) {
    case 'half-year':
      return account?.unitSealedOn ? nextDay(sameDay(account.unitSealedOn, 6)) : null;
    case 'rent':
      return last === undefined ? null : sameDay(last, 3);
    case 'ban':
      return banUntil && nextDay(banUntil);
  }
}

function goTo(life: Life, day: Day | null, by: number): void {
  const wanted = day && nextDay(day, by);
  if (wanted !== null && wanted > life.today) life.today = wanted;
}

/** So that a life has months in a row without a thousand events. */
function payMonths(life: Life, months: number): void {
  const { account } = life;
  if (account?.state !== 'normal') return;
  for (let n = 0; n < months; n += 1) {
    pay(account, monthOfDay(life.today));
    life.today = firstOf(nextMonth(monthOfDay(life.today)));
  }
}
