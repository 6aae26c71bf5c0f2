/** Proofs that are done, of the caller's centers. */
import type pg from 'pg';
import type { ProofResult } from '../../cases/proof-checks.ts';
import type { Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';

export interface ProofRunRow {
  readonly id: string;
  readonly center: string;
  readonly businessOn: string;
  readonly turn: number;
  readonly endedAt: number;
  readonly result: ProofResult;
}

const PROOF = `select x.id, x.center, x.business_on as "businessOn", x.turn, x.ended_at as "endedAt",
    x.result
  from run x where ${CENTER_VISIBLE} and x.kind = 'proof' and x.state = 'done'`;

export async function findProof(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<ProofRunRow | null> {
  const { rows } = await pool.query<ProofRunRow>(`${PROOF} and x.id = $5`, [
    ...scopeParams(caller, grants),
    id,
  ]);
  return rows[0] ?? null;
}

/** The one that decides whether money moves: of the last day, the last. */
export async function latestProof(
  pool: pg.Pool,
  { caller, grants }: Seen,
  center: string,
): Promise<ProofRunRow | null> {
  const { rows } = await pool.query<ProofRunRow>(
    `${PROOF} and x.center = $5 order by x.business_on desc, x.turn desc limit 1`,
    [...scopeParams(caller, grants), center],
  );
  return rows[0] ?? null;
}

interface After {
  /** Instant (ms) and id of the last one shown; null: from the beginning. */
  readonly at: string | null;
  readonly id: string | null;
}

export async function listProofRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
  center: string | null,
  { limit, after }: { readonly limit: number; readonly after: After },
): Promise<readonly ProofRunRow[]> {
  const { rows } = await pool.query<ProofRunRow>(
    `${PROOF} and ($5::text is null or x.center = $5)
       and ($6::float8 is null or (extract(epoch from x.ended_at) * 1000, x.id) < ($6, $7))
     order by x.ended_at desc, x.id desc limit $8`,
    [...scopeParams(caller, grants), center, after.at, after.id, limit + 1],
  );
  return rows;
}
