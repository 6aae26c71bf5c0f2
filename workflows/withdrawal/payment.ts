/**
 * 付款: the money is reserved with the instruction, the bank is waited for, and what it answers decides.
 *
 * As long as the bank has not answered the case does nothing but ask: the money is reserved, and the
 * instruction is sent again only when the bank does not know its key.
 */
import type { PayoutNow } from '../../activities/withdrawal.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import { addDays, startOf } from '../../src/domain/calendar.ts';
import { steadily } from '../engine/commit.ts';
import { refusedAct } from '../engine/desk.ts';
import { ended } from './endings.ts';
import {
  applicationOf,
  CLEAN,
  decidedEvent,
  decisionRecord,
  hasPassed,
  inDays,
  judged,
  judgedNow,
  lookAgainSoon,
  paperOf,
  through,
  type ActOf,
  type Judged,
  type WithdrawalDesk,
  type WithdrawalDraft,
} from './state.ts';

/** What came between is over after so long. */
const AGAIN_MS = 60_000;
/** The hour at which a case asks by itself. */
const MORNING_MS = 9 * 3_600_000;
/** Working days in which a supervisor looks at a payment without an answer. */
const REPAIR_DAYS = 1;
/** Working days in which a clerk calls for another card. */
const MEND_TASK_DAYS = 2;

