/** What the course of one account opening remembers between its steps, and what it works on. */
import type { Answered } from '../../activities/checks.ts';
import type { Prepared } from '../../activities/opening.ts';
import type { Actor, Parties } from '../../src/cases/case.ts';
import type { CheckRecord } from '../../src/cases/change.ts';
import type { JoiningAction, JoiningStage } from '../../src/cases/joining.ts';
import { addDays, dateAt, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import type { Act } from '../../src/cases/messages.ts';
import type { AccountOpeningActs } from '../../src/forms/account-opening.ts';
import type { JoiningApplication } from '../../src/forms/take-up.ts';
import type { ClauseKey } from '../../src/policy/clauses.ts';
import type { Condition } from '../../src/policy/decision.ts';
import type { PlatformAnswer } from '../../src/policy/opening-check.ts';
import type {
  Finding,
  IdentityResult,
  OpeningDecision,
  Reason,
} from '../../src/policy/opening-decision.ts';
import type { TakeUpOutcome } from '../../src/policy/take-up-findings.ts';
import { assessIntake, type Intake } from '../../src/policy/opening-intake.ts';
import { steadily } from '../engine/commit.ts';
import type { TakeUpBooks } from '../../activities/take-up.ts';
import { refusedAct, type Desk, type Draft } from '../engine/desk.ts';
import type { System } from '../engine/outside.ts';

export interface JoiningDecision {
  readonly outcome: OpeningDecision['outcome'] | TakeUpOutcome;
  /** The finding that decided. */
  readonly code: string;
  readonly reasons: readonly Reason[];
  readonly flags: readonly string[];
  readonly clauses: readonly ClauseKey[];
  readonly rule: { readonly name: string; readonly version: string };
  readonly trace: readonly Condition[];
  readonly facts: object;
}

type Outcome = Exclude<JoiningDecision['outcome'], 'retry'>;

export interface Terms extends Readonly<Record<string, unknown>> {
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface Business {
  readonly type: string;
  /** Where the case stands while what was signed is carried out. */
  readonly working: JoiningStage;
  readonly papers: {
    readonly agreement: string;
    readonly refusal: string;
    readonly deferral: string;
    readonly reminder: string;
    readonly lapse: string;
    readonly withdrawn: string;
  };
  /** Reads the books before a decision, and notes what they say; null: nothing of them decides. */
  readonly look: ((opening: Opening) => Promise<Opening>) | null;
  readonly decide: (opening: Opening) => JoiningDecision;
  /** What the agreement says beside the person's own choice, and what of it stands with the case. */
  readonly terms: (opening: Opening) => Terms;
  /** Everything that was signed, in force at once. */
  readonly complete: (opening: Opening, decision: JoiningDecision) => OpeningDraft;
  /** What only this business knows an outcome for; null: the common parts deal with it. */
  readonly follow: (
    opening: Opening,
    decision: JoiningDecision,
    outcome: Outcome,
  ) => OpeningDraft | null;
}

/** The desk of a case, with what its business does in its own way. */
export interface OpeningDesk extends Desk<JoiningStage, JoiningAction, Notes> {
  readonly business: Business;
}
export type OpeningDraft = Draft<Notes>;
export type ActOf<Name extends keyof AccountOpeningActs> = Act<AccountOpeningActs[Name]>;

export const SYSTEMS: readonly System[] = ['identity', 'national'];

export interface NationalFacts {
  readonly nameMatches: boolean;
  readonly documentMatches: boolean;
  readonly answer: PlatformAnswer;
}

export interface Deadline {
  /** The last day on which it is still in time. */
  readonly last: PlainDate;
  /** The instant (ms) at which it has passed. */
  readonly until: number;
}

/** An answer as the rules read it; its evidence lies in the database. */
export interface KnownAnswer {
  readonly facts: CheckRecord['facts'];
  /** Instant (ms) from which its age counts. */
  readonly answeredAt: number;
}

/** An answer read off the platform by hand, waiting for a second person. */
export interface Entered {
  readonly system: System;
  readonly record: CheckRecord;
}

/**
 * Plain JSON, written with every change: a later run, or another worker, goes on from it.
 * Everything that is asked of the case's history is here and nowhere else in the workflow.
 */
export interface Notes {
  readonly prepared: Prepared;
  readonly acceptedOn: PlainDate | null;
  /** Counts the questions to each system: part of their keys, so that a new one is a new one there. */
  readonly rounds: Readonly<Record<System, number>>;
  readonly answers: Readonly<Partial<Record<System, KnownAnswer>>>;
  /** Findings a reviewer has cleared. */
  readonly cleared: readonly Finding[];
  /** What decided last. */
  readonly finding: string | null;
  readonly signed: boolean;
  /** A verdict let this case go on as soon as the other one has ended. */
  readonly follows: boolean;
  /** A person has looked at an automatic decision. */
  readonly reconsidered: boolean;
  /** Codes of what was told to be missing. */
  readonly told: readonly string[];
  readonly supplementBy: Deadline | null;
  readonly deferredTo: Deadline | null;
  readonly signBy: Deadline | null;
  readonly reminded: boolean;
  readonly reviewBy: Deadline | null;
  /** A parked step: what failed, and when it is tried again by itself. */
  readonly parked: { readonly systems: readonly System[]; readonly retryAt: number } | null;
  readonly entered: Entered | null;
  /** Of an account that is taken up: what the books said last, and until when its unit may seal it. */
  readonly books?: TakeUpBooks;
  readonly unitBy?: Deadline | null;
}

/** The case as it stands now: what steps and acts start from. */
export interface Opening {
  readonly desk: OpeningDesk;
  readonly application: JoiningApplication;
  readonly notes: Notes;
}

/** What is remembered of a case that has just come in. */
export function firstNotes(prepared: Prepared): Notes {
  return {
    prepared,
    acceptedOn: null,
    rounds: { identity: 1, national: 1 },
    answers: {},
    cleared: [],
    finding: null,
    signed: false,
    follows: false,
    reconsidered: false,
    told: [],
    supplementBy: null,
    deferredTo: null,
    signBy: null,
    reminded: false,
    reviewBy: null,
    parked: null,
    entered: null,
  };
}

export function openingOf(desk: OpeningDesk): Opening {
  // The form was parsed before it was sent and again before it was written.
  const application = desk.content() as JoiningApplication;
  return { desk, application, notes: desk.notes() };
}

/** The same case with other notes; nothing is remembered before a draft with them is written. */
export function noting(opening: Opening, notes: Partial<Notes>): Opening {
  return { ...opening, notes: { ...opening.notes, ...notes } };
}

/** The figures in force for what is stated now: of the day of acceptance, before it of today. */
export async function withFigures(opening: Opening): Promise<Opening> {
  const { desk, application, notes } = opening;
  const { figures } = notes.prepared;
  const district = application.district ?? null;
  const on = notes.acceptedOn ?? desk.today();
  if (figures.district === district && figures.on === on) return opening;
  const ask = { center: desk.center, district, on, caseId: desk.caseId };
  return noting(opening, {
    prepared: await steadily(({ prepareOpening }) => prepareOpening(ask)),
  });
}

export function intakeOf({ application, notes, desk }: Opening): Intake {
  const { figures } = notes.prepared;
  return assessIntake({ application, center: desk.center, on: desk.today(), figures });
}

// The facts of an answer are written by the activity of that system, or parsed by the form.
export function nationalFacts({ facts }: KnownAnswer): NationalFacts {
  return facts as unknown as NationalFacts;
}

export function identityResult({ facts }: KnownAnswer): IdentityResult {
  return (facts as unknown as { readonly result: IdentityResult }).result;
}

/** An answer may be used through the n-th day after the day it was given. */
export function isFresh(opening: Opening, system: System): boolean {
  const { answers, prepared } = opening.notes;
  const answer = answers[system];
  const days = prepared.figures.checkValidDays;
  return answer !== undefined && addDays(dateAt(answer.answeredAt), days) >= opening.desk.today();
}

/** A deadline n days from today: through the end of the last day. */
export function inDays(today: PlainDate, days: number): Deadline {
  const last = addDays(today, days);
  return { last, until: startOf(addDays(last, 1)) };
}

export function hasPassed(deadline: Deadline | null): boolean {
  return deadline !== null && Date.now() >= deadline.until;
}

/** Whatever was owed or awaited before is over with the change. */
export const CLEAN = { waits: { close: 'all' }, tasks: { close: 'all' } } as const;

/** What these systems have answered no longer counts: they are asked again, as new questions. */
export function asking(opening: Opening, systems: readonly System[]): Opening {
  const { answers, rounds } = opening.notes;
  const kept = SYSTEMS.filter((system) => !systems.includes(system));
  return noting(opening, {
    answers: Object.fromEntries(
      kept.flatMap((system) => (answers[system] ? [[system, answers[system]]] : [])),
    ),
    rounds: {
      identity: rounds.identity + Number(systems.includes('identity')),
      national: rounds.national + Number(systems.includes('national')),
    },
  });
}

/** An answer that has become too old is no answer. */
export function withoutStale(opening: Opening): Opening {
  const { answers } = opening.notes;
  const stale = SYSTEMS.filter((system) => answers[system] && !isFresh(opening, system));
  return stale.length === 0 ? opening : asking(opening, stale);
}

/** With what was just answered. */
export function hearing(opening: Opening, answered: readonly Answered[]): Opening {
  const heard = answered.map(({ record }) => {
    const { system, facts, answeredAt } = record;
    return [system, { facts, answeredAt }] as const;
  });
  return noting(opening, { answers: { ...opening.notes.answers, ...Object.fromEntries(heard) } });
}

/** With another application nothing that was answered or cleared for the old one counts. */
export function restated(opening: Opening, application: JoiningApplication): Promise<Opening> {
  const stated = asking({ ...opening, application }, SYSTEMS);
  return withFigures(noting(stated, { cleared: [], finding: null }));
}

/** Whoever decides something in a case does not look at it again when a review is asked for. */
export function decidedBy({ desk }: Opening, by: Actor): Parties {
  return { decider: [...new Set([...desk.peopleWith('decider'), by.id])] };
}

/** A deadline that has passed while the clock's own step was on its way has passed. */
export function inTime(
  deadline: Deadline | null,
  { detail, clause }: { readonly detail: string; readonly clause: ClauseKey },
): void {
  if (hasPassed(deadline)) {
    throw refusedAct({ code: 'action-not-permitted', detail, restsOn: clause });
  }
}
