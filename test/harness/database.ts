/** A database of its own for a suite, copied from the migrated template. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { ROLES, type RoleName } from '../../src/embedded/databases.ts';
import { TEMPLATE_DATABASE, type Servers } from './servers.ts';

const POOL_SIZE = 8;

export interface SuiteDatabase {
  readonly name: string;
  /** Connection strings of the three roles. */
  readonly urls: Readonly<Record<RoleName, string>>;
  /** Everything the migrations may do. */
  readonly owner: pg.Pool;
  /** What workers may do. */
  readonly app: pg.Pool;
  /** What the API may do. */
  readonly api: pg.Pool;
}

/**
 * Call it once at the top of a suite; the database is there from the first `beforeAll` on and goes
 * with the suite.
 */
export function database(): SuiteDatabase {
  let made: SuiteDatabase | undefined;
  beforeAll(async () => {
    made = await cloneDatabase(inject('servers'));
  });
  afterAll(async () => {
    if (made) await dropDatabase(inject('servers'), made);
  });
  const now = (): SuiteDatabase => {
    if (made) return made;
    throw new Error('The database of a suite exists from its first beforeAll on.');
  };
  return {
    get name() {
      return now().name;
    },
    get urls() {
      return now().urls;
    },
    get owner() {
      return now().owner;
    },
    get app() {
      return now().app;
    },
    get api() {
      return now().api;
    },
  };
}

async function cloneDatabase(servers: Servers): Promise<SuiteDatabase> {
  const { host, port, passwords } = servers.postgres;
  const name = `suite_${randomBytes(6).toString('hex')}`;
  await asSuperuser(
    servers,
    `create database ${name} template ${TEMPLATE_DATABASE} owner ${ROLES.owner}`,
  );
  const url = (role: RoleName): string =>
    `postgres://${ROLES[role]}:${passwords[role]}@${host}:${port}/${name}`;
  const urls = { owner: url('owner'), app: url('app'), api: url('api') };
  return { name, urls, owner: pool(urls.owner), app: pool(urls.app), api: pool(urls.api) };
}

async function dropDatabase(servers: Servers, { name, owner, app, api }: SuiteDatabase) {
  await Promise.all([owner.end(), app.end(), api.end()]);
  // By force: what a suite started may still be connected when a test of it failed.
  await asSuperuser(servers, `drop database ${name} with (force)`);
}

async function asSuperuser(servers: Servers, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: servers.postgres.superuser });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function pool(connectionString: string): pg.Pool {
  const made = new pg.Pool({ connectionString, max: POOL_SIZE });
  // An idle client may lose its server when a test ends it: that is no failure of the test.
  made.on('error', () => undefined);
  return made;
}
