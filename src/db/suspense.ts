/** Suspense items (暂收款) as the API lists and settles them. */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

/** A return is recorded by one supervisor and confirmed or declined by another. */
export type SettlingAct = 'assign' | 'return' | 'confirm-return' | 'decline-return' | 'fund';

export interface Settling {
  readonly item: string;
  readonly version: number;
  readonly action: SettlingAct;
  readonly paid: {
    readonly account: string;
    readonly from: string;
    readonly to: string;
    readonly months: number;
  } | null;
  /** Of a return: the bank's number of it. */
  readonly document: string | null;
  readonly reason: string;
  /** Value date. */
  readonly on: string;
  readonly by: Acting;
}

/**
 * @returns the new version
 * @throws Fault 'not-found', 'not-authorized', 'same-person', 'version-conflict', 'action-not-permitted'
 */
export async function settleSuspense(db: Db, settling: Settling): Promise<number> {
  const { item, version, action, paid, document, reason, on, by } = settling;
  const { rows } = await refusing(
    db.query<{ version: number }>(
      `select api_settle_suspense($5, $6, $7,
         case when $8::text is null then null else row($8, $9, $10, $11)::paid_months end,
         $12, $13, $14, ${ACTOR}) as version`,
      [
        ...actorParams(by),
        ...[item, version, action],
        ...[paid?.account ?? null, paid?.from ?? null, paid?.to ?? null, paid?.months ?? null],
        ...[document, reason, on],
      ],
    ),
  );
  return rows[0]?.version ?? 0;
}
