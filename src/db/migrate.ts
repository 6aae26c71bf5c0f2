/**
 * Brings a database to the schema of this release.
 *
 * Numbered SQL files, applied in order in one transaction by node-pg-migrate. Any number of
 * migrators may start at once: one works, the others wait and find nothing to do. A file that was
 * changed after it was applied is refused by its checksum: what runs is what was reviewed.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import type pg from 'pg';
import { sqlState } from './database-fault.ts';
import { createClient } from './pool.ts';

export interface MigrateOptions {
  /** Connection string of the owner (or of a superuser, when `owner` names the role to become). */
  readonly url: string;
  readonly log?: (line: string) => void;
  /** Role that shall own everything. */
  readonly owner?: string;
  /** Where the files lie; tests bring their own. */
  readonly folder?: string;
}

export const MIGRATIONS = fileURLToPath(new URL('migrations', import.meta.url));
const TABLE = 'migration';
const LOCK = 7_320_061_101;
/** How long a migrator waits for another one. */
const TURN_TIMEOUT = '120s';
/** A migration that meets a long transaction gives way rather than stop everybody behind it. */
const LOCK_TIMEOUT = '2s';
const LOCK_NOT_AVAILABLE = '55P03';
const ATTEMPTS = 5;
const PAUSE_MS = 1_000;

/**
 * @throws Error when a file was changed, removed or slipped in before one that was applied, when
 *   a file fails (nothing is applied then), or when locks could not be had in five attempts
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const { url, log = () => undefined, owner, folder = MIGRATIONS } = options;
  const client = createClient(url, 'anju-migrate');
  await client.connect();
  try {
    if (owner !== undefined) await client.query(`set role ${client.escapeIdentifier(owner)}`);
    await client.query(`set lock_timeout = '${TURN_TIMEOUT}'`);
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(`set lock_timeout = '${LOCK_TIMEOUT}'`);
    await checkFiles(client, folder);
    await apply(client, folder, log);
  } finally {
    await client.end();
  }
}

/** The names of the migrations that this release needs and the database does not have. */
export async function pendingMigrations(db: pg.Pool | pg.ClientBase): Promise<readonly string[]> {
  const applied = await appliedNames(db);
  const files = await migrationFiles(MIGRATIONS);
  return files.map(nameOf).filter((name) => !applied.has(name));
}

async function apply(
  client: pg.Client,
  folder: string,
  log: (line: string) => void,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await runner({
        dbClient: client,
        dir: folder,
        direction: 'up',
        migrationsTable: TABLE,
        singleTransaction: true,
        // The lock is already ours: with lock_timeout set, the library's would not wait its turn.
        noLock: true,
        logger: { debug: log, info: log, warn: log, error: log },
      });
      return;
    } catch (error) {
      if (sqlState(error) !== LOCK_NOT_AVAILABLE || attempt === ATTEMPTS) throw error;
      log(`a lock could not be had within ${LOCK_TIMEOUT}; attempt ${attempt} of ${ATTEMPTS}`);
    }
    await delay(PAUSE_MS);
  }
}

/**
 * Compares every file that was applied with the checksum taken then. The checksums of the others
 * are written down before they run: a crash in between leaves nothing applied unchecked.
 */
async function checkFiles(client: pg.Client, folder: string): Promise<void> {
  await client.query(
    `create table if not exists migration_checksum (name text primary key, sha256 text not null)`,
  );
  const applied = await appliedNames(client);
  const recorded = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from migration_checksum',
  );
  const known = new Map(recorded.rows.map(({ name, sha256 }) => [name, sha256]));
  for (const file of await migrationFiles(folder)) {
    const name = nameOf(file);
    const content = await readFile(`${folder}/${file}`);
    const sha256 = createHash('sha256').update(content).digest('hex');
    if (applied.has(name) && known.get(name) !== sha256) {
      throw new Error(`migration ${name} was changed after it was applied`);
    }
    await client.query(
      `insert into migration_checksum (name, sha256) values ($1, $2)
       on conflict (name) do update set sha256 = excluded.sha256`,
      [name, sha256],
    );
  }
}

async function appliedNames(db: pg.Pool | pg.ClientBase): Promise<ReadonlySet<string>> {
  const there = await db.query<{ there: boolean }>(
    `select to_regclass('public.${TABLE}') is not null as there`,
  );
  if (there.rows[0]?.there !== true) return new Set();
  const { rows } = await db.query<{ name: string }>(`select name from ${TABLE}`);
  return new Set(rows.map(({ name }) => name));
}

async function migrationFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith('.sql')).sort();
}

function nameOf(file: string): string {
  return file.slice(0, -'.sql'.length);
}
