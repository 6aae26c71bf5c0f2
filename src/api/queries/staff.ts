/** Rights of the staff, as they stand on a day. */
import type pg from 'pg';
import { ROLES } from '../../cases/case.ts';
import type { Grant } from '../caller.ts';

interface ScopeRow {
  readonly role: string;
  readonly center: string;
  readonly branch: string | null;
}

/** None for somebody who is inactive or gone. */
export async function grantsOfStaff(
  pool: pg.Pool,
  staff: string,
  on: string,
): Promise<readonly Grant[]> {
  const { rows } = await pool.query<ScopeRow>(
    `select g.role, g.center, g.branch from staff s join staff_scope g on g.staff = s.id
     where s.id = $1 and s.active and (s.left_on is null or s.left_on >= $2::date)
       and g.valid_from <= $2::date and (g.valid_to is null or g.valid_to >= $2::date)`,
    [staff, on],
  );
  return rows.flatMap(({ role, center, branch }) => {
    const known = ROLES.find((one) => one === role);
    return known === undefined ? [] : [{ role: known, center, branch }];
  });
}
