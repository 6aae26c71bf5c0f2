/** 核查中: the national platform is asked whether the holder owes or guarantees a loan. */
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { DormantDesk, DormantDraft } from './state.ts';

/** A new question: whatever was answered before no longer counts. */
export function asking(desk: DormantDesk): DormantDraft {
  const notes = desk.notes();
  return {
    step: 'check',
    notes: { ...notes, round: (notes.round ?? 0) + 1, parkedUntil: null },
    events: [],
    stage: { at: 'checking', detail: {} },
    waits: { close: 'all', open: [waitFor('dormancy-check', null)] },
    tasks: { close: 'all' },
  };
}
