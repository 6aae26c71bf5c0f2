/** Receipt and acceptance (收件、受理) of a change of personal data: one notice of everything that is missing. */
import type { Actor } from '../../src/cases/case.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { PersonalChangeApplication } from '../../src/forms/personal-change.ts';
import { regulationOn } from '../../src/policy/statutory-deadline.ts';
import { deadlineOf } from '../engine/days.ts';
import { refusedAct } from '../engine/desk.ts';
import { supplementedBy } from '../engine/sent-back.ts';
import { asking } from './ask.ts';
import { ended, refuse, refusedForOther } from './endings.ts';
import {
  judged,
  NEW_NOTES,
  paperOf,
  type ActOf,
  type Judged,
  type PersonalDesk,
  type PersonalDraft,
} from './state.ts';

/** Working days in which a clerk follows up what is missing. */
const FOLLOW_UP_DAYS = 3;

export async function receive(
  desk: PersonalDesk,
  application: PersonalChangeApplication,
  by: Actor,
): Promise<PersonalDraft> {
  const counter = by.role !== 'channel';
  const before = await judged(desk, application, { ...NEW_NOTES, counter });
  const { accountId, accountLast4 } = before.prepared;
  const work = { ...before, notes: { ...before.notes, accountLast4 } };
  const { wanted } = paperOf(work);
  const received = { kind: 'personal-change-asked', public: { what: wanted }, by };
  const alone = work.decision.outcome !== 'refused';
  const begun = (draft: PersonalDraft, isAlone: boolean): PersonalDraft => ({
    ...draft,
    step: 'receive',
    content: { ...application },
    subject: { account: accountId },
    events: [received, ...heldTold(work), ...draft.events],
    effects: [{ name: 'begin-personal-change', params: { alone: isAlone } }],
  });
  return {
    ...begun(takeIn(work), alone),
    // Two at the same moment: whoever comes second is refused for the first.
    otherwise: { 'effect-conflict': () => begun(refusedForOther(work), false) },
  };
}

/** A hold does not forbid it; whoever looks at the case shall know. */
function heldTold({ prepared }: Judged): readonly { readonly kind: string }[] {
  return prepared.facts.held ? [{ kind: 'personal-change-beside-hold' }] : [];
}

/** What follows from the content as it now is: refused, incomplete, or accepted and asked for. */
function takeIn(work: Judged): PersonalDraft {
  switch (work.decision.outcome) {
    case 'refused':
      return refuse(work);
    case 'incomplete':
      return incomplete(work);
    case 'granted':
      return accept(work);
  }
}

function accept(before: Judged): PersonalDraft {
  const { desk, prepared } = before;
  const on = desk.today();
  const notes = { ...before.notes, acceptedOn: on, supplementBy: null };
  const work = { ...before, notes };
  const next = asking(work);
  return {
    ...next,
    step: 'accept',
    events: [{ kind: 'personal-change-accepted', public: { acceptedOn: on } }, ...next.events],
    acceptance: {
      ...{ acceptedOn: on, regulation: regulationOn(on), dueOn: null },
      promisedWorkingDays: prepared.figures.promiseWorkingDays,
    },
    documents: [
      {
        kind: 'personal-change-accepted',
        params: {
          ...paperOf(work),
          ...{ acceptedOn: on, promisedWorkingDays: prepared.figures.promiseWorkingDays },
          reviewed: before.decision.decidedBy === 'reviewer',
        },
      },
    ],
  };
}

/**
 * One notice names everything at once; a second one goes out only for what the first did not name.
 * The deadline stays the one that was told first.
 */
function incomplete(work: Judged): PersonalDraft {
  const { notes, prepared, decision } = work;
  const { missing } = decision;
  const supplementBy = notes.supplementBy ?? deadlineOf(prepared.supplementUntil);
  const { last, until } = supplementBy;
  const isNew = missing.some((gap) => !notes.told.includes(gap));
  const detail = { missing, until: last };
  return {
    step: 'request-supplement',
    notes: { ...notes, supplementBy, told: [...new Set([...notes.told, ...missing])] },
    events: isNew ? [{ kind: 'personal-supplement-asked', public: detail }] : [],
    stage: { at: 'incomplete', detail },
    documents: isNew
      ? [
          {
            kind: 'personal-change-supplement',
            params: { ...paperOf(work), missing, until: last },
            notify: 'sms',
          },
        ]
      : [],
    waits: { close: 'all', open: [waitFor('personal-supplement', until, detail)] },
    tasks: {
      close: 'all',
      open: [
        {
          ...{ kind: 'personal-supplement', role: 'clerk', workingDays: FOLLOW_UP_DAYS },
          ownBranch: true,
        },
      ],
    },
  };
}

/** 补正: the whole application again, with what was missing. */
export async function supplement(
  desk: PersonalDesk,
  { content, by }: ActOf<'supplement'>,
): Promise<PersonalDraft> {
  const notes = desk.notes();
  if (notes.supplementBy !== null && Date.now() >= notes.supplementBy.until) {
    const detail = '补正期限已过。';
    throw refusedAct({ code: 'action-not-permitted', detail, restsOn: 'liaoning-11' });
  }
  const { application } = content;
  const { account } = desk.content() as PersonalChangeApplication;
  if (application.account !== account) {
    const detail = '补正不能改换账户，请撤回后重新申请。';
    throw refusedAct({ code: 'input-invalid', detail, pointer: '#/application/account' });
  }
  const work = await judged(desk, application, notes);
  const next = takeIn(work);
  const { missing } = work.decision;
  return {
    ...next,
    step: 'supplement',
    content: { ...application },
    parties: supplementedBy(desk, by),
    events: [{ kind: 'personal-supplemented', public: { missing } }, ...next.events],
    effects: [{ name: 'keep-personal-evidence', params: {} }, ...(next.effects ?? [])],
  };
}

/** 待补正: until everything is there, or the deadline has passed. */
export async function awaitSupplement(desk: PersonalDesk): Promise<void> {
  const seen = desk.version();
  const { supplementBy } = desk.notes();
  if (await desk.changed(seen, supplementBy?.until ?? null)) return;
  await desk.advance(() => ended(desk, 'not-supplied'), seen);
}
