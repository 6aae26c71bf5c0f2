/**
 * The figures that come with a release, brought into the database: where a center has set its own, or has
 * shortened one of these, what the center said stays.
 */
import { addDays } from '../domain/calendar.ts';
import { SHIPPED_FIGURES } from '../policy/centers/index.ts';
import type { Db } from '../db/pool.ts';

/** Who set a figure that came with the product, and who agreed to it. */
const SHIPPED_BY = 'release';

/**
 * A release may need a figure that the one before did not have: without it nobody could be decided about.
 *
 * @param db connected as the owner
 * @returns the names of those that were not there, each once
 */
export async function shipFigures(db: Db): Promise<readonly string[]> {
  const added = new Set<string>();
  for (const { center, district, name, value, from, to, document } of SHIPPED_FIGURES) {
    const { rowCount } = await db.query(
      `insert into figure (center, district, name, value, valid_from, valid_to, document_number,
         proposed_by, approved_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $8)
       on conflict do nothing`,
      [center, district, name, value, from, to && addDays(to, -1), document, SHIPPED_BY],
    );
    if (rowCount === 1) added.add(name);
  }
  return [...added];
}
