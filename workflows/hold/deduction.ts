/**
 * 依法扣划: written down by one with the order, confirmed by another who reads the court's account off the
 * order once more, paid by the bank (engine/payout.ts), and told.
 *
 * What the bank does not pay is in the account again and held as before; an answer that does not come leaves the
 * money where it is.
 *
 * @source 民事诉讼法 第二百五十三条
 */
import type { DeductionNow } from '../../activities/deductions.ts';
import type { PayoutNow } from '../../activities/withdrawal.ts';
import { sentBack } from '../../src/cases/returns.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import { compare } from '../../src/domain/money.ts';
import { DEDUCTION_REASONS, deductionFinding } from '../../src/policy/deductions.ts';
import type { DeductionReason } from '../../src/policy/deductions.ts';
import { steadily } from '../engine/commit.ts';
import { recordOf } from '../engine/decisions.ts';
import { refusedAct } from '../engine/desk.ts';
import { NO_PAYOUT, payoutWait, type Paying } from '../engine/payout.ts';
import {
  CLEAN,
  DONE_WITH,
  inForce,
  LOOK_DAYS,
  ofKind,
  type ActOf,
  type DeductionNotes,
  type HoldDesk,
  type HoldDraft,
  type HoldNotes,
} from './state.ts';

/** Working days in which a deduction that the bank did not pay is looked at. */
const REDO_DAYS = 1;

const POINTERS: Readonly<Partial<Record<DeductionReason, `#/${string}`>>> = {
  'not-deductible': '#/orderNumber',
  'hold-term-over': '#/orderNumber',
  'order-before-hold': '#/orderedOn',
  'order-not-yet': '#/orderedOn',
  'order-carried-out': '#/orderNumber',
  'not-used-up': '#/holdEnds',
};

/** The order as it was written down: held as before until another person has compared it. */
export async function deduct(desk: HoldDesk, { content, by }: ActOf<'deduct'>): Promise<HoldDraft> {
  const { amount, orderNumber: document, orderedOn, orderedBy, payee, file, reason } = content;
  const ends = content.holdEnds ?? false;
  const deduction: DeductionNotes = { amount, document, orderedOn, orderedBy, payee, ends };
  const now = await judged(desk, deduction, 'proposed');
  const notes = { ...desk.notes(), deduction };
  return {
    step: 'propose-deduction',
    notes,
    parties: { proposer: by.id },
    decisions: [recordOf(now.decision, now.facts)],
    events: [
      {
        kind: 'hold-deduction-proposed',
        public: { amount, last4: last4Of(deduction) },
        content: { reason, document, orderedBy, payee },
      },
    ],
    stage: { at: 'deducting', detail: detailOf(notes, deduction) },
    effects: [{ name: 'attach-order', params: { file } }],
    waits: { close: 'all', open: [ofKind(notes, waitFor('hold-deduction', null))] },
    tasks: {
      close: DONE_WITH,
      open: [
        { kind: 'confirm-deduct', role: 'supervisor', workingDays: LOOK_DAYS, notBy: [by.id] },
      ],
    },
  };
}

/** 确认扣划: the money leaves the account and the bank is told, by what the books say in that moment. */
export async function confirmDeduct(
  desk: HoldDesk,
  { content, by }: ActOf<'confirm-deduct'>,
): Promise<HoldDraft> {
  const before = desk.notes();
  const deduction = proposed(before);
  if (content.payeeNumber !== deduction.payee.number) {
    throw refusedAct({
      code: 'action-not-permitted',
      detail: '收款账号与登记的不一致。请对照文书核对；登记有误的，请退回扣划，重新登记。',
      restsOn: 'civil-procedure-253',
      pointer: '#/payeeNumber',
    });
  }
  const { decision, facts, payoutUntil: until } = await judged(desk, deduction, 'confirmed');
  const n = (before.payout ?? NO_PAYOUT).attempts + 1;
  const notes = { ...before, payout: { ...NO_PAYOUT, attempts: n, payoutUntil: until } };
  const { account } = before;
  const { amount } = deduction;
  const { drawn } = decision;
  const last4 = last4Of(deduction);
  return {
    step: 'deduct',
    notes,
    parties: { decider: by.id },
    decisions: [recordOf(decision, facts)],
    events: [
      {
        kind: 'hold-deduction-ordered',
        public: { amount, last4 },
        content: { reason: content.reason, document: deduction.document },
      },
    ],
    stage: { at: 'paying', detail: { ...detailOf(notes, deduction), until } },
    effects: [{ name: 'reserve-deduction', params: { account, n, drawn, ...deduction } }],
    waits: {
      close: DONE_WITH,
      open: [{ ...payoutWait(until, last4), clause: 'civil-procedure-253' }],
    },
    tasks: { close: DONE_WITH },
  };
}

/** 退回扣划: as before it was written down; a term that ended meanwhile is found by the next step. */
export function declineDeduct(desk: HoldDesk, { content, by }: ActOf<'decline-deduct'>): HoldDraft {
  const { amount } = proposed(desk.notes());
  const { public: coded, ...words } = sentBack(content);
  return {
    ...inForce(heldAsBefore(desk)),
    step: 'return-deduction',
    parties: { decider: by.id },
    events: [{ kind: 'hold-deduction-declined', public: { amount, ...coded }, ...words }],
  };
}

