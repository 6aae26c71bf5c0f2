/** What the closing of an empty account reads before it goes on: how the account stands, what became since. */
import type { AgreementParams } from '../src/cases/wording-documents.ts';
import { openJson } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { deliveryOf, type Delivery } from '../src/db/breaches.ts';
import {
  dormancyFact,
  findDormancy,
  findEmptyAccount,
  type DormancyFact,
  type EmptyAccount,
} from '../src/db/dormancies.ts';
import type { Db } from '../src/db/pool.ts';
import {
  addDays,
  addWorkingDays,
  monthOf,
  plainDate,
  plainMonth,
  type PlainDate,
  type PlainMonth,
} from '../src/domain/calendar.ts';
import type { KnownLoans } from '../src/domain/exit-books.ts';
import { Fault } from '../src/domain/fault.ts';
import { compare, exact, yuan, ZERO, type Yuan } from '../src/domain/money.ts';
import { findInForce } from '../src/ledger/agreements-in-force.ts';
import { accruedOf } from '../src/ledger/interest.ts';
import { firstUncoveredMonth } from '../src/policy/contribution-cover.ts';
import type { Decision } from '../src/policy/decision.ts';
import { emptySince } from '../src/policy/dormancy.ts';
import {
  assessDormantClosing,
  DORMANT_CLOSING_REASONS,
  type DormantClosing,
  type DormantClosingFacts,
} from '../src/policy/dormant-closing.ts';
import { wholeValue } from '../src/policy/figure-values.ts';
import { figureInForce, type Figure, type FigureName } from '../src/policy/figures.ts';
import { interestTerms } from '../src/policy/interest-terms.ts';
import { serviceOrder, type ServiceWay } from '../src/policy/service-order.ts';
import type { Deps } from './deps.ts';
import { interestPayable, standingOf } from './dormant-interest.ts';
import { officesFor } from './figures-kept.ts';
import { dayHeard } from './service-news.ts';

/** What the notice says; the account by its last four digits. */
export interface DormancyFound {
  readonly last4: string;
  readonly emptyFrom: PlainMonth;
  /** Full months without contribution that it takes. */
  readonly months: number;
  readonly noticeDays: number;
}

/** What is found when it begins, with the ways of the notice in their order. */
export type DormancyBegun = DormancyFound & { readonly ways?: readonly ServiceWay[] };

export interface DormancyNow {
  /** Of the notice that was issued last; null: still on its way. */
  readonly delivery: {
    readonly state: Delivery['state'];
    readonly way: string;
    readonly code: Delivery['code'];
    readonly on: PlainDate;
  } | null;
  readonly facts: DormantClosingFacts;
  readonly decision: Decision<DormantClosing>;
  /** The card to which interest would be paid, by its last four digits; null: it cannot be. */
  readonly cardLast4: string | null;
  /** The last day on which the bank's answer to a payment of today is waited for without anybody looking. */
  readonly payoutUntil: PlainDate;
  readonly patience: Deps['patience'];
}

export interface DormancyActivities {
  /** @throws Fault 'action-not-permitted' saying why the account is not closed */
  readonly prepareDormancy: (ask: {
    readonly caseId: string;
    readonly center: string;
    /** Opaque id. */
    readonly account: string;
    readonly on: PlainDate;
  }) => Promise<DormancyBegun>;
  readonly lookAtDormancy: (ask: {
    readonly caseId: string;
    readonly account: string;
    readonly on: PlainDate;
    /** What the platform answered the case; null or left out: it has not been asked yet. */
    readonly loans?: KnownLoans | null;
  }) => Promise<DormancyNow>;
}

export function createDormancyActivities(deps: Deps): DormancyActivities {
  return {
    prepareDormancy: (ask) => prepare(deps, ask),
    lookAtDormancy: (ask) => look(deps, ask),
  };
}

interface Looking {
  readonly account: EmptyAccount;
  readonly caseId: string;
  readonly on: PlainDate;
  readonly figures: readonly Figure[];
  /** As it was found; null: as it is found now. */
  readonly emptyFrom: PlainMonth | null;
  /**
   * What the platform answered the case; null: it has not been asked yet. Left out: what it answered about
   * the person last, while that is valid: a loan that may be settled meanwhile is asked for on the day.
   */
  readonly loans?: KnownLoans | null;
  /** The day of the notice; null or left out: there was none yet. */
  readonly noticedOn?: PlainDate | null;
}

