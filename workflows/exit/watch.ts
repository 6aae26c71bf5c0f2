/**
 * 等贷款结清: whoever was refused for a loan or a guarantee is told when it is settled; the platform is asked
 * again every so many days, and when somebody wants it. The case holds nobody meanwhile.
 */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { exitReasonText, exitRemedy } from '../../src/cases/wording-exit.ts';
import { addDays, startOf } from '../../src/domain/calendar.ts';
import { exitRefusals } from '../../src/policy/exit-refusals.ts';
import { asking } from './ask.ts';
import {
  CLEAN,
  decidedEvent,
  decisionRecord,
  judgedNow,
  paperOf,
  type ActOf,
  type ExitDesk,
  type ExitDraft,
  type Judged,
} from './state.ts';

/** The next question, at nine in the morning like everything a case does by itself. */
const MORNING_MS = 9 * 3_600_000;

export function watchWait(desk: ExitDesk, recheckDays: number) {
  const at = startOf(addDays(desk.today(), Math.max(1, recheckDays))) + MORNING_MS;
  return { at, wait: waitFor('exit-loan', at) };
}

/** Until the next question is due. */
export async function awaitSettlement(desk: ExitDesk): Promise<void> {
  const seen = desk.version();
  if (await desk.changed(seen, desk.notes().againAt)) return;
  await desk.advance(async () => {
    const work = await judgedNow(desk);
    return { ...asking(work, 'watch'), step: 'watch' };
  }, seen);
}

/** The platform has answered: settled, and told; or not yet, and waited for. */
export function watched(work: Judged): ExitDraft {
  const { desk, notes, prepared, decision } = work;
  const { openLoan, guarantee } = prepared.facts;
  if (prepared.books.state === 'closed') return over(work, 'refused');
  if (!openLoan && !guarantee) return over(work, 'told');
  const { at, wait } = watchWait(desk, prepared.figures.recheckDays);
  const reasons = decision.reasons.filter((one) => one === 'open-loan' || one === 'guarantee');
  return {
    step: 'still-open',
    notes: { ...notes, againAt: at },
    events: [],
    stage: {
      at: 'awaiting settlement',
      detail: { reasons: reasons.map((one) => ({ code: `exit-${one}`, clause: 'liaoning-7' })) },
    },
    waits: { close: 'all', open: [wait] },
    tasks: { close: 'all' },
  };
}

function over(work: Judged, how: 'told' | 'refused'): ExitDraft {
  const { notes, decision, prepared } = work;
  const isSettled = how === 'told';
  // The loan was not all: what else was found, or has come since, is told with it.
  const standing = isSettled ? exitRefusals(decision.reasons, prepared.found) : [];
  const codes = standing.map(({ code }) => code);
  return {
    ...CLEAN,
    step: isSettled ? 'settled' : 'watch-ends',
    notes: { ...notes, againAt: null },
    decisions: [decisionRecord(work)],
    events: [
      decidedEvent(work),
      isSettled
        ? { kind: 'exit-loan-settled', ...(codes.length > 0 && { public: { codes } }) }
        : { kind: 'exit-watch-ended' },
    ],
    stage: {
      at: how,
      detail:
        standing.length > 0
          ? { reasons: standing.map(({ code, clause }) => ({ code, clause })) }
          : {},
    },
    documents: isSettled
      ? [
          {
            kind: 'exit-loan-settled',
            params: {
              ...paperOf(work),
              standing: standing.map((one) => ({
                text: exitReasonText(one),
                remedy: exitRemedy(one),
              })),
            },
            notify: 'sms',
          },
        ]
      : [],
    outcome: how,
  };
}

/** A pledge may have been released; null: by what is known something still stands in the way. */
export async function watchNews(desk: ExitDesk): Promise<ExitDraft | null> {
  const work = await judgedNow(desk);
  const { openLoan, guarantee } = work.prepared.facts;
  return openLoan || guarantee ? null : { ...asking(work, 'watch'), step: 'watch-news' };
}

/** 立即核查贷款. */
export async function recheckedNow(
  desk: ExitDesk,
  { content }: ActOf<'recheck'>,
): Promise<ExitDraft> {
  const next = asking(await judgedNow(desk), 'watch');
  return {
    ...next,
    step: 'recheck',
    events: [{ kind: 'exit-loan-recheck', content: { reason: content.reason } }],
  };
}

/** 不再等待: the refusal stands. */
export async function stoppedWatching(
  desk: ExitDesk,
  { content }: ActOf<'stop-watching'>,
): Promise<ExitDraft> {
  const { notes } = await judgedNow(desk);
  return {
    ...CLEAN,
    step: 'stop-watching',
    notes,
    events: [{ kind: 'exit-watch-ended', content: { reason: content.reason } }],
    stage: { at: 'refused', detail: { reasons: [] } },
    outcome: 'refused',
  };
}
