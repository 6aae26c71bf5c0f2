/** Money to be recovered from persons (应收个人款): paid by money that stands in suspense. */
import { ACTOR, actorParams, type Acting } from '../db/acting.ts';
import { refusing } from '../db/database-fault.ts';
import type { Db } from '../db/pool.ts';

export interface Recovering {
  readonly receivable: string;
  readonly version: number;
  /** The suspense item, the whole of it. */
  readonly item: string;
  readonly reason: string;
  /** Value date. */
  readonly on: string;
  readonly by: Acting;
}

/** @throws Fault 'not-found', 'not-authorized', 'version-conflict', 'action-not-permitted' */
export async function recover(db: Db, recovering: Recovering): Promise<void> {
  const { receivable, version, item, reason, on, by } = recovering;
  await refusing(
    db.query(`select api_recover($5, $6, $7, $8, $9, ${ACTOR})`, [
      ...actorParams(by),
      ...[receivable, version, item, reason, on],
    ]),
  );
}
