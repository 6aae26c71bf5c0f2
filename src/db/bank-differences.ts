/**
 * What supervisors do about differences and days; the database judges and writes the trail. A posting is
 * decided by way of the ledger (`src/ledger/bank-postings.ts`).
 */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

interface Seen {
  readonly id: string;
  /** The version that was looked at. */
  readonly version: number;
  readonly by: Acting;
}

type Versioned = { version: number };

/**
 * @returns the new version
 * @throws Fault 'not-found', 'not-authorized', 'version-conflict', 'action-not-permitted'
 */
export async function explainDifference(
  db: Db,
  { id, version, by, reason, note }: Seen & { reason: string; note: string | null },
): Promise<number> {
  const { rows } = await refusing(
    db.query<Versioned>(`select api_explain_bank_difference($5, $6, $7, $8, ${ACTOR}) as version`, [
      ...actorParams(by),
      id,
      version,
      reason,
      note,
    ]),
  );
  return versionOf(rows);
}

/** Asks for the proposed posting. @throws Fault as `explainDifference` */
export async function proposePosting(db: Db, { id, version, by }: Seen): Promise<number> {
  const { rows } = await refusing(
    db.query<Versioned>(`select api_propose_bank_posting($5, $6, ${ACTOR}) as version`, [
      ...actorParams(by),
      ...[id, version],
    ]),
  );
  return versionOf(rows);
}

/** Takes the proposal back, by a reason. @throws Fault as `explainDifference` */
export async function declinePosting(
  db: Db,
  { id, version, by, reason, note }: Seen & { reason: string; note: string | null },
): Promise<number> {
  const { rows } = await refusing(
    db.query<Versioned>(`select api_decline_bank_posting($5, $6, $7, $8, ${ACTOR}) as version`, [
      ...actorParams(by),
      ...[id, version, reason, note],
    ]),
  );
  return versionOf(rows);
}

/** @throws Fault as `explainDifference`; 'action-not-permitted' while a difference is left */
export async function closeBankDay(
  db: Db,
  { center, day, version, by }: { center: string; day: string; version: number; by: Acting },
): Promise<number> {
  const { rows } = await refusing(
    db.query<Versioned>(`select api_close_bank_day($5, $6, $7, ${ACTOR}) as version`, [
      ...actorParams(by),
      ...[center, day, version],
    ]),
  );
  return versionOf(rows);
}

function versionOf([row]: readonly Versioned[]): number {
  if (!row) throw new Error('an act on a bank day told no version');
  return row.version;
}
