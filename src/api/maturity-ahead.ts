/**
 * Money that is to leave when a wait is over by the clock (到期预测): each case by the very rule that decides it on that
 * day, over what the books hold today.
 *
 * Leaving (退出销户) that can still be regretted pays on the day after what need not wait, and the rest at its
 * half-year gate. A gate that is open already is paid today at the earliest; where the books hold something today that
 * refuses it on its day, nothing leaves. Of an empty account (零余额销户) the interest
 * leaves on the day after its notice, where nothing is known that would keep it.
 */
import type pg from 'pg';
import { plainDate, plainMonth, type PlainDate } from '../domain/calendar.ts';
import { compare, exact, yuan, ZERO, type Yuan } from '../domain/money.ts';
import { accountsAhead, heldIn, type Sources } from '../ledger/interest-ahead.ts';
import { assessDormantClosing } from '../policy/dormant-closing.ts';
import { exitFigures, termsUnopposed } from '../policy/exit-terms.ts';
import type { ExitFacts } from '../policy/exit.ts';
import { wholeValue } from '../policy/figure-values.ts';
import { figureInForce, type Figure } from '../policy/figures.ts';
import { interestTerms, type InterestTerms } from '../policy/interest-terms.ts';
import { changeWatch, unseenChanges } from '../policy/personal-change-watch.ts';
import { gateUnder } from '../policy/what-if.ts';
import { figuresOf } from './figure-rows.ts';
import type { Seen } from './queries/cases.ts';
import {
  leaverRows,
  noticeRows,
  type LeaverRow,
  type NoticeFacts,
  type NoticeRow,
} from './queries/maturity-ahead.ts';

export interface Payment {
  readonly of: 'leaving' | 'interest';
  readonly caseId: string;
  readonly on: PlainDate;
  readonly amount: Yuan;
}

interface Asked {
  readonly from: PlainDate;
  /** A half year of other months than the law's (试算); left out: as the waits stand. */
  readonly halfYearMonths?: number;
}

/** What a center reckons by; the rows are its own. */
interface Center extends Asked {
  readonly center: string;
  readonly figures: readonly Figure[];
  readonly terms: InterestTerms;
  readonly ahead: (
    asks: readonly { readonly account: string; readonly on: PlainDate }[],
  ) => Promise<readonly Sources[]>;
}

/** None of a center where no rate is in force. */
export async function paymentsAhead(
  pool: pg.Pool,
  seen: Seen,
  asked: Asked,
): Promise<readonly Payment[]> {
  const [all, notices] = await Promise.all([leaverRows(pool, seen), noticeRows(pool, seen)]);
  const leavers = all.filter(({ opposed }) => !opposed);
  const centers = [...new Set([...leavers, ...notices].map(({ center }) => center))];
  const paid = await Promise.all(
    centers.map(async (center) => {
      const { from } = asked;
      const figures = await figuresOf(pool, center);
      const terms = interestTerms(figures, { center, on: from });
      if (terms === null) return [];
      const ahead: Center['ahead'] = (asks) => accountsAhead(pool, { asks, from, terms });
      const by: Center = { ...asked, center, figures, terms, ahead };
      const own = <Row extends { readonly center: string }>(rows: readonly Row[]) =>
        rows.filter((row) => row.center === center);
      const ofCenter = await Promise.all([
        atGates(own(leavers), by),
        afterRegret(own(leavers), by),
        afterNotice(own(notices), by),
      ]);
      return ofCenter.flat();
    }),
  );
  return paid.flat();
}

/** What was told of the n-th that was asked for. */
function at<Told>(all: readonly Told[], n: number): Told {
  const told = all[n];
  if (told === undefined) throw new Error('less was told than asked for');
  return told;
}

const orNull = (day: string | null) => (day === null ? null : plainDate(day));

/** 封存满半年: everything that is left in the account. */
async function atGates(rows: readonly LeaverRow[], by: Center): Promise<readonly Payment[]> {
  const gates = rows
    .filter(({ wait }) => wait === 'exit-gate')
    .map(({ case_id: caseId, account, on, told_from: sealedOn }) => ({
      ...{ caseId, account },
      on: gateOn({ on: plainDate(on), sealedOn: orNull(sealedOn) }, by),
    }));
  const held = await by.ahead(
    gates.map(({ account, on }) => ({ account, on: on < by.from ? by.from : on })),
  );
  return gates.map(({ caseId, on }, n) => ({
    ...{ of: 'leaving', caseId, on },
    amount: heldIn(at(held, n)),
  }));
}

function gateOn(
  gate: { readonly on: PlainDate; readonly sealedOn: PlainDate | null },
  { halfYearMonths }: Center,
): PlainDate {
  return halfYearMonths === undefined ? gate.on : gateUnder(gate, halfYearMonths);
}

