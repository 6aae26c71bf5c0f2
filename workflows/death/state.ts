/** What the course of a payment after a death (死亡提取) remembers, and what it works on. */
import type { DeathAsk, DeathPrepared } from '../../activities/death-payout.ts';
import type { EventSpec } from '../../src/cases/change.ts';
import type { DeathAction, DeathStage } from '../../src/cases/death-payout.ts';
import type { Act } from '../../src/cases/messages.ts';
import type { PlainDate } from '../../src/domain/calendar.ts';
import type { KnownLoans } from '../../src/domain/exit-books.ts';
import type { Yuan } from '../../src/domain/money.ts';
import type { DeathPayoutActs, DeathPayoutApplication } from '../../src/forms/death-payout.ts';
import {
  assessDeathPayout,
  type DeathPayout,
  type DeathReason,
} from '../../src/policy/death-payout.ts';
import type { Decision } from '../../src/policy/decision.ts';
import { steadily } from '../engine/commit.ts';
import { recordOf } from '../engine/decisions.ts';
import type { Desk, Draft } from '../engine/desk.ts';
import { NO_PAYOUT, type PayoutNotes } from '../engine/payout.ts';

export type DeathDesk = Desk<DeathStage, DeathAction, DeathNotes>;
export type DeathDraft = Draft<DeathNotes>;
export type ActOf<Name extends keyof DeathPayoutActs> = Act<DeathPayoutActs[Name]>;

/** What is paid to whom, one after the other; what comes in later is another round. */
export interface Plan {
  readonly round: number;
  readonly amounts: readonly Yuan[];
  /** Place of the heir who is next. */
  readonly next: number;
}

/** Plain JSON, written with every change: a later run, or another worker, goes on from it. */
export interface DeathNotes extends PayoutNotes {
  readonly accountLast4: string;
  readonly acceptedOn: PlainDate | null;
  /** Which question to the outside this is: part of its key. */
  readonly round: number;
  /** Null: not answered since it was asked last. */
  readonly loans: KnownLoans | null;
  readonly identities: readonly string[] | null;
  readonly parkedUntil: number | null;
  readonly reviewed: boolean;
  /** On this day the interest was settled; null: not since anything was paid. */
  readonly settledOn: PlainDate | null;
  readonly rounds: number;
  readonly plan: Plan | null;
  readonly againAt: number | null;
  /** Marks of changes of data that the reviewer has looked at. */
  readonly seen?: readonly string[];
  /** What keeps the rest of a division that has begun; left out: nothing did. */
  readonly heldBy?: readonly DeathReason[];
  /** Cards that were named after the review, each looked at before it is paid to; left out: none. */
  readonly cards?: DeathAsk['cards'];
}

export const NEW_NOTES: DeathNotes = {
  ...NO_PAYOUT,
  ...{ accountLast4: '', acceptedOn: null, round: 1, loans: null, identities: null },
  ...{ parkedUntil: null, reviewed: false, settledOn: null, rounds: 0, plan: null, againAt: null },
};

export interface Judged {
  readonly desk: DeathDesk;
  readonly application: DeathPayoutApplication;
  readonly notes: DeathNotes;
  readonly prepared: DeathPrepared;
  readonly decision: Decision<DeathPayout>;
}

/** Reads the books and decides; nothing is written. */
export function judgedNow(desk: DeathDesk): Promise<Judged> {
  return judged(desk, applicationOf(desk), desk.notes());
}

export async function judged(
  desk: DeathDesk,
  application: DeathPayoutApplication,
  notes: DeathNotes,
): Promise<Judged> {
  const { center, caseId } = desk;
  const { loans, identities, acceptedOn: askedOn, seen = [], cards = [] } = notes;
  const known = { loans, identities, askedOn, seen, cards };
  const ask = { center, caseId, on: desk.today(), application, ...known };
  const prepared = await steadily(({ prepareDeath }) => prepareDeath(ask));
  const decision = assessDeathPayout(prepared.facts);
  return { desk, application, notes, prepared, decision };
}

/** The form that is in force: it was parsed before it was sent and again before it was written. */
export function applicationOf(desk: DeathDesk): DeathPayoutApplication {
  return desk.content() as DeathPayoutApplication;
}

/** Whatever was owed or awaited before is over with the change. */
export const CLEAN = { waits: { close: 'all' }, tasks: { close: 'all' } } as const;

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

/** What every paper says of it; names stand in the form and on paper, never in an event. */
export function paperOf({ application, notes }: Pick<Judged, 'application' | 'notes'>) {
  const { basis, diedOn, documentNumber, heirs } = application;
  return {
    ...{ accountLast4: notes.accountLast4, basis, diedOn, documentNumber },
    heirs: heirs.map(({ name, relation, parts, bankCard }) => ({
      ...{ name, relation, parts, bank: bankCard.bank, cardLast4: bankCard.number.slice(-4) },
    })),
  };
}
