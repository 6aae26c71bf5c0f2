/** 结算付款: interest first, then every share one after the other, then the closing. */
import { patched } from '@temporalio/workflow';
import type { PayoutNow } from '../../activities/withdrawal.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import { compare, exact, ZERO } from '../../src/domain/money.ts';
import { divide } from '../../src/policy/death-payout.ts';
import { nextMorning, payoutWait, type Paying } from '../engine/payout.ts';
import { review } from './check.ts';
import { refuse } from './endings.ts';
import {
  applicationOf,
  CLEAN,
  decidedEvent,
  decisionRecord,
  judgedNow,
  paperOf,
  type DeathDesk,
  type DeathDraft,
  type DeathNotes,
  type Judged,
  type Plan,
} from './state.ts';

/** What came between is over after so long. */
const AGAIN_MS = 60_000;

/** Nothing but a person moves it. */
export async function awaitAnything(desk: DeathDesk): Promise<void> {
  await desk.changed(desk.version(), null);
}

/** 结算中: at once, or when what came between is over. */
export async function settle(desk: DeathDesk): Promise<void> {
  const seen = desk.version();
  const { againAt } = desk.notes();
  if (againAt !== null && Date.now() < againAt && (await desk.changed(seen, againAt))) return;
  await desk.advance(async () => onward(await judgedNow(desk)), seen);
}

export function onward(work: Judged): DeathDraft {
  const { notes, prepared, decision, desk } = work;
  if (decision.outcome === 'refused') {
    // What one heir has is not divided again: the others wait until what stands against them is over.
    const isDivided = notes.attempts > 0 && patched('begun-division-waits');
    return isDivided ? held(work) : refuse(work);
  }
  if ((decision.toConfirm ?? []).length > 0) return review(work);
  if (prepared.delays.length > 0) return delayed(work);
  if (notes.plan !== null) return pay(work, notes.plan);
  const isSettled = notes.settledOn === desk.today() || compare(prepared.accrued, ZERO) === 0;
  const isEmpty = compare(prepared.balance, ZERO) === 0;
  if (!isSettled || (notes.settledOn === null && !isEmpty)) return settled(work);
  if (isEmpty) return close(work);
  return decision.to === 'heirs' ? share(work) : income(work);
}

function base(work: Judged): Pick<DeathDraft, 'waits' | 'tasks' | 'otherwise'> {
  const again = () => overtaken(work);
  return {
    waits: { close: 'all', open: [waitFor('death-settling', null)] },
    tasks: { close: 'all' },
    otherwise: {
      'effect-conflict': again,
      'balance-too-low': again,
      'money-held': again,
      'account-closed': again,
      'action-not-permitted': again,
    },
  };
}

function known({ loans, identities, acceptedOn: askedOn, seen = [] }: DeathNotes) {
  return { loans, identities, askedOn, seen };
}

/** The agreement ends, and what was earned is credited. */
function settled(work: Judged): DeathDraft {
  const { desk, notes } = work;
  return {
    ...base(work),
    step: 'settle',
    notes: { ...notes, settledOn: desk.today(), againAt: null },
    decisions: [decisionRecord(work)],
    events: [decidedEvent(work), { kind: 'death-settled' }],
    stage: { at: 'settling', detail: {} },
    effects: [{ name: 'settle-death', params: known(notes) }],
  };
}

/** What each heir gets, to the cent, and on which of them the last cents fell. */
function share(work: Judged): DeathDraft {
  const { notes, prepared, application } = work;
  const parts = application.heirs.map((one) => one.parts);
  const total = prepared.balance;
  const { amounts, cents, rounded } = divide(total, parts);
  const round = notes.rounds + 1;
  return {
    ...base(work),
    step: 'share',
    notes: { ...notes, rounds: round, plan: skipping({ round, amounts, next: 0 }), againAt: null },
    events: [{ kind: 'death-shared', public: { total, amounts, cents } }],
    stage: { at: 'settling', detail: { total, amounts } },
    documents: [
      {
        kind: 'death-decision',
        params: { ...paperOf(work), total, amounts, cents, rounded, acceptedOn: notes.acceptedOn },
      },
    ],
  };
}

/** Nobody is paid nothing. */
function skipping(plan: Plan): Plan | null {
  const { amounts } = plan;
  let { next } = plan;
  while (next < amounts.length && exact(amounts[next] ?? ZERO).isZero()) next += 1;
  return next < amounts.length ? { ...plan, next } : null;
}

/** The next heir: reserved and instructed in one transaction. */
function pay(work: Judged, plan: Plan): DeathDraft {
  const { notes, prepared, application } = work;
  const n = notes.attempts + 1;
  const until = prepared.payoutUntil;
  const heir = plan.next;
  const amount = plan.amounts[heir] ?? ZERO;
  const last4 = application.heirs[heir]?.bankCard.number.slice(-4) ?? '';
  const detail = { heir: heir + 1, of: application.heirs.length, amount, last4, until };
  return {
    ...base(work),
    step: 'pay',
    notes: {
      ...notes,
      ...{ attempts: n, payoutUntil: until, mendUntil: null, againAt: null },
      mendDays: prepared.figures.payoutMend,
    },
    events: [{ kind: 'death-payment-ordered', public: detail }],
    stage: { at: 'paying', detail },
    effects: [{ name: 'reserve-heir', params: { n, heir, amount, ...known(notes) } }],
    waits: { close: 'all', open: [payoutWait(until, last4)] },
  };
}