/** How the payment to the court is waited for, told and mended. */
export function payingOf(desk: HoldDesk): Paying<HoldNotes> {
  return {
    desk,
    unknownAt: 'payment unknown',
    payout: () => desk.notes().payout ?? NO_PAYOUT,
    noted: (payout) => ({ ...desk.notes(), payout }),
    detail: () => detailOf(desk.notes(), proposed(desk.notes())),
    paid: (payout) => paid(desk, payout),
    refused: (payout) => Promise.resolve(failed(desk, payout)),
    failedPapers: () => [],
    doneWith: DONE_WITH,
  };
}

/** 已扣划: the person and the court are told; what is used up by an order that says so is over. */
function paid(desk: HoldDesk, { amount, moved, bookedOn }: PayoutNow): HoldDraft {
  const before = desk.notes();
  const deduction = proposed(before);
  const { account, kind } = before;
  const { document } = deduction;
  const whole = moved === null || compare(moved, amount) >= 0;
  const ends = deduction.ends && whole;
  const told = { amount: moved ?? amount, on: bookedOn ?? desk.today(), last4: last4Of(deduction) };
  const deducted = {
    kind: 'hold-deducted',
    public: { hold: kind, ...told, ends },
    content: { document },
  } as const;
  const documents = papers(before, deduction, { ...told, ends });
  if (!ends) {
    return {
      ...inForce(heldAsBefore(desk)),
      step: 'deducted',
      events: [deducted],
      effects: [{ name: 'look-at-hold', params: { account } }],
      documents,
    };
  }
  return {
    ...CLEAN,
    step: 'deducted',
    notes: { ...before, deduction: null },
    events: [deducted, { kind: 'hold-released', public: { hold: kind }, content: { document } }],
    stage: { at: 'released', detail: { hold: kind } },
    effects: [{ name: 'release-hold', params: { account, document } }],
    documents,
    outcome: 'released',
  };
}

/** 未付成: the money is in the account again and held; the court's account is asked for. */
function failed(desk: HoldDesk, { amount, reason: code, cardLast4: last4 }: PayoutNow): HoldDraft {
  return {
    ...inForce(heldAsBefore(desk)),
    step: 'deduction-failed',
    events: [{ kind: 'hold-deduction-failed', public: { amount, code, last4 } }],
    tasks: {
      close: DONE_WITH,
      open: [{ kind: 'redo-deduction', role: 'supervisor', workingDays: REDO_DAYS }],
    },
  };
}

function papers(
  { kind, document, placedOn }: HoldNotes,
  deduction: DeductionNotes,
  { amount, on, ends }: { readonly amount: string; readonly on: string; readonly ends: boolean },
): NonNullable<HoldDraft['documents']> {
  const { orderedBy, orderedOn, document: order, payee, amount: asked } = deduction;
  const params = {
    ...{ kind, hold: document, placedOn, order, orderedOn, orderedBy, asked, amount, paidOn: on },
    ...{ payeeHolder: payee.holder, payeeBank: payee.bank, payeeNumber: payee.number, ends },
  };
  return [
    { kind: 'deduction-notice', params, notify: 'sms' },
    { kind: 'deduction-reply', params },
  ];
}

async function judged(
  desk: HoldDesk,
  { amount, document, orderedOn, ends }: DeductionNotes,
  at: 'proposed' | 'confirmed',
): Promise<DeductionNow> {
  const { center, caseId } = desk;
  const on = desk.today();
  const ask = { center, caseId, on, amount, document, orderedOn, ends };
  const now = await steadily(({ lookAtDeduction }) => lookAtDeduction(ask));
  if (now === null) throw new Error('the hold of the case is not in the books');
  const [code] = now.decision.reasons;
  if (code === undefined) return now;
  const { text, remedy, clause } = DEDUCTION_REASONS[code];
  const detail = `${text}${deductionFinding(code, now.decision)}${remedy}`;
  throw refusedAct({
    ...{ code: 'action-not-permitted', detail, restsOn: clause },
    // Who confirms has no such field to put right.
    ...(at === 'proposed' && { pointer: POINTERS[code] ?? '#/amount' }),
  });
}

function proposed({ deduction }: HoldNotes): DeductionNotes {
  if (!deduction) throw new Error('no deduction was proposed');
  return deduction;
}

/** Whoever was reminded before may have let it rest: reminded again. */
function heldAsBefore(desk: HoldDesk): HoldNotes {
  return { ...desk.notes(), deduction: null, reminded: false };
}

function detailOf({ kind, until }: HoldNotes, deduction: DeductionNotes) {
  // Nobody's name stands in what a stage says: whose account it is, the sealed notes have.
  const { amount, document, orderedOn, ends, payee } = deduction;
  return {
    ...{ hold: kind, until, amount, document, orderedOn, ends },
    ...{ bank: payee.bank, last4: last4Of(deduction) },
  };
}

function last4Of({ payee }: DeductionNotes): string {
  return payee.number.slice(-4);
}
