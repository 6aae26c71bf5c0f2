/**
 * What must be true of every life on every day, reckoned on fingers: the answers of the rules and of
 * the calculator beside what the law says in plain words, and the states that must never be.
 */
import type { Milestone } from '../../src/cases/dates/milestone.ts';
import { forbiddenIn } from './forbidden.ts';
import { datesFactsOf, exitFactsOf, GAP } from './facts.ts';
import { emptyAfter } from './life.ts';
import type { Account, Life, Rules } from './model.ts';
import {
  firstOf,
  inARow,
  monthOfDay,
  monthsAfter,
  nextDay,
  nextMonth,
  sameDay,
  type Day,
} from './naive-time.ts';

const RENT_MONTHS = 3;
const RENT_GAP = 3;
const DORMANT = 6;

/** Everything wrong with the life as it stands, in words; empty when nothing is. */
export function wrongIn(life: Life, rules: Rules): readonly string[] {
  const { account } = life;
  const dates = rules.dates(datesFactsOf(life, rules)).milestones;
  const find = (what: string) => dates.find((one) => one.what === what);
  return [
    ...neverSo(life),
    ...(account === null ? joining(find('join')) : []),
    ...(account === null ? [] : leaving(life, account, { rules, exit: find('exit') })),
    ...(account === null ? [] : emptying(life, account, { rules, found: find('dormancy') })),
    ...(account === null ? [] : rent(life, account, find('withdraw-rent'))),
    ...(account === null ? [] : converting(life, account, find)),
  ];
}

/** States that nobody may ever reach: those of the legality sweep, and what no book can say. */
function neverSo(life: Life): readonly string[] {
  const { closed, account, today } = life;
  return [
    ...forbiddenIn(life),
    ...closed.flatMap(({ on, emptySince }) =>
      emptySince !== null && monthsAfter(emptySince, monthOfDay(on)) < DORMANT
        ? [`closed on ${on} as empty since ${emptySince}`]
        : [],
    ),
    ...toldEarly(account),
    ...(account !== null && (account.unit < 0 || account.flexible < 0) ? ['drawn below zero'] : []),
    ...(account?.state === 'sealed' && account.sealedOn === null ? ['sealed on no day'] : []),
    ...(account !== null && [...account.paid].some((month) => month > monthOfDay(today))
      ? ['paid for a month to come']
      : []),
  ];
}

/** Notice is given when six full months are over, and not before. */
function toldEarly(account: Account | null): readonly string[] {
  const notice = account?.notice;
  if (!notice) return [];
  const { servedOn, emptyAfter: last } = notice;
  return monthsAfter(last, monthOfDay(servedOn)) < DORMANT
    ? [`told on ${servedOn}, empty since ${last}`]
    : [];
}

/** 满半年: the day after the same day six months on. */
export function opensOn(sealedOn: Day): Day {
  return nextDay(sameDay(sealedOn, 6));
}

function joining(join: Milestone | undefined): readonly string[] {
  return join?.state === 'reached' ? [] : ['a grown person without an account may not join'];
}

interface Leaving {
  readonly rules: Rules;
  readonly exit: Milestone | undefined;
}

