/** What the course of a withdrawal (提取) remembers, and what it works on. */
import { patched } from '@temporalio/workflow';
import type { WithdrawalPrepared } from '../../activities/withdrawal.ts';
import type { EventSpec } from '../../src/cases/change.ts';
import type { Act } from '../../src/cases/messages.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { WithdrawalAction, WithdrawalStage } from '../../src/cases/withdrawal.ts';
import { addDays, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import type { KnownLoans } from '../../src/domain/exit-books.ts';
import { yuan, ZERO, type Yuan } from '../../src/domain/money.ts';
import type { WithdrawalActs, WithdrawalApplication } from '../../src/forms/withdrawal.ts';
import { regulationOn } from '../../src/policy/statutory-deadline.ts';
import { decideWithdrawal, type WithdrawalDecided } from '../../src/policy/withdrawal.ts';
import { closesAccount } from '../../src/domain/closing-withdrawals.ts';
import { WITHDRAWAL_CASES } from '../../src/policy/withdrawal-reasons.ts';
import { steadily } from '../engine/commit.ts';
import type { Desk, Draft } from '../engine/desk.ts';

export type WithdrawalDesk = Desk<WithdrawalStage, WithdrawalAction, WithdrawalNotes>;
export type WithdrawalDraft = Draft<WithdrawalNotes>;
export type ActOf<Name extends keyof WithdrawalActs> = Act<WithdrawalActs[Name]>;

export interface Deadline {
  /** The last day on which it is still in time. */
  readonly last: PlainDate;
  /** The instant (ms) at which it has passed. */
  readonly until: number;
}

/** Plain JSON, written with every change: a later run, or another worker, goes on from it. */
export interface WithdrawalNotes {
  readonly accountLast4: string;
  /** Null until everything was there. */
  readonly acceptedOn: PlainDate | null;
  readonly supplementBy: Deadline | null;
  /** What was named as missing. */
  readonly told: readonly string[];
  /** The last day of the law and the day on which it is told that it is near; null before acceptance. */
  readonly clock: { readonly lastOn: PlainDate; readonly alarmOn: PlainDate } | null;
  /** Which alarms went off. */
  readonly alarms: readonly ('near' | 'day')[];
  /** Another person has looked at it; a supervisor has approved it. */
  readonly reviewed: boolean;
  readonly approved: boolean;
  readonly confirmed: readonly string[];
  /** What another person found to be overdue of a loan. */
  readonly overdue: Yuan | null;
  /** Instructions so far. */
  readonly attempts: number;
  readonly payoutBy: Deadline | null;
  readonly mendBy: Deadline | null;
  /** Days in which another card may be named after a payment failed. */
  readonly mendDays: number;
  /** Something came between: looked at again at this instant (ms). */
  readonly againAt: number | null;
  /** Marks of changes of data that were told while it ran. */
  readonly heard?: readonly string[];
  /** 同时注销账户, as it was accepted; left out: nothing is said of it, and nothing closed. */
  readonly closes?: boolean;
  /** What is drawn where no amount was named. */
  readonly amount?: Yuan;
  /** Everything was paid: what is left was earned since, and then the account closes. */
  readonly paid?: boolean;
  /** How often the national platform was asked, and when it answered last (ms). */
  readonly round?: number;
  readonly checkedAt?: number;
  /** The platform gave no usable answer: asked again at this instant (ms). */
  readonly parkedUntil?: number | null;
}

export const NEW_NOTES: WithdrawalNotes = {
  ...{ accountLast4: '', acceptedOn: null, supplementBy: null, told: [], clock: null, alarms: [] },
  ...{ reviewed: false, approved: false, confirmed: [], overdue: null, attempts: 0 },
  ...{ payoutBy: null, mendBy: null, mendDays: 0, againAt: null },
};

/** The case as it stands now, with what the books say and the rule decides. */
export interface Judged {
  readonly desk: WithdrawalDesk;
  readonly application: WithdrawalApplication;
  readonly notes: WithdrawalNotes;
  readonly prepared: WithdrawalPrepared;
  readonly decision: WithdrawalDecided;
  /** 同时注销账户: as accepted, or as asked for; left out: nothing is said of it. */
  readonly closes?: boolean | undefined;
  /** As the platform has just answered; left out: by its newest answer in the books. */
  readonly loans?: Pick<KnownLoans, 'open' | 'guarantee'> | undefined;
}

/** What an answer is read with that is written in the same change. */
export function justAnswered({ loans }: Judged) {
  return loans ? { loans } : {};
}

/** Reads the books and decides; nothing is written. */
export function judgedNow(desk: WithdrawalDesk): Promise<Judged> {
  return judged(desk, applicationOf(desk), desk.notes());
}

/** @param loans as the platform has just answered; left out: by its newest answer in the books */
export async function judged(
  desk: WithdrawalDesk,
  application: WithdrawalApplication,
  notes: WithdrawalNotes,
  loans?: Pick<KnownLoans, 'open' | 'guarantee'>,
): Promise<Judged> {
  const { acceptedOn, confirmed, overdue } = notes;
  const { center, caseId } = desk;
  const closes = closesOf(application, notes);
  const restOnly = notes.paid === true;
  const ask = {
    ...{ center, caseId, on: desk.today(), acceptedOn, application, confirmed, overdue },
    ...{ closes, restOnly, ...(loans && { loans }) },
  };
  const prepared = await steadily(({ prepareWithdrawal }) => prepareWithdrawal(ask));
  const decision = decideWithdrawal(prepared.facts);
  return { desk, application, notes, prepared, decision, closes, ...(loans && { loans }) };
}

/** What was accepted before accounts were closed with it stays as it was accepted. */
function closesOf(
  application: WithdrawalApplication,
  { acceptedOn, closes }: WithdrawalNotes,
): boolean | undefined {
  if (acceptedOn !== null) return closes;
  if (!WITHDRAWAL_CASES[application.purpose].closing) return undefined;
  return patched('withdrawal-closes') ? closesAccount(application) : undefined;
}

/** The form that is in force: it was parsed before it was sent and again before it was written. */
export function applicationOf(desk: WithdrawalDesk): WithdrawalApplication {
  return desk.content() as WithdrawalApplication;
}

/** Whatever was owed or awaited before is over with the change. */
export const CLEAN = { waits: { close: 'all' }, tasks: { close: 'all' } } as const;

/** Through the end of a day. */
export function through(last: PlainDate): Deadline {
  return { last, until: startOf(addDays(last, 1)) };
}

export function inDays(today: PlainDate, days: number): Deadline {
  return through(addDays(today, days));
}

export function hasPassed(deadline: Deadline | null): boolean {
  return deadline !== null && Date.now() >= deadline.until;
}

export function decidedEvent(decision: WithdrawalDecided): EventSpec {
  const { rule, outcome, reasons } = decision;
  const codes = reasons.map(({ code }) => code);
  return {
    kind: 'decided',
    public: { rule: rule.name, outcome, ...(codes.length > 0 && { codes }) },
  };
}

/** Without its facts, which are kept beside it. */
export function decisionRecord(decision: WithdrawalDecided) {
  const { facts, ...answer } = decision;
  const { rule, outcome, clauses } = decision;
  return {
    ...{ rule: rule.name, version: rule.version, outcome, clauses },
    record: { facts, answer },
  };
}

/** What every paper of a withdrawal says of it. */
export function paperOf({ application, notes, prepared, decision, closes }: Judged) {
  const { purpose: reason, bankCard } = application;
  const { amount } = prepared.facts.stated;
  return {
    ...(closes === true && { closes }),
    ...{ reason, amount, cardLast4: bankCard.number.slice(-4), bank: bankCard.bank },
    accountLast4: notes.accountLast4 === '' ? prepared.books.accountLast4 : notes.accountLast4,
    ...{ item: decision.item, regulation: decision.regulation },
  };
}

/** From today the law counts, and its text is fixed. */
export function acceptanceOf({
  desk,
  prepared,
}: Judged): NonNullable<WithdrawalDraft['acceptance']> {
  const on = desk.today();
  const { promiseWorkingDays } = prepared.facts.figures;
  return {
    acceptedOn: on,
    regulation: regulationOn(on),
    dueOn: prepared.clock.lastOn,
    promisedWorkingDays: promiseWorkingDays,
  };
}

/** Every withdrawal asks the platform; cases that began before that go on as they did. */
export function asksAlways(): boolean {
  return patched('withdrawal-asks');
}

/** What came between is over: everything is looked at again. */
export function lookAgainSoon(work: Judged, at: number): WithdrawalDraft {
  const { notes } = work;
  return {
    step: 'overtaken',
    notes: { ...notes, againAt: at },
    events: [],
    ...lookingAt(notes, at),
  };
}

/** Where it stands while it is looked at: decided, or paid and about to be closed. */
export function lookingAt({ paid }: WithdrawalNotes, at: number | null) {
  return {
    stage: { at: paid === true ? 'closing' : 'deciding' },
    waits: {
      close: 'all',
      open: [paid === true ? waitFor('exit-settling', at) : waitFor('withdrawal-decision', at)],
    },
    tasks: { close: 'all' },
  } as const;
}

/** What is drawn, where the application names no amount. */
export function amountOf(desk: WithdrawalDesk): Yuan {
  const { amount } = desk.notes();
  return amount ?? yuan(applicationOf(desk).amount ?? ZERO);
}
