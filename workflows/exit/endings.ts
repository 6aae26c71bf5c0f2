/** How leaving (退出销户) ends without a closing: refused, lapsed, taken back. */
import { patched } from '@temporalio/workflow';
import type { EffectSpec } from '../../src/cases/change.ts';
import { exitReasonText, exitRemedy } from '../../src/cases/wording-exit.ts';
import { endsWithLoan, exitRefusals, hasOthers } from '../../src/policy/exit-refusals.ts';
import {
  applicationOf,
  CLEAN,
  decidedEvent,
  decisionRecord,
  judgedNow,
  paperOf,
  type ExitDesk,
  type ExitDraft,
  type Judged,
} from './state.ts';
import { watchWait } from './watch.ts';

/** 不予办理: every reason with what was found; who is refused for a loan is told when it is settled. */
export function refuse(work: Judged): ExitDraft {
  const { desk, notes, prepared, decision } = work;
  const refusals = exitRefusals(decision.reasons, prepared.found);
  const watches = isWatched(decision.reasons);
  const { at, wait } = watchWait(desk, prepared.figures.recheckDays);
  return {
    ...CLEAN,
    step: 'refuse',
    // It is decided: nothing is due while somebody waits for the loan.
    notes: { ...notes, againAt: watches ? at : null, ...(notes.clock && { clock: null }) },
    ...(notes.clock && watches && { due: null }),
    decisions: [decisionRecord(work)],
    events: [
      decidedEvent(work),
      { kind: 'exit-refused', public: { codes: refusals.map(({ code }) => code) } },
    ],
    stage: {
      at: watches ? 'awaiting settlement' : 'refused',
      detail: { reasons: refusals.map(({ code, clause }) => ({ code, clause })) },
    },
    // The agreement goes on where nothing was signed, or nothing was paid while it could be regretted.
    ...(notes.signedOn !== null && { effects: effectsOf(notes, isReversible(work)) }),
    documents: [
      {
        kind: 'exit-refused',
        params: {
          ...paperOf(work),
          ...standing(work),
          watches,
          reasons: refusals.map((one) => ({
            ...one,
            text: exitReasonText(one),
            remedy: exitRemedy(one),
          })),
        },
        notify: 'sms',
      },
    ],
    ...(watches && { waits: { close: 'all', open: [wait] } }),
    claim: 'release',
    ...(!watches && { outcome: 'refused' }),
  };
}

/** The paper promises it with the loan, whatever else is found beside it. */
function isWatched(reasons: Judged['decision']['reasons']): boolean {
  if (!endsWithLoan(reasons)) return false;
  return !hasOthers(reasons) || patched('exit-watches-any-loan');
}

function isReversible({ notes }: Judged): boolean {
  return notes.regretUntil !== null && notes.attempts === 0 && notes.gate === null;
}

/** What becomes of the agreement of whoever had signed; the paper says how it stands then. */
function effectsOf({ signedOn }: Judged['notes'], goesOn: boolean): readonly EffectSpec[] {
  const named = (name: string): EffectSpec => ({ name, params: {} });
  const stands = named('agreement-after-exit');
  if (signedOn === null) return [stands];
  return [named(goesOn ? 'resume-after-regret' : 'end-for-exit'), stands];
}

/** What the paper says of account and agreement. */
function standing(work: Judged) {
  return {
    acceptedOn: work.notes.signedOn,
    agreement: isReversible(work) ? 'goes-on' : 'ended',
  };
}

/** 复核不同意: in the reviewer's words; nothing is paid. */
export function declined(work: Judged, reason: string): ExitDraft {
  const { notes } = work;
  return {
    ...CLEAN,
    step: 'decline',
    notes,
    events: [{ kind: 'exit-declined', content: { reason } }],
    stage: { at: 'refused', detail: { reasons: [] } },
    ...(notes.signedOn !== null && { effects: effectsOf(notes, isReversible(work)) }),
    documents: [
      {
        kind: 'exit-refused',
        params: {
          ...paperOf(work),
          ...{ ...standing(work), watches: false },
          reasons: [
            {
              ...{ code: 'withdrawal-declined', clause: 'regulation-25', text: reason },
              ...{ remedy: '消除所列情况后可以再次申请。', earliestOn: null },
            },
          ],
        },
        notify: 'sms',
      },
    ],
    claim: 'release',
    outcome: 'refused',
  };
}

/**
 * 本人死亡: the death is proved, and what is left is the heirs'. Agreement and account are the business of their case,
 * and no paper goes to the number of a dead person.
 */
export function endedByDeath({ notes }: Pick<Judged, 'notes'>, number: string): ExitDraft {
  return {
    ...CLEAN,
    step: 'deceased',
    notes: { ...notes, againAt: null },
    events: [{ kind: 'exit-deceased', public: { number } }],
    stage: { at: 'deceased', detail: {} },
    claim: 'release',
    outcome: 'deceased',
  };
}

/** What was heard of a death; null: nothing, or the bank has the money, and it is looked at when it has answered. */
export async function heardOfDeath(desk: ExitDesk): Promise<ExitDraft | null> {
  const stage = desk.stage();
  if (stage === 'paying' || stage === 'payment unknown') return null;
  if (!patched('exit-ended-by-death')) return null;
  const work = await judgedNow(desk);
  const { deceased } = work.prepared;
  return typeof deceased === 'string' ? endedByDeath(work, deceased) : null;
}

/** Nothing came in time, or the person took it back: the account is not closed. */
export function ended(
  desk: ExitDesk,
  why: 'withdrawn' | 'not-signed' | 'not-mended',
  reason?: string,
): ExitDraft {
  const notes = desk.notes();
  const isTakenBack = why === 'withdrawn';
  const isRegretted = isTakenBack && desk.stage() === 'regret';
  return {
    ...CLEAN,
    step: why,
    notes,
    events: [
      isTakenBack
        ? { kind: 'withdrawn', content: { reason } }
        : { kind: 'exit-lapsed', public: { why } },
    ],
    stage: { at: isTakenBack ? 'withdrawn' : 'lapsed', detail: {} },
    effects: effectsOf(notes, isRegretted),
    documents: [
      {
        kind: 'exit-ended',
        params: {
          ...paperOf({ application: applicationOf(desk), notes }),
          ...{ why, agreement: notes.signedOn === null || isRegretted ? 'goes-on' : 'ended' },
        },
        notify: 'sms',
      },
    ],
    claim: 'release',
    outcome: why,
  };
}
