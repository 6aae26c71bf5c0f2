/**
 * What becomes of a running case when a figure changes: the very rule of its type run twice over its recorded
 * facts, on the first day of the new figure, with the old one and with the new one. Pure.
 *
 * @source docs/forecasts.md; figure-reach.ts says which figure reaches which type
 */
import {
  addDays,
  addToMonth,
  addWorkingDays,
  type PlainDate,
  type PlainMonth,
  type WorkCalendar,
} from '../domain/calendar.ts';
import { ZERO, type Yuan } from '../domain/money.ts';
import { SEAL_CLOCKS, WITHDRAWAL_MATERIALS } from '../domain/vocabulary.ts';
import type { ChangeFacts } from '../policy/change-terms.ts';
import { decideChange } from '../policy/contribution-change.ts';
import { assessDormantClosing } from '../policy/dormant-closing.ts';
import { assessExit, type ExitFacts } from '../policy/exit.ts';
import { verdictOf, type ReachedAs, type RunningType } from '../policy/figure-reach.ts';
import { wholeValue, wordValue } from '../policy/figure-values.ts';
import { figureInForce, FIGURES, type Figure, type FigureName } from '../policy/figures.ts';
import { openingFigures } from '../policy/opening-figures.ts';
import { takeUpMonths } from '../policy/take-up-months.ts';
import { decideWithdrawal } from '../policy/withdrawal.ts';
import { withdrawalFactsOf, type WithdrawalAsked } from './withdrawal-facts.ts';

/** What the books have recorded of a case, as far as the rule of its type needs it. */
export type Known =
  | {
      readonly of: 'exit';
      readonly facts: ExitFacts;
      /** The day that was told last, moved by a court or a corrected seal or not; null: it waits for none. */
      readonly gateOn: PlainDate | null;
      readonly sealedOn: PlainDate | null;
    }
  | {
      readonly of: 'withdrawal';
      readonly asked: Omit<WithdrawalAsked, 'figures' | 'on' | 'acceptedOn'>;
    }
  | {
      readonly of: 'dormant-closing';
      readonly emptyFrom: PlainMonth;
      /** The day after the notice; null: it has not arrived yet. */
      readonly closesOn: PlainDate | null;
    }
  | {
      readonly of: 'contribution-change';
      readonly facts: ChangeFacts;
      readonly district: string | null;
    }
  | { readonly of: 'take-up'; readonly paidTo: PlainMonth | null }
  | {
      readonly of: 'days';
      /** When the outside system answered last; null: it has not. */
      readonly answeredOn: PlainDate | null;
      /** When it is asked again; null: nothing is awaited. */
      readonly againOn: PlainDate | null;
    };

export interface Running {
  readonly type: RunningType;
  readonly stage: string;
  readonly accepted: boolean;
  /** The agreement has been offered: what it says stands. */
  readonly offered: boolean;
  /** The last day on which it can still go on from there by an act; null: no day ends that. */
  readonly lastDay: PlainDate | null;
  /** Null: nothing is recorded that could be decided on, or it cannot be read. */
  readonly known: Known | null;
}

export interface FigureChange {
  readonly name: FigureName;
  readonly center: string;
  /** The first day of the new figure. */
  readonly from: PlainDate;
  readonly before: readonly Figure[];
  readonly after: readonly Figure[];
  readonly calendar: WorkCalendar;
}

/** What the case comes to on the first day, by one of the figures. */
export interface Foretold {
  /** Code of the rule's outcome; null: a day alone. */
  readonly outcome: string | null;
  /** Codes of what stands against it, is missing, or has to be looked at. */
  readonly codes: readonly string[];
  readonly on: PlainDate | null;
  /** Yuan that can be had. */
  readonly amount: Yuan | null;
}

export type CaseImpact =
  | { readonly kind: 'fixed' | 'ends-before' | 'none' | 'unknown' }
  | { readonly kind: 'outcome' | 'date'; readonly before: Foretold; readonly after: Foretold };

