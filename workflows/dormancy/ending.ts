/** How it ends: contributions again, kept open for a reason, withdrawn, or closed with nothing in it. */
import { patched } from '@temporalio/workflow';
import type { DormancyNow } from '../../activities/dormancy.ts';
import type { KnownLoans } from '../../src/domain/exit-books.ts';
import type { KeptReason } from '../../src/policy/dormant-closing.ts';
import { recordOf } from '../engine/decisions.ts';
import { endOf } from '../engine/days.ts';
import { refusedAct } from '../engine/desk.ts';
import { asking } from './ask.ts';
import { CLEAN, lookAt, type ActOf, type DormantDesk, type DormantDraft } from './state.ts';

/** Until the last day of the notice is over, or somebody contributes again. */
export async function awaitNotice(desk: DormantDesk): Promise<void> {
  const seen = desk.version();
  if (await desk.advance(() => averted(desk), seen)) return;
  const { noticeUntil } = desk.notes();
  if (noticeUntil === null) throw new Error('the notice has no end');
  if (await desk.changed(seen, endOf(noticeUntil))) return;
  await desk.advance(() => decided(desk, null), seen);
}

/** What ends the case before its day: contributions, or money that came otherwise. Null: nothing. */
export async function averted(desk: DormantDesk): Promise<DormantDraft | null> {
  const now = await lookAt(desk);
  const { reasons } = now.decision;
  if (reasons.includes('contributing')) return contributing(desk, now);
  return reasons.includes('has-money') ? kept(desk, now, ['has-money']) : null;
}

/**
 * On the day: the facts are read again, and what still has to do with the account keeps it open. Where nothing
 * does, the national platform is asked before it is closed.
 *
 * @param loans what the platform has answered; null: it was not asked yet
 */
export async function decided(desk: DormantDesk, loans: KnownLoans | null): Promise<DormantDraft> {
  const now = await lookAt(desk, loans);
  const { reasons } = now.decision;
  if (reasons.includes('contributing')) return contributing(desk, now);
  if (reasons.length > 0) return kept(desk, now, reasons);
  if (loans === null && patched('loans-before-closing')) return asking(desk);
  return closed(desk, now, loans);
}

function decisionOf({ decision, facts }: DormancyNow) {
  return recordOf(decision, facts);
}

function contributing(desk: DormantDesk, now: DormancyNow): DormantDraft {
  return {
    ...ended(desk, 'contributing', ['contributing']),
    step: 'contributing',
    events: [{ kind: 'dormancy-averted' }],
    stage: { at: 'contributing', detail: {} },
    decisions: [decisionOf(now)],
    outcome: 'contributing',
  };
}

function kept(desk: DormantDesk, now: DormancyNow, reasons: readonly KeptReason[]): DormantDraft {
  return {
    ...ended(desk, 'kept', reasons),
    step: 'kept',
    events: [{ kind: 'account-kept', public: { reasons } }],
    stage: { at: 'kept', detail: { reasons } },
    decisions: [decisionOf(now)],
    outcome: 'kept',
  };
}

/** Looked at once more in the very transaction that closes it: what came in between keeps it open. */
function closed(desk: DormantDesk, now: DormancyNow, loans: KnownLoans | null): DormantDraft {
  const notes = desk.notes();
  const { last4, emptyFrom } = notes.found;
  const keep = () => kept(desk, now, ['changed']);
  return {
    ...CLEAN,
    step: 'closed',
    notes,
    events: [{ kind: 'account-closed', public: { last4, reason: 'dormant' } }],
    stage: { at: 'closed', detail: { emptyFrom } },
    decisions: [decisionOf(now)],
    effects: [
      {
        name: 'close-dormant',
        params: { account: notes.account, ...(loans !== null && { loans }) },
      },
    ],
    documents: [
      {
        kind: 'dormant-closed',
        params: { last4, emptyFrom, servedOn: notes.servedOn },
        notify: 'sms',
      },
    ],
    otherwise: { 'action-not-permitted': keep, 'money-held': keep, 'effect-conflict': keep },
    outcome: 'closed',
  };
}

/** 撤销告知: the account stays; the same months are not listed again by themselves. */
export function withdraw(desk: DormantDesk, { content }: ActOf<'withdraw'>): DormantDraft {
  const { reason } = content;
  return {
    ...ended(desk, 'withdrawn', []),
    step: 'withdraw',
    events: [{ kind: 'dormancy-withdrawn', content: { reason } }],
    stage: { at: 'withdrawn', detail: {} },
    outcome: 'withdrawn',
  };
}

/** 立即核查: ends the case when it is averted; else it goes on waiting, and nothing is written. */
export async function recheck(desk: DormantDesk): Promise<DormantDraft> {
  const draft = await averted(desk);
  if (draft) return { ...draft, step: 'recheck' };
  throw refusedAct({
    code: 'action-not-permitted',
    detail: '经核查，该账户目前余额为零，也没有恢复缴存；告知期未满，不能提前销户。',
    restsOn: 'liaoning-14',
  });
}

type End = 'contributing' | 'kept' | 'withdrawn';

function ended(desk: DormantDesk, how: End, reasons: readonly KeptReason[]) {
  const notes = desk.notes();
  const params = { last4: notes.found.last4, how, reasons };
  return {
    ...CLEAN,
    notes,
    effects: [{ name: 'end-dormancy', params: { outcome: how } }],
    documents: [{ kind: 'dormancy-ended', params, notify: 'sms' }],
  } as const;
}
