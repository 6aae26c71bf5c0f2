/** Verifications of the chain: what was asked for, how far each is, what it found. */
import type pg from 'pg';
import type { ChainReport } from '../../db/verify-chain.ts';
import { timestamp } from '../../db/pool.ts';

export interface VerificationRow {
  readonly id: string;
  readonly staff: string;
  readonly centers: readonly string[];
  readonly state: 'running' | 'done' | 'failed';
  readonly walked: string;
  readonly total: string;
  readonly started_at: number;
  readonly beat_at: number;
  readonly finished_at: number | null;
  readonly report: readonly ChainReport[] | null;
}

const COLUMNS =
  'id, staff, centers, state, walked, total, started_at, beat_at, finished_at, report';

export async function findVerification(
  pool: pg.Pool,
  centers: readonly string[],
  id: string,
): Promise<VerificationRow | null> {
  const { rows } = await pool.query<VerificationRow>(
    `select ${COLUMNS} from web.verification where id = $1 and centers <@ $2`,
    [id, centers],
  );
  return rows[0] ?? null;
}

/** The newest, twenty at most. */
export async function listVerifications(
  pool: pg.Pool,
  centers: readonly string[],
): Promise<readonly VerificationRow[]> {
  const { rows } = await pool.query<VerificationRow>(
    `select ${COLUMNS} from web.verification where centers <@ $1
      order by started_at desc limit 20`,
    [centers],
  );
  return rows;
}

/** One of the same centers that goes on, if there is one. */
export async function runningVerification(
  pool: pg.Pool,
  centers: readonly string[],
  aliveSince: number,
): Promise<VerificationRow | null> {
  const { rows } = await pool.query<VerificationRow>(
    `select ${COLUMNS} from web.verification
      where state = 'running' and beat_at >= $2 and centers <@ $1 and centers @> $1
      order by started_at desc limit 1`,
    [centers, timestamp(aliveSince)],
  );
  return rows[0] ?? null;
}

export interface NewVerification {
  readonly id: string;
  readonly staff: string;
  readonly centers: readonly string[];
  readonly at: number;
}

export async function insertVerification(
  pool: pg.Pool,
  { id, staff, centers, at }: NewVerification,
): Promise<void> {
  await pool.query(
    `insert into web.verification (id, staff, centers, state, total, started_at, beat_at)
     select $1, $2, $3, 'running',
            coalesce((select sum(seq) from (
              select (select max(seq) from event_seal where center = c.center) as seq
                from unnest($3::text[]) c(center)) last), 0),
            $4, $4
     on conflict (id) do nothing`,
    [id, staff, centers, timestamp(at)],
  );
}

export async function beatVerification(
  pool: pg.Pool,
  { id, walked, at }: { readonly id: string; readonly walked: number; readonly at: number },
): Promise<void> {
  await pool.query('update web.verification set walked = $2, beat_at = $3 where id = $1', [
    id,
    walked,
    timestamp(at),
  ]);
}

export interface Ended {
  readonly id: string;
  readonly walked: number;
  /** Null: it could not be finished. */
  readonly report: readonly ChainReport[] | null;
  readonly at: number;
}

export async function endVerification(
  pool: pg.Pool,
  { id, walked, report, at }: Ended,
): Promise<void> {
  await pool.query(
    `update web.verification set state = $2, walked = $3, report = $4, beat_at = $5,
       finished_at = $5
     where id = $1 and state = 'running'`,
    [id, report === null ? 'failed' : 'done', walked, JSON.stringify(report), timestamp(at)],
  );
}
