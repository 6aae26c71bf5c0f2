/**
 * From which day a case of article 24 may be applied for: the very rule of withdrawals, asked for a day
 * with everything brought that can be brought, then for the first day on which waiting helps.
 */
import {
  addToMonth,
  firstDayOf,
  monthOf,
  monthsBetween,
  plainDate,
  type PlainDate,
  type PlainMonth,
} from '../../domain/calendar.ts';
import { exact, yuan, ZERO, type Yuan } from '../../domain/money.ts';
import type { WithdrawalReason } from '../../domain/vocabulary.ts';
import {
  decideWithdrawal,
  type WithdrawalDecided,
  type WithdrawalRefusal,
} from '../../policy/withdrawal.ts';
import { WITHDRAWAL_CASES } from '../../policy/withdrawal-reasons.ts';
import { materialsOf } from '../../policy/withdrawal-materials.ts';
import {
  withdrawalFigures,
  type StatedWithdrawal,
  type WithdrawalFacts,
  type WithdrawalFigures,
} from '../../policy/withdrawal-terms.ts';
import type { AccountFacts, DatesFacts } from './facts.ts';

/** Enough of an expense that only the center's limits and the balance count. */
const SPENT = yuan('99999999.00');
/** Anything at all: whether, not how much. */
const SOMETHING = yuan('0.01');
/** A ban whose end nobody told. */
const UNTOLD = plainDate('2999-12-31');
/** Months nobody counted are taken to be enough; the answer says so. */
const ENOUGH = 1_000;
/** Each look ends at least one obstacle; there are no more kinds of them. */
const LOOKS_MAX = 5;

export interface Drawing {
  readonly reason: WithdrawalReason;
  /** As of today. */
  readonly now: WithdrawalDecided;
  /** The first day on which nothing stands in the way; null: waiting alone does not bring it. */
  readonly on: PlainDate | null;
  /** What no waiting ends. */
  readonly lasting: readonly WithdrawalRefusal[];
  /** The day that would follow if that were gone; null: today, or nothing lasts. */
  readonly otherwiseOn: PlainDate | null;
  /** What lasts stands against closing the account alone: today it may be drawn on all the same. */
  readonly withoutClosing: boolean;
}

export interface DrawingAsked {
  readonly facts: DatesFacts;
  readonly account: AccountFacts;
  readonly figures: WithdrawalFigures;
  readonly retiresOn: PlainDate | null;
}

