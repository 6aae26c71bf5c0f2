/**
 * The forbidden states of the legality sweep, each asked of the books of a life in plain words; those that no
 * life can reach say why, and where they are judged instead. A further invariant does not compile before it
 * has its answer here.
 */
import type { InvariantName } from '../../src/policy/legality.ts';
import { stateOf, type Books, type Source } from './books.ts';
import type { Life } from './model.ts';
import { nextDay, sameDay, type Day } from './naive-time.ts';

/** How often it stands there; or why a life never comes near it. */
type Answer = ((life: Life) => number) | { readonly outside: string };

const count = <T>(all: readonly T[], wrong: (one: T) => boolean) => all.filter(wrong).length;
const during = (day: Day, { from, to }: { from: Day; to: Day | null }) =>
  day > from && (to === null || day < to);
const closedOf = ({ books }: Life, account: number) => books.accounts[account]?.closed ?? null;

function paidWhileSealed({ books }: Life, source: Source): number {
  return count(books.paidIn, (one) =>
    books.seals.some(
      (seal) =>
        one.source === source &&
        seal.source === source &&
        seal.account === one.account &&
        during(one.on, seal),
    ),
  );
}

const twice = (all: readonly string[]) => all.length - new Set(all).size;

/** Fen: what came into an account and did not go out again. */
function leftIn({ paidIn, paidOut }: Books, account: number): number {
  const sum = (all: readonly { account: number; cents: number }[]) =>
    all.reduce((total, one) => total + (one.account === account ? one.cents : 0), 0);
  return sum(paidIn) - sum(paidOut);
}

const CASES = 'a life has no cases: judged where lives run through the engine (leftInOrder)';
const CARDS = 'a life has no cards and no bank: judged where lives run through the engine';

export const FORBIDDEN = {
  'closed-with-loan': ({ closed }) => count(closed, ({ loan }) => loan),
  'closed-with-guarantee': ({ closed }) => count(closed, ({ guarantee }) => guarantee),
  'closed-with-hold': ({ closed, books }) =>
    Math.max(
      count(closed, ({ held }) => held),
      count(books.holds, ({ account, from, to }) => {
        const on = books.accounts[account]?.closed?.on;
        return on !== undefined && from <= on && (to === null || to > on);
      }),
    ),
  'closed-before-gate': ({ paidOut }) =>
    count(
      paidOut,
      ({ on, unit, sealedOn }) =>
        unit > 0 && (sealedOn === null || on < nextDay(sameDay(sealedOn, 6))),
    ),
  'dormant-closed-early': ({ books }) =>
    count(books.accounts, ({ closed }) => closed?.why === 'dormant') -
    count(
      books.notices,
      ({ servedOn, until, closedOn }) =>
        closedOn !== null && until >= nextDay(servedOn, NOTICE_DAYS) && closedOn > until,
    ),
  'money-on-closed': (life) =>
    Math.max(
      count(life.closed, ({ left }) => left > 0),
      count([...life.books.accounts.keys()], (account) => {
        return closedOf(life, account) !== null && leftIn(life.books, account) !== 0;
      }),
    ),
  'posted-after-closing': (life) =>
    count([...life.books.paidIn, ...life.books.paidOut], ({ account, on }) => {
      const closed = closedOf(life, account);
      return closed !== null && on > closed.on;
    }),
  'plan-on-closed': (life) =>
    count(life.books.agreements, (one) => one.planned && closedOf(life, one.account) !== null),
  'agreement-on-closed': (life) =>
    count(
      life.books.agreements,
      (one) => stateOf(one) !== 'terminated' && closedOf(life, one.account) !== null,
    ),
  'mandate-on-closed': (life) =>
    count(life.books.mandates, (one) => one.active && closedOf(life, one.account) !== null),
  'paid-while-sealed': (life) => paidWhileSealed(life, 'flexible'),
  'unit-money-after-seal': (life) => paidWhileSealed(life, 'unit'),
  'month-counted-twice': ({ books }) =>
    twice(books.paidIn.map(({ account, month }) => `${String(account)}/${month}`)),
  // By the state on the evening before.
  'debit-after-suspension': ({ books }) =>
    count(books.paidIn, ({ agreement, on }) => {
      const then = agreement?.states.filter((one) => one.on < on).at(-1)?.state;
      return then === 'suspended' || then === 'terminated';
    }),
  'hold-ignored': ({ books }) =>
    count(books.paidOut, ({ account, on }) =>
      books.holds.some((hold) => hold.account === account && during(on, hold)),
    ),
  'withdrawn-during-ban': ({ books }) =>
    count(
      books.paidOut,
      ({ on, withdrawal }) =>
        withdrawal && books.bans.some(({ from, until }) => from < on && until >= on),
    ),
  'payout-to-other': { outside: CARDS },
  'payout-without-case': { outside: CASES },
  'payout-over-grant': ({ books }) => count(books.paidOut, ({ cents, granted }) => cents > granted),
  'two-open-accounts': ({ books }) =>
    Math.max(0, count(books.accounts, ({ closed }) => closed === null) - 1),
  'account-elsewhere': {
    outside: 'a life is lived in one center: judged by the answers of the platform',
  },
  'two-agreements': ({ books }) =>
    Math.max(0, count(books.agreements, (one) => stateOf(one) !== 'terminated') - 1),
  'plan-without-agreement': ({ books }) =>
    count(books.agreements, (one) => one.planned && stateOf(one) === 'terminated'),
  'wait-overdue': { outside: CASES },
  'case-without-next': { outside: CASES },
  'ended-with-task': { outside: CASES },
  'ended-with-wait': { outside: CASES },
  'ended-with-claim': { outside: CASES },
  'ended-with-hold': { outside: CASES },
  'ended-with-reserve': { outside: CASES },
  'decided-by-submitter': {
    outside: 'a life has no staff: judged where lives run through the engine',
  },
} as const satisfies Record<InvariantName, Answer>;

const NOTICE_DAYS = 30;

/** Those that are asked of every life, after every event. */
export type Judged = {
  [Name in InvariantName]: (typeof FORBIDDEN)[Name] extends { readonly outside: string }
    ? never
    : Name;
}[InvariantName];

const isJudged = (name: InvariantName): name is Judged => typeof FORBIDDEN[name] === 'function';
export const JUDGED = (Object.keys(FORBIDDEN) as InvariantName[]).filter(isJudged);

/** The forbidden states in which a life stands. */
export function forbiddenIn(life: Life): readonly Judged[] {
  return JUDGED.filter((name) => FORBIDDEN[name](life) > 0);
}
