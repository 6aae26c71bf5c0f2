/**
 * 核查: loans and guarantees nationwide, before the dates are told, before money moves, and again while
 * somebody waits for a loan to be settled. No answer is never "nothing found".
 */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { loansIn, type KnownLoans } from '../../src/domain/exit-books.ts';
import { askBriefly, askPatiently, type Attempt } from '../engine/outside.ts';
import { stillDue, waitedFor } from './clock.ts';
import { endedByDeath } from './endings.ts';
import { offer } from './signature.ts';
import { onward } from './payment.ts';
import {
  judged,
  judgedNow,
  type ActOf,
  type ExitDesk,
  type ExitDraft,
  type Judged,
} from './state.ts';
import { watched } from './watch.ts';

const MINUTE_MS = 60_000;
/** Working days in which a supervisor looks at a parked case. */
const REPAIR_DAYS = 1;

/** 核查中: a short attempt, a patient one, then the case parks and tries again by itself. */
export async function check(desk: ExitDesk): Promise<void> {
  const seen = desk.version();
  const notes = desk.notes();
  const question = {
    caseId: desk.caseId,
    key: `${desk.caseId}:national:${notes.round}`,
    purpose: 'REVIEW' as const,
    on: desk.today(),
    at: Date.now(),
  };
  const brief = await askBriefly('national', question);
  if ('answer' in brief) {
    await desk.advance(() => heard(desk, brief), seen);
    return;
  }
  const { patience } = (await judgedNow(desk)).prepared;
  const patient = await askPatiently('national', question, patience.budgetSeconds);
  await desk.advance(() => heard(desk, patient), seen);
}

async function heard(desk: ExitDesk, attempt: Attempt): Promise<ExitDraft> {
  const notes = desk.notes();
  if ('fault' in attempt) return parked(await judgedNow(desk), attempt.fault);
  const { record } = attempt.answer;
  const loans = loansOf(record.facts, record.answeredAt);
  const work = await judged(desk, (await judgedNow(desk)).application, { ...notes, loans });
  const { system, status } = record;
  const next = after(work);
  return {
    ...next,
    checks: [record],
    events: [{ kind: 'check-answered', public: { system, status } }, ...next.events],
    ...(next.otherwise && {
      otherwise: Object.fromEntries(
        Object.entries(next.otherwise).map(([code, make]) => [
          code,
          () => ({ ...make(), checks: [record] }),
        ]),
      ),
    }),
  };
}

/** The facts of an answer are written by the activity of that system. */
function loansOf(facts: Readonly<Record<string, unknown>>, answeredAt: number): KnownLoans {
  const { answer } = facts as {
    readonly answer: { readonly loans: Parameters<typeof loansIn>[0] };
  };
  return loansIn(answer.loans, answeredAt);
}

/** What the answer was wanted for. */
function after(work: Judged): ExitDraft {
  const { deceased } = work.prepared;
  if (typeof deceased === 'string') return endedByDeath(work, deceased);
  switch (work.notes.goal) {
    case 'offer':
      return offer(work);
    case 'pay':
      return onward(work);
    case 'watch':
      return watched(work);
  }
}

/** 需处理: the platform gave no usable answer; it is asked again by itself, and when somebody wants it. */
function parked({ notes, prepared }: Judged, fault: string): ExitDraft {
  const retryAt = Date.now() + prepared.patience.retryMinutes * MINUTE_MS;
  const faults = [{ system: 'national', fault }];
  const detail = { faults, retryAt };
  const isFirst = notes.parkedUntil === null;
  const draft: ExitDraft = {
    step: 'park',
    notes: { ...notes, parkedUntil: retryAt },
    events: isFirst ? [{ kind: 'case-parked', public: detail }] : [],
    stage: { at: 'needs attention', detail },
    waits: {
      close: 'all',
      open: [waitFor('exit-parked', retryAt, { systems: ['national'] })],
    },
    ...(isFirst && {
      tasks: {
        close: 'all',
        open: [{ kind: 'repair', role: 'supervisor', workingDays: REPAIR_DAYS }],
      },
    }),
  };
  return stillDue(draft, notes);
}

/** 需处理: until the next attempt is due, or somebody wants it now; the three days go on. */
export async function awaitRetry(desk: ExitDesk): Promise<void> {
  const seen = desk.version();
  const { parkedUntil } = desk.notes();
  if (!(await waitedFor(desk, seen, parkedUntil))) return;
  await desk.advance(() => again(desk, 'retry'), seen);
}

/** As a new question: a platform that had answered uselessly would repeat itself. */
function again(desk: ExitDesk, step: string): ExitDraft {
  const notes = desk.notes();
  return {
    step,
    notes: { ...notes, round: notes.round + 1 },
    events: [{ kind: 'repair-retry', public: { systems: ['national'] } }],
    stage: { at: 'checking', detail: {} },
    waits: { close: 'all', open: [waitFor('exit-check', null)] },
  };
}

export function retriedNow(desk: ExitDesk, { content }: ActOf<'retry-now'>): ExitDraft {
  const next = again(desk, 'retry-now');
  const [retried] = next.events;
  const { reason } = content;
  return { ...next, events: [{ kind: 'repair-retry', ...retried, content: { reason } }] };
}
