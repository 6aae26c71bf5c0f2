/**
 * Connections to PostgreSQL, and what its values look like in TypeScript.
 *
 *   numeric, bigint, date   the text PostgreSQL prints ("800.00", "12", "2026-11-23"): exact
 *   timestamptz             instant as a number, ms since the epoch; pass one with `timestamp()`
 *   json, jsonb             parsed
 *
 * A connection that PostgreSQL drops is an error of the query that ran on it, never of the
 * process: a restart of the server costs a retry.
 */
import pg from 'pg';

/** What a query runs on inside a transaction. */
export type Tx = pg.ClientBase;
/** What a query runs on when it needs no transaction of its own. */
export type Db = pg.Pool | pg.ClientBase;

export interface PoolOptions {
  /** Shown in pg_stat_activity: which process this is. */
  readonly name: string;
  readonly max: number;
  /** A statement that takes longer is canceled by the server. */
  readonly statementTimeoutMs?: number;
}

const STATEMENT_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;
/** The server is given this much longer before we take it for gone. */
const PATIENCE_MS = 5_000;

/** bigint, date, numeric: ids of types in pg_type, which never change. */
const EXACT_TEXT = [20, 1082, 1700];
/** Arrays of the same. */
const EXACT_TEXT_ARRAYS = [1016, 1182, 1231];
const TIMESTAMPTZ = 1184;

/**
 * Opens a pool for one role's connection string.
 *
 * `statement_timeout` bounds every statement, `idle_in_transaction_session_timeout` frees the
 * locks of a process that stopped in the middle.
 */
export function createPool(url: string, options: PoolOptions): pg.Pool {
  const { name, max, statementTimeoutMs = STATEMENT_TIMEOUT_MS } = options;
  const pool = new pg.Pool({
    connectionString: url,
    application_name: name,
    max,
    types: exactTypes(),
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + PATIENCE_MS,
    idle_in_transaction_session_timeout: statementTimeoutMs + PATIENCE_MS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  // A lost connection speaks up twice: as the error of its query, which the caller sees, and as
  // an event, which would end the process if nobody listened.
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  return pool;
}

/** One connection outside any pool, with the same types: for LISTEN and for migrations. */
export function createClient(url: string, name: string): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    application_name: name,
    types: exactTypes(),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  client.on('error', ignore);
  return client;
}

/** An instant (ms) as a parameter for a timestamptz. */
export function timestamp(instant: number): string {
  return new Date(instant).toISOString();
}

function exactTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  for (const id of EXACT_TEXT) types.setTypeParser(id, asText);
  for (const id of EXACT_TEXT_ARRAYS) types.setTypeParser(id, elements);
  types.setTypeParser(TIMESTAMPTZ, (text: string) => Date.parse(text));
  return types;
}

function asText(text: string): string {
  return text;
}

/** The elements of a one-dimensional array of numbers or dates: none of them is ever quoted. */
function elements(text: string): readonly (string | null)[] {
  if (text === '{}') return [];
  return text
    .slice(1, -1)
    .split(',')
    .map((element) => (element === 'NULL' ? null : element));
}

function ignore(): void {
  // The query that ran on the lost connection fails by itself.
}
