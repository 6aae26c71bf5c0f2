/** The clocks of the runs as books and engine have them, put together. */
import { scheduleName, type ScheduleName } from '../cases/run-schedules.ts';
import { addDays, dateAt } from '../domain/calendar.ts';
import type { ApiDeps } from './deps.ts';
import { catchUpRows, scheduleRows, scheduleRunRows } from './queries/run-schedules.ts';
import type { ScheduleSeen } from './show-run-schedule.ts';

/** Days with a run are told so far back; nothing looks further. */
const SINCE_DAYS = 367;

export async function seeSchedules(
  { pool, watch, now }: Pick<ApiDeps, 'pool' | 'watch' | 'now'>,
  names: readonly ScheduleName[],
): Promise<readonly ScheduleSeen[]> {
  const centers = [...new Set(names.map(({ center }) => center))];
  const [rows, runs, waiting, engine] = await Promise.all([
    scheduleRows(pool, centers),
    scheduleRunRows(pool, centers, addDays(dateAt(now()), -SINCE_DAYS)),
    catchUpRows(pool, centers),
    // Nobody knows while it does not answer; the books are told all the same.
    watch.schedules(names).catch(() => null),
  ]);
  return names.map((name) => {
    const isOf = (one: { readonly kind: string; readonly center: string }) =>
      one.kind === name.kind && one.center === name.center;
    return {
      name,
      row: rows.find(isOf) ?? null,
      runs: runs.find(isOf) ?? null,
      waiting: waiting.filter(isOf),
      engine: engine?.get(scheduleName(name)) ?? null,
    };
  });
}
