/** Due dates that hang on the working-day calendar, and the calendar as the rules read it. */
import type pg from 'pg';
import { plainDate, type PlainDate } from '../../domain/calendar.ts';
import type { CalendarYear } from '../../policy/calendars/years.ts';
import { TASK_NUMBER, TASK_SUBJECT } from './tasks.ts';

/** Every year that is loaded. */
export async function loadedYears(pool: pg.Pool): Promise<readonly CalendarYear[]> {
  const { rows } = await pool.query<{
    readonly year: number;
    readonly document: string;
    readonly holidays: readonly string[];
    readonly workdays: readonly string[];
  }>(
    `select y.year, y.document_number as document,
       coalesce(array_agg(d.day::text) filter (where not d.working), '{}') as holidays,
       coalesce(array_agg(d.day::text) filter (where d.working), '{}') as workdays
     from calendar_year y left join calendar_day d on d.year = y.year
     where not y.provisional group by y.year, y.document_number`,
  );
  return rows.map(({ year, document, holidays, workdays }) => ({
    year,
    document,
    holidays: holidays.map(plainDate),
    workdays: workdays.map(plainDate),
  }));
}

/** What began on the same day with as many working days: it is due on the same day. */
export interface DueGroup {
  readonly opened_on: PlainDate;
  readonly working_days: number;
  readonly due_on: PlainDate;
  readonly provisional: boolean;
  /** In the caller's centers, and in others: the calendar is everybody's. */
  readonly own: number;
  readonly elsewhere: number;
}

/** Of open tasks. */
export async function dueGroups(
  pool: pg.Pool,
  centers: readonly string[],
): Promise<readonly DueGroup[]> {
  const { rows } = await pool.query<DueGroup>(
    `select opened_on, working_days, due_on, due_provisional as provisional,
       (count(*) filter (where center = any ($1)))::int as own,
       (count(*) filter (where center <> all ($1)))::int as elsewhere
     from task where closed_at is null
     group by opened_on, working_days, due_on, due_provisional`,
    [centers],
  );
  return rows;
}

/** Of the center's own promises to open cases, counted from the day after acceptance. */
export async function promiseGroups(
  pool: pg.Pool,
  centers: readonly string[],
): Promise<readonly DueGroup[]> {
  const { rows } = await pool.query<DueGroup>(
    `select accepted_on as opened_on, promised_days as working_days, promised_on as due_on,
       promised_provisional as provisional,
       (count(*) filter (where center = any ($1)))::int as own,
       (count(*) filter (where center <> all ($1)))::int as elsewhere
     from "case" where closed_at is null and promised_days is not null
     group by accepted_on, promised_days, promised_on, promised_provisional`,
    [centers],
  );
  return rows;
}

export interface DueTask {
  readonly id: string;
  readonly kind: string;
  /** null: it is about money that has no case, and the number is of that. */
  readonly case_id: string | null;
  readonly number: string;
  readonly opened_on: PlainDate;
  readonly working_days: number;
  readonly due_on: PlainDate;
}

/** Tasks of some of these groups, the soonest due first. */
export async function tasksOfGroups(
  pool: pg.Pool,
  centers: readonly string[],
  groups: readonly Pick<DueGroup, 'opened_on' | 'working_days' | 'due_on'>[],
  limit: number,
): Promise<readonly DueTask[]> {
  const { rows } = await pool.query<DueTask>(
    `select t.id, t.kind, t.case_id, ${TASK_NUMBER} as number,
            t.opened_on, t.working_days, t.due_on
     from task t ${TASK_SUBJECT}
     join unnest($2::date[], $3::int[], $4::date[]) as g(opened_on, working_days, due_on)
       on g.opened_on = t.opened_on and g.working_days = t.working_days and g.due_on = t.due_on
     where t.closed_at is null and t.center = any ($1)
     order by t.due_on, t.id limit $5`,
    [
      centers,
      groups.map((group) => group.opened_on),
      groups.map((group) => group.working_days),
      groups.map((group) => group.due_on),
      limit,
    ],
  );
  return rows;
}

export type DueCase = Omit<DueTask, 'id' | 'kind' | 'case_id'> & { readonly case_id: string };

/** Cases with some of these promises, the soonest promised first. */
export async function casesOfGroups(
  pool: pg.Pool,
  centers: readonly string[],
  groups: readonly Pick<DueGroup, 'opened_on' | 'working_days' | 'due_on'>[],
  limit: number,
): Promise<readonly DueCase[]> {
  const { rows } = await pool.query<DueCase>(
    `select c.id as case_id, c.number, c.accepted_on as opened_on,
       c.promised_days as working_days, c.promised_on as due_on
     from "case" c
     join unnest($2::date[], $3::int[], $4::date[]) as g(opened_on, working_days, due_on)
       on g.opened_on = c.accepted_on and g.working_days = c.promised_days
         and g.due_on = c.promised_on
     where c.closed_at is null and c.center = any ($1)
     order by c.promised_on, c.id limit $5`,
    [
      centers,
      groups.map((group) => group.opened_on),
      groups.map((group) => group.working_days),
      groups.map((group) => group.due_on),
      limit,
    ],
  );
  return rows;
}
