/** From complete answers to a decision, and from a decision to what happens next. */
import type { CheckRecord } from '../../src/cases/change.ts';
import { addDays, startOf } from '../../src/domain/calendar.ts';
import type { Reason } from '../../src/policy/opening-decision.ts';
import { grants, offer } from './agreement.ts';
import type { JoiningDecision } from './state.ts';
import { decidedEvent, decisionOf, recordOf } from './decision.ts';
import { checking, concluded, voiding } from './intake.ts';
import { answeredEvents, overtakenEvents, parked } from './parking.ts';
import {
  asking,
  CLEAN,
  hasPassed,
  inDays,
  isFresh,
  noting,
  openingOf,
  SYSTEMS,
  withoutStale,
  type Opening,
  type OpeningDesk,
  type OpeningDraft,
} from './state.ts';

const REVIEW_DAYS = 3;
/** The hour at which a deferred case is looked at again: when offices open elsewhere. */
const MORNING_MS = 9 * 3_600_000;

/** Takes the decision with today's date and writes it with every answer it rests on. */
export function decide(opening: Opening, heard: readonly CheckRecord[] = []): OpeningDraft {
  const decision = decisionOf(opening);
  if (decision.outcome === 'retry') {
    return parked(opening, [{ system: 'national', fault: 'outside-answer-unusable' }], heard);
  }
  const { entered } = opening.notes;
  const known = noting(opening, { finding: decision.code, entered: null });
  const draft = follow(known, decision, decision.outcome);
  return {
    ...draft,
    checks: heard,
    decisions: [recordOf(decision)],
    events: [
      ...answeredEvents(heard),
      ...overtakenEvents(entered),
      decidedEvent(decision),
      ...draft.events,
    ],
    ...(draft.otherwise ? { otherwise: withHeard(draft.otherwise, heard) } : {}),
  };
}

/** The rule decides with what is known, or once what has become too old was asked again. */
export function decideAgain(opening: Opening): OpeningDraft {
  const known = withoutStale(opening);
  return SYSTEMS.every((system) => isFresh(known, system)) ? decide(known) : checking(known);
}

/** What was answered is kept, also when something else comes of it. */
function withHeard(
  otherwise: NonNullable<OpeningDraft['otherwise']>,
  heard: readonly CheckRecord[],
): NonNullable<OpeningDraft['otherwise']> {
  const keeping = (make: () => OpeningDraft) => () => {
    const draft = make();
    return { ...draft, checks: heard, events: [...answeredEvents(heard), ...draft.events] };
  };
  return Object.fromEntries(
    Object.entries(otherwise).map(([fault, make]) => [fault, keeping(make)]),
  );
}

function follow(
  opening: Opening,
  decision: JoiningDecision,
  outcome: Exclude<JoiningDecision['outcome'], 'retry'>,
): OpeningDraft {
  const { business } = opening.desk;
  const own = business.follow(opening, decision, outcome);
  if (own !== null) return own;
  if (grants(decision)) {
    return opening.notes.signed ? business.complete(opening, decision) : offer(opening, decision);
  }
  switch (outcome) {
    case 'refuse':
      return refuse(opening, decision.reasons);
    case 'defer':
      return defer(opening, decision);
    case 'review':
      return review(opening, decision);
    case 'open':
    case 'granted':
    case 'convert':
    case 'await-unit':
      throw new Error(`${business.type} does not come to ${outcome}`);
  }
}

/** 不予开户决定书: every reason with its clause; an agreement already signed is void. */
export function refuse(opening: Opening, reasons: readonly Reason[]): OpeningDraft {
  return {
    ...concluded(opening, 'refused', { reasons }),
    step: 'refuse',
    events: [{ kind: 'refused', public: { reasons } }],
  };
}

