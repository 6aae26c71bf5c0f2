/**
 * 核查: on the day after the notice the national platform is asked anew whether the holder owes or guarantees a
 * loan. What was known before no longer counts, and no answer is never "nothing found".
 */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { loansIn, type KnownLoans } from '../../src/domain/exit-books.ts';
import { askBriefly, askPatiently, type Attempt } from '../engine/outside.ts';
import { decided } from './ending.ts';
import { lookAt, type ActOf, type DormantDesk, type DormantDraft } from './state.ts';

const MINUTE_MS = 60_000;
/** Working days in which a supervisor looks at a parked case. */
const REPAIR_DAYS = 1;

/** 核查中: a short attempt, a patient one, then the case parks and tries again by itself. */
export async function check(desk: DormantDesk): Promise<void> {
  const seen = desk.version();
  const question = {
    caseId: desk.caseId,
    key: `${desk.caseId}:national:${desk.notes().round ?? 0}`,
    purpose: 'REVIEW' as const,
    on: desk.today(),
    at: Date.now(),
  };
  const brief = await askBriefly('national', question);
  if ('answer' in brief) {
    await desk.advance(() => heard(desk, brief), seen);
    return;
  }
  const { patience } = await lookAt(desk);
  const patient = await askPatiently('national', question, patience.budgetSeconds);
  await desk.advance(() => heard(desk, patient), seen);
}

async function heard(desk: DormantDesk, attempt: Attempt): Promise<DormantDraft> {
  if ('fault' in attempt) return parked(desk, attempt.fault);
  const { record } = attempt.answer;
  const next = await decided(desk, loansOf(record.facts, record.answeredAt));
  const { system, status } = record;
  const checks = [record];
  return {
    ...next,
    checks,
    events: [{ kind: 'check-answered', public: { system, status } }, ...next.events],
    ...(next.otherwise && {
      otherwise: Object.fromEntries(
        Object.entries(next.otherwise).map(([code, make]) => [code, () => ({ ...make(), checks })]),
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

/** 需处理: the platform gave no usable answer; it is asked again by itself, and when somebody wants it. */
async function parked(desk: DormantDesk, fault: string): Promise<DormantDraft> {
  const { patience } = await lookAt(desk);
  const notes = desk.notes();
  const retryAt = Date.now() + patience.retryMinutes * MINUTE_MS;
  const detail = { faults: [{ system: 'national', fault }], retryAt };
  const isFirst = (notes.parkedUntil ?? null) === null;
  return {
    step: 'park',
    notes: { ...notes, parkedUntil: retryAt },
    events: isFirst ? [{ kind: 'case-parked', public: detail }] : [],
    stage: { at: 'needs attention', detail },
    waits: {
      close: 'all',
      open: [waitFor('dormancy-parked', retryAt, { systems: ['national'] })],
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
export async function awaitRetry(desk: DormantDesk): Promise<void> {
  const seen = desk.version();
  if (await desk.changed(seen, desk.notes().parkedUntil ?? null)) return;
  await desk.advance(() => again(desk, 'retry'), seen);
}

/** As a new question: a platform that had answered uselessly would repeat itself. */
function again(desk: DormantDesk, step: string): DormantDraft {
  const notes = desk.notes();
  return {
    step,
    notes: { ...notes, round: (notes.round ?? 0) + 1 },
    events: [{ kind: 'repair-retry', public: { systems: ['national'] } }],
    stage: { at: 'checking', detail: {} },
    waits: { close: 'all', open: [waitFor('dormancy-check', null)] },
  };
}

export function retriedNow(desk: DormantDesk, { content }: ActOf<'retry-now'>): DormantDraft {
  const next = again(desk, 'retry-now');
  const [retried] = next.events;
  const { reason } = content;
  return { ...next, events: [{ kind: 'repair-retry', ...retried, content: { reason } }] };
}
