/** The latest mandate of an account: the one that lives, else the last that ended. */
import type pg from 'pg';

export interface MandateRow {
  readonly id: string;
  readonly account: string;
  readonly masked: string | null;
  readonly next_masked: string | null;
  readonly limit_each: string;
  readonly bank_mandate: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly under_way: string | null;
  readonly requested_on: string;
  readonly confirmed_on: string | null;
  readonly ended_on: string | null;
  readonly ended_by: string | null;
  readonly version: number;
}

export async function latestMandate(pool: pg.Pool, account: string): Promise<MandateRow | null> {
  const { rows } = await pool.query<MandateRow>(
    `select id, account, masked, next_masked, limit_each, bank_mandate, state, reason, under_way,
            requested_on, confirmed_on, ended_on, ended_by, version
       from mandate where account = $1 order by n desc limit 1`,
    [account],
  );
  return rows[0] ?? null;
}

/** Whether the bank was, or is to be, told under this key. */
export async function isTold(pool: pg.Pool, key: string): Promise<boolean> {
  const { rowCount } = await pool.query('select from outbox where key = $1', [key]);
  return rowCount === 1;
}