/** 转办身份转换: the account of the same person is here already, sealed. */
export function convert({ notes }: Opening, { code }: JoiningDecision): OpeningDraft {
  return {
    ...CLEAN,
    step: 'convert',
    notes,
    events: [{ kind: 'converted-proposal', public: { code } }],
    stage: { at: 'to convert' },
    claim: 'release',
    documents: [{ kind: 'conversion-referral', params: {}, notify: 'sms' }],
    effects: [{ name: 'propose-conversion', params: {} }, ...(voiding(notes).effects ?? [])],
    outcome: 'to convert',
  };
}

/** 待外地封存: waits for the seal elsewhere, asked daily and on request, then refuses. */
function defer(opening: Opening, { code }: JoiningDecision): OpeningDraft {
  const { desk, notes } = opening;
  if (hasPassed(notes.deferredTo)) return deferralExpired(opening);
  const first = notes.deferredTo === null;
  const deadline = notes.deferredTo ?? inDays(desk.today(), notes.prepared.figures.sealWaitDays);
  const detail = { code, until: deadline.last };
  return {
    step: 'defer',
    notes: { ...notes, deferredTo: deadline },
    events: first ? [{ kind: 'deferred', public: detail }] : [],
    stage: { at: 'deferred', detail },
    documents: first
      ? [{ kind: desk.business.papers.deferral, params: detail, notify: 'sms' }]
      : [],
    waits: {
      close: 'all',
      open: [
        {
          kind: 'seal-elsewhere',
          until: deadline.until,
          clause: 'liaoning-14',
          endedBy: ['outside', 'applicant'],
          shortenedBy: '原缴存地办理封存（多户的先合并或转移）',
          detail,
        },
      ],
    },
    tasks: { close: 'all' },
  };
}

/** The seal did not come in time: nobody pays into two accounts (一人多缴). */
function deferralExpired(opening: Opening): OpeningDraft {
  const draft = refuse(opening, [{ code: 'deferral-expired', clause: 'liaoning-14' }]);
  return { ...draft, events: [{ kind: 'deferral-expired' }, ...draft.events] };
}

function review({ desk, notes }: Opening, { code }: JoiningDecision): OpeningDraft {
  const detail = { finding: code };
  return {
    step: 'review',
    notes,
    events: [{ kind: 'review-opened', public: { finding: code } }],
    stage: { at: 'in review', detail },
    waits: {
      close: 'all',
      open: [
        {
          kind: 'review',
          until: null,
          clause: 'liaoning-14',
          endedBy: ['reviewer'],
          shortenedBy: '提前复核',
          detail,
        },
      ],
    },
    tasks: {
      close: 'all',
      open: [
        {
          kind: 'review',
          role: 'reviewer',
          workingDays: REVIEW_DAYS,
          notBy: desk.peopleWith('submitter', 'supplementer', 'appealed'),
        },
      ],
    },
  };
}

/** 待外地封存: asks again every morning and when somebody wants it, through the last day. */
export async function awaitSeal(desk: OpeningDesk): Promise<void> {
  const seen = desk.version();
  const morning = startOf(addDays(desk.today(), 1)) + MORNING_MS;
  const until = Math.min(morning, desk.notes().deferredTo?.until ?? morning);
  if (await desk.changed(seen, until)) return;
  await desk.advance(() => recheck(openingOf(desk)), seen);
}

/** What the case waits for is asked for again: the accounts, and the person where that was it. */
export function recheck(opening: Opening): OpeningDraft {
  const aboutPerson = opening.notes.finding?.startsWith('identity-') === true;
  return {
    ...checking(asking(opening, aboutPerson ? ['identity', 'national'] : ['national'])),
    step: 'recheck',
  };
}

/** 不予受理、不予开户: until a review is asked for, or its window has passed. */
export async function awaitReviewRequest(desk: OpeningDesk): Promise<void> {
  const seen = desk.version();
  if (await desk.changed(seen, desk.notes().reviewBy?.until ?? null)) return;
  await desk.advance(
    () => ({
      ...CLEAN,
      step: 'close',
      notes: desk.notes(),
      events: [{ kind: 'finally-refused' }],
      stage: { at: 'finally refused' },
      outcome: 'refused',
    }),
    seen,
  );
}
