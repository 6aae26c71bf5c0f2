/** Drafts and saved views: what the API keeps for a person in its own schema. */
import type pg from 'pg';
import { BY_PINYIN } from './names-in-order.ts';

export interface DraftRow {
  readonly id: string;
  readonly type: string;
  readonly wrapped_key: string;
  readonly key_id: string;
  readonly content: string;
  readonly version: number;
  readonly updated_at: number;
}

const DRAFT = 'id, type, wrapped_key, key_id, content, version, updated_at';
const DRAFTS_MAX = 100;

/** Newest first. */
export async function listDrafts(pool: pg.Pool, staff: string): Promise<readonly DraftRow[]> {
  const { rows } = await pool.query<DraftRow>(
    `select ${DRAFT} from web.draft where staff = $1 order by updated_at desc, id limit ${DRAFTS_MAX}`,
    [staff],
  );
  return rows;
}

export async function findDraft(
  pool: pg.Pool,
  staff: string,
  id: string,
): Promise<DraftRow | null> {
  const { rows } = await pool.query<DraftRow>(
    `select ${DRAFT} from web.draft where id = $1 and staff = $2`,
    [id, staff],
  );
  return rows[0] ?? null;
}

export interface NewDraft {
  readonly id: string;
  readonly staff: string;
  readonly center: string;
  readonly type: string;
  readonly wrappedKey: string;
  readonly keyId: string;
  readonly content: string;
}

/** A repeat with the same id changes nothing. */
export async function insertDraft(pool: pg.Pool, draft: NewDraft): Promise<DraftRow | null> {
  const { id, staff, center, type, wrappedKey, keyId, content } = draft;
  await pool.query(
    `insert into web.draft (id, staff, center, type, wrapped_key, key_id, content)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [id, staff, center, type, wrappedKey, keyId, content],
  );
  return findDraft(pool, staff, id);
}

/** @returns null when there is no such draft in this version */
export async function updateDraft(
  pool: pg.Pool,
  { staff, id, version }: { readonly staff: string; readonly id: string; readonly version: number },
  content: string,
): Promise<DraftRow | null> {
  const { rows } = await pool.query<DraftRow>(
    `update web.draft set content = $4, version = version + 1, updated_at = now()
     where id = $1 and staff = $2 and version = $3 returning ${DRAFT}`,
    [id, staff, version, content],
  );
  return rows[0] ?? null;
}

/** @returns whether there was one */
export async function deleteDraft(pool: pg.Pool, staff: string, id: string): Promise<boolean> {
  const { rowCount } = await pool.query('delete from web.draft where id = $1 and staff = $2', [
    id,
    staff,
  ]);
  return rowCount === 1;
}

export interface ViewRow {
  readonly id: string;
  readonly staff: string;
  readonly center: string;
  readonly branch: string | null;
  readonly shared: boolean;
  readonly name: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly updated_at: number;
}

type Places = readonly { readonly center: string; readonly branch: string | null }[];

export const VIEW_COLUMNS =
  'v.id, v.staff, v.center, v.branch, v.shared, v.name, v.query, v.updated_at';

/** A view `v` that is one's own ($1), or shared in the centers and branches of one's grants. */
export const VIEW_OPEN_TO = `(v.staff = $1 or (v.shared and exists (
  select from unnest($2::text[], $3::text[]) as g(center, branch)
  where g.center = v.center and (v.branch is null or g.branch is null or g.branch = v.branch))))`;

/** $2 and $3. */
export function viewPlaces(
  places: Places,
): readonly [readonly string[], readonly (string | null)[]] {
  return [places.map(({ center }) => center), places.map(({ branch }) => branch)];
}

const FOLLOWING = `exists (select from web.followed_view f
  where f.view = v.id and f.staff = $1) as following`;

export interface ListedView extends ViewRow {
  readonly following: boolean;
}

/** One's own, and those shared with one; with whether one follows it. */
export async function listViews(
  pool: pg.Pool,
  staff: string,
  places: Places,
): Promise<readonly ListedView[]> {
  const { rows } = await pool.query<ListedView>(
    `select ${VIEW_COLUMNS}, ${FOLLOWING}
     from web.saved_view v where ${VIEW_OPEN_TO} order by v.name ${BY_PINYIN}, v.id limit 500`,
    [staff, ...viewPlaces(places)],
  );
  return rows;
}

/** @returns null when there is none, or it is not open to them */
export async function findView(
  pool: pg.Pool,
  { staff, id }: { readonly staff: string; readonly id: string },
  places: Places,
): Promise<ViewRow | null> {
  const { rows } = await pool.query<ViewRow>(
    `select ${VIEW_COLUMNS} from web.saved_view v where v.id = $4 and ${VIEW_OPEN_TO}`,
    [staff, ...viewPlaces(places), id],
  );
  return rows[0] ?? null;
}

export async function insertView(
  pool: pg.Pool,
  view: Omit<ViewRow, 'updated_at'>,
): Promise<ListedView | null> {
  const { id, staff, center, branch, shared, name, query } = view;
  await pool.query(
    `insert into web.saved_view (id, staff, center, branch, shared, name, query)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [id, staff, center, branch, shared, name, JSON.stringify(query)],
  );
  const { rows } = await pool.query<ListedView>(
    `select ${VIEW_COLUMNS}, ${FOLLOWING} from web.saved_view v
     where v.staff = $1 and v.id = $2`,
    [staff, id],
  );
  return rows[0] ?? null;
}

export async function deleteView(pool: pg.Pool, staff: string, id: string): Promise<boolean> {
  const { rowCount } = await pool.query('delete from web.saved_view where id = $1 and staff = $2', [
    id,
    staff,
  ]);
  return rowCount === 1;
}
