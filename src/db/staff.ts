/**
 * The staff desk as the API changes it: people, roles and branches by two persons, absences, and
 * what becomes of the work of somebody who left.
 *
 * All throw Fault 'not-found', 'not-authorized', 'same-person', 'input-invalid' or
 * 'action-not-permitted', with a sentence in Chinese.
 */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

export interface NewStaffChange {
  readonly id: string;
  readonly center: string;
  readonly kind: string;
  /** Whom it concerns; null: a branch. */
  readonly staff: string | null;
  readonly branch: string | null;
  readonly name: string | null;
  readonly subject: string | null;
  readonly employeeNumber: string | null;
  /** Roles, ids and dates; nothing personal. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

/** Tried out as it would be carried out; nothing changes before another supervisor agrees. */
export async function proposeStaffChange(
  db: Db,
  { change, by }: { readonly change: NewStaffChange; readonly by: Acting },
): Promise<void> {
  const { id, center, kind, staff, branch, name, subject, employeeNumber, reason } = change;
  await refusing(
    db.query(
      `select api_propose_staff_change(
         row($5, $6, $7, $8, $9, $10, $11, $12, $13, $14)::new_staff_change, ${ACTOR})`,
      [
        ...actorParams(by),
        ...[id, center, kind, staff, branch, name, subject, employeeNumber],
        JSON.stringify(change.detail),
        reason,
      ],
    ),
  );
}

export interface StaffVerdict {
  readonly change: string;
  readonly approve: boolean;
  readonly reason: string;
  readonly by: Acting;
}

/** Approved, it holds at once: rights are read on every request. */
export async function decideStaffChange(
  db: Db,
  { change, approve, reason, by }: StaffVerdict,
): Promise<void> {
  await refusing(
    db.query(`select api_decide_staff_change($5, $6, $7, ${ACTOR})`, [
      ...actorParams(by),
      change,
      approve,
      reason,
    ]),
  );
}

/** For whoever proposed it, as long as nobody decided. */
export async function withdrawStaffChange(
  db: Db,
  { change, reason, by }: Omit<StaffVerdict, 'approve'>,
): Promise<void> {
  await refusing(
    db.query(`select api_withdraw_staff_change($5, $6, ${ACTOR})`, [
      ...actorParams(by),
      change,
      reason,
    ]),
  );
}

export interface NewAbsence {
  readonly id: string;
  readonly staff: string;
  readonly from: string;
  readonly to: string;
  readonly deputy: string | null;
  readonly by: Acting;
}

export async function recordAbsence(
  db: Db,
  { id, staff, from, to, deputy, by }: NewAbsence,
): Promise<void> {
  await refusing(
    db.query(`select api_record_absence($5, $6, $7, $8, $9, ${ACTOR})`, [
      ...actorParams(by),
      id,
      staff,
      from,
      to,
      deputy,
    ]),
  );
}

/** Back early: `lastDay` is the last day away; null: not away at all, before it began. */
export async function endAbsence(
  db: Db,
  {
    id,
    lastDay,
    by,
  }: { readonly id: string; readonly lastDay: string | null; readonly by: Acting },
): Promise<void> {
  await refusing(
    db.query(`select api_end_absence($5, $6, ${ACTOR})`, [...actorParams(by), id, lastDay]),
  );
}

/** @returns how many people whose last day is over were dealt with */
export async function settleLeavers(
  db: Db,
  { origin, at }: Pick<Acting, 'origin' | 'at'>,
): Promise<number> {
  const clock = { id: 'system', role: 'system', origin, at };
  const { rows } = await refusing(
    db.query<{ settled: number }>(`select api_settle_leavers(${ACTOR}) as settled`, [
      ...actorParams(clock),
    ]),
  );
  return rows[0]?.settled ?? 0;
}
