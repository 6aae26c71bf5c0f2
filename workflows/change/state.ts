/** What the course of one change of the contribution (缴存变更) remembers, and what it works on. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { ChangePrepared } from '../../activities/change.ts';
import type { DecisionRecord, EventSpec } from '../../src/cases/change.ts';
import type { ChangeOnPaper } from '../../src/cases/change-paper.ts';
import type { ChangeAction, ChangeStage } from '../../src/cases/contribution-change.ts';
import type { Act } from '../../src/cases/messages.ts';
import { changeReasonText, changeRemedy } from '../../src/cases/wording-changes.ts';
import { addDays, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import type {
  ContributionChangeActs,
  ContributionChangeApplication,
} from '../../src/forms/contribution-change.ts';
import {
  decideChange,
  type BankAct,
  type ChangeDecided,
  type ChangeKind,
  type ChangeReason,
} from '../../src/policy/contribution-change.ts';
import { steadily } from '../engine/commit.ts';
import type { Desk, Draft } from '../engine/desk.ts';

export type ChangeDesk = Desk<ChangeStage, ChangeAction, ChangeNotes>;
export type ChangeDraft = Draft<ChangeNotes>;
export type ActOf<Name extends keyof ContributionChangeActs> = Act<ContributionChangeActs[Name]>;

export interface Deadline {
  /** The last day on which it is still in time. */
  readonly last: PlainDate;
  /** The instant (ms) at which it has passed. */
  readonly until: number;
}

/** Plain JSON, written with every change: a later run, or another worker, goes on from it. */
export interface ChangeNotes {
  readonly changes: readonly ChangeKind[];
  /** As it was before: what the papers compare with. */
  readonly before: ChangeOnPaper['before'];
  readonly cardBefore: ChangeOnPaper['cardBefore'];
  readonly signBy: Deadline;
  /** Null until it was signed. */
  readonly bankBy: Deadline | null;
  /** What the bank was last asked for; null: nothing. */
  readonly asked: BankAct | null;
  /** The bank's refusal that was told. */
  readonly toldRefusal: string | null;
  /** Which wait is open while the bank is waited for. */
  readonly waitsFor: 'mandate-change' | 'debit-answer' | null;
  /** Something came between: looked at again at this instant (ms). */
  readonly againAt: number | null;
}

/** The case as it stands now, with what the books say and the rule decides. */
export interface Judged {
  readonly desk: ChangeDesk;
  readonly application: ContributionChangeApplication;
  readonly prepared: ChangePrepared;
  readonly decision: ChangeDecided;
}

/** Reads the books and decides on a change that is signed; nothing is written. */
export function judgedAgain(desk: ChangeDesk): Promise<Judged> {
  return judged(desk, applicationOf(desk), true);
}

/** @param signed whether it is judged at its signature or later */
export async function judged(
  desk: ChangeDesk,
  application: ContributionChangeApplication,
  signed: boolean,
): Promise<Judged> {
  const { center, caseId } = desk;
  const ask = { center, caseId, on: desk.today(), application, signed };
  const prepared = await steadily(({ prepareChange }) => prepareChange(ask));
  return { desk, application, prepared, decision: decideChange(prepared.facts) };
}

/** The form that is in force: it was parsed before it was sent and again before it was written. */
function applicationOf(desk: ChangeDesk): ContributionChangeApplication {
  return desk.content() as ContributionChangeApplication;
}

/** Whatever was owed or awaited before is over with the change. */
export const CLEAN = { waits: { close: 'all' }, tasks: { close: 'all' } } as const;

/** A deadline n days from today: through the end of the last day. */
export function inDays(today: PlainDate, days: number): Deadline {
  const last = addDays(today, days);
  return { last, until: startOf(addDays(last, 1)) };
}

export function hasPassed(deadline: Deadline | null): boolean {
  return deadline !== null && Date.now() >= deadline.until;
}

export function recordOf(decision: ChangeDecided): DecisionRecord {
  const { facts, ...answer } = decision;
  const { rule, outcome, clauses } = decision;
  return {
    ...{ rule: rule.name, version: rule.version, outcome, clauses },
    record: { facts, answer },
  };
}

export function decidedEvent({ rule, outcome, changes, reasons }: ChangeDecided): EventSpec {
  const codes = reasons.map(({ code }) => code);
  return {
    kind: 'decided',
    public: { rule: rule.name, outcome, changes, ...(codes.length > 0 && { codes }) },
  };
}

/** What the papers say, as the books stand now. */
export function paperOf(
  { prepared, decision, application }: Judged,
  before: Pick<ChangeNotes, 'before' | 'cardBefore' | 'changes'>,
): ChangeOnPaper {
  const { books, facts, days, debitRule, provisional } = prepared;
  const { bankCard } = application;
  const first = facts.firstDebit;
  return {
    ...{ accountLast4: books.accountLast4, agreementNumber: books.agreementNumber },
    ...{ changes: before.changes, before: before.before, after: facts.wanted },
    cardBefore: before.cardBefore,
    cardAfter: bankCard
      ? { bank: bankCard.bank, last4: bankCard.number.slice(-4) }
      : before.cardBefore,
    ...{ debitRule, limits: facts.limits, bank: decision.bank, bankDays: days.bank },
    changeMonths: facts.changeMonths,
    first: first && { firstMonth: facts.fromMonth, ...first, provisional },
  };
}

/** The refusal of a request, before there is a case: each reason beside its field. */
export function refusedChange(reasons: readonly ChangeReason[]): ApplicationFailure {
  const detail = reasons.map(changeReasonText).join('');
  return ApplicationFailure.nonRetryable(detail, 'change-refused', {
    detail,
    members: refusalMembers(reasons),
  });
}

function refusalMembers(reasons: readonly ChangeReason[]): object {
  const [first] = reasons;
  const errors = reasons.flatMap(({ pointer, ...reason }) =>
    pointer === null
      ? []
      : [{ pointer: `#/application${pointer}`, detail: changeReasonText(reason) }],
  );
  const earliest = reasons.flatMap(({ earliestOn }) => earliestOn ?? []).sort();
  return {
    ...(first && { clause: first.clause, remedy: reasons.map(changeRemedy).join('') }),
    ...(errors.length > 0 && { errors }),
    ...(earliest.length > 0 && { earliestDate: earliest.at(-1) }),
    reasons: reasons.map(({ code, clause, detail, earliestOn }) => ({
      ...{ code, clause, detail, earliestOn },
    })),
  };
}
