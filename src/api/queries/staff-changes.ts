/** Reading changes of people, roles and branches. */
import type pg from 'pg';
import type { SortKey } from '../cursor.ts';

export interface StaffChangeRow {
  readonly id: string;
  readonly center: string;
  readonly kind: 'join' | 'roles' | 'leave' | 'suspend' | 'resume' | 'branch';
  readonly staff: string | null;
  readonly staff_name: string | null;
  readonly branch: string | null;
  readonly branch_name: string | null;
  readonly subject: string | null;
  readonly employee_number: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly reason: string;
  readonly warnings: readonly {
    readonly roles: readonly string[];
    readonly ground: string;
    readonly words: string;
  }[];
  readonly state: 'open' | 'approved' | 'declined' | 'withdrawn';
  readonly proposed_by: string;
  readonly proposed_by_name: string;
  readonly proposed_at: number;
  readonly decided_by: string | null;
  readonly decided_by_name: string | null;
  readonly decided_at: number | null;
  readonly decision_reason: string | null;
  /** The exact sort key, as text. */
  readonly sort: string;
}

const CHANGE = `select c.id, c.center, c.kind, c.staff, coalesce(s.name, c.name) as staff_name,
    c.branch, coalesce(b.name, c.detail->>'name') as branch_name, c.subject, c.employee_number,
    c.detail, c.reason, c.warnings, c.state, c.proposed_by, p.name as proposed_by_name,
    c.proposed_at, c.decided_by, d.name as decided_by_name, c.decided_at, c.decision_reason,
    c.proposed_at::text as sort
  from staff_change c join staff p on p.id = c.proposed_by
    left join staff d on d.id = c.decided_by left join staff s on s.id = c.staff
    left join branch b on b.id = c.branch`;

/** Newest first. */
export async function listStaffChanges(
  pool: pg.Pool,
  filter: {
    readonly centers: readonly string[];
    readonly state: string | null;
    readonly staff: string | null;
  },
  { limit, after }: { readonly limit: number; readonly after: SortKey | null },
): Promise<readonly StaffChangeRow[]> {
  const { rows } = await pool.query<StaffChangeRow>(
    `${CHANGE} where c.center = any ($1) and ($2::text is null or c.state = $2)
       and ($3::text is null or c.staff = $3)
       and ($4::timestamptz is null or (c.proposed_at, c.id) < ($4, $5::uuid))
     order by c.proposed_at desc, c.id desc limit $6`,
    [filter.centers, filter.state, filter.staff, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  return rows;
}

export async function findStaffChange(
  pool: pg.Pool,
  centers: readonly string[],
  id: string,
): Promise<StaffChangeRow | null> {
  const { rows } = await pool.query<StaffChangeRow>(
    `${CHANGE} where c.center = any ($1) and c.id = $2`,
    [centers, id],
  );
  return rows[0] ?? null;
}
