/** Transactions: begun, committed, rolled back and repeated in one place. */
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { sqlState } from './database-fault.ts';
import type { Tx } from './pool.ts';

export type Isolation = 'read committed' | 'repeatable read' | 'serializable';

export interface TransactionOptions {
  readonly isolation?: Isolation;
}

const RETRIES_MAX = 8;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const FIRST_PAUSE_MS = 5;

/**
 * Runs `work` in one transaction. Serialization failures and deadlocks are repeated, at most eight
 * times, so `work` must have no effect but its SQL.
 *
 * Serializable unless said otherwise. `read committed` suits work whose invariants are all held by
 * constraints, row locks or `where version =`; it never repeats for reads that merely met.
 *
 * @throws whatever `work` throws, after a rollback; when the connection is lost during commit
 *   nobody knows the outcome, which is why every change carries a key
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (tx: Tx) => Promise<T>,
  { isolation = 'serializable' }: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(pool, work, isolation);
    } catch (error) {
      const state = sqlState(error);
      const again = state === SERIALIZATION_FAILURE || state === DEADLOCK;
      if (!again || attempt > RETRIES_MAX) throw error;
    }
    // Those who collided come back at different times.
    await delay(Math.random() * FIRST_PAUSE_MS * 2 ** attempt);
  }
}

async function once<T>(
  pool: pg.Pool,
  work: (tx: Tx) => Promise<T>,
  isolation: Isolation,
): Promise<T> {
  const client = await pool.connect();
  let broken: unknown;
  try {
    await client.query(`begin isolation level ${isolation}`);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost: unknown) => {
      broken = lost;
    });
    throw error;
  } finally {
    // A connection that could not even roll back is thrown away, not given back.
    client.release(broken !== undefined);
  }
}
