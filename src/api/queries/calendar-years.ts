/** The years whose working-day calendar must be there, and which of them are not. */
import type pg from 'pg';
import type { PlainDate } from '../../domain/calendar.ts';

export interface NeededYear {
  readonly year: number;
  /** Not loaded, or loaded only from an announcement that may still change. */
  readonly missing: boolean;
}

const FIRST_DAY_NEXT_IS_NEEDED = '12-01';

/**
 * This year's, and from December on next year's too: else due dates of January are guesses.
 *
 * @param today the Shanghai date
 */
export async function neededYears(pool: pg.Pool, today: PlainDate): Promise<readonly NeededYear[]> {
  const year = Number(today.slice(0, 4));
  const years = today.slice(5) >= FIRST_DAY_NEXT_IS_NEEDED ? [year, year + 1] : [year];
  const { rows } = await pool.query<{ year: number }>(
    'select year from calendar_year where year = any ($1) and not provisional',
    [years],
  );
  const loaded = new Set(rows.map((row) => row.year));
  return years.map((one) => ({ year: one, missing: !loaded.has(one) }));
}
