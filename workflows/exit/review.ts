/**
 * 待复核: phone, card, name or document were changed shortly before, or while it runs: another person makes
 * sure that the holder wants to leave, before any money moves.
 */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { changeMark, unseenChanges } from '../../src/policy/personal-change-watch.ts';
import { decidedEvent, decisionRecord, toldDates, type ExitDraft, type Judged } from './state.ts';

/** Working days in which another person looks. */
const REVIEW_DAYS = 1;

export function review(work: Judged): ExitDraft {
  const { desk, notes, decision, prepared } = work;
  const changes = unseenChanges(prepared.facts.watch).map(changeMark);
  const codes = decision.toConfirm ?? [];
  return {
    step: 'review',
    notes: { ...notes, heard: [...new Set([...(notes.heard ?? []), ...changes])], againAt: null },
    decisions: [decisionRecord(work)],
    events: [decidedEvent(work), { kind: 'exit-in-review', public: { codes, changes } }],
    stage: { at: 'in review', detail: { ...toldDates(notes), codes, changes } },
    waits: { close: 'all', open: [waitFor('exit-review', null, { codes, changes })] },
    tasks: {
      close: 'all',
      open: [
        {
          ...{ kind: 'exit-review', role: 'reviewer', workingDays: REVIEW_DAYS },
          notBy: desk.peopleWith('submitter', 'supplementer', 'card-entered'),
        },
      ],
    },
  };
}
