/**
 * The businesses by which somebody begins to pay as a flexible worker: an account is opened, or one
 * that is here already is taken up. They share their course; here is what each does in its own way.
 */
import type { JoiningStage } from '../../src/cases/joining.ts';
import type { ClauseKey } from '../../src/policy/clauses.ts';
import type { Condition } from '../../src/policy/decision.ts';
import type { OpeningDecision, Reason } from '../../src/policy/opening-decision.ts';
import type { TakeUpOutcome } from '../../src/policy/take-up-findings.ts';
import type { Opening, OpeningDraft } from './state.ts';

export interface JoiningDecision {
  readonly outcome: OpeningDecision['outcome'] | TakeUpOutcome;
  /** The finding that decided. */
  readonly code: string;
  readonly reasons: readonly Reason[];
  readonly flags: readonly string[];
  readonly clauses: readonly ClauseKey[];
  readonly rule: { readonly name: string; readonly version: string };
  readonly trace: readonly Condition[];
  readonly facts: object;
}

type Outcome = Exclude<JoiningDecision['outcome'], 'retry'>;

export interface Terms extends Readonly<Record<string, unknown>> {
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface Business {
  readonly type: string;
  /** Where the case stands while what was signed is carried out. */
  readonly working: JoiningStage;
  readonly papers: {
    readonly agreement: string;
    readonly refusal: string;
    readonly deferral: string;
    readonly reminder: string;
    readonly lapse: string;
    readonly withdrawn: string;
  };
  /** Reads the books before a decision, and notes what they say; null: nothing of them decides. */
  readonly look: ((opening: Opening) => Promise<Opening>) | null;
  readonly decide: (opening: Opening) => JoiningDecision;
  /** What the agreement says beside the person's own choice, and what of it stands with the case. */
  readonly terms: (opening: Opening) => Terms;
  /** Everything that was signed, in force at once. */
  readonly complete: (opening: Opening, decision: JoiningDecision) => OpeningDraft;
  /** What only this business knows an outcome for; null: the common parts deal with it. */
  readonly follow: (
    opening: Opening,
    decision: JoiningDecision,
    outcome: Outcome,
  ) => OpeningDraft | null;
}

/** Goes on with what the books say now, where this business asks them. */
export function looked<T>(
  opening: Opening,
  then: (known: Opening) => T | Promise<T>,
): T | Promise<T> {
  const { look } = opening.desk.business;
  return look === null ? then(opening) : look(opening).then(then);
}
