/** PostgreSQL of the embedded start: one cluster for the product and for the Temporal server. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { startChild, type Child, type ChildSpec, type Reaper } from './child.ts';
import { postgresPrograms, type PostgresPrograms } from './postgres-binaries.ts';
import { postgresUser, type User } from './reach.ts';
import { STOP_MS } from './stop-limits.ts';

const run = promisify(execFile);

/** The superuser of the cluster. */
export const SUPERUSER = 'postgres';

/**
 * Settings of the cluster. Statements and their details never reach its log: they carry personal
 * data. 200 connections: up to 130 of the Temporal server, the rest for the product's pools.
 */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length_on_error: '0',
};

/**
 * For tests only: a crash of the machine may lose the data. A crash of PostgreSQL alone must not,
 * because tests end it by force: so commits are still written before they are acknowledged.
 */
const FLEETING = { fsync: 'off', full_page_writes: 'off' };

export interface PostgresOptions {
  /** Holds the data, and the programs when they had to be copied. */
  readonly home: string;
  readonly port: number;
  /** The superuser's, set when the cluster is made. */
  readonly password: string;
  readonly log: string;
  /** false: no fsync, for tests. */
  readonly durable?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Postgres {
  /** What the supervisor starts, and starts again. */
  readonly spec: ChildSpec;
  readonly host: string;
  readonly port: number;
  /** Connection string of the superuser, or of another role when given. */
  url: (database: string, role?: { readonly name: string; readonly password: string }) => string;
}

/**
 * Makes the cluster if there is none yet, and says how to start it.
 *
 * @throws Error in Chinese when it cannot be made
 */
export async function preparePostgres(options: PostgresOptions): Promise<Postgres> {
  const { home, port, password } = options;
  const user = postgresUser();
  mkdirSync(home, { recursive: true, mode: 0o711 });
  const programs = postgresPrograms(home, user);
  const data = join(home, 'postgres');
  if (!existsSync(join(data, 'PG_VERSION'))) await makeCluster(programs, data, password, user);
  const url: Postgres['url'] = (database, role = { name: SUPERUSER, password }) =>
    `postgres://${role.name}:${encodeURIComponent(role.password)}@127.0.0.1:${port}/${database}`;
  return {
    host: '127.0.0.1',
    port,
    url,
    spec: {
      name: 'postgres',
      title: '数据库 PostgreSQL',
      command: programs.postgres,
      args: ['-D', data, '-p', String(port), ...flags(options)],
      env: plainEnv(),
      cwd: home,
      ...(user === undefined ? {} : { user }),
      log: options.log,
      before: () => endLeftOver(data),
      ready: () => answers(url('postgres')),
      readyMs: 60_000,
      stopSignal: 'SIGINT',
      stopMs: STOP_MS.database,
    },
  };
}

/** Prepares and starts it; for whoever needs no supervisor. */
export async function startPostgres(
  options: PostgresOptions,
  reaper: Reaper,
): Promise<Postgres & { readonly child: Child }> {
  const postgres = await preparePostgres(options);
  return { ...postgres, child: await startChild(postgres.spec, reaper) };
}

/** Makes a database of that owner unless it is there. */
export async function ensureDatabase(adminUrl: string, name: string, owner: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return;
    const id = (text: string): string => client.escapeIdentifier(text);
    await client.query(`create database ${id(name)} owner ${id(owner)}`);
  } finally {
    await client.end();
  }
}

/**
 * `initdb` beside the final place, then a rename: a half-made cluster is never taken for a whole
 * one. Texts compare by their bytes; what people read in order names its own collation.
 */
async function makeCluster(
  { initdb }: PostgresPrograms,
  data: string,
  password: string,
  user: User | undefined,
): Promise<void> {
  const shelf = join(dirname(data), `initdb-${randomUUID()}`);
  const passwordFile = join(shelf, 'password');
  mkdirSync(shelf, { mode: 0o700 });
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (user) for (const path of [shelf, passwordFile]) chownSync(path, user.uid, user.gid);
    await run(
      initdb,
      [
        `--pgdata=${join(shelf, 'data')}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=libc',
        `--locale=${await utf8Locale()}`,
        '--lc-collate=C',
        '--lc-messages=C',
        '--data-checksums',
        '--no-sync',
      ],
      { env: plainEnv(), cwd: shelf, ...user },
    );
    rmSync(data, { recursive: true, force: true });
    renameSync(join(shelf, 'data'), data);
  } catch (cause) {
    const words = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : '';
    throw new Error(`无法建立 PostgreSQL 数据目录 ${data}：\n${words}`, { cause });
  } finally {
    rmSync(shelf, { recursive: true, force: true });
  }
}

/** A libc locale that knows letters beyond ASCII: trigrams and upper case need it. */
async function utf8Locale(): Promise<string> {
  if (process.platform === 'win32') return 'C';
  const { stdout } = await run('locale', ['-a']).catch(() => ({ stdout: '' }));
  const known = new Set(stdout.split('\n').map((name) => name.trim()));
  const wanted = ['C.UTF-8', 'C.utf8', 'zh_CN.UTF-8', 'zh_CN.utf8', 'en_US.UTF-8', 'en_US.utf8'];
  return wanted.find((name) => known.has(name)) ?? 'C';
}

/**
 * A server that outlived its starter would hold the data folder: it is ended. A `postmaster.pid`
 * left by a crash can by now bear the number of a stranger, and PostgreSQL would refuse to start:
 * it is removed. One whose number is dead stays: from it PostgreSQL learns whether children of
 * the crashed server still write.
 */
async function endLeftOver(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
  if (pid <= 1) return;
  const command = await commandOf(pid);
  if (command === '') return;
  if (!command.includes(data)) {
    rmSync(file, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  for (let i = 0; i < 100 && existsSync(file); i += 1) await delay(100);
}

/** The command line of a process; empty when there is none of that number. */
async function commandOf(pid: number): Promise<string> {
  // Linux tells it without `ps`, which small machines do not have.
  const told = `/proc/${pid}/cmdline`;
  if (existsSync(told)) return readFileSync(told, 'utf8').replaceAll('\0', ' ').trim();
  const ps = run('ps', ['-o', 'command=', '-p', String(pid)]);
  const { stdout } = await ps.catch(() => ({ stdout: '' }));
  return stdout.trim();
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function flags({ durable = true, settings = {} }: PostgresOptions): string[] {
  const all: Record<string, string> = {
    ...SETTINGS,
    ...(durable ? {} : FLEETING),
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Nothing of our own environment but what a program needs to run at all. */
function plainEnv(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', LC_ALL: '', TZ: 'UTC' };
}
