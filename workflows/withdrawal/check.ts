/**
 * 核查: loans and guarantees nationwide, for every case of the law, before money moves. No answer is never
 * "nothing found": the case parks, asks again by itself, and a supervisor may want it at once.
 */
import type { CheckRecord } from '../../src/cases/change.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import { loansIn, type KnownLoans } from '../../src/domain/exit-books.ts';
import { askBriefly, askPatiently, type Attempt } from '../engine/outside.ts';
import { withAct } from '../engine/sent-back.ts';
import { stillDue, waitedFor } from './alarms.ts';
import { asking } from './asking.ts';
import { onward } from './decision.ts';
import {
  applicationOf,
  asksAlways,
  judged,
  judgedNow,
  lookingAt,
  type ActOf,
  type Judged,
  type WithdrawalDesk,
  type WithdrawalDraft,
  type WithdrawalNotes,
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
  const { patience } = await judgedNow(desk).then(askedAs);
  const patient = await askPatiently('national', question, patience?.budgetSeconds ?? 1);
  await desk.advance(() => heard(desk, patient), seen);
}

/** How long is asked, and when again. */
function askedAs({ prepared: { check: own, closing } }: Judged) {
  return { patience: own?.patience ?? closing?.patience };
}

/** What was answered decides, in one change with the answer itself. */
async function heard(desk: WithdrawalDesk, attempt: Attempt): Promise<WithdrawalDraft> {
  if ('fault' in attempt) return parked(await judgedNow(desk), attempt.fault);
  const { record } = attempt.answer;
  if (!asksAlways()) return kept(await judgedNow(desk), record);
  const work = await judged(desk, applicationOf(desk), answered(desk.notes(), record), {
    ...loansOf(record.facts),
  });
  return withAct(onward(work), { step: 'checked', checks: [record], events: [toldOf(record)] });
}

/** As before every withdrawal asked: the answer is kept first, and what is decided next reads it from the books. */
function kept({ notes }: Judged, record: CheckRecord): WithdrawalDraft {
  return {
    step: 'checked',
    notes: answered(notes, record),
    checks: [record],
    events: [toldOf(record)],
    ...lookingAt(notes, null),
  };
}

function answered(notes: WithdrawalNotes, { answeredAt }: CheckRecord): WithdrawalNotes {
  return { ...notes, checkedAt: answeredAt, parkedUntil: null, againAt: null };
}

function toldOf({ system, status }: CheckRecord) {
  return { kind: 'check-answered', public: { system, status } };
}

/** The facts of an answer are written by the activity of that system. */
function loansOf(facts: Readonly<Record<string, unknown>>): Pick<KnownLoans, 'open' | 'guarantee'> {
  const { answer } = facts as {
    readonly answer: { readonly loans: Parameters<typeof loansIn>[0] };
  };
  const { open, guarantee } = loansIn(answer.loans, 0);
  return { open, guarantee };
}

/** 核查未答复. */
function parked(work: Judged, fault: string): WithdrawalDraft {
  const { notes } = work;
  const minutes = askedAs(work).patience?.retryMinutes ?? 1;
  const retryAt = Date.now() + minutes * MINUTE_MS;
  const detail = { faults: [{ system: 'national', fault }], retryAt };
  const isFirst = (notes.parkedUntil ?? null) === null;
  const draft: WithdrawalDraft = {
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
  return stillDue(draft, notes);
}

/** 核查未答复: until the next attempt is due, or somebody wants it now; the three days go on. */
export async function awaitCheck(desk: WithdrawalDesk): Promise<void> {
  const seen = desk.version();
  const until = desk.notes().parkedUntil ?? null;
  const isDue = asksAlways()
    ? await waitedFor(desk, seen, until)
    : !(await desk.changed(seen, until));
  if (isDue) await desk.advance(async () => again(await judgedNow(desk), 'retry'), seen);
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
