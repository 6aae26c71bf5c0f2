/** 结清利息: what the account has earned is paid to the holder's own card, and only then is it closed. */
import type { DormancyNow } from '../../activities/dormancy.ts';
import type { PayoutNow } from '../../activities/withdrawal.ts';
import type { KnownLoans } from '../../src/domain/exit-books.ts';
import { recordOf } from '../engine/decisions.ts';
import { NO_PAYOUT, payoutWait, type Paying } from '../engine/payout.ts';
import { asking } from './ask.ts';
import { kept } from './endings.ts';
import { lookAt, type DormantDesk, type DormantDraft, type DormantNotes } from './state.ts';

/** Settled, reserved and instructed in one transaction, by what the books say in it. */
export function pay(desk: DormantDesk, now: DormancyNow, loans: KnownLoans): DormantDraft {
  const notes = desk.notes();
  const { account } = notes;
  const { payoutUntil: until, cardLast4 } = now;
  if (cardLast4 === null) throw new Error('interest is paid without a card');
  const n = (notes.payout ?? NO_PAYOUT).attempts + 1;
  const detail = { last4: cardLast4, until };
  const keep = () => kept(desk, now, ['changed']);
  return {
    step: 'pay',
    notes: { ...notes, payout: { ...NO_PAYOUT, attempts: n, payoutUntil: until } },
    events: [{ kind: 'dormant-interest-ordered', public: detail }],
    stage: { at: 'paying', detail },
    decisions: [recordOf(now.decision, now.facts)],
    effects: [{ name: 'reserve-dormant', params: { account, n, loans } }],
    waits: { close: 'all', open: [payoutWait(until, cardLast4)] },
    tasks: { close: 'all' },
    otherwise: {
      ...{ 'action-not-permitted': keep, 'money-held': keep, 'effect-conflict': keep },
      ...{ 'balance-too-low': keep, 'account-closed': keep },
    },
  };
}

/** How the payment is waited for and told. What the bank refuses keeps the account: the money is in it again. */
export function payingOf(desk: DormantDesk): Paying<DormantNotes> {
  return {
    desk,
    unknownAt: 'payment unknown',
    payout: () => desk.notes().payout ?? NO_PAYOUT,
    noted: (payout) => ({ ...desk.notes(), payout }),
    detail: () => ({}),
    paid: (payout) => paid(desk, payout),
    refused: async () => kept(desk, await lookAt(desk), ['payment-refused']),
    failedPapers: () => [],
  };
}

/** 已付: the books are looked at and the platform is asked on the day on which it is closed. */
function paid(desk: DormantDesk, { moved, amount, bookedOn, cardLast4 }: PayoutNow): DormantDraft {
  const notes = desk.notes();
  const { last4 } = notes.found;
  const told = { amount: moved ?? amount, on: bookedOn ?? desk.today() };
  return {
    ...asking(desk),
    step: 'paid',
    events: [{ kind: 'dormant-interest-paid', public: told }],
    documents: [
      {
        kind: 'dormant-interest-paid',
        params: { last4, cardLast4, moved: told.amount, paidOn: told.on },
        notify: 'sms',
      },
    ],
  };
}
