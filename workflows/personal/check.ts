/**
 * 身份核验: whether the new name and number belong together, and to somebody who lives. No answer is never
 * "fine": a short attempt, a patient one, then the case parks and tries again by itself.
 */
import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { PersonalChangeActivities } from '../../activities/personal-change.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import { faultOf } from '../engine/commit.ts';
import { onward } from './decision.ts';
import {
  judged,
  judgedNow,
  type ActOf,
  type Judged,
  type PersonalDesk,
  type PersonalDraft,
} from './state.ts';

const MINUTE_MS = 60_000;
/** Working days in which a supervisor looks at a parked case. */
const REPAIR_DAYS = 1;

const briefly = proxyLocalActivities<PersonalChangeActivities>({
  startToCloseTimeout: '1500 milliseconds',
  scheduleToCloseTimeout: '1600 milliseconds',
  retry: { maximumAttempts: 1 },
});

/** 身份核验中. */
export async function check(desk: PersonalDesk): Promise<void> {
  const seen = desk.version();
  const told = await ask(desk);
  await desk.advance(async () => {
    const work = await judgedNow(desk);
    return 'fault' in told ? parked(work, told.fault) : concluded(work, told);
  }, seen);
}

type Answer = Awaited<ReturnType<PersonalChangeActivities['verifyChangedPerson']>>;

async function ask(desk: PersonalDesk): Promise<Answer | { readonly fault: string }> {
  const { round } = desk.notes();
  const key = `${desk.caseId}:person:${round}`;
  const question = { caseId: desk.caseId, key, on: desk.today(), at: Date.now() };
  try {
    return heardNow(await briefly.verifyChangedPerson(question));
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
  const { patience } = (await judgedNow(desk)).prepared;
  const regular = proxyActivities<PersonalChangeActivities>({
    startToCloseTimeout: '30 seconds',
    scheduleToCloseTimeout: patience.budgetSeconds * 1000,
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
    cancellationType: 'TRY_CANCEL',
  });
  try {
    return heardNow(await regular.verifyChangedPerson(question));
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { fault: faultOf(error)?.type ?? 'outside-system-unavailable' };
  }
}

/** The age of an answer counts in the workflow's time, like every other wait of the case. */
function heardNow({ record, result }: Answer): Answer {
  return { result, record: { ...record, answeredAt: Date.now() } };
}

async function concluded(before: Judged, { record, result }: Answer): Promise<PersonalDraft> {
  const { desk, application } = before;
  const identity = { result, answeredAt: record.answeredAt };
  const work = await judged(desk, application, { ...before.notes, identity, parkedUntil: null });
  const heard = (draft: PersonalDraft): PersonalDraft => ({
    ...draft,
    checks: [record],
    events: [
      { kind: 'check-answered', public: { system: record.system, status: record.status } },
      ...draft.events,
    ],
  });
  const next = onward(work);
  const { otherwise } = next;
  const others = Object.entries(otherwise ?? {}).map(
    ([code, make]) => [code, () => heard(make())] as const,
  );
  return { ...heard(next), ...(otherwise && { otherwise: Object.fromEntries(others) }) };
}

function parked({ notes, prepared }: Judged, fault: string): PersonalDraft {
  const retryAt = Date.now() + prepared.patience.retryMinutes * MINUTE_MS;
  const detail = { faults: [{ system: 'identity', fault }], retryAt };
  const isFirst = notes.parkedUntil === null;
  return {
    step: 'park',
    notes: { ...notes, parkedUntil: retryAt },
    events: isFirst ? [{ kind: 'case-parked', public: detail }] : [],
    stage: { at: 'needs attention', detail },
    waits: {
      close: 'all',
      open: [waitFor('personal-parked', retryAt, { systems: ['identity'] })],
    },
    ...(isFirst && {
      tasks: {
        close: 'all',
        open: [{ kind: 'repair', role: 'supervisor', workingDays: REPAIR_DAYS }],
      },
    }),
  };
}

/** 需处理: until the next attempt is due, or somebody wants it now. */
export async function awaitRetry(desk: PersonalDesk): Promise<void> {
  const seen = desk.version();
  if (await desk.changed(seen, desk.notes().parkedUntil)) return;
  await desk.advance(() => again(desk, 'retry'), seen);
}

/** As a new question: a system that had answered uselessly would repeat itself. */
function again(desk: PersonalDesk, step: string, reason?: string): PersonalDraft {
  const notes = desk.notes();
  return {
    step,
    notes: { ...notes, round: notes.round + 1 },
    events: [
      {
        ...{ kind: 'repair-retry', public: { systems: ['identity'] } },
        ...(reason !== undefined && { content: { reason } }),
      },
    ],
    stage: { at: 'checking', detail: {} },
    waits: { close: 'all', open: [waitFor('personal-check', null)] },
  };
}

export function retriedNow(desk: PersonalDesk, { content }: ActOf<'retry-now'>): PersonalDraft {
  return again(desk, 'retry-now', content.reason);
}
