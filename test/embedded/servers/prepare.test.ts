/** The jobs of docker-compose.yml, run here against servers of the tests as they run there. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startReaper, type Reaper } from '../../../src/embedded/child.ts';
import { freePorts } from '../../../src/embedded/ports.ts';
import { startPostgres, type Postgres } from '../../../src/embedded/postgres.ts';
import { temporaryFolder } from '../../harness/folder.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const folder = temporaryFolder();
let reaper: Reaper;
let postgres: Postgres;

beforeAll(async () => {
  reaper = startReaper();
  reaper.discard(folder);
  const [port = 0] = await freePorts(1);
  const options = { home: folder, port, password: 'p-superuser', log: join(folder, 'log') };
  postgres = await startPostgres({ ...options, durable: false }, reaper);
});
afterAll(async () => {
  await reaper.close();
});

async function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { stdout } = await promisify(execFile)(process.execPath, [...args], { cwd: ROOT, env });
  return stdout;
}

const PASSWORDS = {
  ANJU_OWNER_PASSWORD: 'p-owner',
  ANJU_APP_PASSWORD: 'p-app',
  ANJU_API_PASSWORD: 'p-api',
  SIMULATORS_PASSWORD: 'p-simulators',
  TEMPORAL_PASSWORD: 'p-temporal',
};

describe('the job "database"', () => {
  it('makes roles and databases, and the migrations run as their owner; twice does no harm', async () => {
    const env = { DATABASE_ADMIN_URL: postgres.url('postgres'), ...PASSWORDS };
    for (let time = 1; time <= 2; time += 1) {
      expect(await run(['src/embedded/prepare.ts', 'database'], env)).toBe('database: done\n');
      await run(['src/migrate.ts'], {
        DATABASE_OWNER_URL: postgres.url('anju', { name: 'anju_owner', password: 'p-owner' }),
        DATABASE_APP_PASSWORD: 'p-app',
        DATABASE_API_PASSWORD: 'p-api',
      });
    }
    for (const [database, name, password] of [
      ['anju', 'anju_app', 'p-app'],
      ['anju', 'anju_api', 'p-api'],
      ['anju_simulators', 'anju_simulators', 'p-simulators'],
      ['temporal', 'temporal', 'p-temporal'],
      ['temporal_visibility', 'temporal', 'p-temporal'],
    ] as const) {
      const client = new pg.Client(postgres.url(database, { name, password }));
      await client.connect();
      await client.end();
    }
  });

  it('names a password that is missing', async () => {
    const { TEMPORAL_PASSWORD: _, ...others } = PASSWORDS;
    const env = { DATABASE_ADMIN_URL: postgres.url('postgres'), ...others };
    await expect(run(['src/embedded/prepare.ts', 'database'], env)).rejects.toThrow(
      'TEMPORAL_PASSWORD is not set',
    );
  });
});

describe('the job "secrets"', () => {
  it('makes the keys once, for their owner alone', async () => {
    const secrets = join(folder, 'secrets');
    mkdirSync(secrets);
    const outside = join(folder, 'outside');
    mkdirSync(outside);
    const env = { ANJU_SECRETS_FOLDER: secrets, ANJU_OUTSIDE_FOLDER: outside };
    await run(['src/embedded/prepare.ts', 'secrets'], env);
    const read = (): string[] =>
      [
        join(secrets, 'secrets.json'),
        join(secrets, 'console-client-secret'),
        join(outside, 'notices-client-secret'),
        join(outside, 'bank-client-secret'),
        join(outside, 'units-client-secret'),
      ].map((file) => {
        expect(statSync(file).mode & 0o077).toBe(0);
        return readFileSync(file, 'utf8');
      });
    const first = read();
    await run(['src/embedded/prepare.ts', 'secrets'], env);
    expect(read()).toEqual(first);
    // The simulators see their own secrets and no key of the product.
    expect(readdirSync(outside).sort()).toEqual([
      'bank-client-secret',
      'notices-client-secret',
      'units-client-secret',
    ]);
    rmSync(secrets, { recursive: true });
    rmSync(outside, { recursive: true });
  });
});

describe('the job "namespace"', () => {
  it('ends when the server serves the namespace', async () => {
    const env = {
      TEMPORAL_ADDRESS: inject('servers').temporal.address,
      TEMPORAL_NAMESPACE: `job-${randomUUID().slice(0, 8)}`,
    };
    expect(await run(['src/embedded/prepare.ts', 'namespace'], env)).toBe('namespace: done\n');
  });

  it.each([
    // Days it keeps what has ended, before and after; the job says so where it lengthens them.
    [3, 90],
    [89, 90],
    [90, 90],
    [365, 365],
  ])('leaves a namespace that kept histories for %i days with %i', async (before, after) => {
    const { address } = inject('servers').temporal;
    const namespace = `kept-${randomUUID().slice(0, 8)}`;
    const connection = await Connection.connect({ address });
    try {
      const { workflowService } = connection;
      await workflowService.registerNamespace({
        ...{ namespace, workflowExecutionRetentionPeriod: msToTs(`${before} days`) },
      });
      const prepared = () =>
        run(['src/embedded/prepare.ts', 'namespace'], {
          ...{ TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace },
        });
      const told = `命名空间 ${namespace} 的历史保留期只有${before}天，已延长到90天`;
      expect((await prepared()).includes(told)).toBe(before < after);
      const { config } = await workflowService.describeNamespace({ namespace });
      const { seconds } = config?.workflowExecutionRetentionTtl ?? {};
      expect(Number(seconds)).toBe(after * 24 * 3600);
      // Set right once, there is nothing to say.
      expect(await prepared()).toBe('namespace: done\n');
    } finally {
      await connection.close();
    }
  });
});

describe('any other job', () => {
  it('is refused', async () => {
    await expect(run(['src/embedded/prepare.ts', 'nonsense'], {})).rejects.toThrow('unknown job');
  });
});
