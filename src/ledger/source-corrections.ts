/**
 * Corrections of the source (来源更正): what moving money of an account between its sub-ledgers would come to,
 * proposed by one supervisor and posted once by another (migrations/0560-sources-corrected.sql).
 *
 * @source 通知（征求意见稿）（五） 分类登记、分类核算
 */
import { ACTOR, actorParams, type Acting } from '../db/acting.ts';
import { refusing } from '../db/database-fault.ts';
import type { Db } from '../db/pool.ts';
import { ledgerFault } from './journals.ts';

export interface SourceCorrectionAsked {
  /** Number of the account. */
  readonly account: string;
  readonly from: string;
  readonly to: string;
  /** Yuan. */
  readonly amount: string;
  /** The day from which it earns where it belongs; null: today. */
  readonly since: string | null;
}

/** What `source_correction_plan` of the database tells; amounts in yuan. */
export interface SourceCorrectionPlan {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly since: string;
  /** The first day from which it may count; null: the source does not hold that much. */
  readonly earliest: string | null;
  /** Of the amount, what is 上年结转 and 当年归集; both go over as they are. */
  readonly carried: string;
  readonly current: string;
  /** What both sources hold, before and after. */
  readonly before: { readonly from: string; readonly to: string };
  readonly after: { readonly from: string; readonly to: string };
  /** Why not now: codes. */
  readonly stays: readonly string[];
  readonly digest: string;
}

/** @throws Fault 'not-found', 'not-authorized' */
export async function previewSourceCorrection(
  db: Db,
  { account, from, to, amount, since }: SourceCorrectionAsked,
  by: Acting,
): Promise<SourceCorrectionPlan> {
  const { rows } = await refusing(
    db.query<{ plan: SourceCorrectionPlan }>(
      `select api_preview_source_correction($5, $6, $7, $8, $9, ${ACTOR}) as plan`,
      [...actorParams(by), ...[account, from, to, amount, since]],
    ),
  );
  const [row] = rows;
  if (!row) throw new Error('a preview has no row');
  return row.plan;
}

export interface SourceCorrectionProposed extends SourceCorrectionAsked {
  readonly since: string;
  readonly document: string;
  /** About the books, and about nobody. */
  readonly reason: string;
  /** Of the plan that was looked at. */
  readonly digest: string;
}

/**
 * @param id derived from caller and key: asked again, it is the same proposal
 * @throws Fault 'not-found', 'not-authorized', 'input-invalid', 'action-not-permitted', 'version-conflict'
 */
export async function proposeSourceCorrection(
  db: Db,
  id: string,
  asked: SourceCorrectionProposed,
  by: Acting,
): Promise<void> {
  await refusing(
    db.query(`select api_propose_source_correction($5, $6, ${ACTOR})`, [
      ...actorParams(by),
      ...[id, JSON.stringify(asked)],
    ]),
  );
}

export interface SourceCorrectionDecided {
  readonly id: string;
  readonly version: number;
  readonly decision: string;
  readonly reason: string | null;
  readonly by: Acting;
}

/**
 * Confirmed, its one journal is posted in the same transaction.
 *
 * @throws Fault 'not-found', 'not-authorized', 'same-person', 'version-conflict',
 *   'action-not-permitted'; 'balance-too-low', 'account-closed'
 */
export async function decideSourceCorrection(
  db: Db,
  { id, version, decision, reason, by }: SourceCorrectionDecided,
): Promise<void> {
  const deciding = db
    .query(`select api_decide_source_correction($5, $6, $7, $8, ${ACTOR})`, [
      ...actorParams(by),
      ...[id, version, decision, reason],
    ])
    .catch((error: unknown) => {
      throw ledgerFault(error) ?? error;
    });
  await refusing(deciding);
}
