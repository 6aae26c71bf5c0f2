/**
 * The three days of leaving (条例 25): from the acceptance for what can be paid at once, from the end of the regret
 * where there is one, and for what waits from the end of its half year. What waits for its own day is not late
 * before it.
 */
import { patched } from '@temporalio/workflow';
import * as alarms from '../engine/alarms.ts';
import type { ExitDesk, ExitDraft, ExitNotes, Judged } from './state.ts';

const WORDS: alarms.AlarmWords = {
  near: 'exit-due-soon',
  day: 'exit-escalated',
  task: 'exit-due',
  undecided: ['settling', 'checking', 'needs attention', 'sent back', 'in review'],
  others: ['exit-review', 'rework', 'repair'],
};

/** Exits that had begun before are counted from their next act on. */
export function counts(): boolean {
  return patched('exit-clock');
}

/** From now on it is due. */
export function due({ notes, prepared }: Judged): Pick<ExitDraft, 'notes' | 'due'> {
  const { clock } = prepared;
  if (!clock || !counts()) return { notes };
  return { notes: { ...notes, clock, alarms: [] }, due: clock.lastOn };
}

/** Nothing is: what is left waits for its day. */
export function notDue(notes: ExitNotes): Pick<ExitDraft, 'notes' | 'due'> {
  if (!counts()) return { notes };
  return { notes: { ...notes, clock: null, alarms: [] }, due: null };
}

export function waitedFor(desk: ExitDesk, seen: number, until: number | null): Promise<boolean> {
  return alarms.waitedFor(desk, seen, until, WORDS);
}

export function stillDue(next: ExitDraft, notes: ExitNotes): ExitDraft {
  return alarms.stillDue(next, notes, WORDS);
}
