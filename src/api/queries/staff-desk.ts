/** Reading the staff desk: people with their rights, changes, absences, branches. */
import type pg from 'pg';
import type { SortKey } from '../cursor.ts';
import { BY_PINYIN } from './names-in-order.ts';
import { taskAside } from './tasks.ts';

export interface RightRow {
  readonly id: string;
  readonly role: string;
  readonly center: string;
  readonly branch: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly granted_by: string | null;
  readonly approved_by: string | null;
}

export interface MemberRow {
  readonly id: string;
  readonly kind: 'person' | 'channel';
  readonly name: string;
  readonly employee_number: string | null;
  readonly center: string;
  readonly home_branch: string | null;
  readonly active: boolean;
  readonly left_on: string | null;
  readonly settled_at: number | null;
  readonly last_seen_at: number | null;
  readonly signed_in_at: number | null;
  readonly rights: readonly RightRow[];
  /** Today's absence. */
  readonly away: { readonly to: string; readonly deputy: string | null } | null;
  /** To be done: those of cases put aside are counted apart. */
  readonly open_tasks: number;
  readonly aside_tasks: number;
}

/** Rights in force on a day or later; with `$ENDED`, those that are over too. */
const rights = (which: string) => `coalesce((select json_agg(json_build_object('id', g.id::text,
    'role', g.role, 'center', g.center, 'branch', g.branch, 'from', g.valid_from::text,
    'to', g.valid_to::text, 'granted_by', g.granted_by, 'approved_by', g.approved_by)
    order by g.valid_from, g.id)
  from staff_scope g where g.staff = s.id and (${which})), '[]') as rights`;

const MEMBER = `s.id, s.kind, s.name, s.employee_number, s.center, s.home_branch, s.active,
  s.left_on, s.settled_at, s.last_seen_at,
  (select e.at from event e where e.actor = s.id and e.kind = 'signed-in'
    order by e.id desc limit 1) as signed_in_at,
  (select json_build_object('to', a.to_on::text, 'deputy', a.deputy) from absence a
    where a.staff = s.id and a.cancelled_at is null and $2::date between a.from_on and a.to_on)
    as away,
  (select count(*)::int from task t where t.closed_at is null and not ${taskAside('$2')}
    and (t.claimed_by = s.id or t.assigned_to = s.id)) as open_tasks,
  (select count(*)::int from task t where t.closed_at is null and ${taskAside('$2')}
    and (t.claimed_by = s.id or t.assigned_to = s.id)) as aside_tasks`;

const LIVE = 'g.valid_to is null or g.valid_to >= $2::date';

export interface MemberFilter {
  readonly centers: readonly string[];
  readonly today: string;
  readonly branch?: string | undefined;
  readonly role?: string | undefined;
  /** Signed in and seen before this instant at the latest, or never. */
  readonly unusedSince?: string | undefined;
  /** Left out: who works here; true: who has left or is suspended. */
  readonly gone: boolean;
}

/** By id. */
export async function listMembers(
  pool: pg.Pool,
  filter: MemberFilter,
  { limit, after }: { readonly limit: number; readonly after: SortKey | null },
): Promise<readonly MemberRow[]> {
  const { rows } = await pool.query<MemberRow>(
    `select * from (
       select ${MEMBER}, ${rights(LIVE)} from staff s
       where s.center = any ($1)
         and (s.active and (s.left_on is null or s.left_on >= $2::date)) = (not $6::boolean)
         and ($3::text is null or exists (select from staff_scope g where g.staff = s.id
               and (${LIVE}) and (g.branch is null or g.branch = $3)))
         and ($4::text is null or exists (select from staff_scope g where g.staff = s.id
               and (${LIVE}) and g.role = $4))
         and ($7::text is null or s.id > $7)) m
     where $5::timestamptz is null
        or coalesce(greatest(m.signed_in_at, m.last_seen_at), '-infinity') < $5
     order by m.id limit $8`,
    [
      filter.centers,
      filter.today,
      filter.branch ?? null,
      filter.role ?? null,
      filter.unusedSince ?? null,
      filter.gone,
      after?.[0] ?? null,
      limit + 1,
    ],
  );
  return rows;
}

