/** What the course of leaving (退出销户) remembers, and what it works on. */
import type { ExitPrepared } from '../../activities/exit.ts';
import type { EventSpec } from '../../src/cases/change.ts';
import type { ExitAction, ExitStage } from '../../src/cases/exit.ts';
import type { Act } from '../../src/cases/messages.ts';
import { addDays, dateAt, type PlainDate } from '../../src/domain/calendar.ts';
import type { KnownLoans } from '../../src/domain/exit-books.ts';
import type { ExitActs, ExitApplication } from '../../src/forms/exit.ts';
import type { Decision } from '../../src/policy/decision.ts';
import { assessExit, type Exit } from '../../src/policy/exit.ts';
import { exitTerms, notBefore, type ExitTerms } from '../../src/policy/exit-terms.ts';
import { steadily } from '../engine/commit.ts';
import { recordOf } from '../engine/decisions.ts';
import type { Desk, Draft } from '../engine/desk.ts';
import type { ClockNotes } from '../engine/alarms.ts';
import { NO_PAYOUT, type PayoutNotes } from '../engine/payout.ts';

export type ExitDesk = Desk<ExitStage, ExitAction, ExitNotes>;
export type ExitDraft = Draft<ExitNotes>;
export type ActOf<Name extends keyof ExitActs> = Act<ExitActs[Name]>;

/** What the platform is asked for: dates that can be told, money that is to move, a loan that may be settled. */
export type Goal = 'offer' | 'pay' | 'watch';

/** Plain JSON, written with every change: a later run, or another worker, goes on from it. */
export interface ExitNotes extends PayoutNotes, ClockNotes {
  readonly accountLast4: string;
  readonly goal: Goal;
  /** Which question to the platform this is: part of its key. */
  readonly round: number;
  /** Null: it has not answered since it was asked last. */
  readonly loans: KnownLoans | null;
  readonly parkedUntil: number | null;
  /** What was told before the signature, and when; days of the regret left out: told before they were kept. */
  readonly told: {
    readonly terms: ExitTerms;
    readonly on: PlainDate;
    readonly regretDays?: number;
  } | null;
  readonly signUntil: PlainDate | null;
  readonly signedOn: PlainDate | null;
  /** The last day on which it can be regretted with everything as before. */
  readonly regretUntil: PlainDate | null;
  /** What the rest waits for; null: it does not wait. */
  readonly gate: { readonly sealedOn: PlainDate | null; readonly on: PlainDate | null } | null;
  /** By order of a court nothing of the rest is paid before this day; left out: there is none. */
  readonly courtOn?: PlainDate;
  /** The day of what a payment on its way leaves behind; null: nothing; left out: ordered before it was kept. */
  readonly restOn?: PlainDate | null;
  /** What would stand against it today, as far as was told during the wait. */
  readonly warned: readonly string[];
  /** Something came between, or is over soon: looked at again at this instant (ms). */
  readonly againAt: number | null;
  /** When it was asked for; null: before anybody watched. */
  readonly askedOn?: PlainDate | null;
  /** Marks of changes of data that were told, and of those that another person has looked at. */
  readonly heard?: readonly string[];
  readonly seen?: readonly string[];
}

export const NEW_NOTES: ExitNotes = {
  ...NO_PAYOUT,
  ...{ accountLast4: '', goal: 'offer', round: 1, loans: null, parkedUntil: null, told: null },
  ...{ signUntil: null, signedOn: null, regretUntil: null, gate: null, warned: [], againAt: null },
};

/** The case as it stands now, with what the books say and the rule decides. */
export interface Judged {
  readonly desk: ExitDesk;
  readonly application: ExitApplication;
  readonly notes: ExitNotes;
  readonly prepared: ExitPrepared;
  readonly decision: Decision<Exit>;
  readonly terms: ExitTerms;
}

/** Reads the books and decides; nothing is written. */
export function judgedNow(desk: ExitDesk): Promise<Judged> {
  return judged(desk, applicationOf(desk), desk.notes());
}