/** 无人继承: the fund's income. */
function income(work: Judged): DeathDraft {
  const { notes, prepared } = work;
  const round = notes.rounds + 1;
  const total = prepared.balance;
  return {
    ...base(work),
    step: 'income',
    notes: { ...notes, rounds: round, againAt: null },
    events: [{ kind: 'death-taken-as-income', public: { total } }],
    stage: { at: 'settling', detail: { total } },
    effects: [{ name: 'take-as-income', params: { round, ...known(notes) } }],
    documents: [
      {
        kind: 'death-decision',
        params: {
          ...paperOf(work),
          ...{ total, amounts: [], cents: 0, rounded: [], acceptedOn: notes.acceptedOn },
        },
      },
    ],
  };
}

function close(work: Judged): DeathDraft {
  const { desk, notes } = work;
  const closedOn = desk.today();
  return {
    ...base(work),
    ...CLEAN,
    step: 'close',
    notes: { ...notes, againAt: null },
    decisions: [decisionRecord(work)],
    events: [
      decidedEvent(work),
      { kind: 'account-closed', public: { last4: notes.accountLast4, reason: 'death' } },
    ],
    stage: { at: 'closed', detail: { closedOn } },
    effects: [{ name: 'close-death', params: known(notes) }],
    documents: [{ kind: 'death-closed', params: { ...paperOf(work), closedOn } }],
    claim: 'release',
    outcome: 'closed',
  };
}

/** What is with the bank is divided together with the rest. */
function delayed(work: Judged): DeathDraft {
  const { desk, notes, prepared } = work;
  const { delays } = prepared;
  const at = nextMorning(desk.today());
  return {
    step: 'delay',
    notes: { ...notes, againAt: at },
    events: notes.againAt === null ? [{ kind: 'exit-delayed', public: { delays } }] : [],
    stage: { at: 'settling', detail: { delays, retryAt: at } },
    waits: { close: 'all', open: [waitFor('exit-delay', at, { delays })] },
    tasks: { close: 'all' },
  };
}

/** 已付一部分: a hold, a debt, another case that has come since keeps the rest where it is, and refuses nobody. */
function held(work: Judged): DeathDraft {
  const { desk, notes, decision } = work;
  const codes = decision.reasons;
  const at = nextMorning(desk.today());
  const isNew = notes.heldBy?.join() !== codes.join();
  return {
    step: 'held',
    notes: { ...notes, heldBy: codes, againAt: at },
    decisions: isNew ? [decisionRecord(work)] : [],
    events: isNew ? [decidedEvent(work), { kind: 'death-division-held', public: { codes } }] : [],
    stage: { at: 'settling', detail: { codes, retryAt: at } },
    waits: { close: 'all', open: [waitFor('death-held', at, { codes })] },
    tasks: { close: 'all' },
  };
}

/** Something came in between: interest and shares are reckoned anew, what was paid stays paid. */
function overtaken({ notes }: Judged): DeathDraft {
  const at = Date.now() + AGAIN_MS;
  return {
    step: 'overtaken',
    notes: { ...notes, againAt: at },
    events: [],
    stage: { at: 'settling', detail: {} },
    waits: { close: 'all', open: [waitFor('death-settling', at)] },
    tasks: { close: 'all' },
  };
}

/** How payments to heirs are waited for, told and mended. */
export function payingOf(desk: DeathDesk): Paying<DeathNotes> {
  return {
    desk,
    unknownAt: 'payment unknown',
    payout: () => desk.notes(),
    noted: (payout) => ({ ...desk.notes(), ...payout }),
    detail: () => {
      const { plan } = desk.notes();
      return plan === null ? {} : { heir: plan.next + 1, of: plan.amounts.length };
    },
    paid: (payout) => paid(desk, payout),
    // The heir stands at the counter, or is called: there is no number of theirs to write to.
    failedPapers: () => [],
  };
}

/** 已付: the next heir, or what is left. */
function paid(desk: DeathDesk, payout: PayoutNow): DeathDraft {
  const notes = desk.notes();
  const { plan } = notes;
  const { moved, amount, bookedOn } = payout;
  const told = { amount: moved ?? amount, on: bookedOn ?? desk.today() };
  const heir = plan?.next ?? 0;
  const next = plan && skipping({ ...plan, next: plan.next + 1 });
  const application = applicationOf(desk);
  return {
    step: 'paid',
    notes: {
      ...notes,
      ...{ plan: next, payoutUntil: null, mendUntil: null, againAt: null },
      // What was earned until the last payment is divided as well.
      settledOn: next === null ? null : notes.settledOn,
    },
    events: [{ kind: 'death-paid', public: { heir: heir + 1, ...told } }],
    stage: { at: 'settling', detail: {} },
    documents: [
      {
        kind: 'death-paid',
        params: {
          ...paperOf({ application, notes }),
          ...{ heir, moved: told.amount, paidOn: told.on },
        },
      },
    ],
    waits: { close: 'all', open: [waitFor('death-settling', null)] },
    tasks: { close: 'all' },
  };
}
