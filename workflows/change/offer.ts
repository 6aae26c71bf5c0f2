/** Asked for: judged, and the supplementary agreement (补充协议) offered for signature. */
import type { Actor } from '../../src/cases/case.ts';
import type { ContributionChangeApplication } from '../../src/forms/contribution-change.ts';
import {
  decidedEvent,
  inDays,
  judged,
  paperOf,
  recordOf,
  refusedChange,
  type ChangeDesk,
  type ChangeDraft,
  type ChangeNotes,
  type Judged,
} from './state.ts';

/** Working days in which a clerk has it signed. */
const SIGNING_TASK_DAYS = 5;

/** The first change. What is refused leaves no case: it is told at once, with what would do. */
export async function proposeChange(
  desk: ChangeDesk,
  application: ContributionChangeApplication,
  by: Actor,
): Promise<ChangeDraft> {
  const change = await judged(desk, application, false);
  const { decision, prepared } = change;
  if (decision.outcome === 'refused') throw refusedChange(decision.reasons);
  return offer(change, prepared.books.openingCase ?? '', by);
}

function offer(change: Judged, openingCase: string, by: Actor): ChangeDraft {
  const { desk, application, decision, prepared } = change;
  const { facts, days, books } = prepared;
  const notes: ChangeNotes = {
    changes: decision.changes,
    before: facts.current,
    cardBefore: books.cardInUse ?? { bank: '', last4: '' },
    signBy: inDays(desk.today(), days.signing),
    ...{ bankBy: null, asked: null, toldRefusal: null, waitsFor: null, againAt: null },
  };
  const { last, until } = notes.signBy;
  const params = { paper: paperOf(change, notes), signBy: last };
  const detail = { changes: decision.changes, from: facts.fromMonth, until: last };
  return {
    step: 'propose',
    notes,
    claim: 'take',
    content: { ...application },
    subject: { case: openingCase },
    links: [{ kind: 'changes', other: openingCase }],
    decisions: [recordOf(decision)],
    events: [
      { kind: 'change-requested', public: detail },
      decidedEvent(decision),
      { kind: 'amendment-offered', public: { until: last } },
    ],
    stage: { at: 'awaiting signature', detail },
    effects: [{ name: 'offer-amendment', params }],
    documents: [{ kind: 'amendment', params }],
    waits: {
      open: [
        {
          kind: 'change-signature',
          until,
          clause: 'liaoning-2',
          endedBy: ['applicant', by.role],
          shortenedBy: '签署补充协议',
          detail,
        },
      ],
    },
    tasks: {
      open: [
        { kind: 'sign-change', role: 'clerk', workingDays: SIGNING_TASK_DAYS, ownBranch: true },
      ],
    },
  };
}