/** The facts of the rule by the books of this moment. */
export async function dormancyFacts(db: Db, looking: Looking): Promise<DormantClosingFacts> {
  const { account, caseId, on, figures } = looking;
  const { center, number } = account;
  const months = dormancyMonths(figures, { center, on });
  const emptyFrom = looking.emptyFrom ?? uncoveredFrom(account);
  // Whatever the months: what stands in the way is read for an account that was paid, too.
  const fact = await dormancyFact(db, { center, account: number, month: monthOf(on), caseId });
  const { unitMoney, held, inFlight, debitUnderWay, inSuspense, owed } = fact ?? NOTHING;
  const { balance, credited } = await standingOf(db, account, looking.noticedOn ?? null);
  const interest = exact(await accrued(db, looking)).plus(credited);
  return {
    ...{ on, emptyFrom, months, contributing: uncoveredFrom(account) > emptyFrom },
    ...{ balance, interest: yuan(interest.toFixed(2)) },
    ...{ unitMoney, ...loansOf(looking, fact) },
    ...{ held, inFlight, debitUnderWay, inSuspense, owed },
    closed: account.state === 'closed',
  };
}

/** Of an account that was paid ahead or is closed: that alone is told. */
const NOTHING = {
  ...{ unitMoney: false, held: false, inFlight: false, debitUnderWay: false },
  ...{ inSuspense: false, owed: false },
} as const;

function loansOf(
  { account, on, figures, loans }: Looking,
  fact: DormancyFact | null,
): Pick<DormantClosingFacts, 'openLoan' | 'guarantee'> {
  const pledged = fact?.pledged ?? false;
  if (loans !== undefined) {
    return { openLoan: loans?.open ?? false, guarantee: pledged || (loans?.guarantee ?? false) };
  }
  const days = whole(figures, { center: account.center, on }, 'check-valid') ?? 0;
  const answeredOn = fact?.loansAnsweredOn ?? null;
  const valid = answeredOn !== null && addDays(plainDate(answeredOn), days) >= on;
  const { openLoan, guarantee } = (valid ? fact : null) ?? { openLoan: false, guarantee: false };
  return { openLoan, guarantee: pledged || guarantee };
}

function uncoveredFrom({ paidTo, activatedIn }: EmptyAccount): PlainMonth {
  const month = (text: string | null) => (text === null ? null : plainMonth(text));
  const since = emptySince({ paidTo: month(paidTo), activatedIn: month(activatedIn) });
  if (since !== null) return firstUncoveredMonth(since);
  throw new Fault('action-not-permitted', '该账户没有启用的月份，不能按零余额停缴办理。');
}

async function accrued(db: Db, { account, on, figures }: Looking): Promise<Yuan> {
  const terms = interestTerms(figures, { center: account.center, on });
  if (!terms) throw new Fault('action-not-permitted', '该日没有生效的存款利率，请先登记。');
  const { sources } = await accruedOf(db, account.number, on, terms);
  const sum = sources.reduce((all, { interest }) => all.plus(interest), exact(0));
  return sum.isNegative() ? ZERO : yuan(sum.toFixed(2));
}

interface Scope {
  readonly center: string;
  readonly on: PlainDate;
}

function whole(figures: readonly Figure[], { center, on }: Scope, name: FigureName): number | null {
  const figure = figureInForce(figures, { center, district: null, name, on });
  return figure === null ? null : wholeValue(figure);
}

/** Nobody is closed by a figure that nobody has set. */
export function dormancyMonths(figures: readonly Figure[], scope: Scope): number {
  return whole(figures, scope, 'dormancy-wait') ?? Number.MAX_SAFE_INTEGER;
}

/** Days of the notice where the agreement names none. */
const NOTICE_DAYS = 30;

