/** 人工复议: a person looks at the facts of an automatic decision; the rule decides again. */
import { takeIn } from './intake.ts';
import {
  asking,
  decidedBy,
  inTime,
  noting,
  restated,
  SYSTEMS,
  type ActOf,
  type Opening,
  type OpeningDraft,
} from './state.ts';

/** Working days in which a review by a person is promised. */
const HUMAN_REVIEW_DAYS = 5;

/** 申请人工复议: within its window; the claim on the person is taken again. */
export function requestHumanReview(
  { desk, notes }: Opening,
  { content }: ActOf<'request-human-review'>,
): OpeningDraft {
  inTime(notes.reviewBy, { detail: '申请人工复议的期限已过。', clause: 'regulation-49' });
  return {
    step: 'request-human-review',
    notes,
    parties: { appealed: desk.peopleWith('appealed', 'reviewer', 'decider') },
    claim: 'take',
    events: [{ kind: 'human-review-requested', content: { reason: content.reason } }],
    stage: { at: 'in human review' },
    documents: [{ kind: 'human-review', params: { requestedOn: desk.today() } }],
    waits: {
      close: 'all',
      open: [
        {
          kind: 'human-review',
          until: null,
          clause: 'liaoning-1',
          endedBy: ['reviewer'],
          shortenedBy: '提前复议',
        },
      ],
    },
    tasks: {
      close: 'all',
      open: [
        {
          kind: 'human-review',
          role: 'reviewer',
          workingDays: HUMAN_REVIEW_DAYS,
          notBy: desk.peopleWith('submitter', 'supplementer', 'proposer', 'reviewer', 'decider'),
        },
      ],
    },
  };
}

/** The facts as a person found them; a wait that had run out does not begin anew without new ones. */
export async function reconsider(
  opening: Opening,
  { content: { application, cleared, reason }, by }: ActOf<'reconsider'>,
): Promise<OpeningDraft> {
  const before = opening.application;
  const known = application
    ? noting(await restated(opening, application), { deferredTo: null })
    : asking(opening, SYSTEMS);
  const reconsidered = {
    kind: 'reconsidered',
    public: { cleared },
    content: { reason, ...(application ? { before, after: application } : {}) },
  };
  const next = takeIn(
    noting(known, {
      cleared: [...new Set([...known.notes.cleared, ...cleared])],
      reconsidered: true,
      supplementBy: null,
      told: [],
    }),
  );
  return {
    ...next,
    step: 'reconsider',
    parties: { reviewer: by.id, ...decidedBy(opening, by) },
    ...(application ? { content: application } : {}),
    events: [reconsidered, ...next.events],
  };
}
