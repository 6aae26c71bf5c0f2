/**
 * 付款: the money is reserved with the instruction, the bank is waited for (engine/payout.ts), and what it
 * answers decides.
 */
import type { PayoutNow } from '../../activities/withdrawal.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { PlainDate } from '../../src/domain/calendar.ts';
import { refusedAct } from '../engine/desk.ts';
import type { Paying } from '../engine/payout.ts';
import { stillDue } from './alarms.ts';
import { paidAndClosing } from './closing.ts';
import { ended } from './endings.ts';
import {
  applicationOf,
  CLEAN,
  decidedEvent,
  decisionRecord,
  judged,
  judgedNow,
  justAnswered,
  lookAgainSoon,
  lookingAt,
  paperOf,
  through,
  type ActOf,
  type Judged,
  type WithdrawalDesk,
  type WithdrawalDraft,
  type WithdrawalNotes,
} from './state.ts';

/** What came between is over after so long. */
const AGAIN_MS = 60_000;

/** 准予提取: reserved and instructed in one transaction, by what the books say in it. */
export function pay(work: Judged): WithdrawalDraft {
  const { notes, decision, prepared } = work;
  const n = notes.attempts + 1;
  const payoutBy = through(prepared.payoutUntil);
  const { drawn } = decision;
  const { payoutMend: mendDays } = prepared.facts.figures;
  const { acceptedOn, confirmed, overdue } = notes;
  const { bankCard } = work.application;
  const { amount } = prepared.facts.stated;
  const detail = { amount, last4: bankCard.number.slice(-4), until: payoutBy.last };
  const overtaken = () => stillDue(lookAgainSoon(work, Date.now() + AGAIN_MS), notes);
  return {
    step: 'pay',
    notes: { ...notes, attempts: n, payoutBy, mendDays, mendBy: null, againAt: null },
    decisions: [decisionRecord(decision)],
    events: [
      decidedEvent(decision),
      { kind: 'withdrawal-granted', public: { amount, drawn, item: decision.item } },
    ],
    stage: { at: 'paying', detail },
    effects: [
      {
        name: 'reserve-withdrawal',
        params: { n, drawn, acceptedOn, confirmed, overdue, ...justAnswered(work) },
      },
    ],
    documents: [
      {
        kind: 'withdrawal-decision',
        params: { ...paperOf(work), acceptedOn, drawn, limit: decision.limit },
      },
    ],
    waits: { close: 'all', open: [waitFor('payout', payoutBy.until, detail)] },
    tasks: { close: 'all' },
    otherwise: {
      'effect-conflict': overtaken,
      'balance-too-low': overtaken,
      'money-held': overtaken,
      'account-closed': overtaken,
    },
  };
}

/** How the payment of a withdrawal is waited for, told and mended. */
export function payingOf(desk: WithdrawalDesk): Paying<WithdrawalNotes> {
  return {
    desk,
    unknownAt: 'needs attention',
    payout: () => {
      const { attempts, payoutBy, mendBy, mendDays } = desk.notes();
      return {
        ...{ attempts, mendDays },
        ...{ payoutUntil: payoutBy?.last ?? null, mendUntil: mendBy?.last ?? null },
      };
    },
    noted: ({ payoutUntil, mendUntil, attempts, mendDays }) => ({
      ...desk.notes(),
      ...{ attempts, mendDays },
      payoutBy: payoutUntil === null ? null : through(payoutUntil),
      mendBy: mendUntil === null ? null : through(mendUntil),
    }),
    detail: () => ({}),
    paid: (payout) => paid(desk, payout),
    failedPapers: (payout, until) => failedPapers(desk, payout, until),
  };
}

/** 已付款: the person is told what was really paid, and when. */
function paid(desk: WithdrawalDesk, payout: PayoutNow): WithdrawalDraft {
  const notes = desk.notes();
  const { purpose: reason, bankCard } = applicationOf(desk);
  const { moved, bookedOn, cardLast4, amount } = payout;
  const params = {
    ...(notes.closes === true && { closes: true }),
    ...{ reason, amount, moved: moved ?? amount, paidOn: bookedOn ?? desk.today() },
    ...{ cardLast4, bank: bankCard.bank, accountLast4: notes.accountLast4 },
  };
  if (notes.closes === true) return paidAndClosing(notes, params);
  return {
    ...CLEAN,
    step: 'paid',
    notes,
    events: [{ kind: 'withdrawal-paid', public: { amount: params.moved, on: params.paidOn } }],
    stage: { at: 'paid', detail: { amount: params.moved, paidOn: params.paidOn } },
    documents: [{ kind: 'withdrawal-paid', params, notify: 'sms' }],
    claim: 'release',
    outcome: 'paid',
  };
}

function failedPapers(
  desk: WithdrawalDesk,
  { reason: code, cardLast4, amount }: PayoutNow,
  until: PlainDate,
): NonNullable<WithdrawalDraft['documents']> {
  const { purpose: reason, bankCard } = applicationOf(desk);
  const { accountLast4 } = desk.notes();
  const params = { amount, reason, code, cardLast4, bank: bankCard.bank, accountLast4, until };
  return [{ kind: 'payout-failed', params, notify: 'sms' }];
}

/** 付款未成功: until another card is named; lapses after its last day. */
export async function awaitCard(desk: WithdrawalDesk): Promise<void> {
  const seen = desk.version();
  const { mendBy } = desk.notes();
  if (await desk.changed(seen, mendBy?.until ?? null)) return;
  await desk.advance(() => ended(desk, 'not-mended'), seen);
}

/** 更换收款卡: judged by the rule like the first; what was reviewed and approved stays so. */
export async function changeCard(
  desk: WithdrawalDesk,
  { content, by }: ActOf<'change-card'>,
): Promise<WithdrawalDraft> {
  const application = { ...applicationOf(desk), bankCard: content.bankCard };
  const work = await judged(desk, application, desk.notes());
  if (work.prepared.facts.card === 'other-holder') {
    const detail = '收款银行卡的户名不是账户本人，请改用本人名下的银行卡。';
    throw refusedAct({
      code: 'input-invalid',
      detail,
      pointer: '#/bankCard/holder',
      restsOn: 'liaoning-7',
    });
  }
  const last4 = content.bankCard.number.slice(-4);
  return {
    ...again(work),
    step: 'change-card',
    content: { ...application },
    // Who entered it is not who looks at it.
    parties: { 'card-entered': [...new Set([...desk.peopleWith('card-entered'), by.id])] },
    events: [
      { kind: 'payout-card-changed', public: { last4 }, content: { reason: content.reason } },
    ],
  };
}

/** 按原卡重新付款: with an instruction of its own, because the bank has said that the first was not paid. */
export async function payAgain(
  desk: WithdrawalDesk,
  { content }: ActOf<'pay-again'>,
): Promise<WithdrawalDraft> {
  return {
    ...again(await judgedNow(desk)),
    step: 'pay-again',
    events: [{ kind: 'payout-again', content: { reason: content.reason } }],
  };
}

function again({ notes }: Judged): Pick<WithdrawalDraft, 'notes' | 'stage' | 'waits' | 'tasks'> {
  return { notes: { ...notes, againAt: null }, ...lookingAt(notes, null) };
}
