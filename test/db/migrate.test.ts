// Migrations: once, in order, by any number of migrators, and never from a file that was changed.
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { migrate, MIGRATIONS, pendingMigrations } from '../../src/db/migrate.ts';
import { createClient } from '../../src/db/pool.ts';
import { API, APP, prepareRoles } from '../../src/db/roles.ts';

const DATABASE = 'migrate_suite';
const folder = mkdtempSync(join(tmpdir(), 'anju-migrate-'));

function url(role: 'owner' | 'superuser', database = DATABASE): string {
  const { superuser, passwords } = inject('servers').postgres;
  const address = new URL(superuser);
  address.pathname = `/${database}`;
  if (role === 'owner') {
    address.username = 'anju_owner';
    address.password = passwords.owner;
  }
  return address.href;
}

async function run<T extends object>(at: string, statement: string): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: at });
  await client.connect();
  try {
    return (await client.query<T>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function freshDatabase(): Promise<void> {
  await run(url('superuser', 'postgres'), `drop database if exists ${DATABASE} with (force)`);
  await run(url('superuser', 'postgres'), `create database ${DATABASE} owner anju_owner`);
}

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await run(url('superuser', 'postgres'), `drop database if exists ${DATABASE} with (force)`);
});

describe('the migrator', () => {
  beforeEach(freshDatabase);

  it('applies every file once, also when four start at once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => migrate({ url: url('owner') })));
    const applied = await run<{ name: string }>(
      url('owner'),
      'select name from migration order by id',
    );
    const files = readdirSync(MIGRATIONS).sort();
    expect(applied.map(({ name }) => `${name}.sql`)).toEqual(files);
    const client = createClient(url('owner'), 'test');
    await client.connect();
    expect(await pendingMigrations(client)).toEqual([]);
    await client.end();
  });

  it('refuses a file that was changed after it was applied, and applies a new one', async () => {
    const own = join(folder, 'changed');
    cpSync(MIGRATIONS, own, { recursive: true });
    await migrate({ url: url('owner'), folder: own });
    writeFileSync(join(own, '9000-more.sql'), 'create table more (n integer);');
    await migrate({ url: url('owner'), folder: own });
    expect(await run(url('owner'), 'select * from more')).toEqual([]);
    appendFileSync(join(own, '0002-persons.sql'), '-- a harmless remark\n');
    await expect(migrate({ url: url('owner'), folder: own })).rejects.toThrow(
      'migration 0002-persons was changed after it was applied',
    );
  });

  it('applies nothing when one file fails, and all of it when that file was mended', async () => {
    const own = join(folder, 'failing');
    cpSync(MIGRATIONS, own, { recursive: true });
    writeFileSync(join(own, '9000-more.sql'), 'create table more (n integer); select 1 / 0;');
    await expect(migrate({ url: url('owner'), folder: own })).rejects.toThrow('division by zero');
    expect(await run(url('owner'), 'select name from migration')).toEqual([]);
    writeFileSync(join(own, '9000-more.sql'), 'create table more (n integer);');
    await migrate({ url: url('owner'), folder: own });
    expect(await run(url('owner'), 'select * from more')).toEqual([]);
  });

  it('refuses a file that slipped in before those that were applied', async () => {
    const own = join(folder, 'slipped');
    cpSync(MIGRATIONS, own, { recursive: true });
    await migrate({ url: url('owner'), folder: own });
    writeFileSync(join(own, '0000-first.sql'), 'select 1;');
    await expect(migrate({ url: url('owner'), folder: own })).rejects.toThrow('0000-first');
  });

  it('gives way to a long transaction instead of stopping everybody behind it', async () => {
    const own = join(folder, 'waiting');
    cpSync(MIGRATIONS, own, { recursive: true });
    await migrate({ url: url('owner'), folder: own });
    writeFileSync(join(own, '9000-more.sql'), 'alter table center add column more text;');
    const reader = createClient(url('owner'), 'long reader');
    await reader.connect();
    await reader.query('begin');
    await reader.query('select * from center');
    const said: string[] = [];
    const migrating = migrate({ url: url('owner'), folder: own, log: (line) => said.push(line) });
    await expect
      .poll(() => said.some((line) => line.includes('attempt 1')), { timeout: 20_000 })
      .toBe(true);
    await reader.query('commit');
    await reader.end();
    await migrating;
    expect(await run(url('owner'), 'select more from center')).toEqual([]);
  });
});

describe('the roles', () => {
  beforeEach(freshDatabase);

  async function prepare(at: string, passwords: { app?: string; api?: string }) {
    const client = createClient(at, 'test');
    await client.connect();
    return prepareRoles(client, passwords).finally(() => client.end());
  }

  it('are made by a superuser, who then migrates as the owner', async () => {
    const { passwords } = inject('servers').postgres;
    const owner = await prepare(url('superuser'), { app: passwords.app, api: passwords.api });
    expect(owner).toBe('anju_owner');
    await migrate({ url: url('superuser'), owner: 'anju_owner' });
    const owners = await run<{ owner: string }>(
      url('superuser'),
      `select distinct tableowner as owner from pg_tables where schemaname in ('public', 'web')`,
    );
    expect(owners).toEqual([{ owner: 'anju_owner' }]);
  });

  it('are set by their owner as often as one likes, and sign in with what was given', async () => {
    const { passwords } = inject('servers').postgres;
    for (let n = 0; n < 2; n += 1) {
      expect(
        await prepare(url('owner'), { app: passwords.app, api: passwords.api }),
      ).toBeUndefined();
    }
    for (const [role, password] of [
      [APP, passwords.app],
      [API, passwords.api],
    ] as const) {
      const address = new URL(url('owner'));
      address.username = role;
      address.password = password;
      expect(await run(address.href, 'select current_user::text as role')).toEqual([{ role }]);
    }
  });
});
