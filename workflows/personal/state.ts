/** What the course of a change of personal data (信息变更) remembers, and what it works on. */
import type { PersonalChangePrepared } from '../../activities/personal-change.ts';
import type { EventSpec } from '../../src/cases/change.ts';
import type { Act } from '../../src/cases/messages.ts';
import type { PersonalChangeAction, PersonalChangeStage } from '../../src/cases/personal-change.ts';
import { addDays, dateAt, type PlainDate } from '../../src/domain/calendar.ts';
import type {
  PersonalChangeActs,
  PersonalChangeApplication,
} from '../../src/forms/personal-change.ts';
import type { Decision } from '../../src/policy/decision.ts';
import {
  decidePersonalChange,
  type PersonalChangeDecision,
  type VerifiedIdentity,
} from '../../src/policy/personal-change.ts';
import { steadily } from '../engine/commit.ts';
import { recordOf } from '../engine/decisions.ts';
import type { Desk, Draft } from '../engine/desk.ts';

export type PersonalDesk = Desk<PersonalChangeStage, PersonalChangeAction, PersonalNotes>;
export type PersonalDraft = Draft<PersonalNotes>;
export type ActOf<Name extends keyof PersonalChangeActs> = Act<PersonalChangeActs[Name]>;

export interface Deadline {
  /** The last day on which it is still in time. */
  readonly last: PlainDate;
  /** The instant (ms) at which it has passed. */
  readonly until: number;
}

/** Plain JSON, written with every change: a later run, or another worker, goes on from it. */
export interface PersonalNotes {
  readonly accountLast4: string;
  /** In front of a clerk; false: through a channel. */
  readonly counter: boolean;
  readonly acceptedOn: PlainDate | null;
  readonly supplementBy: Deadline | null;
  /** What was named as missing. */
  readonly told: readonly string[];
  /** Which question to the registry this is: part of its key. */
  readonly round: number;
  /** Null: not answered since it was asked last. */
  readonly identity: { readonly result: VerifiedIdentity; readonly answeredAt: number } | null;
  readonly parkedUntil: number | null;
  readonly confirmed: readonly string[];
}

export const NEW_NOTES: PersonalNotes = {
  ...{ accountLast4: '', counter: true, acceptedOn: null, supplementBy: null, told: [] },
  ...{ round: 1, identity: null, parkedUntil: null, confirmed: [] },
};

export interface Judged {
  readonly desk: PersonalDesk;
  readonly application: PersonalChangeApplication;
  readonly notes: PersonalNotes;
  readonly prepared: PersonalChangePrepared;
  readonly decision: Decision<PersonalChangeDecision>;
}

/** Reads the books and decides; nothing is written. */
export function judgedNow(desk: PersonalDesk): Promise<Judged> {
  return judged(desk, applicationOf(desk), desk.notes());
}

export async function judged(
  desk: PersonalDesk,
  application: PersonalChangeApplication,
  notes: PersonalNotes,
): Promise<Judged> {
  const { center, caseId } = desk;
  const { counter, confirmed } = notes;
  const identity = notes.identity?.result ?? null;
  const ask = { center, caseId, on: desk.today(), application, counter, identity, confirmed };
  const prepared = await steadily(({ preparePersonalChange }) => preparePersonalChange(ask));
  return { desk, application, notes, prepared, decision: decidePersonalChange(prepared.facts) };
}

/** The form that is in force: it was parsed before it was sent and again before it was written. */
export function applicationOf(desk: PersonalDesk): PersonalChangeApplication {
  return desk.content() as PersonalChangeApplication;
}

/** Whatever was owed or awaited before is over with the change. */
export const CLEAN = { waits: { close: 'all' }, tasks: { close: 'all' } } as const;

/** An answer may be used through the n-th day after the day it was given. */
export function isFresh({ notes, prepared, desk }: Judged): boolean {
  const { identity } = notes;
  const { checkValidDays } = prepared.figures;
  return identity !== null && addDays(dateAt(identity.answeredAt), checkValidDays) >= desk.today();
}

export function decisionRecord({ decision, prepared }: Judged) {
  return recordOf(decision, prepared.facts);
}

export function decidedEvent({ decision }: Judged): EventSpec {
  const { rule, outcome, reasons } = decision;
  return {
    kind: 'decided',
    public: { rule: rule.name, outcome, ...(reasons.length > 0 && { codes: reasons }) },
  };
}

/** What every paper says of it. */
export function paperOf({ application, notes }: Pick<Judged, 'application' | 'notes'>) {
  const wanted = (['name', 'document', 'phone', 'address'] as const).filter(
    (kind) => application[kind] !== undefined,
  );
  return { accountLast4: notes.accountLast4, wanted };
}
