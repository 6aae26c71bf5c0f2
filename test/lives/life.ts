/**
 * A life: somebody joins, pays, is sealed, converts and converts back, borrows, is held and banned,
 * draws, leaves. What may happen is asked of the rules; what then is so is kept here in plain values.
 *
 * The seam: an event is a row in EVENTS. A further one (a case type of its own) is a row more.
 */
import { plainDate, plainMonth } from '../../src/domain/calendar.ts';
import type { AccountWay } from '../../src/policy/account-states.ts';
import { DORMANT_MONTHS_MIN } from '../../src/policy/dormancy.ts';
import {
  agreementInForce,
  bookedAccount,
  closes,
  endsAgreement,
  holds,
  newBooks,
  releases,
  seals,
  signs,
  stateOf,
  unseals,
  type Agreement,
} from './books.ts';
import { datesFactsOf, dayOf, exitFactsOf, money } from './facts.ts';
import type { Account, Life, Rules } from './model.ts';
import {
  firstOf,
  monthOfDay,
  nextDay,
  nextMonth,
  sameDay,
  type Day,
  type Month,
} from './naive-time.ts';

const FEE = 80_000;

export function newLife(today: Day): Life {
  return {
    ...{ today, account: null, closed: [], loan: false, guarantee: false, held: false },
    ...{ banUntil: null, drew: [], paidOut: [], books: newBooks() },
  };
}

export type Event =
  | { readonly kind: 'wait'; readonly days: number }
  | { readonly kind: 'join' | 'employ' | 'pay' | 'seal' | 'convert' | 'stop' | 'resume' }
  | { readonly kind: 'loan' | 'guarantee' | 'hold' | 'exit' | 'close-dormant' | 'draw-rent' }
  /** The agreement is suspended, goes on; an empty account is given notice. */
  | { readonly kind: 'suspend' | 'go-on' | 'tell-dormant' }
  | { readonly kind: 'ban'; readonly days: number }
  /** Pays so many months, one after the other; or lets that many pass unpaid. */
  | { readonly kind: 'months' | 'pause'; readonly count: number }
  /** Goes to the day on which something opens, or to the day before or after it. */
  | { readonly kind: 'edge'; readonly of: Edge; readonly by: number };

export type Edge = 'half-year' | 'rent' | 'ban' | 'notice';

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
      ban(life, nextDay(life.today, event.days));
      return;
    case 'loan':
      life.loan = !life.loan;
      return;
    case 'guarantee':
      life.guarantee = !life.guarantee;
      return;
    case 'hold':
      holdOrRelease(life);
      return;
    case 'join':
      if (account !== null) return;
      life.account = opened(life, 'flexible');
      signs(life.books, here(life), life.today);
      return;
    case 'employ':
      employ(life, rules);
      return;
    case 'pay':
    case 'seal':
    case 'convert':
    case 'stop':
    case 'resume':
    case 'exit':
    case 'close-dormant':
    case 'draw-rent':
    case 'suspend':
    case 'go-on':
    case 'tell-dormant':
      if (account !== null) onAccount(life, account, { kind: event.kind, rules });
  }
}

interface Doing {
  readonly kind:
    | ('pay' | 'seal' | 'convert' | 'stop' | 'resume' | 'exit' | 'close-dormant' | 'draw-rent')
    | ('suspend' | 'go-on' | 'tell-dormant');
  readonly rules: Rules;
}