/** Paid as what a flexible worker contributed; the rest is the unit's portion. */
const isFlexible = (source: string) => source === 'flexible' || source === 'subsidy';
const isRest = (source: string) => !isFlexible(source);

/** 反悔期: on the day after what need not wait; the rest, or all of it, at a gate of its own. */
async function afterRegret(rows: readonly LeaverRow[], by: Center): Promise<readonly Payment[]> {
  const leavers = rows.filter(({ wait }) => wait === 'exit-regret');
  // The clock has not ended it yet: today at the earliest.
  const asks = leavers.map((row) => {
    const on = plainDate(row.on);
    return { account: row.account, on: on < by.from ? by.from : on };
  });
  const held = await by.ahead(asks);
  const dated = leavers.flatMap((row, n) =>
    datedOf(row, { on: at(asks, n).on, held: at(held, n) }, by),
  );
  const amounts = await by.ahead(dated);
  return dated.flatMap(({ caseId, on, wanted }, n) => {
    const amount = heldIn(at(amounts, n), wanted);
    return compare(amount, ZERO) > 0 ? [{ of: 'leaving', caseId, on, amount } as const] : [];
  });
}

interface Dated {
  readonly caseId: string;
  readonly account: string;
  readonly on: PlainDate;
  readonly wanted: (source: string) => boolean;
}

/** By the rule of leaving, on the day after the regret, as though nothing stood against it. */
function datedOf(
  row: LeaverRow,
  { on, held }: { readonly on: PlainDate; readonly held: Sources },
  by: Center,
): readonly Dated[] {
  const { case_id: caseId, account } = row;
  const facts: ExitFacts = {
    ...{ on, openLoan: false, guarantee: false, holds: [] },
    flexibleBalance: heldIn(held, isFlexible),
    employeeBalance: heldIn(held, isRest),
    employeeSealedOn: orNull(row.unit_sealed_on),
    employed: row.employed,
    // Sealed by the signature as a rule; what is not yet, is sealed when the case goes on.
    accountSealedOn: orNull(row.sealed_on) ?? (row.employed ? null : on),
    sealClock: exitFigures(by.figures, { center: by.center, on }).sealClock,
  };
  const { dates, sealedOn, converted } = termsUnopposed(facts);
  const paid = (day: PlainDate, wanted: Dated['wanted']): Dated => ({
    ...{ caseId, account, on: day, wanted },
  });
  if (!converted) return [paid(on, () => true)];
  const lawful = dates.closesOn;
  // Nothing tells when the rest is sealed.
  const gate = lawful === null ? null : gateOn({ on: lawful, sealedOn }, by);
  if (gate !== null && gate <= on) return [paid(on, () => true)];
  if (dates.reading === 'whole-account') return gate === null ? [] : [paid(gate, () => true)];
  return [paid(on, isFlexible), ...(gate === null ? [] : [paid(gate, isRest)])];
}

/** 告知期: the interest of an account that is closed on the day after it. */
async function afterNotice(rows: readonly NoticeRow[], by: Center): Promise<readonly Payment[]> {
  const notices = rows.flatMap((row) => {
    const on = plainDate(row.on);
    return row.facts === null
      ? []
      : [{ ...row, facts: row.facts, on: on < by.from ? by.from : on }];
  });
  const held = await by.ahead(notices);
  return notices.flatMap((notice, n) => {
    const amount = heldIn(at(held, n));
    const { case_id: caseId, on } = notice;
    return isPaid(notice, amount, by) ? [{ of: 'interest', caseId, on, amount } as const] : [];
  });
}

/** By the rule of the closing; loans as the platform told them last, it is asked anew on the day. */
function isPaid(
  {
    facts,
    on,
    empty_from: emptyFrom,
    noticed_on: noticedOn,
  }: Omit<NoticeRow, 'facts' | 'on'> & { readonly facts: NoticeFacts; readonly on: PlainDate },
  amount: Yuan,
  { figures, center }: Center,
): boolean {
  const wait = figureInForce(figures, { center, district: null, on, name: 'dormancy-wait' });
  const { credited, balance: whole, carded, banned, changes, ...found } = facts;
  const own = exact(whole).minus(credited);
  const balance = own.isNegative() ? ZERO : yuan(own.toFixed(2));
  const watch = changeWatch(changes, { figures, center, askedOn: plainDate(noticedOn), seen: [] });
  const hasChanged = unseenChanges(watch).length > 0;
  const { outcome } = assessDormantClosing({
    ...{ ...found, on, balance, closed: false },
    emptyFrom: plainMonth(emptyFrom),
    months: wait ? wholeValue(wait) : Number.MAX_SAFE_INTEGER,
    contributing: found.emptyFrom > emptyFrom,
    interest: yuan(exact(amount).minus(balance).toFixed(2)),
    payTo: banned ? 'banned' : !carded ? 'no-card' : hasChanged ? 'to-review' : 'card',
  });
  return outcome === 'pay';
}
