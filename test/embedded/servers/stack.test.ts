/**
 * The start as a whole on real servers: engines, databases and what needs no more than them.
 *
 * The programs of the product are left out: their own tests and the stories start them.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReaper } from '../../../src/embedded/child.ts';
import { roleUrl } from '../../../src/embedded/databases.ts';
import { freePorts, type Ports } from '../../../src/embedded/ports.ts';
import { postgresPrograms } from '../../../src/embedded/postgres-binaries.ts';
import { startPostgres } from '../../../src/embedded/postgres.ts';
import { postgresUser } from '../../../src/embedded/reach.ts';
import { startStack, type Stack } from '../../../src/embedded/stack.ts';
import { INNER_PORTS } from '../../../src/embedded/temporal-config.ts';
import { temporaryFolder } from '../../harness/folder.ts';

const folder = temporaryFolder();
const said: string[] = [];
let ports: Ports;

beforeAll(async () => {
  const [api = 0, issuer = 0, simulators = 0, caseWorker = 0, runWorker = 0, ...rest] =
    await freePorts(7 + INNER_PORTS);
  const [postgres = 0, frontend = 0, ...inner] = rest;
  const temporal = { frontend, inner };
  ports = { api, issuer, simulators, caseWorker, runWorker, postgres, temporal };
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function start(more: { readonly signal?: AbortSignal } = {}): Promise<Stack> {
  return startStack({
    home: join(folder, 'home'),
    ports,
    env: process.env,
    say: (line) => said.push(line),
    testing: true,
    programs: ['migrate', 'simulators'],
    ...more,
  });
}

/** Processes whose command line names the home. */
function left(): string[] {
  return execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(join(folder, 'home')));
}

async function ask(stack: Stack, text: string): Promise<unknown[]> {
  const { passwords } = stack.home;
  const client = new pg.Client(roleUrl(stack.postgres, 'anju', { role: 'owner', passwords }));
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 1_200 && !condition(); i += 1) await delay(25);
  expect(condition()).toBe(true);
}

describe('a start', { timeout: 240_000 }, () => {
  it('brings everything up, survives the death of its engines, and leaves nothing', async () => {
    const stack = await start();
    expect([...stack.children.keys()].sort()).toEqual(['postgres', 'simulators', 'temporal']);
    const file = readFileSync(join(folder, 'home', 'addresses.json'), 'utf8');
    expect(JSON.parse(file)).toMatchObject({
      api: `http://127.0.0.1:${ports.api}`,
      temporal: `127.0.0.1:${ports.temporal.frontend}`,
    });
    await ask(stack, 'create table kept (word text)');
    await ask(stack, "insert into kept values ('公积金')");
    // The engine first: it comes back while the database is still recovering.
    for (const name of ['temporal', 'postgres']) {
      process.kill(stack.children.get(name)?.pid() ?? 0, 'SIGKILL');
    }
    await until(() =>
      ['temporal', 'postgres'].every((name) => {
        const child = stack.children.get(name);
        return child?.restarts() === 1 && child.pid() !== undefined;
      }),
    );
    const health = await fetch(`${stack.addresses.simulators}/health`);
    expect(health.ok).toBe(true);
    await stack.stop();
    expect(left()).toEqual([]);
  });

  it('goes on with the data of the last, and no second one may use its home meanwhile', async () => {
    const stack = await start();
    try {
      await expect(start()).rejects.toThrow('正由另一个已启动的安居办件使用');
      expect(await ask(stack, 'select word from kept')).toEqual([{ word: '公积金' }]);
    } finally {
      await stack.stop();
    }
  });

  it('names the port in its way and leaves nothing', async () => {
    const server = createServer().listen(ports.simulators, '127.0.0.1');
    await once(server, 'listening');
    await expect(start()).rejects.toThrow(`${ports.simulators}（外部系统模拟器要用）`);
    server.close();
    expect(left()).toEqual([]);
  });

  it('that is called off leaves nothing', async () => {
    const called = new AbortController();
    const starting = start({ signal: called.signal });
    await until(() => existsSync(join(folder, 'home', 'postgres', 'postmaster.pid')));
    called.abort();
    await expect(starting).rejects.toThrow('中止');
    expect(left()).toEqual([]);
    expect(existsSync(join(folder, 'home', 'anju.pid'))).toBe(false);
  });
});

describe('PostgreSQL', () => {
  it('starts over a postmaster.pid that bears a stranger’s number', async () => {
    const reaper = startReaper();
    const home = join(folder, 'stale');
    const [port = 0] = await freePorts(1);
    const options = { home, port, password: 'p', log: join(home, 'log'), durable: false };
    const first = await startPostgres(options, reaper);
    const pidFile = join(home, 'postgres', 'postmaster.pid');
    const lock = readFileSync(pidFile, 'utf8').replace(/^\d+/, String(process.pid));
    await first.child.stop();
    writeFileSync(pidFile, lock);
    const second = await startPostgres(options, reaper);
    await second.child.stop();
    await reaper.close();
  });

  /** The package’s programs in a folder of ours. */
  function copyOfPackage(name: string): string {
    const home = join(folder, name);
    mkdirSync(home, { mode: 0o711 });
    const native = join(dirname(postgresPrograms(home, undefined).postgres), '..');
    cpSync(native, join(home, 'native'), { recursive: true, verbatimSymlinks: true });
    copyFileSync(join(native, '..', 'package.json'), join(home, 'package.json'));
    return join(home, 'native');
  }

  function version(program: string): string {
    const options = { encoding: 'utf8', stdio: 'pipe', ...postgresUser() } as const;
    return execFileSync(program, ['--version'], options);
  }

  it.runIf(process.getuid?.() === 0)(
    'runs for root from a copy of its programs when the clone lies under a 0700 folder',
    () => {
      const native = copyOfPackage('closed');
      chmodSync(dirname(native), 0o700);
      expect(() => version(join(native, 'bin', 'postgres'))).toThrow('EACCES');
      const home = join(folder, 'open');
      mkdirSync(home, { mode: 0o711 });
      const { postgres } = postgresPrograms(home, postgresUser(), native);
      expect(postgres.startsWith(home)).toBe(true);
      expect(version(postgres)).toContain('PostgreSQL) 18');
    },
  );

  it.runIf(process.platform === 'linux')(
    'runs when npm was not allowed to make the links between its libraries',
    () => {
      const native = copyOfPackage('unlinked');
      const links = readdirSync(join(native, 'lib'), { withFileTypes: true });
      for (const link of links.filter((entry) => entry.isSymbolicLink())) {
        rmSync(join(native, 'lib', link.name));
      }
      expect(() => version(join(native, 'bin', 'postgres'))).toThrow();
      const { postgres } = postgresPrograms(dirname(native), postgresUser(), native);
      expect(version(postgres)).toContain('PostgreSQL) 18');
    },
  );
});
