/** 结算付款: what may be paid today is paid, what has to wait waits, and what is empty is closed. */
import { patched } from '@temporalio/workflow';
import type { PayoutNow } from '../../activities/withdrawal.ts';
import type { ExitDelay } from '../../src/cases/exit-facts.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { PlainDate } from '../../src/domain/calendar.ts';
import { ZERO, compare } from '../../src/domain/money.ts';
import { nextMorning, payoutWait, type Paying } from '../engine/payout.ts';
import { asking } from './ask.ts';
import { stillDue, waitedFor } from './clock.ts';
import { endedByDeath, refuse } from './endings.ts';
import { review } from './review.ts';
import { gateOf, isBeforeCourtDay, wait } from './gate.ts';
import {
  applicationOf,
  CLEAN,
  datesIn,
  decidedEvent,
  decisionRecord,
  isFresh,
  judgedNow,
  paperOf,
  toldDates,
  watchOf,
  type ExitDesk,
  type ExitDraft,
  type ExitNotes,
  type Judged,
} from './state.ts';

/** What came between is over after so long. */
const AGAIN_MS = 60_000;

/** 结算中: at once, or when what came between is over. */
export async function settle(desk: ExitDesk): Promise<void> {
  const seen = desk.version();
  const { againAt } = desk.notes();
  if (againAt !== null && Date.now() < againAt && !(await waitedFor(desk, seen, againAt))) return;
  await desk.advance(async () => next(await judgedNow(desk)), seen);
}

/** An answer of the platform that is too old is no answer: it is asked before money moves. */
export function next(work: Judged): ExitDraft {
  return isFresh(work) || isDead(work) ? onward(work) : stillDue(asking(work, 'pay'), work.notes);
}

/** Where the case goes from here, as the books and the platform say; what is due by law stays due. */
export function onward(work: Judged): ExitDraft {
  return stillDue(decided(work), work.notes);
}

function decided(work: Judged): ExitDraft {
  const { decision, prepared } = work;
  const { facts, delays, deceased } = prepared;
  // Left out of what was read before anybody looked.
  if (isDead(work)) return endedByDeath(work, String(deceased));
  if (decision.outcome === 'refused') {
    return waitsForCase(work) ? delayed(work, ['case']) : refuse(work);
  }
  if (delays.length > 0) return delayed(work, delays);
  if (isBeforeCourtDay(work) && patched('court-day-holds')) return wait(work);
  switch (decision.outcome) {
    case 'partial':
      return pay(work, 'flexible');
    case 'waits':
      return wait(work);
    case 'granted': {
      const isEmpty = [facts.flexibleBalance, facts.employeeBalance].every(
        (one) => compare(one, ZERO) === 0,
      );
      if (!isEmpty) return pay(work, 'all');
      return prepared.listed ? delayed(work, ['listed']) : close(work);
    }
  }
}

function isDead({ prepared: { deceased } }: Judged): boolean {
  return typeof deceased === 'string';
}

/** Who has signed, and perhaps waited for half a year, is not sent away for a case that ends by itself. */
function waitsForCase({ notes, decision }: Judged): boolean {
  const isAlone = decision.reasons.every((reason) => reason === 'case-in-flight');
  return notes.signedOn !== null && isAlone && patched('exit-waits-for-a-case');
}

/** What is with the bank, or not yet assigned, is paid together with the rest; so is what waits for a case. */
function delayed(work: Judged, delays: readonly ExitDelay[]): ExitDraft {
  const { desk, notes } = work;
  const at = nextMorning(desk.today());
  const isNew = notes.againAt === null;
  return {
    step: 'delay',
    notes: { ...notes, againAt: at },
    events: isNew ? [{ kind: 'exit-delayed', public: { delays } }] : [],
    stage: { at: 'settling', detail: { ...toldDates(notes), delays, retryAt: at } },
    waits: { close: 'all', open: [waitFor('exit-delay', at, { delays })] },
    tasks: { close: 'all' },
  };
}

/** Something came in between the look and the lock. */
function overtaken({ notes }: Judged): ExitDraft {
  const at = Date.now() + AGAIN_MS;
  return {
    step: 'overtaken',
    notes: { ...notes, againAt: at },
    events: [],
    stage: { at: 'settling', detail: toldDates(notes) },
    waits: { close: 'all', open: [waitFor('exit-settling', at)] },
    tasks: { close: 'all' },
  };
}

