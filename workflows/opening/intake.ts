/**
 * Receipt and acceptance (收件、受理): the first change of the case, one notice of everything that
 * is missing, the start of the clock, and two applications of one person side by side.
 */
import type { Change, WaitSpec } from '../../src/cases/change.ts';
import { REGULATION_2026_FROM } from '../../src/policy/clauses.ts';
import type { Intake } from '../../src/policy/opening-intake.ts';
import type { Draft } from '../engine/desk.ts';
import { CLEAN, inDays, intakeOf, type Opening } from './state.ts';

/** Working days for a verdict on two applications of one person. */
const VERDICT_DAYS = 2;
/** Working days in which a clerk follows up what is missing. */
const FOLLOW_UP_DAYS = 5;

/** The first change: the case with its form, and whatever the intake says of it. */
export function receive(opening: Opening): Draft {
  const next = takeIn(opening);
  const received = { kind: 'case-received', public: { type: 'account-opening' } };
  const on = opening.desk.today();
  return {
    ...next,
    step: 'receive',
    content: opening.application,
    claim: 'take',
    events: [received, ...next.events],
    documents: [{ kind: 'receipt', params: { receivedOn: on } }, ...(next.documents ?? [])],
    whenHeld: {
      events: [received, { kind: 'contested' }],
      stage: { at: 'contested' },
      documents: [{ kind: 'receipt', params: { receivedOn: on } }],
      waits: { open: [verdictWait()] },
      tasks: { open: [{ kind: 'verdict', role: 'reviewer', workingDays: VERDICT_DAYS }] },
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
export function takeIn(opening: Opening): Draft {
  const intake = intakeOf(opening);
  if (intake.unacceptable.length > 0) return notAccepted(opening, intake);
  if (intake.missing.length > 0) return incomplete(opening, intake);
  return opening.acceptedOn === null ? accepted(opening) : checking(opening);
}

function accepted(opening: Opening): Draft {
  const { desk, prepared } = opening;
  const on = desk.today();
  return {
    ...CLEAN,
    step: 'accept',
    events: [{ kind: 'application-accepted', public: { acceptedOn: on } }],
    stage: { at: 'checking' },
    acceptance: {
      acceptedOn: on,
      regulation: on >= REGULATION_2026_FROM ? '2026' : '2019',
      dueOn: null,
      promisedWorkingDays: prepared.figures.promiseWorkingDays,
    },
    documents: [{ kind: 'acceptance', params: { acceptedOn: on } }],
    written: ({ stage }) => {
      if (stage === 'checking') opening.acceptedOn = on;
    },
  };
}

/** Back to checking with what has changed; accepted already. */
export function checking(opening: Opening): Draft {
  return {
    ...CLEAN,
    step: 'check',
    events: [],
    stage: { at: opening.signed ? 'opening' : 'checking' },
    written: () => {
      opening.parked = null;
      opening.entered = null;
    },
  };
}

function incomplete(opening: Opening, { missing }: Intake): Draft {
  const { desk, prepared } = opening;
  const deadline = opening.supplementBy ?? inDays(desk.today(), prepared.figures.supplementDays);
  const { last, until } = deadline;
  const codes = missing.map(({ code }) => code);
  const detail = { missing: codes, until: last };
  return {
    step: 'request-supplement',
    events: [{ kind: 'supplement-requested', public: detail }],
    stage: { at: 'incomplete', detail: { missing, until: last } },
    documents: [{ kind: 'supplement-notice', params: { missing, until: last }, notify: 'sms' }],
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
    written: ({ stage }) => {
      if (stage === 'incomplete') opening.supplementBy = deadline;
    },
  };
}

function notAccepted(opening: Opening, { unacceptable }: Intake): Draft {
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
function supplementExpired(opening: Opening): Draft {
  const reasons = [{ code: 'supplement-expired', clause: 'liaoning-1' }];
  return {
    ...concluded(opening, 'not accepted', { reasons }),
    step: 'supplement-expired',
    events: [{ kind: 'not-accepted', public: { reasons } }],
  };
}

/**
 * A decision against the person: the claim ends, a review may be asked for within its window.
 */
export function concluded(
  opening: Opening,
  at: 'not accepted' | 'refused',
  params: Readonly<Record<string, unknown>>,
): Omit<Change, 'key' | 'caseId' | 'expected' | 'at' | 'on' | 'by' | 'events'> &
  Pick<Draft, 'written'> {
  const { desk, prepared } = opening;
  const deadline = inDays(desk.today(), prepared.figures.reviewRequestDays);
  const until = deadline.last;
  return {
    claim: 'release',
    stage: { at, detail: { ...params, until } },
    documents: [
      {
        kind: at === 'refused' ? 'refusal' : 'not-accepted',
        params: { ...params, reviewUntil: until },
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
    written: ({ stage }) => {
      if (stage === at) opening.reviewBy = deadline;
    },
  };
}

/** 待补正: until everything is there, or the deadline has passed. */
export async function awaitSupplement(opening: Opening): Promise<void> {
  const { desk } = opening;
  const seen = desk.version();
  const until = opening.supplementBy?.until ?? null;
  if (await desk.changed(seen, until)) return;
  await desk.advance(supplementExpired(opening), seen);
}

/** 同一人多件: until a verdict, and after it until the other case has ended. */
export async function awaitVerdict(opening: Opening): Promise<void> {
  const { desk } = opening;
  await desk.changed(desk.version(), null);
}

/** Takes the claim if it is free, else keeps waiting for the other case. */
export function followOn(opening: Opening): Draft {
  const next = takeIn(opening);
  return {
    ...next,
    step: 'follow-on',
    claim: 'take',
    whenHeld: {
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
