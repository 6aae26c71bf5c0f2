/** From what the unit told to the account in its hands: listed and waited for, paid and converted. */
import { patched } from '@temporalio/workflow';
import type { EmploymentNow } from '../../activities/employment.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { FoundEmployment } from '../../src/forms/conversion-to-employee.ts';
import { endOf } from '../engine/days.ts';
import { recordOf } from '../engine/decisions.ts';
import { refusedAct } from '../engine/desk.ts';
import {
  CLEAN,
  lookAt,
  type EmploymentDesk,
  type EmploymentDraft,
  type EmploymentNotes,
} from './state.ts';

/** A unit told: its first contribution converts at once, being listed waits for it. */
export async function begin(
  desk: EmploymentDesk,
  { account }: FoundEmployment,
): Promise<EmploymentDraft> {
  const notes: EmploymentNotes = { account, byHand: null, until: null };
  const now = await lookAt(desk, notes);
  const told = {
    kind: 'employment-told',
    public: {
      unit: now.unit,
      on: now.fromOn,
      firstMonth: now.firstMonth,
      suspended: now.suspended,
    },
  };
  const next = follow(desk, notes, now);
  return {
    ...next,
    step: 'begin',
    subject: { account },
    events: [told, ...next.events],
    ...(next.otherwise
      ? {
          otherwise: {
            'effect-conflict': () => ({ ...notConverted(notes, now), subject: { account } }),
          },
        }
      : {}),
  };
}

function follow(desk: EmploymentDesk, notes: EmploymentNotes, now: EmploymentNow): EmploymentDraft {
  switch (now.decision.outcome) {
    case 'convert':
      return converted(desk, notes, now);
    case 'await':
      return listed(notes, now);
    case 'refuse':
      return notConverted(notes, now);
  }
}

/** 待单位首次缴存: debits rest; told to the person with the last day. */
function listed(notes: EmploymentNotes, now: EmploymentNow): EmploymentDraft {
  const { until, last4, fromOn } = now;
  const detail = { until };
  return {
    step: 'listed',
    notes: { ...notes, until },
    events: [{ kind: 'employment-awaited', public: detail }],
    stage: { at: 'awaiting contribution', detail },
    decisions: [recordOf(now.decision, now.facts)],
    documents: [
      {
        kind: 'employment-listed',
        params: { last4, until, fromOn, suspended: now.suspended },
        notify: 'sms',
      },
    ],
    waits: { close: 'all', open: [waitFor('first-contribution', endOf(until), detail)] },
  };
}

/** The account in the unit's hands, the agreement at rest, the person told: one change, once. */
export function converted(
  desk: EmploymentDesk,
  notes: EmploymentNotes,
  now: EmploymentNow,
): EmploymentDraft {
  const { firstMonth, last4, decision } = now;
  const { overlap } = decision;
  const on = desk.today();
  return {
    ...CLEAN,
    step: 'convert',
    notes: { ...notes, until: null },
    events: [{ kind: 'account-converted', public: { firstMonth, overlap } }],
    stage: { at: 'converted', detail: { firstMonth, overlap } },
    decisions: [recordOf(decision, now.facts)],
    effects: [
      { name: 'convert-to-employee', params: { account: notes.account, ...(notes.byHand ?? {}) } },
    ],
    documents: [
      {
        kind: 'converted-to-employee',
        params: { last4, firstMonth, overlap, on },
        notify: 'sms',
      },
    ],
    outcome: 'converted',
    otherwise: { 'effect-conflict': () => notConverted(notes, now) },
  };
}

/**
 * The account is closed, carried away or in a unit's hands already: nothing moves, and it is said why. Whose
 * debits begin again although a unit pays is told.
 */
export function notConverted(notes: EmploymentNotes, now: EmploymentNow): EmploymentDraft {
  const found = now.decision.reasons;
  const codes = found.length > 0 ? found : (['employment-already'] as const);
  const reasons = codes.map((code) => ({ code, clause: 'liaoning-3' }));
  const isTold = codes.includes('employment-transfer') && patched('not-converted-is-told');
  const params = { how: 'not-converted', codes };
  return {
    ...CLEAN,
    step: 'not-converted',
    notes: { ...notes, until: null },
    events: [{ kind: 'employment-refused', public: { reasons } }],
    stage: { at: 'not converted', detail: { reasons } },
    decisions: [recordOf(now.decision, now.facts)],
    effects: [
      { name: 'end-employment', params: { account: notes.account, outcome: 'not-converted' } },
    ],
    ...(isTold && { documents: [{ kind: 'employment-ended', params, notify: 'sms' }] }),
    outcome: 'not-converted',
  };
}

/** Until the unit has paid, or its last day is over: the books say which, and they are asked first. */
export async function awaitContribution(desk: EmploymentDesk): Promise<void> {
  const seen = desk.version();
  const { until } = desk.notes();
  if (await desk.changed(seen, until === null ? null : endOf(until))) return;
  await desk.advance(async () => (await contributed(desk)) ?? notContributed(desk), seen);
}

/** What ends the wait; null: the unit has not paid, and nothing stands against it. */
export async function contributed(desk: EmploymentDesk): Promise<EmploymentDraft | null> {
  const notes = desk.notes();
  const now = await lookAt(desk, notes);
  return now.decision.outcome === 'await' ? null : follow(desk, notes, now);
}

/** The unit listed the person and did not pay: the agreement goes on, and the person is told. */
function notContributed(desk: EmploymentDesk): EmploymentDraft {
  const notes = desk.notes();
  return {
    ...CLEAN,
    step: 'not-contributed',
    notes: { ...notes, until: null },
    events: [{ kind: 'employment-not-contributed' }],
    stage: { at: 'not contributed', detail: {} },
    effects: [
      { name: 'end-employment', params: { account: notes.account, outcome: 'not-contributed' } },
    ],
    documents: [{ kind: 'employment-ended', params: { how: 'not-contributed' }, notify: 'sms' }],
    outcome: 'not-contributed',
  };
}

/** 立即核查: ends the wait when the unit has paid; else it goes on, and nothing is written. */
export async function recheck(desk: EmploymentDesk): Promise<EmploymentDraft> {
  const draft = await contributed(desk);
  if (draft) return { ...draft, step: 'recheck' };
  throw refusedAct({
    code: 'action-not-permitted',
    detail: '经核查，单位尚未报来首次缴存；等待期限内缴存的，自动转换。',
    restsOn: 'liaoning-3',
  });
}
