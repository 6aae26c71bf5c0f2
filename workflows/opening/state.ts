/** What the course of one account opening remembers between its steps. */
import type { Answered } from '../../activities/checks.ts';
import type { Prepared } from '../../activities/opening.ts';
import type { CheckRecord } from '../../src/cases/change.ts';
import type { OpeningAction, OpeningStage } from '../../src/cases/account-opening.ts';
import { addDays, dateAt, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import type { AccountOpeningApplication } from '../../src/forms/account-opening.ts';
import type { PlatformAnswer } from '../../src/policy/opening-check.ts';
import type {
  Finding,
  IdentityResult,
  OpeningDecision,
} from '../../src/policy/opening-decision.ts';
import { assessIntake, type Intake } from '../../src/policy/opening-intake.ts';
import type { Desk } from '../engine/desk.ts';
import type { System } from '../engine/outside.ts';

export type OpeningDesk = Desk<OpeningStage, OpeningAction>;

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

/** An answer read off the platform by hand, waiting for a second person. */
export interface Entered {
  readonly system: System;
  readonly answered: Answered;
}

export interface Opening {
  readonly desk: OpeningDesk;
  application: AccountOpeningApplication;
  prepared: Prepared;
  acceptedOn: PlainDate | null;
  /** Part of every request's key: a fresh question is a new question outside. */
  round: number;
  answers: Partial<Record<System, Answered>>;
  /** Answers not yet written to the database. */
  unwritten: readonly Answered[];
  /** Findings a reviewer has cleared. */
  cleared: readonly Finding[];
  decision: OpeningDecision | null;
  signed: boolean;
  /** A verdict let this case go on as soon as the other one has ended. */
  follows: boolean;
  supplementBy: Deadline | null;
  deferredTo: Deadline | null;
  signBy: Deadline | null;
  reviewBy: Deadline | null;
  /** A parked step: what failed, and when it is tried again by itself. */
  parked: { readonly systems: readonly System[]; readonly retryAt: number } | null;
  entered: Entered | null;
}

export function newOpening(
  desk: OpeningDesk,
  application: AccountOpeningApplication,
  prepared: Prepared,
): Opening {
  return {
    desk,
    application,
    prepared,
    acceptedOn: null,
    round: 1,
    answers: {},
    unwritten: [],
    cleared: [],
    decision: null,
    signed: false,
    follows: false,
    supplementBy: null,
    deferredTo: null,
    signBy: null,
    reviewBy: null,
    parked: null,
    entered: null,
  };
}

export function intakeOf({ application, prepared, desk }: Opening): Intake {
  const { figures } = prepared;
  return assessIntake({ application, center: desk.center, on: desk.today(), figures });
}

export function nationalFacts({ record }: Answered): NationalFacts {
  return record.facts as unknown as NationalFacts;
}

export function identityResult({ record }: Answered): IdentityResult {
  return (record.facts as unknown as { readonly result: IdentityResult }).result;
}

/** An answer may be used through the n-th day after the day it was given. */
export function isFresh(answered: Answered | undefined, today: PlainDate, days: number): boolean {
  return answered !== undefined && addDays(dateAt(answered.record.answeredAt), days) >= today;
}

/** A deadline n days from today: through the end of the last day. */
export function inDays(today: PlainDate, days: number): Deadline {
  const last = addDays(today, days);
  return { last, until: startOf(addDays(last, 1)) };
}

/** Whatever was owed or awaited before is over with the change. */
export const CLEAN = { waits: { close: 'all' }, tasks: { close: 'all' } } as const;

/** Everything that was asked is asked again, as new questions. */
export function forgetAnswers(opening: Opening): void {
  opening.answers = {};
  opening.unwritten = [];
  opening.round += 1;
}

export function setAnswer(opening: Opening, system: System, answered: Answered): void {
  opening.answers = { ...opening.answers, [system]: answered };
  opening.unwritten = [...opening.unwritten, answered];
}

/** The answers that the next change writes, once. */
export function takeUnwritten(opening: Opening): readonly CheckRecord[] {
  const records = opening.unwritten.map(({ record }) => record);
  opening.unwritten = [];
  return records;
}
