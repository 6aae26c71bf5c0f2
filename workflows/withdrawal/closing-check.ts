/**
 * 核查: loans and guarantees nationwide, before the money of an account that closes moves. No answer is never
 * "nothing found": the case parks, asks again by itself, and a supervisor may want it at once.
 */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { askBriefly, askPatiently, type Attempt } from '../engine/outside.ts';
import { asking } from './closing.ts';
import {
  judgedNow,
  lookingAt,
  type ActOf,
  type Judged,
  type WithdrawalDesk,
  type WithdrawalDraft,
} from './state.ts';

const MINUTE_MS = 60_000;
/** Working days in which a supervisor looks at a parked case. */
const REPAIR_DAYS = 1;

/** 核查中: a short attempt, a patient one, then the case parks. */
export async function check(desk: WithdrawalDesk): Promise<void> {
  const seen = desk.version();
  const question = {
    caseId: desk.caseId,
    key: `${desk.caseId}:national:${String(desk.notes().round ?? 1)}`,
    purpose: 'REVIEW' as const,
    on: desk.today(),
    at: Date.now(),
  };
  const brief = await askBriefly('national', question);
  if ('answer' in brief) {
    await desk.advance(() => heard(desk, brief), seen);
    return;
  }
  const { closing } = (await judgedNow(desk)).prepared;
  const patient = await askPatiently('national', question, closing?.patience.budgetSeconds ?? 1);
  await desk.advance(() => heard(desk, patient), seen);
}

/** The answer is kept first: what is decided next reads it from the books. */
async function heard(desk: WithdrawalDesk, attempt: Attempt): Promise<WithdrawalDraft> {
  const work = await judgedNow(desk);
  if ('fault' in attempt) return parked(work, attempt.fault);
  const { record } = attempt.answer;
  const { notes } = work;
  const { system, status } = record;
  return {
    step: 'checked',
    notes: { ...notes, checkedAt: record.answeredAt, parkedUntil: null, againAt: null },
    checks: [record],
    events: [{ kind: 'check-answered', public: { system, status } }],
    ...lookingAt(notes, null),
  };
}

/** 核查未答复. */
function parked({ notes, prepared }: Judged, fault: string): WithdrawalDraft {
  const minutes = prepared.closing?.patience.retryMinutes ?? 1;
  const retryAt = Date.now() + minutes * MINUTE_MS;
  const detail = { faults: [{ system: 'national', fault }], retryAt };
  const isFirst = (notes.parkedUntil ?? null) === null;
  return {
    step: 'park-check',
    notes: { ...notes, parkedUntil: retryAt },
    events: isFirst ? [{ kind: 'case-parked', public: detail }] : [],
    stage: { at: 'check unanswered', detail },
    waits: { close: 'all', open: [waitFor('exit-parked', retryAt, { systems: ['national'] })] },
    ...(isFirst && {
      tasks: {
        close: 'all',
        open: [{ kind: 'repair', role: 'supervisor', workingDays: REPAIR_DAYS }],
      },
    }),
  };
}

/** 核查未答复: until the next attempt is due, or somebody wants it now. */
export async function awaitCheck(desk: WithdrawalDesk): Promise<void> {
  const seen = desk.version();
  if (await desk.changed(seen, desk.notes().parkedUntil ?? null)) return;
  await desk.advance(async () => again(await judgedNow(desk), 'retry'), seen);
}

/** As a new question: a platform that had answered uselessly would repeat itself. */
function again(work: Judged, step: string): WithdrawalDraft {
  const { notes, tasks: _, ...next } = asking(work);
  return {
    ...next,
    step,
    notes: { ...notes, parkedUntil: work.notes.parkedUntil ?? null },
    events: [{ kind: 'repair-retry', public: { systems: ['national'] } }],
  };
}

/** 立即重新核查. */
export async function retriedNow(
  desk: WithdrawalDesk,
  { content }: ActOf<'retry-now'>,
): Promise<WithdrawalDraft> {
  const next = again(await judgedNow(desk), 'retry-now');
  const { reason } = content;
  return {
    ...next,
    events: [{ kind: 'repair-retry', public: { systems: ['national'] }, content: { reason } }],
  };
}