/** 准予提取: reserved and instructed in one transaction, by what the books say in it. */
export function pay(work: Judged): WithdrawalDraft {
  const { notes, decision, prepared } = work;
  const n = notes.attempts + 1;
  const payoutBy = through(prepared.payoutUntil);
  const { drawn } = decision;
  const { payoutMend: mendDays } = prepared.facts.figures;
  const { acceptedOn, confirmed, overdue } = notes;
  const { amount, bankCard } = work.application;
  const detail = { amount, last4: bankCard.number.slice(-4), until: payoutBy.last };
  const overtaken = () => lookAgainSoon(work, Date.now() + AGAIN_MS);
  return {
    step: 'pay',
    notes: { ...notes, attempts: n, payoutBy, mendDays, mendBy: null, againAt: null },
    decisions: [decisionRecord(decision)],
    events: [
      decidedEvent(decision),
      { kind: 'withdrawal-granted', public: { amount, drawn, item: decision.item } },
    ],
    stage: { at: 'paying', detail },
    effects: [{ name: 'reserve-withdrawal', params: { n, drawn, acceptedOn, confirmed, overdue } }],
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

/** Looks what became of the payment; null: nothing is known that was not. */
export async function hearOfPayout(desk: WithdrawalDesk): Promise<WithdrawalDraft | null> {
  const stage = desk.stage();
  if (stage !== 'paying' && stage !== 'needs attention') return null;
  const { caseId } = desk;
  const payout = await steadily(({ lookAtPayout }) => lookAtPayout({ caseId }));
  if (payout?.n !== desk.notes().attempts) return null;
  switch (payout.state) {
    case 'ready':
    case 'sent':
      return null;
    case 'refused':
      return failed(desk, payout);
    case 'paid':
    case 'returned':
      return paid(desk, payout);
  }
}

/** 已付款: the person is told what was really paid, and when. */
function paid(desk: WithdrawalDesk, payout: PayoutNow): WithdrawalDraft {
  const notes = desk.notes();
  const { purpose: reason, amount, bankCard } = applicationOf(desk);
  const { moved, bookedOn, cardLast4 } = payout;
  const params = {
    ...{ reason, amount, moved: moved ?? amount, paidOn: bookedOn ?? desk.today() },
    ...{ cardLast4, bank: bankCard.bank, accountLast4: notes.accountLast4 },
  };
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

/** 付款未成功: the money is in the account again, and the person names another card. */
function failed(desk: WithdrawalDesk, { reason, cardLast4 }: PayoutNow): WithdrawalDraft {
  const notes = desk.notes();
  const { amount, purpose: what, bankCard } = applicationOf(desk);
  const mendBy = notes.mendBy ?? inDays(desk.today(), notes.mendDays);
  const detail = { code: reason, last4: cardLast4, until: mendBy.last };
  return {
    step: 'failed',
    notes: { ...notes, mendBy, payoutBy: null },
    events: [{ kind: 'withdrawal-payment-failed', public: detail }],
    stage: { at: 'payment failed', detail },
    documents: [
      {
        kind: 'payout-failed',
        params: {
          ...{ amount, reason: what, code: reason, cardLast4, bank: bankCard.bank },
          ...{ accountLast4: notes.accountLast4, until: mendBy.last },
        },
        notify: 'sms',
      },
    ],
    waits: { close: 'all', open: [waitFor('payout-card', mendBy.until, detail)] },
    tasks: {
      close: 'all',
      open: [{ kind: 'mend-payout', role: 'clerk', workingDays: MEND_TASK_DAYS, ownBranch: true }],
    },
  };
}

/** 付款中: until the bank has answered, or longer than it may take without anybody looking. */
export async function awaitPayout(desk: WithdrawalDesk): Promise<void> {
  const seen = desk.version();
  const { payoutBy } = desk.notes();
  const morning = nextMorning(desk);
  const until = Math.min(morning, payoutBy?.until ?? morning);
  if (await desk.changed(seen, until)) return;
  await desk.advance(async () => {
    const heard = await hearOfPayout(desk);
    return heard ?? (hasPassed(payoutBy) ? parked(desk) : null);
  }, seen);
}

function nextMorning(desk: WithdrawalDesk): number {
  const today = startOf(desk.today()) + MORNING_MS;
  return today > Date.now() ? today : startOf(addDays(desk.today(), 1)) + MORNING_MS;
}

/** 需处理: nobody knows whether it was paid. The bank is asked, by itself and when somebody wants it. */
function parked(desk: WithdrawalDesk): WithdrawalDraft {
  const notes = desk.notes();
  const retryAt = nextMorning(desk);
  const detail = { retryAt };
  return {
    step: 'park',
    notes,
    events: [{ kind: 'payout-unknown', public: detail }],
    stage: { at: 'needs attention', detail },
    effects: [{ name: 'ask-for-payout', params: { n: notes.attempts } }],
    waits: { close: 'all', open: [waitFor('payout-unknown', retryAt, detail)] },
    tasks: {
      close: 'all',
      open: [{ kind: 'payout-unknown', role: 'supervisor', workingDays: REPAIR_DAYS }],
    },
  };
}

/** 需处理: each morning the message to the bank is due again, however often it was given up. */
export async function keepAsking(desk: WithdrawalDesk): Promise<void> {
  const seen = desk.version();
  if (await desk.changed(seen, nextMorning(desk))) return;
  await desk.advance(async () => (await hearOfPayout(desk)) ?? asked(desk), seen);
}

function asked(desk: WithdrawalDesk): WithdrawalDraft {
  const notes = desk.notes();
  const detail = { retryAt: nextMorning(desk) };
  return {
    step: 'ask',
    notes,
    events: [],
    stage: { at: 'needs attention', detail },
    effects: [{ name: 'ask-for-payout', params: { n: notes.attempts } }],
    waits: { close: 'all', open: [waitFor('payout-unknown', detail.retryAt, detail)] },
  };
}

/** 立即向银行查询. */
export async function askNow(
  desk: WithdrawalDesk,
  { content }: ActOf<'ask-payout'>,
): Promise<WithdrawalDraft> {
  const done = { kind: 'payout-asked-for', content: { reason: content.reason } };
  const next = (await hearOfPayout(desk)) ?? asked(desk);
  return { ...next, step: 'ask-now', events: [done, ...next.events] };
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
  { content }: ActOf<'change-card'>,
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
  return {
    notes: { ...notes, againAt: null },
    stage: { at: 'deciding' },
    waits: { close: 'all', open: [waitFor('withdrawal-decision', null)] },
    tasks: { close: 'all' },
  };
}
