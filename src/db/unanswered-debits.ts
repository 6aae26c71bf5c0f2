/** What supervisors do about a debit that the bank does not answer (扣款未回报); the database judges and writes the trail. */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

export interface SettlingDebit {
  readonly id: string;
  /** The version that was looked at. */
  readonly version: number;
  /** The bank's word on paper is recorded by one supervisor and confirmed or declined by another. */
  readonly action: 'record' | 'confirm' | 'decline';
  /** Of a record: the bank's document. */
  readonly document: string | null;
  readonly reason: string;
  /** Business day. */
  readonly on: string;
  readonly by: Acting;
}

/**
 * @returns the new version
 * @throws Fault 'not-found', 'not-authorized', 'same-person', 'version-conflict', 'action-not-permitted'
 */
export async function settleUnanswered(
  db: Db,
  { id, version, action, document, reason, on, by }: SettlingDebit,
): Promise<number> {
  const { rows } = await refusing(
    db.query<{ version: number }>(
      `select api_settle_debit($5, $6, $7, $8, $9, $10, ${ACTOR}) as version`,
      [...actorParams(by), ...[id, version, action, document, reason, on]],
    ),
  );
  return rows[0]?.version ?? 0;
}