function leaving(life: Life, account: Account, { rules, exit }: Leaving): readonly string[] {
  const { today, loan, guarantee, held, banUntil } = life;
  const blocked = loan || guarantee || held || (banUntil !== null && banUntil >= today);
  const asked = rules.assessExit(exitFactsOf(life, account));
  const employed = account.source === 'unit' && account.state === 'normal';
  if (employed) return exit?.state === 'barred' ? [] : ['an employee is told a day of exit'];
  if (blocked) {
    return [
      ...(asked.outcome === 'refused' ? [] : ['an exit is granted against what stands in its way']),
      ...(exit?.state === 'barred' ? [] : ['the calculator tells a day that something bars']),
    ];
  }
  const gated = account.unitSealedOn !== null || account.unit > 0;
  const day = !gated ? today : account.unitSealedOn === null ? null : opensOn(account.unitSealedOn);
  const may = day !== null && day <= today;
  return [
    ...((asked.outcome === 'granted') === may
      ? []
      : [`exit ${asked.outcome}, its day is ${String(day)}`]),
    ...(day !== null && day > today && (exit?.on !== day || exit.state !== 'ahead')
      ? [`the calculator says ${String(exit?.on)}, the exit opens on ${day}`]
      : []),
    ...(may && exit?.state !== 'reached'
      ? ['the calculator does not tell of an exit that is open']
      : []),
    ...(asked.outcome === 'partial' && account.flexible === 0 ? ['nothing is paid in part'] : []),
    ...(account.flexible > 0 && asked.flexiblePayableOn !== today ? ['flexible money waits'] : []),
  ];
}

interface Emptying {
  readonly rules: Rules;
  readonly found: Milestone | undefined;
}

/** Six full months without a payment, and then the first day of the next. */
function emptying({ today }: Life, account: Account, { found }: Emptying): readonly string[] {
  if (account.source !== 'flexible') return found === undefined ? [] : ['an employee goes dormant'];
  const paidTo = emptyAfter(account);
  const full = monthsAfter(paidTo, monthOfDay(today)) >= DORMANT;
  let day = firstOf(nextMonth(paidTo));
  while (monthsAfter(paidTo, monthOfDay(day)) < DORMANT) day = firstOf(nextMonth(monthOfDay(day)));
  return [
    ...(found?.on === day ? [] : [`dormant on ${day}, the calculator says ${String(found?.on)}`]),
    ...((found?.state === 'reached') === full ? [] : ['dormant or not: the calculator errs']),
  ];
}

function rent(life: Life, account: Account, found: Milestone | undefined): readonly string[] {
  const { today, held, banUntil, drew } = life;
  const row = inARow(account.paid, monthOfDay(today), GAP);
  const last = [...drew].sort().at(-1);
  const again = last === undefined ? today : sameDay(last, RENT_GAP);
  const money = account.unit + account.flexible > 0 && !held;
  const free = banUntil === null || banUntil < today;
  const may = money && free && row >= RENT_MONTHS && again <= today;
  const told = found?.state === 'reached';
  if (told !== may) return [`rent on ${today}: may ${String(may)}, told ${String(told)}`];
  if (may || !money || found?.on == null) return [];
  // Time alone brings it: not a day before the ban and the gap are over.
  const ends = [again, ...(free ? [] : [nextDay(banUntil)])].sort().at(-1)!;
  if (row >= RENT_MONTHS && found.on !== ends) return [`rent opens on ${ends}, told ${found.on}`];
  return found.on >= ends ? [] : [`rent is told for ${found.on}, before ${ends}`];
}

function converting(
  { today }: Life,
  account: Account,
  find: (what: string) => Milestone | undefined,
): readonly string[] {
  const { source, state } = account;
  const says = (what: string) => find(what)?.state ?? 'nothing';
  if (source === 'flexible') {
    return [
      ...(says('convert-to-employee') === 'reached' ? [] : ['a unit may not take it over']),
      ...((says('resume') === 'reached') === (state === 'sealed')
        ? []
        : ['going on after the seal']),
    ];
  }
  if (state === 'normal') return says('convert') === 'barred' ? [] : ['converts while it is paid'];
  const paidTo = [...account.paid].sort().at(-1);
  const unbroken = paidTo && nextDay(firstOf(nextMonth(paidTo, 2 + GAP)), -1);
  return [
    ...(says('convert') === 'reached' ? [] : ['a sealed account may not convert']),
    ...(unbroken === undefined || find('convert-by')?.on === unbroken
      ? []
      : [`unbroken until ${unbroken}, told ${String(find('convert-by')?.on)} on ${today}`]),
  ];
}
