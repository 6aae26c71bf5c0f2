/** Who follows which view, and what of it they know: ids of cases, in the API's own schema. */
import type pg from 'pg';
import type { Grant } from '../caller.ts';
import { VIEW_OPEN_TO, VIEW_COLUMNS, viewPlaces, type ViewRow } from './own.ts';
import { BY_PINYIN } from './names-in-order.ts';

export interface FollowedRow extends ViewRow {
  readonly known: readonly string[];
  readonly looked_at: number;
}

interface Follower {
  readonly staff: string;
  readonly view: string;
  /** Now, as RFC 3339. */
  readonly at: string;
}

/** Nobody reads more; every one is a question to the database. */
export const FOLLOWED_MAX = 20;

/** Followed views that are still open to the follower, by name. */
export async function followedViews(
  pool: pg.Pool,
  staff: string,
  grants: readonly Grant[],
): Promise<readonly FollowedRow[]> {
  const { rows } = await pool.query<FollowedRow>(
    `select ${VIEW_COLUMNS}, f.known, f.looked_at
     from web.followed_view f join web.saved_view v on v.id = f.view
     where f.staff = $1 and ${VIEW_OPEN_TO} order by v.name ${BY_PINYIN}, v.id limit ${FOLLOWED_MAX}`,
    [staff, ...viewPlaces(grants)],
  );
  return rows;
}

/** Whoever follows a view already goes on from what they know. @returns false beyond the limit */
export async function followView(
  pool: pg.Pool,
  { staff, view, at }: Follower,
  known: readonly string[],
): Promise<boolean> {
  const { rows } = await pool.query<{ follows: boolean }>(
    `with fresh as (
       insert into web.followed_view (view, staff, known, followed_at, looked_at)
       select $1, $2, $3, $4, $4
       where (select count(*) from web.followed_view where staff = $2) < ${FOLLOWED_MAX}
       on conflict (staff, view) do nothing returning view)
     select exists (select from fresh) or exists (
       select from web.followed_view where staff = $2 and view = $1) as follows`,
    [view, staff, known, at],
  );
  return rows[0]?.follows === true;
}

/** Twice is once. */
export async function unfollowView(pool: pg.Pool, staff: string, view: string): Promise<void> {
  await pool.query('delete from web.followed_view where staff = $1 and view = $2', [staff, view]);
}

/**
 * What is in the view and was known, or is told now, is known. What left the view is forgotten, so
 * that it is news when it comes back.
 */
export async function takeNote(
  pool: pg.Pool,
  { staff, view, at }: Follower,
  { inView, told }: { readonly inView: readonly string[]; readonly told: readonly string[] },
): Promise<void> {
  await pool.query(
    `update web.followed_view f set known = array(select id from unnest($3::uuid[]) as id
         where id = any (f.known) or id = any ($4::uuid[])),
       looked_at = case when $4 = '{}' then looked_at else $5 end
     where staff = $1 and view = $2`,
    [staff, view, inView, told, at],
  );
}