/** What the change would do to the case. */
export function foretell(running: Running, change: FigureChange): CaseImpact {
  const verdict = verdictOf(running.type, change.name);
  if (verdict.reaches === null || !isAhead(running, verdict)) return { kind: 'fixed' };
  if (running.lastDay !== null && running.lastDay < change.from) return { kind: 'ends-before' };
  const { known } = running;
  if (known === null) return { kind: 'unknown' };
  const [before, after] = [change.before, change.after].map((figures) =>
    comesTo(verdict.reaches, known, { ...change, figures }),
  );
  if (!before || !after) return { kind: 'unknown' };
  if (!sameOutcome(before, after)) return { kind: 'outcome', before, after };
  return before.on === after.on ? { kind: 'none' } : { kind: 'date', before, after };
}

interface Ahead {
  readonly at: readonly string[];
  readonly unaccepted: boolean;
}

/** Whether it still comes to read the figure. */
function isAhead({ stage, accepted, offered }: Running, { at, unaccepted }: Ahead): boolean {
  if (unaccepted && accepted) return false;
  return at.length === 0 ? !offered : at.includes(stage);
}

function sameOutcome(one: Foretold, other: Foretold): boolean {
  return (
    one.outcome === other.outcome &&
    one.amount === other.amount &&
    one.codes.join() === other.codes.join()
  );
}

type With = Pick<FigureChange, 'name' | 'center' | 'from' | 'calendar'> & {
  readonly figures: readonly Figure[];
};

