/** By hand: a supervisor brings the unit's list, a second one confirms; and what a unit told wrongly. */
import type { Actor } from '../../src/cases/case.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { PlainMonth } from '../../src/domain/calendar.ts';
import type { ConversionToEmployeeApplication } from '../../src/forms/conversion-to-employee.ts';
import { EMPLOYMENT_REASONS } from '../../src/policy/conversion-to-employee.ts';
import { recordOf } from '../engine/decisions.ts';
import { refusedAct } from '../engine/desk.ts';
import { converted } from './contribution.ts';
import {
  CLEAN,
  lookAt,
  type ActOf,
  type EmploymentDesk,
  type EmploymentDraft,
  type EmploymentNotes,
} from './state.ts';

/** Working days in which a second supervisor decides. */
const APPROVAL_DAYS = 1;

type Listed = Omit<ConversionToEmployeeApplication, 'firstMonth'> & {
  readonly firstMonth: PlainMonth;
};

/** First step: nothing moves before the second supervisor has compared the list. @throws ApplicationFailure */
export async function propose(
  desk: EmploymentDesk,
  { account, unit, firstMonth, file, reason }: Listed,
  by: Actor,
): Promise<EmploymentDraft> {
  const notes: EmploymentNotes = { account, byHand: { unit, firstMonth }, until: null };
  const now = await possible(desk, notes);
  return {
    step: 'propose',
    notes,
    subject: { account },
    events: [{ kind: 'employment-proposed', public: { unit, firstMonth }, content: { reason } }],
    stage: { at: 'awaiting second person', detail: { unit, firstMonth } },
    decisions: [recordOf(now.decision, now.facts)],
    effects: [{ name: 'check-employment', params: { account, firstMonth, file } }],
    waits: { open: [waitFor('approval', null)] },
    tasks: {
      open: [
        {
          kind: 'approve-employment',
          role: 'supervisor',
          workingDays: APPROVAL_DAYS,
          notBy: [by.id],
        },
      ],
    },
  };
}

/** @throws ApplicationFailure with the reason, its remedy and its clause */
async function possible(desk: EmploymentDesk, notes: EmploymentNotes) {
  const now = await lookAt(desk, notes);
  const [code] = now.decision.reasons;
  if (code === undefined) return now;
  const { text, remedy, clause } = EMPLOYMENT_REASONS[code];
  const { earliestOn } = now.decision;
  throw refusedAct({
    ...{ code: 'action-not-permitted', detail: `${text}${remedy}`, restsOn: clause },
    ...(earliestOn && { earliestOn }),
    pointer: `#/application/${code === 'employment-month-ahead' ? 'firstMonth' : 'account'}`,
  });
}

/** A day or a month may have passed: what held then is looked at again. */
export async function approve(
  desk: EmploymentDesk,
  { content, by }: ActOf<'approve'>,
): Promise<EmploymentDraft> {
  const notes = desk.notes();
  const draft = converted(desk, notes, await possible(desk, notes));
  const approved = { kind: 'employment-approved', content: { reason: content.reason } };
  return { ...draft, parties: { approver: by.id }, events: [approved, ...draft.events] };
}

export function decline(desk: EmploymentDesk, { content }: ActOf<'decline'>): EmploymentDraft {
  return {
    ...CLEAN,
    step: 'decline',
    notes: desk.notes(),
    events: [{ kind: 'employment-declined', content: { reason: content.reason } }],
    stage: { at: 'declined', detail: {} },
    outcome: 'declined',
  };
}

/** 撤销报送: what the unit told was wrong; an agreement that rests for it goes on. */
export function withdraw(desk: EmploymentDesk, { content }: ActOf<'withdraw'>): EmploymentDraft {
  const notes = desk.notes();
  const told = notes.byHand === null;
  return {
    ...CLEAN,
    step: 'withdraw',
    notes: { ...notes, until: null },
    events: [{ kind: 'employment-withdrawn', content: { reason: content.reason } }],
    stage: { at: 'withdrawn', detail: {} },
    effects: [{ name: 'end-employment', params: { account: notes.account, outcome: 'withdrawn' } }],
    // Who was told that the debits rest is told that they go on.
    documents: told
      ? [{ kind: 'employment-ended', params: { how: 'withdrawn' }, notify: 'sms' }]
      : [],
    outcome: 'withdrawn',
  };
}
