/** The working-day calendar: a year is loaded whole, and open tasks are counted anew. */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

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

/**
 * @returns how many open tasks got another due date
 * @throws Fault 'not-authorized', 'input-invalid' (a day of another year, or twice)
 */
export async function loadCalendar(db: Db, calendar: CalendarYear): Promise<number> {
  const { center, year, documentNumber, days, by } = calendar;
  const { rows } = await refusing(
    db.query<{ moved: number }>(
      `select api_load_calendar($5, $6, $7, (
         select coalesce(array_agg(row(d.day, d.working, d.name)::new_day), '{}')
           from unnest($8::date[], $9::boolean[], $10::text[]) as d(day, working, name)
       ), ${ACTOR}) as moved`,
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
  return rows[0]?.moved ?? 0;
}
