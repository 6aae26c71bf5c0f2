/** 核查中: the national platform is asked, and what for. */
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { ExitDraft, ExitNotes, Goal, Judged } from './state.ts';

/** A new question to the platform: what it answered before no longer counts. */
export function asking(work: Judged, goal: Goal): ExitDraft {
  return {
    step: 'check',
    notes: renewed(work.notes, goal),
    events: [],
    stage: { at: 'checking', detail: {} },
    waits: { close: 'all', open: [waitFor('exit-check', null)] },
    tasks: { close: 'all' },
  };
}

function renewed(notes: ExitNotes, goal: Goal): ExitNotes {
  const round = notes.loans === null && notes.goal === goal ? notes.round : notes.round + 1;
  return { ...notes, goal, round, loans: null, parkedUntil: null, againAt: null };
}
