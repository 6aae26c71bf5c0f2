/** 身份核验中: the registry is asked for the new name and number. */
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { Judged, PersonalDraft } from './state.ts';

/** A new question: what was answered before no longer counts. */
export function asking({ notes }: Pick<Judged, 'notes'>): PersonalDraft {
  const round = notes.identity === null ? notes.round : notes.round + 1;
  return {
    step: 'check',
    notes: { ...notes, round, identity: null, parkedUntil: null },
    events: [],
    stage: { at: 'checking', detail: {} },
    waits: { close: 'all', open: [waitFor('personal-check', null)] },
    tasks: { close: 'all' },
  };
}
