/** Placing a hold: at once, by one supervisor; a second one compares it with the order. */
import type { Submission } from '../../src/cases/messages.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { HoldApplication } from '../../src/forms/hold.ts';
import { assessHold } from '../../src/policy/holds.ts';
import { steadily } from '../engine/commit.ts';
import { recordOf } from '../engine/decisions.ts';
import {
  CLEAN,
  inForce,
  LOOK_DAYS,
  mustBeGranted,
  ofKind,
  paper,
  type ActOf,
  type HoldDesk,
  type HoldDraft,
  type HoldNotes,
} from './state.ts';

/** First step: money does not leave from now on. @throws ApplicationFailure */
export async function place(
  desk: HoldDesk,
  { content, by }: Submission<HoldApplication>,
): Promise<HoldDraft> {
  const { account, kind, orderNumber: document, orderedBy, file, reason } = content;
  const notes: HoldNotes = {
    ...{ account, kind, document, orderedBy, reminded: false, releaseBy: null },
    amount: content.amount ?? null,
    placedOn: content.placedOn,
    until: content.holdUntil ?? null,
  };
  const found = await steadily(({ lookAtHeld }) =>
    lookAtHeld({ center: desk.center, account, document }),
  );
  const { amount, placedOn, until } = notes;
  const facts = {
    ...{ on: desk.today(), kind, amount, placedOn, until },
    ...{ account: found?.account ?? null, known: found?.known ?? false },
  };
  const decision = assessHold(facts);
  mustBeGranted(decision, '/application');
  return {
    step: 'place',
    notes,
    subject: { account },
    decisions: [recordOf(decision, facts)],
    events: [
      { kind: 'hold-placed', public: { hold: kind, until }, content: { reason, amount, document } },
    ],
    stage: { at: 'to confirm', detail: { hold: kind, until } },
    effects: [
      {
        name: 'place-hold',
        params: { account, kind, amount, document, orderedBy, placedOn, until, file },
      },
    ],
    waits: { open: [ofKind(notes, waitFor('hold-check', null))] },
    tasks: {
      open: [{ kind: 'confirm-hold', role: 'supervisor', workingDays: LOOK_DAYS, notBy: [by.id] }],
    },
  };
}

/** It is what the order says: the paper goes out. */
export function confirm(desk: HoldDesk, { content, by }: ActOf<'confirm'>): HoldDraft {
  const notes = desk.notes();
  const { account, kind, document, until } = notes;
  return {
    ...inForce(notes),
    step: 'confirm',
    parties: { decider: by.id },
    events: [{ kind: 'hold-confirmed', public: { hold: kind, until }, content: { ...content } }],
    effects: [{ name: 'look-at-hold', params: { account } }],
    documents: paper(notes, 'placed', document),
  };
}

/** It is not what the order says: taken back, and written down anew by whoever has to. */
export function decline(desk: HoldDesk, { content, by }: ActOf<'decline'>): HoldDraft {
  const notes = desk.notes();
  const { account, kind } = notes;
  return {
    ...CLEAN,
    step: 'decline',
    notes,
    parties: { decider: by.id },
    events: [{ kind: 'hold-declined', public: { hold: kind }, content: { ...content } }],
    stage: { at: 'declined', detail: { hold: kind } },
    effects: [{ name: 'release-hold', params: { account } }],
    outcome: 'declined',
  };
}
