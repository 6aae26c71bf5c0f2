/** The clock of the runs (定时) as the worker reads it, and what people do to it. */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

export interface SchedulePause {
  readonly paused: boolean;
  readonly reason: string | null;
  readonly version: number;
}

/** Whether a person paused it; what nobody ever touched runs. */
export async function schedulePause(
  db: Db,
  { kind, center }: { readonly kind: string; readonly center: string },
): Promise<SchedulePause> {
  const { rows } = await db.query<SchedulePause>({
    name: 'schedule-pause',
    text: 'select paused, reason, version from run_schedule where kind = $1 and center = $2',
    values: [kind, center],
  });
  return rows[0] ?? { paused: false, reason: null, version: 1 };
}

interface ScheduleAct {
  readonly kind: string;
  readonly center: string;
  /** The version that was seen. */
  readonly version: number;
  /** Plain: it is about the runs. */
  readonly reason: string;
  readonly by: Acting;
}

/** @throws Fault 'not-found', 'not-authorized', 'version-mismatch', 'action-not-permitted' */
export async function pauseSchedule(db: Db, act: ScheduleAct, paused: boolean): Promise<void> {
  await refusing(
    db.query(`select api_pause_schedule($5, $6, $7, $8, $9, ${ACTOR})`, [
      ...actorParams(act.by),
      ...[act.kind, act.center, act.version, paused, act.reason],
    ]),
  );
}

/**
 * @param on the day the run works for
 * @returns the run: begun now, or there before
 * @throws Fault as `pauseSchedule`; 'action-not-permitted' while a run for another day is alive
 */
export async function triggerSchedule(db: Db, act: ScheduleAct, on: string): Promise<string> {
  const { rows } = await refusing(
    db.query<{ run: string }>(`select api_trigger_schedule($5, $6, $7, $8, $9, ${ACTOR}) as run`, [
      ...actorParams(act.by),
      ...[act.kind, act.center, act.version, on, act.reason],
    ]),
  );
  return rows[0]?.run ?? '';
}

/**
 * @param days business dates; each begins when the run before it has ended
 * @throws Fault as `pauseSchedule`
 */
export async function backfillSchedule(
  db: Db,
  act: ScheduleAct,
  days: readonly string[],
): Promise<void> {
  await refusing(
    db.query(`select api_backfill_schedule($5, $6, $7, $8::date[], $9, ${ACTOR})`, [
      ...actorParams(act.by),
      ...[act.kind, act.center, act.version, days, act.reason],
    ]),
  );
}

/** @throws Fault as `pauseSchedule`; 'action-not-permitted' when no day waits */
export async function dropBackfill(db: Db, act: ScheduleAct): Promise<void> {
  await refusing(
    db.query(`select api_drop_backfill($5, $6, $7, $8, ${ACTOR})`, [
      ...actorParams(act.by),
      ...[act.kind, act.center, act.version, act.reason],
    ]),
  );
}
