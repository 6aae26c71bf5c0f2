/** 核查: who the heirs are, and whether the dead person owed a loan. No answer is never "nothing found". */
import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { DeathActivities } from '../../activities/death-payout.ts';
import type { CheckRecord } from '../../src/cases/change.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import { loansIn, type KnownLoans } from '../../src/domain/exit-books.ts';
import { changeMark, unseenChanges } from '../../src/policy/personal-change-watch.ts';
import { faultOf } from '../engine/commit.ts';
import { askBriefly, askPatiently } from '../engine/outside.ts';
import { refuse } from './endings.ts';
import {
  judged,
  judgedNow,
  type ActOf,
  type DeathDesk,
  type DeathDraft,
  type Judged,
} from './state.ts';

const MINUTE_MS = 60_000;
/** Working days in which a supervisor looks at a parked case, and another person at the papers. */
const REPAIR_DAYS = 1;
const REVIEW_DAYS = 1;

const briefly = proxyLocalActivities<DeathActivities>({
  startToCloseTimeout: '1500 milliseconds',
  scheduleToCloseTimeout: '1600 milliseconds',
  retry: { maximumAttempts: 1 },
});

/** A new question: what was answered before no longer counts. */
export function asking({ notes }: Judged): DeathDraft {
  return {
    step: 'check',
    notes: { ...notes, loans: null, identities: null, parkedUntil: null },
    events: [],
    stage: { at: 'checking', detail: {} },
    waits: { close: 'all', open: [waitFor('death-check', null)] },
    tasks: { close: 'all' },
  };
}

interface Heard {
  readonly loans: KnownLoans;
  readonly identities: readonly string[];
  readonly checks: readonly CheckRecord[];
}

/** 核查中: short attempts, patient ones, then the case parks and tries again by itself. */
export async function check(desk: DeathDesk): Promise<void> {
  const seen = desk.version();
  const heard = await ask(desk);
  await desk.advance(async () => {
    const work = await judgedNow(desk);
    return 'fault' in heard ? parked(work, heard) : concluded(work, heard);
  }, seen);
}

type Failed = { readonly system: string; readonly fault: string };

async function ask(desk: DeathDesk): Promise<Heard | Failed> {
  const { round } = desk.notes();
  const question = { caseId: desk.caseId, on: desk.today(), at: Date.now() };
  const national = {
    ...question,
    key: `${desk.caseId}:national:${round}`,
    purpose: 'REVIEW' as const,
  };
  const { patience } = (await judgedNow(desk)).prepared;
  let told = await askBriefly('national', national);
  if ('fault' in told) told = await askPatiently('national', national, patience.budgetSeconds);
  if ('fault' in told) return { system: 'national', fault: told.fault };
  const { record } = told.answer;
  const heirs = { ...question, key: `${desk.caseId}:heirs:${round}` };
  const known = await askHeirs(heirs, patience.budgetSeconds);
  if ('fault' in known) return { system: 'identity', fault: known.fault };
  const { answer } = record.facts as unknown as {
    readonly answer: { readonly loans: Parameters<typeof loansIn>[0] };
  };
  return {
    loans: loansIn(answer.loans, record.answeredAt),
    identities: known.results,
    checks: [record, known.record],
  };
}

type HeirsAnswer = Awaited<ReturnType<DeathActivities['verifyHeirs']>>;

async function askHeirs(
  question: Parameters<DeathActivities['verifyHeirs']>[0],
  budgetSeconds: number,
): Promise<HeirsAnswer | { readonly fault: string }> {
  try {
    return await briefly.verifyHeirs(question);
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
  const regular = proxyActivities<DeathActivities>({
    startToCloseTimeout: '60 seconds',
    scheduleToCloseTimeout: budgetSeconds * 1000,
    retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
    cancellationType: 'TRY_CANCEL',
  });
  try {
    return await regular.verifyHeirs(question);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { fault: faultOf(error)?.type ?? 'outside-system-unavailable' };
  }
}

async function concluded(
  { desk, application, notes }: Judged,
  { loans, identities, checks }: Heard,
): Promise<DeathDraft> {
  const work = await judged(desk, application, { ...notes, loans, identities, parkedUntil: null });
  const next = work.decision.outcome === 'refused' ? refuse(work) : review(work);
  const answered = checks.map(({ system, status }) => ({
    kind: 'check-answered',
    public: { system, status },
  }));
  return { ...next, checks, events: [...answered, ...next.events] };
}

/** 待复核: what papers prove is for another person to see. */
export function review({ desk, notes, application, decision, prepared }: Judged): DeathDraft {
  const { basis, heirs } = application;
  const changes = unseenChanges(prepared.facts.watch).map(changeMark);
  const codes = decision.toConfirm ?? [];
  const { exit } = prepared;
  const found = {
    ...(codes.length > 0 && { codes, changes }),
    // Left out of what was read before anybody looked.
    ...(typeof exit === 'string' && { exit }),
  };
  return {
    step: 'review',
    notes,
    events: [{ kind: 'death-in-review', ...(Object.keys(found).length > 0 && { public: found }) }],
    stage: { at: 'in review', detail: { basis, heirs: heirs.length, ...found } },
    waits: { close: 'all', open: [waitFor('death-review', null, found)] },
    tasks: {
      close: 'all',
      open: [
        {
          ...{ kind: 'death-review', role: 'reviewer', workingDays: REVIEW_DAYS },
          notBy: desk.peopleWith('submitter', 'supplementer', 'card-entered'),
        },
      ],
    },
  };
}

function parked({ notes, prepared }: Judged, { system, fault }: Failed): DeathDraft {
  const retryAt = Date.now() + prepared.patience.retryMinutes * MINUTE_MS;
  const detail = { faults: [{ system, fault }], retryAt };
  const isFirst = notes.parkedUntil === null;
  return {
    step: 'park',
    notes: { ...notes, parkedUntil: retryAt },
    events: isFirst ? [{ kind: 'case-parked', public: detail }] : [],
    stage: { at: 'needs attention', detail },
    waits: { close: 'all', open: [waitFor('death-parked', retryAt, { systems: [system] })] },
    ...(isFirst && {
      tasks: {
        close: 'all',
        open: [{ kind: 'repair', role: 'supervisor', workingDays: REPAIR_DAYS }],
      },
    }),
  };
}

/** 需处理: until the next attempt is due, or somebody wants it now. */
export async function awaitRetry(desk: DeathDesk): Promise<void> {
  const seen = desk.version();
  if (await desk.changed(seen, desk.notes().parkedUntil)) return;
  await desk.advance(() => again(desk, 'retry'), seen);
}

/** As new questions: a system that had answered uselessly would repeat itself. */
function again(desk: DeathDesk, step: string, reason?: string): DeathDraft {
  const notes = desk.notes();
  return {
    step,
    notes: { ...notes, round: notes.round + 1 },
    events: [
      {
        ...{ kind: 'repair-retry', public: { systems: ['national', 'identity'] } },
        ...(reason !== undefined && { content: { reason } }),
      },
    ],
    stage: { at: 'checking', detail: {} },
    waits: { close: 'all', open: [waitFor('death-check', null)] },
  };
}

export function retriedNow(desk: DeathDesk, { content }: ActOf<'retry-now'>): DeathDraft {
  return again(desk, 'retry-now', content.reason);
}