/** The figures of withdrawals in force; null: the center has not registered them. */
export function drawingFigures({ figures, center, on }: DatesFacts): WithdrawalFigures | null {
  try {
    return withdrawalFigures(figures, { center, district: null, on });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export function drawingOf(asked: DrawingAsked, reason: WithdrawalReason): Drawing {
  const { on: today } = asked.facts;
  const now = decideOn(asked, reason, today);
  let decision = now;
  let on = today;
  for (let look = 0; look < LOOKS_MAX && decision.reasons.length > 0; look += 1) {
    const days = decision.reasons.map((one) => endsOn(asked, one));
    const known = days.flatMap((day) => (day === null ? [] : [day])).sort();
    const last = known.at(-1) ?? null;
    if (known.length < days.length) {
      const lasting = decision.reasons.filter((_, n) => days[n] === null);
      const withoutClosing = isDrawnOpen(asked, reason);
      return { reason, now, on: null, lasting, otherwiseOn: last, withoutClosing };
    }
    if (last === null || last <= on) break;
    on = last;
    decision = decideOn(asked, reason, on);
  }
  const lasting = decision.reasons;
  return {
    ...{ reason, now, on: lasting.length === 0 ? on : null, lasting, otherwiseOn: null },
    withoutClosing: lasting.length > 0 && isDrawnOpen(asked, reason),
  };
}

/** 不注销账户: by the text of 2026 whoever may close the account may keep it. */
function isDrawnOpen(asked: DrawingAsked, reason: WithdrawalReason): boolean {
  if (!WITHDRAWAL_CASES[reason].closing) return false;
  return decideOn(asked, reason, asked.facts.on, false).reasons.length === 0;
}

function decideOn(
  { facts, account, figures, retiresOn }: DrawingAsked,
  reason: WithdrawalReason,
  on: PlainDate,
  close = true,
): WithdrawalDecided {
  const { obstacles, drawing } = facts;
  const { ban, banUntil = null, openLoan, caseInFlight, hold } = obstacles;
  const until = ban ? (banUntil ?? UNTOLD) : null;
  const balances = {
    unit: account.employeeBalance,
    flexible: drawing?.balanceUntold === true ? SPENT : account.flexibleBalance,
    subsidy: drawing?.subsidy ?? ZERO,
  };
  const all = Object.values(balances).reduce((sum, one) => sum.plus(one), exact(0));
  const free: Yuan = drawing?.available ?? (hold ? ZERO : yuan(all.toFixed(2)));
  const { closing } = WITHDRAWAL_CASES[reason];
  const closes = closing && close;
  const asked = {
    ...{ acceptedOn: on, retiresOn },
    stated: {
      ...stated(reason, on),
      // What closes the account draws everything.
      ...(closing && { closes }),
      ...(closes && all.greaterThan(SOMETHING) && { amount: yuan(all.toFixed(2)) }),
    },
  };
  return decideWithdrawal({
    ...{ on, acceptedOn: on, retiresOn, balances, available: free, figures },
    stated: { ...asked.stated, materials: materialsOf(asked) },
    account: { state: account.state, source: account.source },
    holds: hold ? ['hold'] : [],
    earlier: (drawing?.earlier ?? []).map((one) => ({
      ...one,
      ...{ amount: ZERO, period: null, sameExpense: false },
    })),
    continuous: continuousOn(facts, account, on),
    openLoan: openLoan ? { overdue: drawing?.overdue ?? null } : null,
    guarantee: facts.obstacles.guarantee,
    bans: until !== null && until >= on ? [until] : [],
    otherCase: caseInFlight,
    card: 'own',
    confirmed: [],
  } satisfies WithdrawalFacts);
}

/** Whoever asks can bring everything, spends enough, and lives as the case demands. */
function stated(reason: WithdrawalReason, on: PlainDate): StatedWithdrawal {
  const month = monthOf(on);
  return {
    reason,
    ...{ amount: SOMETHING, married: false, leaseRegistered: false, ownsHome: false },
    ...{ familyIncome: SOMETHING, expense: { amount: SPENT, on } },
    ...{ period: { from: month, to: month }, materials: [] },
  };
}

/** The day from which it stands no more; null: only somebody's doing ends it. */
function endsOn(asked: DrawingAsked, { code, earliestOn }: WithdrawalRefusal): PlainDate | null {
  if (code === 'contributed-too-short') return contributedOn(asked);
  return earliestOn !== null && earliestOn < UNTOLD ? earliestOn : null;
}

/** Months in a row as of a day, if every month is paid from now on. */
function continuousOn(facts: DatesFacts, account: AccountFacts, on: PlainDate): number {
  const { continuous = null } = facts.drawing ?? {};
  if (continuous === null) return ENOUGH;
  const next = nextMonth(facts, account);
  if (on === facts.on || next === null) return continuous;
  return continuous + Math.max(0, monthsBetween(next, monthOf(on)) + 1);
}

/** The first day of the month whose payment completes the months that rent asks for. */
function contributedOn({ facts, account, figures }: DrawingAsked): PlainDate | null {
  const { continuous = null } = facts.drawing ?? {};
  const next = nextMonth(facts, account);
  if (continuous === null || next === null) return null;
  const wanting = figures.rentMonthsMin - continuous;
  const day = firstDayOf(addToMonth(next, wanting - 1));
  return day > facts.on ? day : firstDayOf(addToMonth(next, wanting));
}

/** The month that is paid next; null: nothing is paid into a sealed account. */
function nextMonth({ on }: DatesFacts, { state, paidTo }: AccountFacts): PlainMonth | null {
  if (state !== 'normal') return null;
  const month = monthOf(on);
  const next = paidTo === null ? month : addToMonth(paidTo, 1);
  return next > month ? next : month;
}
