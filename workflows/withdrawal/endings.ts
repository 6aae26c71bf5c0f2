/** How a withdrawal (提取) ends without a payment: refused, lapsed, taken back. */
import { withdrawalReasonText, withdrawalRemedy } from '../../src/cases/wording-withdrawals.ts';
import {
  acceptanceOf,
  applicationOf,
  CLEAN,
  decidedEvent,
  decisionRecord,
  paperOf,
  type Judged,
  type WithdrawalDesk,
  type WithdrawalDraft,
} from './state.ts';

/**
 * 不准提取: every reason with what was found.
 *
 * @param acceptsNow it is accepted with the same change
 */
export function refuse(work: Judged, acceptsNow = false): WithdrawalDraft {
  const { notes, decision } = work;
  const { reasons } = decision;
  return {
    ...CLEAN,
    step: 'refuse',
    notes,
    decisions: [decisionRecord(decision)],
    events: [
      decidedEvent(decision),
      { kind: 'withdrawal-refused', public: { codes: reasons.map(({ code }) => code) } },
    ],
    stage: {
      at: 'refused',
      detail: { reasons: reasons.map(({ code, clause }) => ({ code, clause })) },
    },
    documents: [
      {
        kind: 'withdrawal-refused',
        params: {
          ...paperOf(work),
          acceptedOn: notes.acceptedOn,
          reasons: reasons.map((reason) => ({
            ...reason,
            text: withdrawalReasonText(reason),
            remedy: withdrawalRemedy(reason),
          })),
        },
        notify: 'sms',
      },
    ],
    ...(acceptsNow && { acceptance: acceptanceOf(work) }),
    claim: 'release',
    outcome: 'refused',
  };
}

/** 不准提取 by a person: in their words. */
export function declined(
  work: Judged,
  { why, reason }: { readonly why: 'review' | 'approval'; readonly reason: string },
): WithdrawalDraft {
  const { notes, decision } = work;
  return {
    ...CLEAN,
    step: 'decline',
    notes,
    decisions: [decisionRecord(decision)],
    events: [{ kind: 'withdrawal-declined', public: { why }, content: { reason } }],
    stage: { at: 'refused', detail: { reasons: [] } },
    documents: [
      {
        kind: 'withdrawal-refused',
        params: {
          ...paperOf(work),
          acceptedOn: notes.acceptedOn,
          reasons: [
            {
              code: 'withdrawal-declined',
              clause: 'regulation-25',
              text: reason,
              remedy: '备齐材料、消除所列情况后可以再次申请。',
              earliestOn: null,
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

/** Nothing came in time, or the person took it back: the balance is as it was. */
export function ended(
  desk: WithdrawalDesk,
  why: 'withdrawn' | 'not-supplied' | 'not-mended',
  reason?: string,
): WithdrawalDraft {
  const notes = desk.notes();
  const { amount, purpose: what } = applicationOf(desk);
  const isTakenBack = why === 'withdrawn';
  return {
    ...CLEAN,
    step: why,
    notes,
    events: [
      isTakenBack
        ? { kind: 'withdrawn', content: { reason } }
        : { kind: 'withdrawal-lapsed', public: { why } },
    ],
    stage: { at: isTakenBack ? 'withdrawn' : 'lapsed' },
    documents: [
      {
        kind: 'withdrawal-ended',
        params: { why, reason: what, amount, accountLast4: notes.accountLast4 },
        notify: 'sms',
      },
    ],
    claim: 'release',
    outcome: why,
  };
}
