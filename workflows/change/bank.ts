/**
 * The bank's part: what it has to agree to is asked for when the person has signed, what it still has
 * is waited for; each time something may have come, the books are read and the rule decides again.
 */
import type { EffectSpec, EventSpec, WaitSpec } from '../../src/cases/change.ts';
import { addDays, startOf } from '../../src/domain/calendar.ts';
import type { ChangeReason } from '../../src/policy/contribution-change.ts';
import { refusedAct } from '../engine/desk.ts';
import { lapsed, refusedNow } from './endings.ts';
import {
  CLEAN,
  decidedEvent,
  hasPassed,
  inDays,
  judgedAgain,
  paperOf,
  recordOf,
  type ChangeDesk,
  type ChangeDraft,
  type ChangeNotes,
  type Judged,
} from './state.ts';

/** The hour at which a case looks by itself: after the night's answers. */
const MORNING_MS = 9 * 3_600_000;
/** What came between is over after so long. */
const AGAIN_MS = 60_000;
/** Working days in which a clerk brings the cardholder's code. */
const BANK_TASK_DAYS = 3;

interface Signing {
  readonly events: readonly EventSpec[];
  readonly effects: readonly EffectSpec[];
}

/** What follows from the signature: in force at once, or waiting for the bank. */
export function afterSigning(change: Judged, signing: Signing): ChangeDraft {
  const { desk, prepared } = change;
  const bankBy = inDays(desk.today(), prepared.days.bank);
  const notes: ChangeNotes = { ...desk.notes(), bankBy };
  const next = against(change).length > 0 ? refusedNow(change) : onward(change, notes);
  const lead = (draft: ChangeDraft): ChangeDraft => ({
    ...draft,
    step: `sign-${draft.step}`,
    events: [...signing.events, ...draft.events],
    effects: [...signing.effects, ...(draft.effects ?? [])],
  });
  return { ...lead(next), ...otherwise(next, lead) };
}

/** What was prepared beside it is kept when something has come between. */
function otherwise(
  { otherwise: others }: ChangeDraft,
  lead: (draft: ChangeDraft) => ChangeDraft,
): Pick<ChangeDraft, 'otherwise'> {
  if (!others) return {};
  const led = Object.entries(others).map(([code, make]) => [code, () => lead(make())] as const);
  return { otherwise: Object.fromEntries(led) };
}

/** A debit that the bank has is waited for; everything else stands against it for good. */
function against({ decision }: Judged): readonly ChangeReason[] {
  return decision.reasons.filter(({ code }) => !PASSING.has(code));
}

/** What the bank is waited for anyway. */
const PASSING: ReadonlySet<string> = new Set(['debit-at-bank', 'mandate-not-confirmed']);

/** In force, or the wait that is due now with what the bank is asked. */
function onward(change: Judged, notes: ChangeNotes): ChangeDraft {
  const { decision, prepared } = change;
  const { mandate, atBankUntil } = prepared.facts;
  const { bank: left } = decision;
  if (left === 'none') {
    return atBankUntil === null ? inForce(change, notes) : waiting(change, notes, 'debit-answer');
  }
  const still = waiting(change, notes, 'mandate-change');
  if (notes.asked === left || mandate?.underWay === true) return still;
  const draft = waiting(change, { ...notes, asked: left }, 'mandate-change');
  return {
    ...draft,
    step: 'ask-bank',
    events: [{ kind: 'change-sent-to-bank', public: { bank: left } }],
    decisions: decision.outcome === 'granted' ? [recordOf(decision)] : [],
    effects: [{ name: 'ask-bank', params: {} }],
    otherwise: { 'effect-conflict': () => ({ ...still, notes: again(still.notes) }) },
  };
}

function again(notes: ChangeNotes): ChangeNotes {
  return { ...notes, againAt: Date.now() + AGAIN_MS };
}

function waiting(
  { desk }: Judged,
  notes: ChangeNotes,
  waitsFor: NonNullable<ChangeNotes['waitsFor']>,
): ChangeDraft {
  const { bankBy, changes } = notes;
  if (bankBy === null) throw new Error('a signed change has a deadline');
  const detail = { until: bankBy.last, changes, bank: notes.asked ?? 'none' };
  const isMandate = waitsFor === 'mandate-change';
  const { until } = bankBy;
  return {
    step: 'await-bank',
    notes: { ...notes, waitsFor, againAt: null },
    events: [],
    stage: { at: 'awaiting bank', detail: { ...detail, waitsFor, since: desk.today() } },
    waits: {
      close: 'all',
      open: [isMandate ? mandateWait(until, detail) : debitWait(until, detail)],
    },
    tasks: {
      close: 'all',
      ...(isMandate && {
        open: [
          { kind: 'bank-change', role: 'clerk', workingDays: BANK_TASK_DAYS, ownBranch: true },
        ],
      }),
    },
  };
}

