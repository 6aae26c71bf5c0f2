/** What the course of a breach remembers, and what its parts share. */
import type { Act } from '../../src/cases/messages.ts';
import type { BreachAction, BreachStage } from '../../src/cases/breach.ts';
import type { BreachNow, BreachFound } from '../../activities/breach.ts';
import type { BreachActs } from '../../src/forms/breach.ts';
import { addDays, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import type { BreachKind, MeasureKind } from '../../src/domain/vocabulary.ts';
import { BREACH_KINDS } from '../../src/policy/breach-kinds.ts';
import type { Measure } from '../../src/policy/breach-measures.ts';
import type { ClauseKey } from '../../src/policy/clauses.ts';
import { steadily } from '../engine/commit.ts';
import { refusedAct, type Desk, type Draft } from '../engine/desk.ts';

/** By which way a paper goes now; `none`: every way failed, somebody has to see to it. */
export type Way = 'sms' | 'app' | 'letter' | 'none';

export interface BreachNotes {
  /** Opaque id. */
  readonly account: string;
  readonly fact: BreachKind;
  readonly found: BreachFound;
  /** The fact in the words of whoever entered it. */
  readonly told: string;
  readonly noticedOn: PlainDate;
  readonly way: Way;
  /** Made public: the day on which it counts as served. */
  readonly announcedTo: PlainDate | null;
  readonly servedOn: PlainDate | null;
  /** Last day of the cure period. */
  readonly cureUntil: PlainDate | null;
  readonly objectedOn: PlainDate | null;
  readonly serious: boolean;
  /** Decided, and in force when the decision reaches the person. */
  readonly termination: Measure | null;
  readonly lift: MeasureKind | null;
}

export type BreachDesk = Desk<BreachStage, BreachAction, BreachNotes>;
export type BreachDraft = Draft<BreachNotes>;
export type ActOf<Name extends BreachAction> = Act<BreachActs[Name]>;

export const CLEAN = { waits: { close: 'all' }, tasks: { close: 'all' } } as const;

/** The instant at which a day is over. */
export function endOf(day: PlainDate): number {
  return startOf(addDays(day, 1));
}

export function clauseOf({ fact }: BreachNotes): ClauseKey {
  return BREACH_KINDS[fact].clause;
}

/** The kind of paper whose service a stage waits for. */
export function paperAt(stage: BreachStage): 'breach-notice' | 'breach-decision' {
  return stage === 'serving decision' ? 'breach-decision' : 'breach-notice';
}

/** What the books say now. */
export function lookAt(desk: BreachDesk): Promise<BreachNow> {
  const { cureUntil } = desk.notes();
  return steadily(({ lookAtBreach }) =>
    lookAtBreach({
      caseId: desk.caseId,
      paper: paperAt(desk.stage()),
      on: desk.today(),
      until: cureUntil,
    }),
  );
}

/** A day that a person stated must lie within what is possible. @throws ApplicationFailure */
export function mustLie(
  day: PlainDate,
  {
    from,
    to,
    field,
    detail,
  }: {
    readonly from: PlainDate;
    readonly to: PlainDate;
    readonly field: string;
    readonly detail: string;
  },
): void {
  if (day >= from && day <= to) return;
  throw refusedAct({ code: 'input-invalid', detail, pointer: `#/${field}` });
}
