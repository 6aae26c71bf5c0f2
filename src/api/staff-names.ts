/** Names of people and branches for sentences; an id that nobody knows stands for itself. */
import type pg from 'pg';
import type { Names } from '../cases/wording-staff.ts';

interface Named {
  readonly what: 'staff' | 'branch';
  readonly id: string;
  readonly name: string;
}

export async function namesIn(pool: pg.Pool, centers: readonly string[]): Promise<Names> {
  const { rows } = await pool.query<Named>(
    `select 'staff' as what, id, name from staff where center = any ($1)
     union all select 'branch', id, name from branch where center = any ($1)`,
    [centers],
  );
  const named = (what: Named['what']) => {
    const names = new Map(
      rows.filter((row) => row.what === what).map(({ id, name }) => [id, name]),
    );
    return (id: string) => names.get(id) ?? id;
  };
  return { staff: named('staff'), branch: named('branch') };
}
