/** How a withdrawal (提取) ends without a payment: refused, lapsed, taken back. */
import { withdrawalReasonText, withdrawalRemedy } from '../../src/cases/wording-withdrawals.ts';
import { ZERO } from '../../src/domain/money.ts';
import {
  acceptanceOf,
  amountOf,
  applicationOf,
  CLEAN,
  decidedEvent,
  decisionRecord,
  paperOf,
  type Judged,
  type WithdrawalDesk,
  type WithdrawalDraft,
  type WithdrawalNotes,
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
    ...goingOn(notes),
    documents: [
      {
        kind: 'withdrawal-refused',
        params: {
          ...paperOf(work),
          ...wasStopped(notes),
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
  if (notes.paid === true) return keptOpen(work, [{ text: reason, remedy: ASK_AGAIN }]);
  return {
    ...CLEAN,
    step: 'decline',
    notes,
    decisions: [decisionRecord(decision)],
    events: [{ kind: 'withdrawal-declined', public: { why }, content: { reason } }],
    stage: { at: 'refused', detail: { reasons: [] } },
    ...goingOn(notes),
    documents: [
      {
        kind: 'withdrawal-refused',
        params: {
          ...paperOf(work),
          ...wasStopped(notes),
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

/** What the acceptance had stopped goes on, where the account was to be closed. */
function goingOn({ closes, acceptedOn }: WithdrawalNotes): Pick<WithdrawalDraft, 'effects'> {
  const isStopped = closes === true && acceptedOn !== null;
  return isStopped ? { effects: [{ name: 'resume-after-withdrawal', params: {} }] } : {};
}

/** For the paper: debits were stopped, and go on. */
function wasStopped({ closes }: WithdrawalNotes) {
  return closes === true ? { stopped: true } : {};
}

/** What was earned until the bank paid did not reach the person. */
const KEPT = {
  withdrawn: { text: '本人撤回了其余的付款。', remedy: '需要销户的，可以再次申请提取并销户。' },
  'not-supplied': { text: '材料没有补齐。', remedy: '需要销户的，可以再次申请提取并销户。' },
  'not-mended': {
    text: '付款之日以前的利息没有付成，期限内没有更换收款卡。',
    remedy: '提供本人名下的有效银行卡后，可以再次申请提取并销户。',
  },
} as const;

const ASK_AGAIN = '需要销户的，消除所列情况后可以再次申请提取并销户。';

/**
 * 已付款、未销户: something has come between the payment and the closing. What was paid stays paid, the account
 * stays open, and the agreement goes on.
 */
export function keptOpen(
  work: Pick<Judged, 'notes'> & Partial<Pick<Judged, 'decision'>>,
  told?: readonly { readonly text: string; readonly remedy: string }[],
): WithdrawalDraft {
  const { notes, decision } = work;
  const reasons = decision?.reasons ?? [];
  const codes = told === undefined ? reasons.map(({ code }) => code) : [];
  const { amount = ZERO } = notes;
  return {
    ...CLEAN,
    step: 'kept-open',
    notes: { ...notes, againAt: null },
    ...(decision && { decisions: [decisionRecord(decision)] }),
    events: [
      ...(decision ? [decidedEvent(decision)] : []),
      { kind: 'withdrawal-kept-open', public: { codes } },
    ],
    stage: {
      at: 'paid',
      detail: { kept: true, reasons: reasons.map(({ code, clause }) => ({ code, clause })) },
    },
    effects: [
      { name: 'payments-of-withdrawal', params: {} },
      { name: 'resume-after-withdrawal', params: {} },
    ],
    documents: [
      {
        kind: 'withdrawal-kept-open',
        params: {
          ...{ accountLast4: notes.accountLast4, amount },
          reasons:
            told ??
            reasons.map((reason) => ({
              text: withdrawalReasonText(reason),
              remedy: withdrawalRemedy(reason),
            })),
        },
        notify: 'sms',
      },
    ],
    claim: 'release',
    outcome: 'paid',
  };
}

/** Nothing came in time, or the person took it back: the balance is as it was. */
export function ended(
  desk: WithdrawalDesk,
  why: 'withdrawn' | 'not-supplied' | 'not-mended',
  reason?: string,
): WithdrawalDraft {
  const notes = desk.notes();
  if (notes.paid === true) return keptOpen({ notes }, [KEPT[why]]);
  const { purpose: what } = applicationOf(desk);
  const amount = amountOf(desk);
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
    ...goingOn(notes),
    documents: [
      {
        kind: 'withdrawal-ended',
        params: {
          ...wasStopped(notes),
          ...{ why, reason: what, amount, accountLast4: notes.accountLast4 },
        },
        notify: 'sms',
      },
    ],
    claim: 'release',
    outcome: why,
  };
}
