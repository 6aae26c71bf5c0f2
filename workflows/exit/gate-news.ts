/**
 * What comes during 等封存满半年: the day itself; a unit that employs the person again, which ends the seal, so that
 * the half year begins anew with the next one; what would stand against it. Each is told at once, whatever
 * else stands against it; whether that refuses is decided on the day.
 */
import { patched } from '@temporalio/workflow';
import { startOf } from '../../src/domain/calendar.ts';
import { termsUnopposed } from '../../src/policy/exit-terms.ts';
import { asking } from './ask.ts';
import { due } from './clock.ts';
import { gateOf, gateWait, isBeforeCourtDay, movedPaper, shownDates } from './gate.ts';
import { decisionRecord, judgedNow, type ExitDesk, type ExitDraft, type Judged } from './state.ts';

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
  await desk.advance(async () => opened(await judgedNow(desk)), seen);
}

function opened(work: Judged): ExitDraft {
  const next = asking(work, 'pay');
  const counted = due({ ...work, notes: next.notes });
  return {
    ...next,
    ...counted,
    step: 'gate',
    events: [{ kind: 'exit-gate-open' }, ...next.events],
  };
}

/** What came to be told during the wait; null: nothing that was not known. */
export async function gateNews(desk: ExitDesk): Promise<ExitDraft | null> {
  const work = await judgedNow(desk);
  if (isFreed(work)) return freed(work);
  if (!patched('gate-told-in-spite')) return movedUnlessRefused(work) ?? warnedOf(work);
  const { notes, prepared } = work;
  // While something stands against it the decision tells no dates; the seal is looked at by itself.
  const clear = { ...work, terms: termsUnopposed(prepared.facts) };
  const gate = gateOf(clear);
  if (gate.on === null && clear.terms.dates.outcome === 'granted') return opened(work);
  const isSame = notes.gate?.on === gate.on && notes.gate.sealedOn === gate.sealedOn;
  if (isSame) return warnedOf(work);
  const moved = movedGate(clear, gate);
  const warned = warnedOf(work);
  if (warned === null) return moved;
  const events = [...moved.events, ...warned.events];
  return { ...moved, notes: { ...warned.notes, gate }, events };
}

/** As it was told before: the gate moved when nothing else stood against it any more. */
function movedUnlessRefused(work: Judged): ExitDraft | null {
  const { notes, decision } = work;
  if (decision.outcome === 'refused') return null;
  const { gate: before } = notes;
  const gate = gateOf(work);
  if (before?.on === gate.on && before.sealedOn === gate.sealedOn) return null;
  const moved = movedGate(work, gate);
  return { ...moved, notes: { ...moved.notes, warned: [] } };
}

/** What would stand against it today, where that is news. */
function warnedOf({ notes, decision }: Judged): ExitDraft | null {
  const warned = decision.reasons.map((reason) => `exit-${reason}`);
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
function isFreed(work: Judged): boolean {
  const { notes, decision, terms } = work;
  if (isBeforeCourtDay(work)) return false;
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
    ...due({ ...work, notes: next.notes }),
    step: 'freed',
    events: [{ kind: 'exit-clock-runs', public: { before, ...gateOf(work) } }],
  };
}

function movedGate(work: Judged, gate: NonNullable<Judged['notes']['gate']>): ExitDraft {
  const { notes } = work;
  const isReset = gate.sealedOn === null;
  return {
    step: 'gate-moved',
    notes: { ...notes, gate },
    decisions: [decisionRecord(work)],
    events: [
      {
        kind: isReset ? 'exit-clock-reset' : 'exit-clock-runs',
        public: { before: notes.gate?.on ?? null, ...gate },
      },
    ],
    stage: { at: 'awaiting gate', detail: shownDates(work) },
    documents: [movedPaper(work)],
    waits: { close: 'all', open: [gateWait(gate)] },
  };
}
