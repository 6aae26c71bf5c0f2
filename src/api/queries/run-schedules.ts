/** The clocks of the runs in the caller's centers: what people did to them, what they began, what waits. */
import type pg from 'pg';

export interface ScheduleRow {
  readonly kind: string;
  readonly center: string;
  readonly version: number;
  readonly paused: boolean;
  readonly reason: string | null;
  readonly changedBy: string | null;
  readonly changedAt: number | null;
  /** A pause or its end has not reached the engine yet. */
  readonly calling: boolean;
}

/** Clocks that somebody acted on; all others are as they were made. */
export async function scheduleRows(
  pool: pg.Pool,
  centers: readonly string[],
): Promise<readonly ScheduleRow[]> {
  const { rows } = await pool.query<ScheduleRow>(
    `select s.kind, s.center, s.version, s.paused, s.reason, s.changed_by as "changedBy",
            s.changed_at as "changedAt",
            exists (select from outbox o where o.delivered_at is null and o.kind = 'set-schedule'
               and starts_with(o.key, concat_ws('/', 'set-schedule', s.kind, s.center, ''))) as calling
       from run_schedule s where s.center = any ($1) order by s.center, s.kind`,
    [centers],
  );
  return rows;
}

export interface ScheduleRunRow {
  readonly kind: string;
  readonly center: string;
  /** The first business date of the kind there. */
  readonly first: string;
  /** The run that was begun last. */
  readonly id: string;
  readonly businessOn: string;
  readonly state: string;
  readonly startedAt: number;
  /** Business dates since the given day that have a run. */
  readonly begun: readonly string[];
}

/** @param since business date from which days with a run are told */
export async function scheduleRunRows(
  pool: pg.Pool,
  centers: readonly string[],
  since: string,
): Promise<readonly ScheduleRunRow[]> {
  const { rows } = await pool.query<ScheduleRunRow>(
    `select distinct on (r.kind, r.center) r.kind, r.center, r.id, r.business_on as "businessOn",
            r.state, r.started_at as "startedAt", d.first, d.begun
       from run r join (
         select kind, center, min(business_on) as first,
                coalesce(array_agg(distinct business_on) filter (where business_on >= $2), '{}')
                  as begun
           from run where center = any ($1) group by kind, center) d using (kind, center)
      order by r.kind, r.center, r.started_at desc, r.id desc`,
    [centers, since],
  );
  return rows;
}

export interface CatchUpRow {
  readonly kind: string;
  readonly center: string;
  readonly businessOn: string;
  readonly askedBy: string;
}

/** Days that wait to be caught up, in their order. */
export async function catchUpRows(
  pool: pg.Pool,
  centers: readonly string[],
): Promise<readonly CatchUpRow[]> {
  const { rows } = await pool.query<CatchUpRow>(
    `select kind, center, business_on as "businessOn", asked_by as "askedBy" from run_catch_up
      where state = 'waiting' and center = any ($1) order by center, kind, business_on`,
    [centers],
  );
  return rows;
}

export interface DayRunRow {
  readonly businessOn: string;
  readonly run: string | null;
}

/** The latest run of each of these days, in their order. */
export async function runsOfDays(
  pool: pg.Pool,
  { kind, center }: { readonly kind: string; readonly center: string },
  days: readonly string[],
): Promise<readonly DayRunRow[]> {
  const { rows } = await pool.query<DayRunRow>(
    `select d.day as "businessOn", r.id as run from unnest($3::date[]) d(day)
       left join lateral (select id from run
         where kind = $1 and center = $2 and business_on = d.day order by turn desc limit 1) r on true
      order by d.day`,
    [kind, center, days],
  );
  return rows;
}