/** Null: the center's table is incomplete on that day. */
function comesTo(as: ReachedAs, known: Known, given: With): Foretold | null {
  try {
    return as === 'decision' ? decided(known, given) : dated(as, known, given);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function decided(known: Known, given: With): Foretold | null {
  switch (known.of) {
    case 'exit':
      return leaving(known, given);
    case 'withdrawal':
      return withdrawn(known, given);
    case 'dormant-closing':
      return closing(known, given);
    case 'contribution-change':
      return changed(known, given);
    case 'take-up':
      return takenUp(known, given);
    case 'days':
      return null;
  }
}

/** Later than the law says it is only by order of a court: that day stands, whatever the reading. */
function leaving(known: Known & { readonly of: 'exit' }, given: With): Foretold {
  const { facts: read, gateOn, sealedOn } = known;
  const seal =
    sealedOn === null
      ? {}
      : read.sealClock === 'whole-account'
        ? { accountSealedOn: sealedOn }
        : { employeeSealedOn: sealedOn };
  const facts = { ...read, ...seal };
  const clock = wordValue(found(given, null), SEAL_CLOCKS);
  const lawful = assessExit(facts).closesOn;
  const { outcome, reasons, closesOn } = assessExit({ ...facts, on: given.from, sealClock: clock });
  const court = gateOn !== null && lawful !== null && gateOn > lawful ? gateOn : null;
  const on = court !== null && closesOn !== null && court > closesOn ? court : closesOn;
  // On that day it would be open already: the money is paid on the first day at the earliest.
  const day = on !== null && on < given.from ? given.from : on;
  // Nothing is paid before the court's day, flexible money that waits with the rest neither.
  const isHeld = court !== null && court > given.from && outcome === 'partial';
  return { outcome: isHeld ? 'waits' : outcome, codes: reasons, on: day, amount: null };
}

/** As though everything that was named as missing were handed in on the first day. */
function withdrawn({ asked }: Known & { readonly of: 'withdrawal' }, given: With): Foretold {
  const { from: on, figures } = given;
  const facts = withdrawalFactsOf({ ...asked, on, acceptedOn: on, figures });
  const { missing } = decideWithdrawal(facts);
  const brought = WITHDRAWAL_MATERIALS.filter((one) => missing.some((gap) => gap === one));
  const materials = [...facts.stated.materials, ...brought];
  const { outcome, reasons, toConfirm, decidedBy, drawable, drawn } = decideWithdrawal({
    ...facts,
    stated: { ...facts.stated, materials },
  });
  if (outcome === 'refused') {
    const earliest = reasons.flatMap(({ earliestOn }) => earliestOn ?? []).sort();
    const codes = reasons.map(({ code }) => code);
    return { outcome, codes, on: earliest.at(-1) ?? null, amount: ZERO };
  }
  return {
    outcome: missing.length > 0 ? 'incomplete' : outcome,
    codes: [
      ...missing,
      ...toConfirm,
      `by-${decidedBy}`,
      ...drawn.map(({ source, amount }) => `${source} ${amount}`),
    ],
    ...{ on, amount: drawable },
  };
}

/** Nothing but the months is looked at: what else keeps an account open does so by either figure. */
function closing(
  { emptyFrom, closesOn }: Known & { readonly of: 'dormant-closing' },
  given: With,
): Foretold {
  const on = closesOn === null || closesOn < given.from ? given.from : closesOn;
  const { outcome, reasons, possibleFrom } = assessDormantClosing({
    ...{ on, emptyFrom, months: wholeValue(found(given, null)), contributing: false },
    ...{ balance: ZERO, interest: ZERO, unitMoney: false, held: false, inFlight: false },
    ...{ openLoan: false, guarantee: false },
    ...{ debitUnderWay: false, inSuspense: false, owed: false, closed: false },
  });
  return { outcome, codes: reasons, on: outcome === 'close' ? on : possibleFrom, amount: null };
}

function changed(
  { facts, district }: Known & { readonly of: 'contribution-change' },
  { figures, center, from: on }: With,
): Foretold {
  const { limits, cycles, debit, contribution } = openingFigures(figures, { center, district, on });
  const { outcome, reasons } = decideChange({
    ...{ ...facts, on, limits, cycles, documents: contribution.documents },
    debitDays: { min: debit.dayMin, max: debit.dayMax },
  });
  // What the bank has, or has not confirmed, passes by itself.
  const codes = reasons.map(({ code }) => code).filter((code) => !PASSING.has(code));
  return { outcome: codes.length === 0 ? 'granted' : outcome, codes, on: null, amount: null };
}

const PASSING: ReadonlySet<string> = new Set(['debit-at-bank', 'mandate-not-confirmed']);

function takenUp({ paidTo }: Known & { readonly of: 'take-up' }, given: With): Foretold {
  const toleratedGap = wholeValue(found(given, null));
  const { continuity, keptThrough } = takeUpMonths({ on: given.from, paidTo, toleratedGap });
  return { outcome: continuity, codes: [], on: keptThrough, amount: null };
}

/** Last month paid, from the months that were told with the agreement. */
export function paidBefore(firstMonth: PlainMonth, gapMonths: number): PlainMonth {
  return addToMonth(firstMonth, -gapMonths - 1);
}

/** A day alone: of the figure of the center, in days or working days as its unit says. */
function dated(as: Exclude<ReachedAs, 'decision'>, known: Known, given: With): Foretold | null {
  const district = known.of === 'withdrawal' ? known.asked.books.district : null;
  const figure = found(given, district);
  const days = wholeValue(figure);
  const { from, calendar } = given;
  const at = (on: PlainDate | null): Foretold => ({ outcome: null, codes: [], on, amount: null });
  switch (as) {
    case 'period':
      return at(
        FIGURES[figure.name].unit === 'working-days'
          ? addWorkingDays(from, days, calendar)
          : addDays(from, days),
      );
    case 'answer': {
      if (known.of !== 'days' || known.answeredOn === null) return null;
      const last = addDays(known.answeredOn, days);
      // Older than the first day by either figure it is asked anew.
      return at(last < from ? null : last);
    }
    case 'recheck': {
      if (known.of !== 'days' || known.againOn === null) return null;
      const next = known.againOn < from ? from : known.againOn;
      return at(addDays(next, Math.max(1, days)));
    }
  }
}

/** @throws RangeError when it is not set */
function found({ figures, center, from: on, name }: With, district: string | null): Figure {
  const figure = figureInForce(figures, { center, district, on, name });
  if (!figure) throw new RangeError(`the figure ${name} is not set`);
  return figure;
}
