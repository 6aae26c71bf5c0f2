/**
 * 等封存满半年: to that very day; what a unit or a hold changes meanwhile is told at once, and decided on
 * the day. A unit that employs the person again ends the seal, and the half year begins anew with the next.
 */
import { patched } from '@temporalio/workflow';
import { waitFor } from '../../src/cases/wait-specs.ts';
import { addDays, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import type { MovedBy } from '../engine/wait-move-parts.ts';
import type { Moved } from '../engine/wait-moves.ts';
import { asking } from './ask.ts';
import {
  datesIn,
  decidedEvent,
  decisionRecord,
  judgedNow,
  laterDates,
  paperOf,
  type ExitDesk,
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
    notes: { ...notes, gate, warned: [], againAt: null },
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
function shownDates(work: Judged) {
  const dates = datesIn(work);
  const { on } = gateOf(work);
  return on === dates.gateOn ? dates : { ...dates, ...laterDates(work.terms, on) };
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
    detail: { sealedOn, ...laterDates(notes.told?.terms ?? null, on) },
    waitDetail: gate,
    documents: [],
  };
}

function gateWait(gate: NonNullable<Judged['notes']['gate']>) {
  if (gate.on === null) return waitFor('exit-seal', null);
  return waitFor('exit-gate', startOf(gate.on), gate);
}

/** The day that follows by the law, and the one of a court beside it where that one is what is waited for. */
function movedPaper(work: Judged) {
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

/** Until the first moment of the day; the platform is asked anew then. */
export async function awaitGate(desk: ExitDesk): Promise<void> {
  const seen = desk.version();
  const { gate } = desk.notes();
  const until = gate?.on ? startOf(gate.on) : null;
  if (await desk.changed(seen, until)) {
    // Told to look again, it sees what became of the seal meanwhile.
    if (desk.version() === seen) await desk.advance(() => gateNews(desk), seen);
    return;
  }
  await desk.advance(async () => {
    const work = await judgedNow(desk);
    const next = asking(work, 'pay');
    return { ...next, step: 'gate', events: [{ kind: 'exit-gate-open' }, ...next.events] };
  }, seen);
}

/** What came to be told during the wait; null: nothing that was not known. */
export async function gateNews(desk: ExitDesk): Promise<ExitDraft | null> {
  const work = await judgedNow(desk);
  const { notes, decision } = work;
  const warned = decision.reasons.map((reason) => `exit-${reason}`);
  // While something stands against it the rule tells no dates; the seal is looked at by itself.
  if (isFreed(work)) return freed(work);
  const moved = decision.outcome === 'refused' ? null : movedGate(work);
  if (moved) return moved;
  if (JSON.stringify(warned) === JSON.stringify(notes.warned)) return null;
  return {
    step: 'warned',
    notes: { ...notes, warned },
    events: [
      warned.length > 0
        ? { kind: 'exit-obstacle', public: { codes: warned } }
        : { kind: 'exit-obstacle-gone' },
    ],
  };
}

/** By another reading since it was told, flexible money waits for nothing any more; a court's day stands. */
function isFreed({ desk, notes, decision, terms }: Judged): boolean {
  if (notes.courtOn !== undefined && notes.courtOn > desk.today()) return false;
  const reading = notes.told?.terms.dates.reading;
  const isOther = reading === 'whole-account' && terms.dates.reading === 'employee-portion';
  return isOther && notes.attempts === 0 && ['partial', 'granted'].includes(decision.outcome);
}

/** The platform is asked as before every payment. */
function freed(work: Judged): ExitDraft {
  const before = work.notes.gate?.on ?? null;
  const next = asking(work, 'pay');
  return {
    ...next,
    step: 'freed',
    events: [{ kind: 'exit-clock-runs', public: { before, ...gateOf(work) } }],
  };
}

function movedGate(work: Judged): ExitDraft | null {
  const { notes } = work;
  const before = notes.gate;
  const gate = gateOf(work);
  if (before?.on === gate.on && before.sealedOn === gate.sealedOn) return null;
  const isReset = gate.sealedOn === null;
  return {
    step: 'gate-moved',
    notes: { ...notes, gate, warned: [] },
    decisions: [decisionRecord(work)],
    events: [
      {
        kind: isReset ? 'exit-clock-reset' : 'exit-clock-runs',
        public: { before: before?.on ?? null, ...gate },
      },
    ],
    stage: { at: 'awaiting gate', detail: shownDates(work) },
    documents: [movedPaper(work)],
    waits: { close: 'all', open: [gateWait(gate)] },
  };
}
