/** Centers and branches. */
import type pg from 'pg';
import type { CenterOnPaper } from '../../cases/wording-documents.ts';
import { BY_PINYIN } from './names-in-order.ts';

export interface BranchRow {
  readonly id: string;
  readonly center: string;
  readonly name: string;
  readonly district: string | null;
  readonly kind: string;
}

/** An active branch. */
export async function findBranch(pool: pg.Pool, id: string): Promise<BranchRow | null> {
  const { rows } = await pool.query<BranchRow>(
    'select id, center, name, district, kind from branch where id = $1 and active',
    [id],
  );
  return rows[0] ?? null;
}

/** The main hall of a center: the first by its id. */
export async function findHall(pool: pg.Pool, center: string): Promise<BranchRow | null> {
  const { rows } = await pool.query<BranchRow>(
    `select id, center, name, district, kind from branch
     where center = $1 and active and kind = 'hall' order by id limit 1`,
    [center],
  );
  return rows[0] ?? null;
}

export interface CenterRow {
  readonly code: string;
  readonly name: string;
  readonly short_name: string;
  readonly branches: readonly { readonly id: string; readonly name: string }[];
}

export async function listCenters(
  pool: pg.Pool,
  codes: readonly string[],
): Promise<readonly CenterRow[]> {
  const { rows } = await pool.query<CenterRow>(
    `select c.code, c.name, c.short_name,
       coalesce((select json_agg(json_build_object('id', b.id, 'name', b.name) order by b.name ${BY_PINYIN})
         from branch b where b.center = c.code and b.active), '[]') as branches
     from center c where c.code = any ($1) order by c.code`,
    [codes],
  );
  return rows;
}

/** A center as it signs documents. */
export async function centerOnPaper(pool: pg.Pool, code: string): Promise<CenterOnPaper> {
  const { rows } = await pool.query<CenterOnPaper>(
    `select name, short_name as "shortName", phone, address, rule from center where code = $1`,
    [code],
  );
  const row = rows[0];
  if (!row) throw new Error(`no center ${code}`);
  return row;
}
