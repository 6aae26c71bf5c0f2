/**
 * 等封存满半年: to that very day. What a unit or a hold changes meanwhile is told at once (gate-news.ts), and
 * decided on the day.
 */
import { patched } from '@temporalio/workflow';
import { waitFor } from '../../src/cases/wait-specs.ts';
import { addDays, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import { notDue } from './clock.ts';
import type { MovedBy } from '../engine/wait-move-parts.ts';
import type { Moved } from '../engine/wait-moves.ts';
import {
  datesIn,
  decidedEvent,
  decisionRecord,
  laterDates,
  paperOf,
  type ExitDraft,
  type ExitNotes,
  type Judged,
} from './state.ts';

/** From now on it waits: the agreement has ended, the account is sealed with the rest. */
export function wait(work: Judged): ExitDraft {
  const { notes } = work;
  const before = notes.gate;
  const gate = gateOf(work);
  // Told before the signature, or while it waited, it is no news; another day is.
  const toldOn = before === null ? notes.told?.terms.gateOn : before.on;
  const isMoved = notes.told !== null && toldOn !== gate.on;
  return {
    step: 'wait',
    ...notDue({ ...notes, gate, warned: [], againAt: null }),
    decisions: [decisionRecord(work)],
    events: [decidedEvent(work), { kind: 'exit-waits', public: { ...gate } }],
    stage: { at: 'awaiting gate', detail: shownDates(work) },
    effects: [{ name: 'end-for-exit', params: {} }],
    documents: isMoved ? [movedPaper(work)] : [],
    waits: { close: 'all', open: [gateWait(gate)] },
    tasks: { close: 'all' },
  };
}

/** By the law, or on the later day that a court has ordered. */
export function gateOf({ terms, notes }: Pick<Judged, 'terms' | 'notes'>) {
  const { sealedOn } = terms;
  const { courtOn } = notes;
  const lawOn = terms.gateOn ?? openedOn({ terms, notes });
  return {
    sealedOn,
    on: lawOn !== null && courtOn !== undefined && courtOn > lawOn ? courtOn : lawOn,
  };
}

/** The half year is full: the day that was waited for if it has come, else today; null: it is not full. */
function openedOn({ terms, notes }: Pick<Judged, 'terms' | 'notes'>): PlainDate | null {
  const { closesOn: today } = terms.dates;
  const before = notes.gate?.on ?? null;
  // Before this, a case that looked at an open gate waited for a seal instead, for good.
  if (today === null || !patched('exit-gate-open')) return null;
  return before !== null && before <= today ? before : today;
}

/** The same days as they are shown with the stage. */
export function shownDates(work: Judged) {
  const dates = datesIn(work);
  const { on } = gateOf(work);
  return on === dates.gateOn ? dates : { ...dates, ...laterDates(work.terms, on) };
}

/** By order of a court nothing of the rest is paid yet, whatever the books say of the seal, by whatever reading. */
export function isBeforeCourtDay({ notes, desk }: Pick<Judged, 'notes' | 'desk'>): boolean {
  return notes.courtOn !== undefined && notes.courtOn > desk.today();
}

/** 改期: by a corrected seal, from which the day follows, or by order of a court, whose day is never undone by a seal. */
export function gateMovedTo(
  notes: ExitNotes,
  lastOn: PlainDate,
  { ground, correctedOn }: MovedBy,
): Moved<ExitNotes> {
  const lawOn = addDays(lastOn, 1);
  const { courtOn } = notes;
  const isHeld = ground !== 'court-order' && courtOn !== undefined && courtOn > lawOn;
  const on = isHeld ? courtOn : lawOn;
  const sealedOn = correctedOn ?? notes.gate?.sealedOn ?? null;
  const gate = { sealedOn, on };
  return {
    notes: { ...notes, gate, warned: [], ...(ground === 'court-order' && { courtOn: on }) },
    detail: { sealedOn, ...laterDates(notes.told?.terms ?? null, on) },
    waitDetail: gate,
    documents: [],
    ...(isHeld && { lastOn: addDays(on, -1) }),
  };
}

export function gateWait(gate: NonNullable<Judged['notes']['gate']>) {
  if (gate.on === null) return waitFor('exit-seal', null);
  return waitFor('exit-gate', startOf(gate.on), gate);
}

/** The day that follows by the law, and the one of a court beside it where that one is what is waited for. */
export function movedPaper(work: Judged) {
  const { notes, terms } = work;
  const { on } = gateOf(work);
  const isOrdered = on !== null && on === notes.courtOn && on !== terms.gateOn;
  return {
    kind: 'exit-gate-moved',
    params: {
      ...paperOf(work),
      before: (notes.gate === null ? notes.told?.terms.gateOn : notes.gate.on) ?? null,
      ...{ sealedOn: terms.sealedOn, gateOn: terms.gateOn },
      courtOn: isOrdered ? on : null,
    },
    notify: 'sms',
  } as const;
}