async function prepare(
  { pool, offices, personKeys }: Deps,
  { caseId, center, account: id, on }: Parameters<DormancyActivities['prepareDormancy']>[0],
): Promise<DormancyBegun> {
  const account = await findEmptyAccount(pool, id);
  if (account?.center !== center) throw new Fault('not-found', '没有这个账户。');
  const { figures } = await offices.read();
  await refuseOthers(pool, account, { caseId, on });
  const facts = await dormancyFacts(pool, { account, caseId, on, figures, emptyFrom: null });
  const { reasons, possibleFrom } = assessDormantClosing(facts);
  const [reason] = reasons;
  if (reason !== undefined) {
    const { text, remedy, clause } = DORMANT_CLOSING_REASONS[reason];
    const members = {
      clause,
      remedy,
      ...(reason === 'not-dormant' && { earliestDate: possibleFrom }),
    };
    throw new Fault('action-not-permitted', `${text}${remedy}`, { members });
  }
  const { emptyFrom, months } = facts;
  const noticeDays = await agreedDays(pool, { id, account, personKeys, on, figures });
  const ways = serviceOrder(figures, { center, on });
  return { last4: account.number.slice(-4), emptyFrom, months, noticeDays, ways };
}

async function refuseOthers(
  db: Db,
  { center, number }: EmptyAccount,
  { caseId, on }: { readonly caseId: string; readonly on: PlainDate },
): Promise<void> {
  const fact = await dormancyFact(db, { center, account: number, month: monthOf(on), caseId });
  if (fact?.noticed === true) {
    throw new Fault('effect-conflict', '该账户的零余额销户已经告知，尚未办结，不能重复发起。');
  }
}

interface Agreed extends Pick<Deps, 'personKeys'> {
  readonly id: string;
  readonly account: EmptyAccount;
  readonly on: PlainDate;
  readonly figures: readonly Figure[];
}

/** As the agreement in force was signed, never less than the center's figure. */
async function agreedDays(
  db: Db,
  { id, account, personKeys, on, figures }: Agreed,
): Promise<number> {
  const { center, person } = account;
  const own = whole(figures, { center, on }, 'dormancy-notice') ?? NOTICE_DAYS;
  const standing = await findInForce(db, id);
  if (!standing) return own;
  const { rows } = await db.query<{ wrapped_key: string | null }>(
    'select wrapped_key from person where id = $1',
    [person],
  );
  const key = personKeys.unwrap(person, rows[0]?.wrapped_key ?? null);
  const at = place.agreement(standing.agreement);
  const { terms } = openJson(key, at, standing.parameters) as Partial<AgreementParams>;
  return Math.max(own, terms?.dormancyNoticeDays ?? own);
}

async function look(
  { pool, offices, personKeys, patience }: Deps,
  { caseId, account: id, on, loans = null }: Parameters<DormancyActivities['lookAtDormancy']>[0],
): Promise<DormancyNow> {
  const [row, account] = await Promise.all([
    findDormancy(pool, caseId),
    findEmptyAccount(pool, id),
  ]);
  if (!row || !account) throw new Fault('not-found', 'the account is not in the books');
  const [delivery, { figures, calendar }] = await Promise.all([
    deliveryOf(pool, caseId, 'dormancy-notice'),
    officesFor({ pool, offices }, caseId),
  ]);
  const emptyFrom = plainMonth(row.emptyFrom);
  const noticedOn = row.noticedOn === null ? null : plainDate(row.noticedOn);
  const found = await dormancyFacts(pool, {
    ...{ account, caseId, on, figures, emptyFrom, loans, noticedOn },
  });
  const asked = { account, on, figures, noticedOn: noticedOn ?? on };
  const owes = compare(found.interest, ZERO) > 0;
  const payable = owes ? await interestPayable(pool, personKeys, asked) : null;
  const facts = payable === null ? found : { ...found, payTo: payable.to };
  const wait = whole(figures, { center: account.center, on }, 'payout-wait') ?? 1;
  return {
    delivery: delivery && {
      state: delivery.state,
      way: delivery.way,
      code: delivery.code,
      on: dayHeard(delivery, row.noticedOn, on),
    },
    facts,
    decision: assessDormantClosing(facts),
    cardLast4: payable?.card?.number.slice(-4) ?? null,
    payoutUntil: addWorkingDays(on, wait, calendar),
    patience,
  };
}
