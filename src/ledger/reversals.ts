/** Corrections (冲账): what taking a journal back would come to, proposed by one and decided by another. */
import { ACTOR, actorParams, type Acting } from '../db/acting.ts';
import { refusing } from '../db/database-fault.ts';
import type { Db } from '../db/pool.ts';
import { ledgerFault } from './journals.ts';

export interface PlanLine {
  readonly book: string;
  readonly account: string | null;
  readonly source: string | null;
  /** Yuan that would be posted: credits positive. */
  readonly amount: string;
}

/** One journal that would be taken back; steps stand in the order of posting. */
export interface PlanStep {
  readonly journal: string;
  readonly kind: string;
  readonly title: string;
  readonly valueDate: string;
  /** Why it is in the chain: a code. */
  readonly why: string;
  readonly restsOn: string | null;
  readonly lines: readonly PlanLine[];
  /** What an account lacks: it becomes 应收个人款. */
  readonly shortfalls: readonly {
    readonly account: string;
    readonly source: string;
    readonly amount: string;
    readonly carried: string;
  }[];
  /** Yuan that the bank really has and that goes to suspense; null: nothing. */
  readonly rebooked: string | null;
  /** Yuan of the interest charge, made for many accounts, that goes back with it; null: none. */
  readonly charge: string | null;
}

/** What `reversal_plan` of the database tells (migrations/0175-charge-back.sql). */
export interface ReversalPlan {
  readonly root: string;
  readonly steps: readonly PlanStep[];
  /** What cannot be taken back, and why: codes. */
  readonly stays: readonly { readonly journal: string; readonly code: string }[];
  /** Sum of all shortfalls, yuan. */
  readonly lacks: string;
  readonly digest: string;
}

/** @throws Fault 'not-found', 'not-authorized' */
export async function previewReversal(db: Db, journal: string, by: Acting): Promise<ReversalPlan> {
  const { rows } = await refusing(
    db.query<{ plan: ReversalPlan }>(`select api_preview_reversal($5, ${ACTOR}) as plan`, [
      ...actorParams(by),
      journal,
    ]),
  );
  const [row] = rows;
  if (!row) throw new Error('a preview has no row');
  return row.plan;
}

export interface ReversalAsked {
  /** Derived from caller and key: asked again, it is the same proposal. */
  readonly id: string;
  readonly journal: string;
  /** Of the plan that was looked at. */
  readonly digest: string;
  readonly reason: string;
  readonly by: Acting;
}

/** @throws Fault 'not-found', 'not-authorized', 'action-not-permitted', 'version-conflict' */
export async function proposeReversal(db: Db, asked: ReversalAsked): Promise<void> {
  const { id, journal, digest, reason, by } = asked;
  await refusing(
    db.query(`select api_propose_reversal($5, $6, $7, $8, ${ACTOR})`, [
      ...actorParams(by),
      ...[id, journal, digest, reason],
    ]),
  );
}

export interface ReversalDecided {
  readonly id: string;
  readonly version: number;
  readonly decision: string;
  readonly reason: string | null;
  readonly by: Acting;
}

/**
 * Confirmed, the whole chain is posted in one transaction.
 *
 * @throws Fault 'not-found', 'not-authorized', 'same-person', 'version-conflict',
 *   'action-not-permitted'; 'balance-too-low', 'account-closed'
 */
export async function decideReversal(db: Db, decided: ReversalDecided): Promise<void> {
  const { id, version, decision, reason, by } = decided;
  const deciding = db
    .query(`select api_decide_reversal($5, $6, $7, $8, ${ACTOR})`, [
      ...actorParams(by),
      ...[id, version, decision, reason],
    ])
    .catch((error: unknown) => {
      throw ledgerFault(error) ?? error;
    });
  await refusing(deciding);
}
