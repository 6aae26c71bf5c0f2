/** Figures of the database as the rules read them. */
import type pg from 'pg';
import { addDays, plainDate } from '../domain/calendar.ts';
import { FIGURE_NAMES, type Figure } from '../policy/figures.ts';
import { listFigures } from './queries/figures.ts';

/**
 * Figures of a center and of every center. The database keeps the last day in force, the rules
 * the first day after it.
 */
export async function figuresOf(pool: pg.Pool, center: string): Promise<readonly Figure[]> {
  const rows = await listFigures(pool, { centers: [center] });
  return rows.flatMap((row) => {
    const name = FIGURE_NAMES.find((known) => known === row.name);
    if (name === undefined) return [];
    return [
      {
        center: row.center,
        district: row.district,
        name,
        value: row.value,
        from: plainDate(row.valid_from),
        to: row.valid_to === null ? null : addDays(plainDate(row.valid_to), 1),
        document: row.document_number,
      },
    ];
  });
}
