/** Lines of the trail about what changed nothing: sign-ins, searches, refused tries. */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

export type AccessKind =
  | 'signed-in'
  | 'signed-out'
  | 'sign-in-refused'
  | 'person-searched'
  | 'case-searched'
  | 'list-exported'
  | 'trail-read'
  | 'trail-verified'
  | 'access-refused';

export interface Access {
  readonly kind: AccessKind;
  readonly center: string;
  readonly caseId?: string | undefined;
  readonly person?: string | undefined;
  /** Codes and opaque ids only. */
  readonly public?: Readonly<Record<string, unknown>>;
  readonly by: Acting;
}

export async function recordAccess(db: Db, access: Access): Promise<void> {
  const { kind, center, caseId = null, person = null, by } = access;
  await refusing(
    db.query(`select api_record_access($5, $6, $7, $8, $9, null, ${ACTOR})`, [
      ...actorParams(by),
      kind,
      center,
      caseId,
      person,
      JSON.stringify(access.public ?? {}),
    ]),
  );
}

/** Remembers, to the minute, when somebody was last here; no line of the trail. */
export async function touchStaffSeen(db: Db, by: Acting): Promise<void> {
  await db.query(`select api_touch_staff_seen(${ACTOR})`, [...actorParams(by)]);
}
