/** What the course of a breach remembers, and what its parts share. */
import type { Act } from '../../src/cases/messages.ts';
import type { BreachAction, BreachStage } from '../../src/cases/breach.ts';
import type { BreachNow, BreachFound } from '../../activities/breach.ts';
import type { BreachActs } from '../../src/forms/breach.ts';
import type { PlainDate } from '../../src/domain/calendar.ts';
import type { BreachKind, MeasureKind } from '../../src/domain/vocabulary.ts';
import { BREACH_KINDS } from '../../src/policy/breach-kinds.ts';
import type { Measure } from '../../src/policy/breach-measures.ts';
import type { ClauseKey } from '../../src/policy/clauses.ts';
import { steadily } from '../engine/commit.ts';
import type { Desk, Draft } from '../engine/desk.ts';
import type { ServiceNotes } from '../engine/service.ts';

export interface BreachNotes extends ServiceNotes {
  /** Opaque id. */
  readonly account: string;
  readonly fact: BreachKind;
  readonly found: BreachFound;
  /** The fact in the words of whoever entered it. */
  readonly told: string;
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
