/** Who joins under way (开户, 单位转灵活, 恢复缴存), as the preview of a figure's change looks at them. */
import type pg from 'pg';
import { APPLICANT_TYPES } from '../../forms/take-up.ts';
import type { PersonColumns } from './cases.ts';

export interface OpenCounts {
  readonly open: number;
  readonly accepted: number;
}

export async function countOpenings(pool: pg.Pool, center: string): Promise<OpenCounts> {
  const { rows } = await pool.query<OpenCounts>(
    `select count(*)::int as open, (count(accepted_on))::int as accepted
       from "case" where center = $1 and closed_at is null and type = any ($2)`,
    [center, APPLICANT_TYPES],
  );
  return rows[0] ?? { open: 0, accepted: 0 };
}

export interface RunningRow extends PersonColumns {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly stage: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly branch_name: string;
  readonly accepted_on: string | null;
  readonly offered: boolean;
  readonly form_version: number | null;
  readonly form_person: string | null;
  readonly form_key: string | null;
  readonly form: string | null;
}

export interface RunningQuery {
  readonly center: string;
  /** Those too that were accepted and have no agreement yet. */
  readonly accepted: boolean;
  readonly limit: number;
}

/** Open cases that a figure may reach, the oldest first. */
export async function runningOpenings(
  pool: pg.Pool,
  { center, accepted, limit }: RunningQuery,
): Promise<readonly RunningRow[]> {
  const { rows } = await pool.query<RunningRow>(
    `select c.id, c.number, c.type, c.stage, c.detail, b.name as branch_name, c.accepted_on,
            c.person, p.wrapped_key, p.masked, o.offered, f.version as form_version,
            f.person as form_person, k.wrapped_key as form_key, f.masked as form
       from "case" c
       join branch b on b.id = c.branch
       join person p on p.id = c.person
      cross join lateral (select exists (select from agreement a
             where a.case_id = c.id and a.state in ('offered', 'active')) as offered) o
       left join lateral (select version, person, masked from form_content
             where case_id = c.id order by version desc limit 1) f on true
       left join person k on k.id = f.person
      where c.center = $1 and c.closed_at is null and c.type = any ($4)
        and (c.accepted_on is null or ($2 and not o.offered))
      order by c.opened_at, c.id limit $3`,
    [center, accepted, limit, APPLICANT_TYPES],
  );
  return rows;
}