export async function judged(
  desk: ExitDesk,
  application: ExitApplication,
  notes: ExitNotes,
): Promise<Judged> {
  const { center, caseId } = desk;
  const { loans, askedOn = null, seen = [] } = notes;
  const on = desk.today();
  const clockFrom = countedFrom(notes, on);
  const ask = { center, caseId, on, application, loans, askedOn, seen, clockFrom };
  const prepared = await steadily(({ prepareExit }) => prepareExit(ask));
  const { facts } = prepared;
  const decision = assessExit(facts);
  return { desk, application, notes, prepared, decision, terms: exitTerms(facts) };
}

/** The day that is not counted (民法典 201): of the acceptance, or the last one of what was waited for. */
function countedFrom(
  { gate, signedOn, told }: Pick<ExitNotes, 'gate' | 'signedOn' | 'told'>,
  today: PlainDate,
): PlainDate {
  if (gate?.on && gate.on <= today) return addDays(gate.on, -1);
  return signedOn === null ? addDays(today, told?.regretDays ?? 0) : today;
}

/** The form that is in force: it was parsed before it was sent and again before it was written. */
export function applicationOf(desk: ExitDesk): ExitApplication {
  return desk.content() as ExitApplication;
}

/** Whatever was owed or awaited before is over with the change. */
export const CLEAN = { waits: { close: 'all' }, tasks: { close: 'all' } } as const;

export function hasPassed(last: PlainDate | null, today: PlainDate): boolean {
  return last !== null && today > last;
}

/** An answer may be used through the n-th day after the day it was given. */
export function isFresh({ notes, prepared, desk }: Judged): boolean {
  const { loans } = notes;
  const days = prepared.figures.checkValidDays;
  return loans !== null && addDays(dateAt(loans.answeredAt), days) >= desk.today();
}

export function decisionRecord({ decision, prepared }: Judged) {
  return recordOf(decision, prepared.facts);
}

export function decidedEvent({ decision }: Judged): EventSpec {
  const { rule, outcome, reasons } = decision;
  return {
    kind: 'decided',
    public: {
      ...{ rule: rule.name, outcome },
      ...(reasons.length > 0 && { codes: reasons.map((reason) => `exit-${reason}`) }),
    },
  };
}

/** When it was asked for, and what another person has looked at, for what is read with the lock. */
export function watchOf({ askedOn = null, seen = [] }: ExitNotes) {
  return { askedOn, seen };
}

/** What every paper of an exit says of it. */
export function paperOf({ application, notes }: Pick<Judged, 'application' | 'notes'>) {
  const { bankCard } = application;
  return {
    accountLast4: notes.accountLast4,
    ...{ cardLast4: bankCard.number.slice(-4), bank: bankCard.bank },
  };
}

/** The same as they were told, with the day the rest waits for now. */
export function toldDates({
  told,
  gate,
  regretUntil,
}: ExitNotes): Readonly<Record<string, unknown>> {
  if (told === null) return {};
  const dates = datesIn(told, regretUntil === null ? null : addDays(regretUntil, 1));
  if (gate === null) return dates;
  const { sealedOn, on } = gate;
  return {
    ...dates,
    sealedOn: sealedOn ?? dates.sealedOn,
    ...(on !== null && laterDates(told.terms, on)),
  };
}

/** The days of whatever waits for the gate: by the seal of the whole account that is all there is. */
export function laterDates(terms: ExitTerms | null, on: PlainDate | null) {
  const rest = { gateOn: on, employeePayableOn: on, closesOn: on };
  const waits = terms?.dates.outcome === 'waits' && terms.dates.flexiblePayableOn !== null;
  return waits ? { ...rest, flexiblePayableOn: on } : rest;
}

/**
 * Days of the stage, for whoever looks at the case: always by the reading that was told.
 *
 * @param from before it nothing is paid; null: at once
 */
export function datesIn({ terms }: Pick<Judged, 'terms'>, from: PlainDate | null = null) {
  const { dates, sealedOn, gateOn, converted } = terms;
  const told = from === null ? dates : notBefore(dates, from);
  const { reading, flexiblePayableOn, employeePayableOn, closesOn } = told;
  return { reading, flexiblePayableOn, employeePayableOn, closesOn, sealedOn, gateOn, converted };
}