function orElse(work: Judged): NonNullable<ExitDraft['otherwise']> {
  const again = () => stillDue(overtaken(work), work.notes);
  return {
    'effect-conflict': again,
    'balance-too-low': again,
    'money-held': again,
    'account-closed': again,
    'action-not-permitted': again,
  };
}

/** Settled, reserved and instructed in one transaction, by what the books say in it. */
function pay(work: Judged, which: 'flexible' | 'all'): ExitDraft {
  const { notes, prepared, application, decision } = work;
  if ((decision.toConfirm ?? []).length > 0) return review(work);
  const n = notes.attempts + 1;
  const until = prepared.payoutUntil;
  const last4 = application.bankCard.number.slice(-4);
  const detail = { ...datesIn(work), which, last4, until };
  const restOn = which === 'flexible' ? gateOf(work).on : null;
  const paid: ExitNotes = {
    ...notes,
    ...{ attempts: n, payoutUntil: until, mendUntil: null, againAt: null },
    mendDays: prepared.figures.payoutMend,
    restOn,
  };
  return {
    step: 'pay',
    notes: paid,
    decisions: [decisionRecord(work)],
    events: [decidedEvent(work), { kind: 'exit-payment-ordered', public: { which, last4 } }],
    stage: { at: 'paying', detail },
    effects: [
      { name: 'reserve-exit', params: { n, which, loans: notes.loans, ...watchOf(notes) } },
    ],
    documents: [
      {
        kind: 'exit-decision',
        params: {
          ...paperOf(work),
          ...{ which, acceptedOn: notes.signedOn, gateOn: restOn },
        },
      },
    ],
    waits: { close: 'all', open: [payoutWait(until, last4)] },
    tasks: { close: 'all' },
    otherwise: orElse(work),
  };
}

/** 销户: in the very transaction that finds it empty. */
function close(work: Judged): ExitDraft {
  const { desk, notes } = work;
  const closedOn = desk.today();
  return {
    ...CLEAN,
    step: 'close',
    notes: { ...notes, againAt: null },
    decisions: [decisionRecord(work)],
    events: [
      decidedEvent(work),
      { kind: 'account-closed', public: { last4: notes.accountLast4, reason: 'exit' } },
    ],
    stage: { at: 'closed', detail: { ...toldDates(notes), closedOn } },
    effects: [{ name: 'close-exit', params: { loans: notes.loans } }],
    documents: [{ kind: 'exit-closed', params: { ...paperOf(work), closedOn }, notify: 'sms' }],
    claim: 'release',
    otherwise: orElse(work),
    outcome: 'closed',
  };
}

/** How payments of an exit are waited for, told and mended. */
export function payingOf(desk: ExitDesk): Paying<ExitNotes> {
  const paper = () => paperOf({ application: applicationOf(desk), notes: desk.notes() });
  return {
    desk,
    unknownAt: 'payment unknown',
    payout: () => desk.notes(),
    noted: (payout) => ({ ...desk.notes(), ...payout }),
    detail: () => toldDates(desk.notes()),
    paid: (payout) => paid(desk, payout, paper()),
    failedPapers: ({ amount, reason: code, cardLast4 }, until) => [
      {
        kind: 'payout-failed',
        params: { ...paper(), ...{ amount, reason: '退出销户', code, cardLast4, until } },
        notify: 'sms',
      },
    ],
  };
}

/** 已付: what is left is looked at at once. */
function paid(desk: ExitDesk, payout: PayoutNow, paper: ReturnType<typeof paperOf>): ExitDraft {
  const notes = desk.notes();
  const { moved, amount, bookedOn } = payout;
  const told = { amount: moved ?? amount, on: bookedOn ?? desk.today() };
  return {
    step: 'paid',
    notes: { ...notes, payoutUntil: null, mendUntil: null, againAt: null },
    events: [{ kind: 'exit-paid', public: told }],
    stage: { at: 'settling', detail: toldDates(notes) },
    documents: [
      {
        kind: 'exit-paid',
        params: {
          ...paper,
          moved: told.amount,
          paidOn: told.on,
          gateOn: restOf(notes),
        },
        notify: 'sms',
      },
    ],
    waits: { close: 'all', open: [waitFor('exit-settling', null)] },
    tasks: { close: 'all' },
  };
}

/** What waits after it, as it stood when the payment was ordered. */
function restOf({ restOn, gate, told }: ExitNotes): PlainDate | null {
  return restOn === undefined ? (gate?.on ?? told?.terms.gateOn ?? null) : restOn;
}
