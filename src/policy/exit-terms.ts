/**
 * The dates of leaving (退出销户) as they are told before anybody signs: by the reading in force, and
 * beside it by the other one, so that the person sees what the center's choice means.
 *
 * @source 通知（征求意见稿）（七）; docs/readings.md
 */
import { addDays, type PlainDate } from '../domain/calendar.ts';
import { SEAL_CLOCKS, type SealClock } from '../domain/vocabulary.ts';
import type { Decision } from './decision.ts';
import { assessExit, isConverted, type Exit, type ExitFacts } from './exit.ts';
import { wholeValue, wordValue } from './figure-values.ts';
import { figureInForce, type Figure, type FigureName } from './figures.ts';

export interface ExitFigures {
  readonly sealClock: SealClock;
  /** Days after the notice in which it can be signed. */
  readonly signingDays: number;
  /** Days after the signature in which nothing is paid. */
  readonly regretDays: number;
  /** Days after which a loan is asked for again. */
  readonly recheckDays: number;
  readonly checkValidDays: number;
  readonly payoutWait: number;
  readonly payoutMend: number;
  readonly promiseWorkingDays: number;
  /** Document of the reading. */
  readonly document: string;
}

/** @throws RangeError when a figure is missing: nobody leaves by a figure that nobody has set */
export function exitFigures(
  figures: readonly Figure[],
  scope: { readonly center: string; readonly on: PlainDate },
): ExitFigures {
  const find = (name: FigureName) => {
    const figure = figureInForce(figures, { ...scope, district: null, name });
    if (!figure) throw new RangeError(`the figure ${name} is not set`);
    return figure;
  };
  const whole = (name: FigureName) => wholeValue(find(name));
  const clock = find('seal-clock');
  return {
    sealClock: wordValue(clock, SEAL_CLOCKS),
    document: clock.document,
    signingDays: whole('exit-signing'),
    regretDays: whole('exit-regret'),
    recheckDays: whole('loan-recheck'),
    checkValidDays: whole('check-valid'),
    payoutWait: whole('payout-wait'),
    payoutMend: whole('payout-mend'),
    promiseWorkingDays: whole('withdrawal-promise'),
  };
}

/** When what happens, by one reading. */
export interface ExitDates {
  readonly reading: SealClock;
  readonly outcome: Exit['outcome'];
  readonly flexiblePayableOn: PlainDate | null;
  readonly employeePayableOn: PlainDate | null;
  readonly closesOn: PlainDate | null;
}

export interface ExitTerms {
  /** By the reading in force. */
  readonly dates: ExitDates;
  /** By the other one; null: both come to the same. */
  readonly otherwise: ExitDates | null;
  /** Since when is sealed what has to be; null: nothing has to be, or it is not. */
  readonly sealedOn: PlainDate | null;
  /** The first day on which the rest is paid and the account closed; null: no half year, or no day yet. */
  readonly gateOn: PlainDate | null;
  /** There is, or was, an employee portion. */
  readonly converted: boolean;
}

/**
 * Since when the whole account counts as sealed for whoever leaves on a day: what the signature will seal counts
 * as sealed on it. Null: a unit pays it, and no signature seals that.
 */
export function sealedForExit({
  source,
  sealedOn,
  on,
}: {
  readonly source: 'unit' | 'flexible';
  readonly sealedOn: PlainDate | null;
  readonly on: PlainDate;
}): PlainDate | null {
  return sealedOn ?? (source === 'flexible' ? on : null);
}

/** The dates of a decision that does not refuse; what will be sealed by the signature counts as sealed on it. */
export function exitTerms(facts: ExitFacts): ExitTerms {
  const clock = facts.sealClock ?? 'employee-portion';
  const dates = datesOf(facts, clock);
  const other = datesOf(facts, clock === 'employee-portion' ? 'whole-account' : 'employee-portion');
  const converted = isConverted(facts);
  const sealedOn =
    clock === 'whole-account' ? (facts.accountSealedOn ?? null) : facts.employeeSealedOn;
  const isLater = dates.closesOn !== null && dates.closesOn > facts.on;
  return {
    dates,
    otherwise: isSame(dates, other) ? null : other,
    sealedOn: converted ? sealedOn : null,
    gateOn: isLater ? dates.closesOn : null,
    converted,
  };
}

/** The same as if nothing stood against it: what the seals alone come to. */
export function termsUnopposed(facts: ExitFacts): ExitTerms {
  const nothing = { openLoan: false, guarantee: false, holds: [], ban: false, caseInFlight: false };
  return exitTerms({ ...facts, ...nothing });
}

function datesOf(facts: ExitFacts, reading: SealClock): ExitDates {
  const decided: Decision<Exit> = assessExit({ ...facts, sealClock: reading });
  const { outcome, flexiblePayableOn, employeePayableOn, closesOn } = decided;
  return { reading, outcome, flexiblePayableOn, employeePayableOn, closesOn };
}

/** The first day on which anything is paid to whoever signs on a day: while it can be regretted nothing is. */
export function payableFrom(signedOn: PlainDate, regretDays: number): PlainDate {
  return regretDays === 0 ? signedOn : addDays(signedOn, regretDays + 1);
}

/** The same days, none of them before money moves at all. */
export function notBefore(dates: ExitDates, from: PlainDate): ExitDates {
  const later = (day: PlainDate | null) => (day !== null && day < from ? from : day);
  return {
    ...dates,
    flexiblePayableOn: later(dates.flexiblePayableOn),
    employeePayableOn: later(dates.employeePayableOn),
    closesOn: later(dates.closesOn),
  };
}

function isSame(one: ExitDates, other: ExitDates): boolean {
  return (
    one.flexiblePayableOn === other.flexiblePayableOn &&
    one.employeePayableOn === other.employeePayableOn &&
    one.closesOn === other.closesOn
  );
}

/**
 * Whether what was told still holds: what was payable at once is still, and every later day is the same.
 *
 * @param toldOn the day on which it was told
 * @param on today
 */
export function stillHolds(
  told: ExitDates,
  now: ExitDates,
  { toldOn, on }: { readonly toldOn: PlainDate; readonly on: PlainDate },
): boolean {
  const when = (day: PlainDate | null, today: PlainDate) =>
    day === null ? 'none' : day <= today ? 'at-once' : day;
  return (['flexiblePayableOn', 'employeePayableOn', 'closesOn'] as const).every((one) => {
    const before = when(told[one], toldOn);
    const after = when(now[one], on);
    // A day that was told and has come is as good as told.
    return before === after || (after === 'at-once' && before !== 'none' && before <= on);
  });
}
