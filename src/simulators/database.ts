/** The simulators' connection to their own database. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { TABLES } from './schema.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Runs one statement; a named one is planned once per connection. */
export type Ask = (text: string, values?: readonly unknown[], name?: string) => Promise<Rows>;

export interface Database {
  readonly ask: Ask;
  /** Runs the statements of a block in one transaction. */
  readonly together: <T>(block: (ask: Ask) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/** Any number: two simulators that start at once make the tables one after the other. */
const TABLES_LOCK = 731_000;

export async function openDatabase(databaseUrl: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 8,
    connectionTimeoutMillis: 5000,
    application_name: 'anju-simulators',
  });
  // An idle connection that PostgreSQL ends is replaced at the next question.
  pool.on('error', () => undefined);
  const database: Database = {
    ask: (text, values = [], name) => run(pool, { text, values, name }),
    together: (block) => together(pool, block),
    close: () => pool.end(),
  };
  await whenThere(() =>
    database.together(async (ask) => {
      await ask('select pg_advisory_xact_lock($1)', [TABLES_LOCK]);
      await ask(TABLES);
    }),
  );
  return database;
}

const LOOK_AGAIN_MS = 300;
const PATIENCE_MS = 60_000;
/** No connection, a lost one, or a server that starts, recovers or stops. */
const AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|08...|57P..)$/;

/** Whoever starts while PostgreSQL is being restarted waits for it, a minute at most. */
async function whenThere(work: () => Promise<void>): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      const lost = error instanceof Error && /^Connection terminated/.test(error.message);
      if (!(lost || AWAY.test(code)) || Date.now() > giveUpAt) throw error;
    }
    await delay(LOOK_AGAIN_MS);
  }
}

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name: string | undefined;
}

async function run(on: pg.Pool | pg.PoolClient, { text, values, name }: Statement): Promise<Rows> {
  // Without values the simple protocol is used, which takes several statements at once.
  if (values.length === 0) return rowsOf(await on.query(text));
  return rowsOf(await on.query({ text, values: [...values], ...(name && { name }) }));
}

function rowsOf(result: pg.QueryResult<Record<string, unknown>>): Rows {
  return Array.isArray(result) ? [] : result.rows;
}

async function together<T>(pool: pg.Pool, block: (ask: Ask) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const remember = (error: Error) => {
    broken = error;
  };
  client.on('error', remember);
  try {
    await client.query('begin');
    const result = await block((text, values = [], name) => run(client, { text, values, name }));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(remember);
    throw error;
  } finally {
    client.off('error', remember);
    client.release(broken);
  }
}
