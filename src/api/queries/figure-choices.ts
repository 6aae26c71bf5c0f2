/** Choices for running cases, found within the caller's centers. */
import type pg from 'pg';

export async function findChoiceCenter(
  pool: pg.Pool,
  centers: readonly string[],
  choice: string,
): Promise<{ readonly proposal: string } | null> {
  const { rows } = await pool.query<{ proposal: string }>(
    'select proposal from figure_choice where id = $1 and center = any ($2)',
    [choice, centers],
  );
  return rows[0] ?? null;
}
