/** The working-day calendar: a year is loaded whole; open tasks and promises are counted anew. */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

/**
 * In a statement of the workers: a number that is another one whenever a year was loaded since. No
 * year is loaded from then on until the end of the transaction.
 */
export const CALENDAR_STAMP = 'calendar_stamp()';

export interface CalendarDay {
  /** YYYY-MM-DD */
  readonly day: string;
  /** true: make-up working day; false: day off. */
  readonly working: boolean;
  readonly name: string;
}

export interface CalendarYear {
  readonly center: string;
  readonly year: number;
  readonly documentNumber: string;
  /** Only the days that differ from the plain week. */
  readonly days: readonly CalendarDay[];
  readonly by: Acting;
}

/** How many open tasks and how many promises to open cases got another last day, or a sure one. */
export interface Moved {
  readonly tasks: number;
  /** Only those whose day is another one now. */
  readonly promises: number;
}

/**
 * @throws Fault 'not-authorized', 'input-invalid' (a day of another year, or twice)
 */
export async function loadCalendar(db: Db, calendar: CalendarYear): Promise<Moved> {
  const { center, year, documentNumber, days, by } = calendar;
  const { rows } = await refusing(
    db.query<Moved>(
      `select tasks_moved as tasks, promises_moved as promises from api_load_calendar_year($5, $6, $7, (
         select coalesce(array_agg(row(d.day, d.working, d.name)::new_day), '{}')
           from unnest($8::date[], $9::boolean[], $10::text[]) as d(day, working, name)
       ), ${ACTOR})`,
      [
        ...actorParams(by),
        center,
        year,
        documentNumber,
        days.map(({ day }) => day),
        days.map(({ working }) => working),
        days.map(({ name }) => name),
      ],
    ),
  );
  return rows[0] ?? { tasks: 0, promises: 0 };
}
