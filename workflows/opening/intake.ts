/**
 * Receipt and acceptance (收件、受理): the first change of the case, one notice of everything that
 * is missing, the start of the clock, and two applications of one person side by side.
 */
import type { Actor } from '../../src/cases/case.ts';
import type { WaitSpec } from '../../src/cases/change.ts';
import type { Intake } from '../../src/policy/opening-intake.ts';
import { regulationOn } from '../../src/policy/statutory-deadline.ts';
import {
  CLEAN,
  inDays,
  intakeOf,
  noting,
  openingOf,
  type Notes,
  type Opening,
  type OpeningDesk,
  type OpeningDraft,
} from './state.ts';

/** Working days for a verdict on two applications of one person. */
const VERDICT_DAYS = 2;
/** Working days in which a clerk follows up what is missing. */
const FOLLOW_UP_DAYS = 5;

/** The first change: the case with its form, and whatever the intake says of it. */
export function receive(opening: Opening, by: Actor): OpeningDraft {
  const next = takeIn(opening);
  const received = { kind: 'case-received', public: { type: opening.desk.business.type } };
  const on = opening.desk.today();
  const receipt = { kind: 'receipt', params: { receivedOn: on } };
  return {
    ...next,
    step: 'receive',
    content: opening.application,
    claim: next.claim ?? 'take',
    events: [received, ...next.events],
    documents: [receipt, ...(next.documents ?? [])],
    whenHeld: {
      notes: opening.notes,
      events: [received, { kind: 'contested' }],
      stage: { at: 'contested' },
      documents: [receipt],
      waits: { open: [verdictWait()] },
      tasks: {
        open: [{ kind: 'verdict', role: 'reviewer', workingDays: VERDICT_DAYS, notBy: [by.id] }],
      },
    },
  };
}

function verdictWait(): WaitSpec {
  return {
    kind: 'verdict',
    until: null,
    clause: 'liaoning-14',
    endedBy: ['reviewer', 'supervisor'],
    shortenedBy: '撤回其中一件',
  };
}

/** What follows from the content as it now is: not accepted, incomplete, or to be checked. */
export function takeIn(opening: Opening): OpeningDraft {
  const intake = intakeOf(opening);
  if (intake.unacceptable.length > 0) return notAccepted(opening, intake);
  if (intake.missing.length > 0) return incomplete(opening, intake);
  return opening.notes.acceptedOn === null ? accepted(opening) : checking(opening);
}

function accepted(opening: Opening): OpeningDraft {
  const on = opening.desk.today();
  return {
    ...CLEAN,
    step: 'accept',
    notes: { ...opening.notes, ...UNDISTURBED, acceptedOn: on },
    events: [{ kind: 'application-accepted', public: { acceptedOn: on } }],
    stage: { at: 'checking' },
    acceptance: {
      acceptedOn: on,
      regulation: regulationOn(on),
      dueOn: null,
      promisedWorkingDays: opening.notes.prepared.figures.promiseWorkingDays,
    },
    documents: [{ kind: 'acceptance', params: { acceptedOn: on } }],
  };
}

/** Nothing is parked, entered by hand or waited for with a deadline of its own. */
const UNDISTURBED = {
  parked: null,
  entered: null,
  follows: false,
  supplementBy: null,
  told: [],
} as const satisfies Partial<Notes>;

/** Back to checking with what has changed; accepted already. */
export function checking({ desk, notes }: Opening): OpeningDraft {
  return {
    ...CLEAN,
    step: 'check',
    notes: { ...notes, ...UNDISTURBED },
    events: [],
    stage: { at: notes.signed ? desk.business.working : 'checking' },
  };
}

/**
 * One notice names everything at once; a second one goes out only for what the first did not name.
 * The deadline stays the one that was told first.
 */