export async function findMember(
  pool: pg.Pool,
  { centers, today, id }: { centers: readonly string[]; today: string; id: string },
): Promise<MemberRow | null> {
  const { rows } = await pool.query<MemberRow>(
    `select ${MEMBER}, ${rights('true')} from staff s where s.center = any ($1) and s.id = $3`,
    [centers, today, id],
  );
  return rows[0] ?? null;
}

export interface ConflictRow {
  readonly staff: string;
  readonly roles: readonly string[];
  readonly effect: 'refused' | 'warned';
  readonly ground: string;
  readonly words: string;
}

/** Roles that should not meet in one person, of everybody who works in the center. */
export async function listConflicts(
  pool: pg.Pool,
  centers: readonly string[],
  today: string,
): Promise<readonly ConflictRow[]> {
  const { rows } = await pool.query<ConflictRow>(
    `select k.staff, k.roles, k.effect, k.ground, k.words
       from unnest($1::text[]) as c(code) cross join lateral api_staff_conflicts(c.code, $2) k
      order by k.staff, k.effect, k.roles`,
    [centers, today],
  );
  return rows;
}

export interface AbsenceRow {
  readonly id: string;
  readonly staff: string;
  readonly staff_name: string;
  readonly center: string;
  readonly from_on: string;
  readonly to_on: string;
  readonly deputy: string | null;
  readonly deputy_name: string | null;
  readonly recorded_by: string;
  readonly recorded_at: number;
  readonly cancelled_at: number | null;
  readonly open_tasks: number;
}

/** @param day names the parameter that is today */
const absence = (
  day: string,
) => `select a.id, a.staff, s.name as staff_name, a.center, a.from_on, a.to_on, a.deputy,
    d.name as deputy_name, a.recorded_by, a.recorded_at, a.cancelled_at,
    (select count(*)::int from task t where t.closed_at is null
      and not ${taskAside(day)} and (t.claimed_by = a.staff or t.assigned_to = a.staff)) as open_tasks
  from absence a join staff s on s.id = a.staff left join staff d on d.id = a.deputy`;

/** Those that stand and touch the days asked for, by their first day; 500 at most. */
export async function listAbsences(
  pool: pg.Pool,
  asked: {
    readonly centers: readonly string[];
    readonly today: string;
    readonly from: string;
    readonly to: string;
    readonly staff: string | null;
    readonly deputy?: string;
  },
): Promise<readonly AbsenceRow[]> {
  const { rows } = await pool.query<AbsenceRow>(
    `${absence('$6')} where a.center = any ($1) and a.cancelled_at is null
       and a.from_on <= $3::date and a.to_on >= $2::date and ($4::text is null or a.staff = $4)
       and ($5::text is null or a.deputy = $5)
     order by a.from_on, a.staff limit 500`,
    [asked.centers, asked.from, asked.to, asked.staff, asked.deputy ?? null, asked.today],
  );
  return rows;
}

export async function findAbsence(
  pool: pg.Pool,
  { centers, today, id }: { centers: readonly string[]; today: string; id: string },
): Promise<AbsenceRow | null> {
  const { rows } = await pool.query<AbsenceRow>(
    `${absence('$3')} where a.center = any ($1) and a.id = $2`,
    [centers, id, today],
  );
  return rows[0] ?? null;
}

export interface OfficeBranchRow {
  readonly id: string;
  readonly center: string;
  readonly name: string;
  readonly district: string | null;
  readonly kind: 'hall' | 'bank' | 'terminal' | 'online';
  readonly active: boolean;
}

export async function listBranches(
  pool: pg.Pool,
  centers: readonly string[],
): Promise<readonly OfficeBranchRow[]> {
  const { rows } = await pool.query<OfficeBranchRow>(
    `select b.id, b.center, b.name, b.district, b.kind, b.active from branch b
     where b.center = any ($1) order by b.center, b.active desc, b.name ${BY_PINYIN}`,
    [centers],
  );
  return rows;
}
