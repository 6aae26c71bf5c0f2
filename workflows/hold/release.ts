/** The release of a hold (解除): proposed by one with the document, carried out by another. */
import { waitFor } from '../../src/cases/wait-specs.ts';
import {
  CLEAN,
  DONE_WITH,
  inForce,
  LOOK_DAYS,
  ofKind,
  paper,
  type ActOf,
  type HoldDesk,
  type HoldDraft,
} from './state.ts';

export function release(desk: HoldDesk, { content, by }: ActOf<'release'>): HoldDraft {
  const { orderNumber: document, file, reason } = content;
  const notes = { ...desk.notes(), releaseBy: document };
  const { kind, until } = notes;
  return {
    step: 'propose-release',
    notes,
    parties: { proposer: by.id },
    events: [
      { kind: 'hold-release-proposed', public: { hold: kind }, content: { reason, document } },
    ],
    stage: { at: 'releasing', detail: { hold: kind, until } },
    effects: [{ name: 'attach-order', params: { file } }],
    waits: { close: 'all', open: [ofKind(notes, waitFor('hold-release', null))] },
    tasks: {
      close: DONE_WITH,
      open: [
        { kind: 'confirm-release', role: 'supervisor', workingDays: LOOK_DAYS, notBy: [by.id] },
      ],
    },
  };
}

export function confirmRelease(
  desk: HoldDesk,
  { content, by }: ActOf<'confirm-release'>,
): HoldDraft {
  const notes = desk.notes();
  const { account, kind, releaseBy } = notes;
  const document = releaseBy ?? '';
  return {
    ...CLEAN,
    step: 'release',
    notes,
    parties: { decider: by.id },
    events: [{ kind: 'hold-released', public: { hold: kind }, content: { ...content, document } }],
    stage: { at: 'released', detail: { hold: kind } },
    effects: [{ name: 'release-hold', params: { account, document } }],
    documents: paper(notes, 'released', document),
    outcome: 'released',
  };
}

/** As before it was proposed; a term that ended meanwhile is found by the next step. */
export function declineRelease(
  desk: HoldDesk,
  { content, by }: ActOf<'decline-release'>,
): HoldDraft {
  // Whoever was reminded before may have let it rest: reminded again.
  const notes = { ...desk.notes(), releaseBy: null, reminded: false };
  return {
    ...inForce(notes),
    step: 'keep',
    parties: { decider: by.id },
    events: [
      {
        kind: 'hold-release-declined',
        public: { hold: notes.kind },
        content: { ...content },
      },
    ],
  };
}
