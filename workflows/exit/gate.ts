/**
 * 等封存满半年: to that very day. What a unit or a hold changes meanwhile is told at once (gate-news.ts), and
 * decided on the day.
 */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { addDays, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import type { MovedBy } from '../engine/wait-move-parts.ts';
import type { Moved } from '../engine/wait-moves.ts';
import {
  datesIn,
  decidedEvent,
  decisionRecord,
  paperOf,
  type ExitDraft,
  type ExitNotes,
  type Judged,
} from './state.ts';

/** From now on it waits: the agreement has ended, the account is sealed with the rest. */
export function wait(work: Judged): ExitDraft {
  const { notes, terms } = work;
  const before = notes.gate;
  const gate = gateOf(work);
  // Told before the signature, or while it waited, it is no news; another day is.
  const toldOn = before === null ? notes.told?.terms.gateOn : before.on;
  const isMoved = notes.told !== null && toldOn !== gate.on;
  return {
    step: 'wait',
    notes: { ...notes, gate, warned: [], againAt: null },
    decisions: [decisionRecord(work)],
    events: [decidedEvent(work), { kind: 'exit-waits', public: { ...gate } }],
    stage: { at: 'awaiting gate', detail: shownDates(work) },
    effects: [{ name: 'end-for-exit', params: {} }],
    documents: isMoved ? [movedPaper(work)] : [],
    waits: { close: 'all', open: [gateWait(gate, terms.sealedOn === null)] },
    tasks: { close: 'all' },
  };
}

/** By the law, or on the later day that a court has ordered, also when the law's day has passed. */
export function gateOf({ desk, terms, notes }: Judged) {
  const { sealedOn, gateOn } = terms;
  const { courtOn } = notes;
  const isAhead = courtOn !== undefined && courtOn > desk.today() && sealedOn !== null;
  if (!isAhead || (gateOn !== null && gateOn > courtOn)) return { sealedOn, on: gateOn };
  return { sealedOn, on: courtOn };
}

/** The same days as they are shown with the stage. */
export function shownDates(work: Judged) {
  const dates = datesIn(work);
  const { on } = gateOf(work);
  return on === dates.gateOn ? dates : { ...dates, ...laterDates(on) };
}

function laterDates(on: PlainDate | null) {
  return { gateOn: on, employeePayableOn: on, closesOn: on };
}

/** 改期: by a corrected seal, from which the day follows, or by order of a court. */
export function gateMovedTo(
  notes: ExitNotes,
  lastOn: PlainDate,
  { ground, correctedOn }: MovedBy,
): Moved<ExitNotes> {
  const on = addDays(lastOn, 1);
  const sealedOn = correctedOn ?? notes.gate?.sealedOn ?? null;
  const gate = { sealedOn, on };
  return {
    notes: { ...notes, gate, warned: [], ...(ground === 'court-order' && { courtOn: on }) },
    detail: { sealedOn, ...laterDates(on) },
    waitDetail: gate,
    documents: [],
  };
}

export function gateWait(gate: NonNullable<Judged['notes']['gate']>, isUnsealed: boolean) {
  if (isUnsealed || gate.on === null) return waitFor('exit-seal', null);
  return waitFor('exit-gate', startOf(gate.on), gate);
}

export function movedPaper(work: Judged) {
  const { notes, terms } = work;
  return {
    kind: 'exit-gate-moved',
    params: {
      ...paperOf(work),
      before: notes.gate?.on ?? notes.told?.terms.gateOn ?? null,
      ...{ sealedOn: terms.sealedOn, gateOn: terms.gateOn },
    },
    notify: 'sms',
  } as const;
}