type Detail = NonNullable<WaitSpec['detail']>;

function mandateWait(until: number, detail: Detail): WaitSpec {
  return {
    kind: 'mandate-change',
    until,
    clause: 'liaoning-4',
    endedBy: ['outside', 'applicant', 'clerk'],
    shortenedBy: '持卡人确认',
    detail,
  };
}

function debitWait(until: number, detail: Detail): WaitSpec {
  return {
    kind: 'debit-answer',
    until,
    clause: 'liaoning-4',
    endedBy: ['outside'],
    shortenedBy: '无',
    detail,
  };
}

/** 生效: a new version of the plan from the first month that is not settled; the person is told. */
function inForce(change: Judged, notes: ChangeNotes): ChangeDraft {
  const { decision, prepared } = change;
  const { fromMonth, firstDebit } = prepared.facts;
  const paper = paperOf(change, notes);
  const open = prepared.books.open.map(({ from }) => from).filter((month) => month >= fromMonth);
  const anew = waiting(change, notes, 'debit-answer');
  return {
    ...CLEAN,
    step: 'put-in-force',
    notes,
    decisions: [recordOf(decision)],
    events: [
      decidedEvent(decision),
      {
        kind: 'change-in-force',
        public: {
          ...{ changes: notes.changes, from: fromMonth, debitOn: firstDebit?.debitOn ?? null },
          ...(open.length > 0 && { anew: open }),
        },
      },
    ],
    stage: { at: 'in force', detail: { changes: notes.changes, from: fromMonth } },
    effects: [{ name: 'put-change-in-force', params: { paper } }],
    documents: [{ kind: 'contribution-changed', params: { paper }, notify: 'sms' }],
    claim: 'release',
    outcome: 'in force',
    otherwise: {
      'effect-conflict': () => ({ ...anew, step: 'overtaken', notes: again(anew.notes) }),
    },
  };
}

/** Looks whether what is waited for has come; null: not yet, and nothing is new. */
export async function lookAtBank(desk: ChangeDesk): Promise<ChangeDraft | null> {
  if (desk.stage() !== 'awaiting bank') return null;
  const notes = desk.notes();
  const change = await judgedAgain(desk);
  const reasons = against(change);
  if (reasons.length > 0) return refusedNow(only(change, reasons));
  const next = onward(change, { ...notes, againAt: null });
  if (next.step === 'put-in-force') return next;
  if (hasPassed(notes.bankBy)) return lapsed(desk, 'not-done', notes.bankBy?.last ?? '');
  const isStill = next.step === 'await-bank' && next.notes.waitsFor === notes.waitsFor;
  if (!isStill || notes.againAt !== null) return next;
  return refusalOfBank(change, notes);
}

/** The reasons that stand for good, without those that pass by themselves. */
function only(change: Judged, reasons: readonly ChangeReason[]): Judged {
  return { ...change, decision: { ...change.decision, reasons } };
}

/** The bank did not take what it was asked for: told once, and somebody looks. */
function refusalOfBank({ prepared }: Judged, notes: ChangeNotes): ChangeDraft | null {
  const { mandate } = prepared.books;
  const code = mandate?.underWay === null ? mandate.reason : null;
  if (code === null || code === notes.toldRefusal) return null;
  return {
    step: 'bank-refused',
    notes: { ...notes, toldRefusal: code },
    events: [{ kind: 'change-refused-by-bank', public: { code } }],
  };
}

/** 待银行办理: woken by the bank's answer, each morning by itself, and at the end of the last day. */
export async function awaitBank(desk: ChangeDesk): Promise<void> {
  const seen = desk.version();
  const { bankBy, againAt } = desk.notes();
  if (bankBy === null) throw new Error('a signed change has a deadline');
  const today = startOf(desk.today()) + MORNING_MS;
  const morning = today > Date.now() ? today : startOf(addDays(desk.today(), 1)) + MORNING_MS;
  const next = Math.min(morning, bankBy.until, againAt ?? Infinity);
  if (await desk.changed(seen, next)) return;
  await desk.advance(() => lookAtBank(desk), seen);
}

/** 再次向银行办理: what it refused may be mended by now. */
export async function askAgain(desk: ChangeDesk): Promise<ChangeDraft> {
  const change = await judgedAgain(desk);
  const notes = { ...desk.notes(), asked: null, toldRefusal: null };
  const next = against(change).length > 0 ? refusedNow(change) : onward(change, notes);
  if (next.step !== 'await-bank') return next;
  throw refusedAct({
    code: 'mandate-under-way',
    detail: '银行尚未答复，或者持卡人尚未确认；不必再次向银行办理。',
    restsOn: 'liaoning-4',
  });
}