function onAccount(life: Life, account: Account, { kind, rules }: Doing): void {
  const { today, books } = life;
  const may = (way: AccountWay) => mayGo(life, account, { way, rules });
  switch (kind) {
    case 'pay':
      pay(life, account);
      return;
    case 'seal':
      if (!may('unit-sealed')) return;
      Object.assign(account, { state: 'sealed', sealedOn: today, unitSealedOn: today });
      seals(books, here(life), 'unit', today);
      return;
    case 'convert':
      if (!may('converted-to-flexible')) return;
      Object.assign(account, { source: 'flexible', state: 'normal', sealedOn: null });
      unseals(books, here(life), 'flexible', today);
      signs(books, here(life), today);
      goesOn(account, today);
      return;
    case 'stop':
      if (!may('agreement-ended')) return;
      Object.assign(account, { state: 'sealed', sealedOn: today });
      endsAgreement(books, here(life), today);
      seals(books, here(life), 'flexible', today);
      return;
    case 'resume':
      if (!may('resumed')) return;
      Object.assign(account, { state: 'normal', sealedOn: null });
      unseals(books, here(life), 'flexible', today);
      signs(books, here(life), today);
      goesOn(account, today);
      return;
    case 'suspend':
    case 'go-on':
      changeAgreement(life, kind, rules);
      return;
    case 'tell-dormant':
      tellDormant(life, account, rules);
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

/** The open account in the books. */
function here({ books, today }: Life): number {
  return bookedAccount(books, today);
}

/** Whether the account may go that way today; its last seal is the last thing that happened to its states. */
function mayGo(
  { today }: Life,
  { state, source, sealedOn }: Account,
  { way, rules }: { readonly way: AccountWay; readonly rules: Rules },
): boolean {
  const on = plainDate(today);
  const { outcome } = rules.assessAccountMove({
    ...{ way, state, source, on, today: on, openedOn: plainDate('2000-01-01') },
    lastOn: dayOf(sealedOn),
  });
  return outcome === 'granted';
}

/** Bans run beside each other; the longest counts. */
function ban(life: Life, until: Day): void {
  life.books.bans.push({ from: life.today, until });
  if (life.banUntil === null || until > life.banUntil) life.banUntil = until;
}

function changeAgreement(life: Life, kind: 'suspend' | 'go-on', rules: Rules): void {
  const of = life.books.agreements.at(-1);
  if (of === undefined || of.account !== here(life)) return;
  const change = kind === 'suspend' ? 'suspend' : 'resume';
  const { outcome } = rules.assessAgreementChange({
    ...{ change, ground: 'holder-asked', on: plainDate(life.today), state: stateOf(of) },
    ...{ debitDay: 15, heldByMeasure: false, debitUnderWay: false },
    // A unit that employs somebody here takes the account over in the same moment, and leaving is one step.
    ...{ employed: life.account?.source === 'unit', leaving: false, askedByHeirs: false },
  });
  if (outcome !== 'granted') return;
  of.states.push({ state: kind === 'suspend' ? 'suspended' : 'active', on: life.today });
}

function holdOrRelease(life: Life): void {
  const { account, books, today } = life;
  life.held = account !== null && !life.held;
  if (life.held) holds(books, here(life), today);
  else releases(books, today);
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
function employ(life: Life, rules: Rules): void {
  const { account, books, today } = life;
  if (account === null) {
    life.account = opened(life, 'unit');
    here(life);
    return;
  }
  const way = account.source === 'unit' ? 'unit-unsealed' : 'converted-to-employee';
  if (!mayGo(life, account, { way, rules })) return;
  if (account.source === 'flexible') {
    endsAgreement(books, here(life), today);
    if (account.state === 'normal') seals(books, here(life), 'flexible', today);
  }
  unseals(books, here(life), 'unit', today);
  Object.assign(account, {
    ...{ source: 'unit', state: 'normal', sealedOn: null, unitSealedOn: null },
  });
}

/** The run of the day comes first: what went on today is debited from tomorrow on. */
function isDebited(agreement: Agreement, today: Day): boolean {
  const evening = agreement.states.filter(({ on }) => on < today).at(-1);
  return stateOf(agreement) === 'active' && (evening === undefined || evening.state === 'active');
}

/** A flexible worker's money is debited by the agreement; a month counts once. */
function pay(life: Life, account: Account): void {
  const { today, books } = life;
  const month = monthOfDay(today);
  const { source, state, paid } = account;
  if (state !== 'normal' || paid.has(month)) return;
  const number = here(life);
  const agreement = source === 'flexible' ? agreementInForce(books, number) : null;
  if (agreement !== null && !isDebited(agreement, today)) return;
  paid.add(month);
  account[source] += FEE;
  books.paidIn.push({ ...{ account: number, on: today, source, month, agreement }, cents: FEE });
}

function leave(life: Life, account: Account, rules: Rules): void {
  const { outcome, flexiblePayableOn } = rules.assessExit(exitFactsOf(life, account));
  const sealedOn = account.unitSealedOn;
  const { today, books } = life;
  if (account.source === 'unit' && account.state === 'normal') return;
  if (outcome === 'partial' && flexiblePayableOn === today) {
    life.paidOut.push({ on: today, unit: 0, flexible: account.flexible, sealedOn });
    paysOut(life, account.flexible, account.flexible);
    account.flexible = 0;
    if (account.state === 'normal') {
      endsAgreement(books, here(life), today);
      seals(books, here(life), 'flexible', today);
    }
    Object.assign(account, { state: 'sealed', sealedOn: account.sealedOn ?? today });
  }
  if (outcome !== 'granted' || !mayGo(life, account, { way: 'closed', rules })) return;
  const { unit, flexible } = account;
  life.paidOut.push({ on: today, unit, flexible, sealedOn });
  paysOut(life, unit + flexible, unit + flexible);
  close(life, 0, null);
}

/** Fen. */
function paysOut(life: Life, cents: number, granted: number): void {
  if (cents === 0) return;
  const { books, today: on } = life;
  books.paidOut.push({ account: here(life), on, cents, granted, withdrawal: true });
}

/** What becomes of it as an empty account today. */
function asEmpty(life: Life, account: Account, rules: Rules): 'close' | 'pay' | 'keep' {
  const last = emptyAfter(account);
  return rules.assessDormantClosing({
    on: plainDate(life.today),
    emptyFrom: plainMonth(nextMonth(last)),
    months: DORMANT_MONTHS_MIN,
    contributing: false,
    balance: money(account.flexible),
    // Of what stands for nothing nobody earns; a seal of the unit's portion is looked at beside it.
    ...{ interest: money(0), unitMoney: account.unit > 0 || account.unitSealedOn !== null },
    ...{ openLoan: life.loan, guarantee: life.guarantee, held: life.held },
    ...{ inFlight: false, debitUnderWay: false, inSuspense: false, owed: false, closed: false },
  }).outcome;
}

function tellDormant(life: Life, account: Account, rules: Rules): void {
  if (account.source !== 'flexible' || asEmpty(life, account, rules) !== 'close') return;
  const until = rules.noticeUntil(life.today, NOTICE_DAYS);
  account.notice = { servedOn: life.today, until, emptyAfter: emptyAfter(account) };
}

/** The day after the notice, unless somebody paid meanwhile. */
function closeDormant(life: Life, account: Account, rules: Rules): void {
  const { today, books } = life;
  const { notice } = account;
  if (!notice || account.source !== 'flexible' || today <= notice.until) return;
  const last = emptyAfter(account);
  if (last !== notice.emptyAfter) return;
  if (asEmpty(life, account, rules) !== 'close') return;
  const { servedOn, until } = notice;
  books.notices.push({ ...{ account: here(life), servedOn, until }, closedOn: today });
  close(life, account.unit + account.flexible, last);
}

function drawRent(life: Life, account: Account, rules: Rules): void {
  const found = rules.dates(datesFactsOf(life, rules)).milestones;
  const rent = found.find(({ what }) => what === 'withdraw-rent');
  if (rent?.state !== 'reached') return;
  life.drew.push(life.today);
  paysOut(life, 1, account.unit + account.flexible);
  if (account.flexible > 0) account.flexible -= 1;
  else account.unit -= 1;
}

function close(life: Life, left: number, emptySince: Month | null): void {
  const { today: on, loan, guarantee, held } = life;
  life.closed.push({ on, left, loan, guarantee, held, emptySince });
  closes(life.books, here(life), { on, why: emptySince === null ? 'exit' : 'dormant' });
  life.account = null;
  life.drew = [];
}

const NOTICE_DAYS = 30;

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
    case 'notice':
      return account?.notice ? nextDay(account.notice.until) : null;
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
    pay(life, account);
    life.today = firstOf(nextMonth(monthOfDay(life.today)));
  }
}
