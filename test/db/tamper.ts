/** Someone who holds the whole server: no trigger and no right is in the way. */
import pg from 'pg';
import { inject } from 'vitest';
import type { Bench } from './fixtures.ts';

/** Constraints that stand in the way are dropped by the statements themselves. */
export function tamper(suite: Bench, ...statements: readonly string[]): Promise<void> {
  return tamperIn(suite.database.name, ...statements);
}

/** The same, of a database by its name. */
export async function tamperIn(name: string, ...statements: readonly string[]): Promise<void> {
  const url = new URL(inject('servers').postgres.superuser);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
