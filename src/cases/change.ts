/**
 * One change of a case, as the workflow asks for it: written in one transaction, exactly once.
 *
 * The key is `{case}:{step}:{ordinal}`, for a person's act `{case}:{its Update's id}`: a business
 * key that survives retries, resets and continue-as-new. `expected` is the version the workflow
 * last saw; SQL says `where version =`.
 */
import type { PlainDate } from '../domain/calendar.ts';
import type { Actor, Parties } from './case.ts';

/** A line of the audit trail. `public` holds codes only; what is personal goes into `content`. */
export interface EventSpec {
  readonly kind: string;
  readonly public?: Readonly<Record<string, unknown>>;
  /** Reason, before, after: encrypted under the person's key before it rests anywhere. */
  readonly content?: Readonly<Record<string, unknown>>;
  /** Who did it, when not the one who caused the change. */
  readonly by?: Actor;
}

export interface WaitSpec {
  readonly kind: string;
  /** Instant (ms) at which the timer fires, null when only a person or the outside can end it. */
  readonly until: number | null;
  readonly clause: string;
  /** Who can end it: role names, `applicant`, `outside`, `clock`. */
  readonly endedBy: readonly string[];
  /** What would shorten it, in Chinese; `无` when nothing does. */
  readonly shortenedBy: string;
  /** Codes and dates only. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface TaskSpec {
  readonly kind: string;
  readonly role: string;
  /** Working days until due, counted from the day after it opens. */
  readonly workingDays: number;
  /** Staff ids who may not do it. */
  readonly notBy?: readonly string[];
  /** false: any branch of the center. */
  readonly ownBranch?: boolean;
}

/** An answer of an outside system, its evidence already sealed under the person's key. */
export interface CheckRecord {
  readonly key: string;
  readonly system: string;
  readonly purpose: string;
  readonly status: string;
  /** Codes only; what the rules read. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Sealed already, or (entered by hand) still to be sealed when it is written. */
  readonly evidence: string | Readonly<Record<string, unknown>>;
  readonly evidenceHash: string;
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly enteredBy?: string;
  readonly confirmedBy?: string;
}

export interface DecisionRecord {
  readonly rule: string;
  readonly version: string;
  readonly outcome: string;
  readonly clauses: readonly string[];
  /** Facts, trace and answer; encrypted before they rest. */
  readonly record: Readonly<Record<string, unknown>>;
}

/** A printable document or notice; `params` are encrypted, the text comes from the template. */
export interface DocumentSpec {
  readonly kind: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Also sent to the applicant by this way, when an address for it is known. */
  readonly notify?: 'sms' | 'app' | 'letter';
  /** Where it is sent, when not where the person is reached now: the phone that this case has changed. */
  readonly to?: 'phone-before';
}

/** Something beyond the case's own rows, done in the same transaction by a named function. */
export interface EffectSpec {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Another case, or a case type that this case proposes. Codes only. */
export interface LinkSpec {
  readonly kind: string;
  readonly other: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface NewCase {
  readonly type: string;
  /** First character of the printed number. */
  readonly prefix: string;
  readonly center: string;
  readonly branch: string;
  readonly channel: string;
  readonly operation?: string;
}

export interface Change {
  readonly key: string;
  readonly caseId: string;
  readonly expected: number;
  /** Id of the Update that asked for it, null for the case itself: asked again, it is the same. */
  readonly asked: string | null;
  /** Workflow time (ms): the business instant of the change. */
  readonly at: number;
  readonly on: PlainDate;
  readonly by: Actor;
  /** Present in the first change only: it creates the case row. */
  readonly start?: NewCase;
  readonly events: readonly EventSpec[];
  readonly stage?: { readonly at: string; readonly detail?: Readonly<Record<string, unknown>> };
  readonly parties?: Parties;
  /** The branch of the same center that goes on with the case; its open tasks go along. */
  readonly branch?: string;
  readonly content?: Readonly<Record<string, unknown>>;
  /**
   * Whom a new case without an applicant of its own is about: the person of another case, or the
   * holder of an account by its opaque id.
   */
  readonly subject?: { readonly case: string } | { readonly account: string };
  readonly links?: readonly LinkSpec[];
  /** Closes every open wait, or those of the named kinds, then opens the new ones. */
  readonly waits?: {
    readonly close?: 'all' | readonly string[];
    readonly open?: readonly WaitSpec[];
  };
  readonly tasks?: {
    readonly close?: 'all' | readonly string[];
    readonly open?: readonly TaskSpec[];
  };
  readonly checks?: readonly CheckRecord[];
  readonly decisions?: readonly DecisionRecord[];
  readonly documents?: readonly DocumentSpec[];
  readonly effects?: readonly EffectSpec[];
  readonly claim?: 'take' | 'release';
  /** With `claim: 'take'`: what is written instead when another open case holds the person. */
  readonly whenHeld?: Pick<Change, 'events' | 'stage' | 'waits' | 'tasks' | 'documents' | 'notes'> &
    Pick<Change, 'decisions' | 'effects' | 'outcome'>;
  readonly acceptance?: {
    readonly acceptedOn: PlainDate;
    readonly regulation: '2019' | '2026';
    readonly dueOn: PlainDate | null;
    /** Null: nothing is promised, because the law itself says when. */
    readonly promisedWorkingDays: number | null;
  };
  /** Another last day of the law than the one of the acceptance; null: from now on none runs. */
  readonly due?: PlainDate | null;
  /** Ends the case. */
  readonly outcome?: string;
  /** What the course of the case remembers from here on; sealed before it rests. */
  readonly notes: Remembered;
}

/** JSON of the case type's own; nothing but the course of that type reads it. */
export type Remembered = Readonly<Record<string, unknown>>;

/** What the database says after the change. */
export interface Committed {
  readonly version: number;
  readonly number: string;
  readonly stage: string;
  readonly parties: Parties;
  /** The branch it went to with this change; left out when it stayed. */
  readonly branch?: string;
  /** Answers of the effects by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** The other open case of the same person, when `claim: 'take'` found one. */
  readonly claimHeldBy: string | null;
  /**
   * Null when it was written now. Else an earlier attempt had written this version, and its worker
   * was gone before the workflow heard of it: what was remembered then, to go on from there.
   */
  readonly before: Before | null;
}

export interface Before {
  /** The Update that had asked for what was written. */
  readonly asked: string | null;
  readonly notes: Remembered;
  /** The form in force then; null when the case has none. */
  readonly content: Readonly<Record<string, unknown>> | null;
}