function incomplete(opening: Opening, { missing }: Intake): OpeningDraft {
  const { desk, notes } = opening;
  const deadline =
    notes.supplementBy ?? inDays(desk.today(), notes.prepared.figures.supplementDays);
  const { last, until } = deadline;
  const codes = missing.map(({ code }) => code);
  const detail = { missing: codes, until: last };
  const tell = codes.some((code) => !notes.told.includes(code));
  return {
    step: 'request-supplement',
    notes: {
      ...notes,
      ...UNDISTURBED,
      supplementBy: deadline,
      told: [...new Set([...notes.told, ...codes])],
    },
    events: tell ? [{ kind: 'supplement-requested', public: detail }] : [],
    stage: { at: 'incomplete', detail: { missing, until: last } },
    documents: tell
      ? [{ kind: 'supplement-notice', params: { missing, until: last }, notify: 'sms' }]
      : [],
    waits: {
      close: 'all',
      open: [
        {
          kind: 'supplement',
          until,
          clause: 'liaoning-1',
          endedBy: ['applicant', 'clerk'],
          shortenedBy: '补齐所列材料',
          detail,
        },
      ],
    },
    tasks: {
      close: 'all',
      open: [{ kind: 'supplement', role: 'clerk', workingDays: FOLLOW_UP_DAYS, ownBranch: true }],
    },
  };
}

function notAccepted(opening: Opening, { unacceptable }: Intake): OpeningDraft {
  return {
    ...concluded(opening, 'not accepted', { reasons: unacceptable }),
    step: 'not-accept',
    events: [{ kind: 'not-accepted', public: { reasons: unacceptable } }],
    decisions: [
      {
        rule: 'opening-intake',
        version: '2026-1',
        outcome: 'not-accepted',
        clauses: unacceptable.map(({ clause }) => clause),
        record: { reasons: unacceptable },
      },
    ],
  };
}

/** Nothing was brought in time: the application is not accepted, and may be made anew. */
function supplementExpired(opening: Opening): OpeningDraft {
  const reasons = [{ code: 'supplement-expired', clause: 'liaoning-1' }];
  return {
    ...concluded(opening, 'not accepted', { reasons }),
    step: 'supplement-expired',
    events: [{ kind: 'not-accepted', public: { reasons } }],
  };
}

/**
 * A decision against the person: the claim ends, what was signed is void, a review may be asked
 * for within its window.
 */
export function concluded(
  { desk, notes }: Opening,
  at: 'not accepted' | 'refused',
  params: Readonly<Record<string, unknown>>,
): Omit<OpeningDraft, 'step' | 'events'> {
  const deadline = inDays(desk.today(), notes.prepared.figures.reviewRequestDays);
  const until = deadline.last;
  return {
    notes: { ...notes, ...UNDISTURBED, signed: false, signBy: null, reviewBy: deadline },
    claim: 'release',
    stage: { at, detail: { ...params, until } },
    documents: [
      {
        kind: at === 'refused' ? desk.business.papers.refusal : 'not-accepted',
        params: { ...params, reviewUntil: until, afterHumanReview: notes.reconsidered },
        notify: 'sms',
      },
    ],
    waits: {
      close: 'all',
      open: [
        {
          kind: 'review-window',
          until: deadline.until,
          clause: 'regulation-49',
          endedBy: ['applicant', 'clock'],
          shortenedBy: '无',
          detail: { until },
        },
      ],
    },
    tasks: { close: 'all' },
    ...voiding(notes),
  };
}

/** An agreement that was offered, signed or not, ends with the change. */
export function voiding({ signBy }: Notes): Pick<OpeningDraft, 'effects'> {
  return signBy ? { effects: [{ name: 'void-agreement', params: {} }] } : {};
}

/** 待补正: until everything is there, or the deadline has passed. */
export async function awaitSupplement(desk: OpeningDesk): Promise<void> {
  const seen = desk.version();
  if (await desk.changed(seen, desk.notes().supplementBy?.until ?? null)) return;
  await desk.advance(() => supplementExpired(openingOf(desk)), seen);
}

/** Takes the claim if it is free, else keeps waiting for the other case. */
export function followOn(opening: Opening): OpeningDraft {
  const next = takeIn(opening);
  return {
    ...next,
    step: 'follow-on',
    claim: next.claim ?? 'take',
    whenHeld: {
      notes: noting(opening, { follows: true }).notes,
      events: [],
      stage: { at: 'contested', detail: { follows: true } },
      tasks: { close: 'all' },
      waits: {
        close: 'all',
        open: [
          {
            kind: 'other-case',
            until: null,
            clause: 'liaoning-14',
            endedBy: ['outside'],
            shortenedBy: '另一件办结或撤回',
          },
        ],
      },
    },
  };
}
