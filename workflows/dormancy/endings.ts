/** The drafts with which it ends: contributions again, kept open for a reason, withdrawn, or closed. */
import type { DormancyNow } from '../../activities/dormancy.ts';
import type { KnownLoans } from '../../src/domain/exit-books.ts';
import type { KeptReason } from '../../src/policy/dormant-closing.ts';
import { recordOf } from '../engine/decisions.ts';
import { CLEAN, type ActOf, type DormantDesk, type DormantDraft } from './state.ts';

function decisionOf({ decision, facts }: DormancyNow) {
  return recordOf(decision, facts);
}

export function contributing(desk: DormantDesk, now: DormancyNow): DormantDraft {
  return {
    ...ended(desk, 'contributing', ['contributing']),
    step: 'contributing',
    events: [{ kind: 'dormancy-averted' }],
    stage: { at: 'contributing', detail: {} },
    decisions: [decisionOf(now)],
    outcome: 'contributing',
  };
}

export function kept(
  desk: DormantDesk,
  now: DormancyNow,
  reasons: readonly KeptReason[],
): DormantDraft {
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
export function closed(
  desk: DormantDesk,
  now: DormancyNow,
  loans: KnownLoans | null,
): DormantDraft {
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
