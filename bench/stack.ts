/**
 * What a bench runs on: its own PostgreSQL with fsync on, a Temporal server as the product
 * starts it, outside systems that answer at once, a case worker and the yardstick's worker.
 *
 * Everything lies in a temporary folder and goes with the run, however the run ends.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { generateSecrets, parseSecrets, type Secrets } from '../src/crypto/secrets.ts';
import { migrate } from '../src/db/migrate.ts';
import {
  lastLines,
  startChild,
  startReaper,
  type Child,
  type ChildSpec,
} from '../src/embedded/child.ts';
import { prepareDatabase, roleUrl } from '../src/embedded/databases.ts';
import { freePorts } from '../src/embedded/ports.ts';
import { ensureDatabase, startPostgres, type Postgres } from '../src/embedded/postgres.ts';
import { INNER_PORTS } from '../src/embedded/temporal-config.ts';
import { machineProbe } from '../src/embedded/temporal-probe.ts';
import { resolveTemporal } from '../src/embedded/temporal-resolver.ts';
import { startTemporal } from '../src/embedded/temporal.ts';
import { temporaryFolder } from '../test/harness/folder.ts';
import { seedMini } from '../test/harness/seed-mini.ts';
import type { BenchOptions } from './options.ts';

export const DATABASE = 'anju';
export const BARE_DATABASE = 'bare';
export const NAMESPACE = 'anju';
const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface BenchStack {
  readonly postgres: Postgres;
  /** The superuser, for preparing and counting. */
  readonly admin: (database: string) => string;
  readonly apiUrl: string;
  readonly temporal: string;
  readonly secrets: Secrets;
  readonly secretsFile: string;
  /** Processes by what they are, for reading their clocks. */
  readonly pids: Readonly<Record<Part, number>>;
  /** What the processes said last, for a run that failed. */
  readonly lastWords: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

export const PARTS = ['server', 'ours', 'bare', 'postgres', 'outside', 'runs'] as const;
export type Part = (typeof PARTS)[number];

type Reaper = ReturnType<typeof startReaper>;

/** @throws Error; nothing is left running then */
export async function startBenchStack(
  options: BenchOptions,
  say: (line: string) => void,
): Promise<BenchStack> {
  const reaper = startReaper();
  const folder = temporaryFolder();
  reaper.discard(folder);
  const children: Child[] = [];
  const stop = async () => {
    for (const child of [...children].reverse()) await child.stop();
    await reaper.close();
  };
  try {
    const lastWords = async () => {
      const told = children.map(({ name }) => lastLines(join(folder, `${name}.log`)));
      return (await Promise.all(told)).join('\n');
    };
    return { ...(await start({ options, say, reaper, folder, children })), lastWords, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Start {
  readonly options: BenchOptions;
  readonly say: (line: string) => void;
  readonly reaper: Reaper;
  readonly folder: string;
  readonly children: Child[];
}

async function start(work: Start): Promise<Omit<BenchStack, 'stop' | 'lastWords'>> {
  const { options, say, reaper, folder, children } = work;
  const [database = 0, frontend = 0, outsidePort = 0, oursPort = 0, barePort = 0, ...inner] =
    await freePorts(5 + INNER_PORTS);
  const postgres = await startPostgres(
    {
      home: folder,
      port: database,
      password: password(),
      log: join(folder, 'postgres.log'),
      durable: true,
      settings: {
        shared_preload_libraries: 'pg_stat_statements',
        'pg_stat_statements.max': '5000',
      },
    },
    reaper,
  );
  children.push(postgres.child);
  const admin = (name: string) => postgres.url(name);
  const passwords = { owner: password(), app: password(), api: password() };
  await prepareDatabase(admin('postgres'), DATABASE, passwords);
  await ensureDatabase(admin('postgres'), BARE_DATABASE, 'postgres');
  const url = (role: 'owner' | 'app' | 'api') => roleUrl(postgres, DATABASE, { role, passwords });
  await migrate({ url: url('owner') });
  await seed(url('owner'), admin(DATABASE));
  const probe = machineProbe({ env: process.env, say, reaper });
  const choice = await resolveTemporal(probe, { mayUseAddress: false });
  const temporal = await startTemporal(
    choice,
    {
      home: folder,
      ports: { frontend, inner },
      postgres,
      password: password(),
      namespace: NAMESPACE,
      log: join(folder, 'temporal.log'),
      say,
    },
    reaper,
  );
  if (!temporal.child) throw new Error('a bench starts its own engine');
  children.push(temporal.child);

  const secretsFile = join(folder, 'secrets.json');
  const generated = generateSecrets();
  writeFileSync(secretsFile, JSON.stringify(generated), { mode: 0o600 });
  const keep = async (program: Program): Promise<number> => {
    const child = await startChild(specOf(folder, program), reaper);
    children.push(child);
    return child.pid;
  };
  const outsideUrl = `http://127.0.0.1:${outsidePort}`;
  const shared = { TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: NAMESPACE };
  const product = {
    ...shared,
    DATABASE_URL: url('app'),
    ANJU_SECRETS_FILE: secretsFile,
    ANJU_FILES: join(folder, 'files'),
    ANJU_HEADS: join(folder, 'heads'),
    ANJU_NATIONAL_URL: `${outsideUrl}/national`,
    ANJU_IDENTITY_URL: `${outsideUrl}/identity`,
    ANJU_NOTICES_URL: `${outsideUrl}/notices`,
    ANJU_BANK_URL: `${outsideUrl}/bank`,
    ANJU_LOG_LEVEL: 'warn',
  };
  mkdirSync(product.ANJU_HEADS);
  const worker = ['-r', './bin/no-call-stacks.cjs', 'src/worker.ts'];
  const profile = (name: string) =>
    options.profile ? ['--cpu-prof', `--cpu-prof-dir=${join(options.out ?? '', name)}`] : [];
  const outside = await keep({
    name: 'outside',
    args: ['bench/outside.ts'],
    env: { PORT: String(outsidePort) },
    health: outsideUrl,
  });
  const ours = await keep({
    name: 'ours',
    args: [...profile('ours'), ...worker, 'cases'],
    env: { ...product, ANJU_METRICS_PORT: String(oursPort) },
    health: `http://127.0.0.1:${oursPort}/health/ready`,
  });
  const bare = await keep({
    name: 'bare',
    args: [...profile('bare'), 'bench/bare/worker.ts'],
    env: {
      ...shared,
      DATABASE_URL: admin(BARE_DATABASE),
      OUTSIDE_URL: outsideUrl,
      PORT: String(barePort),
    },
    health: `http://127.0.0.1:${barePort}`,
  });
  const runs = options.runs
    ? await keep({ name: 'runs', args: [...worker, 'runs'], env: product, health: undefined })
    : 0;
  return {
    postgres,
    admin,
    apiUrl: url('api'),
    temporal: temporal.address,
    secrets: parseSecrets(generated),
    secretsFile,
    pids: { server: temporal.child.pid, ours, bare, postgres: postgres.child.pid, outside, runs },
  };
}

/** The center, and whoever counts statements. */
async function seed(owner: string, admin: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: owner, max: 1 });
  await seedMini(pool);
  await pool.end();
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query('create extension pg_stat_statements');
  await client.end();
}

interface Program {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly health: string | undefined;
}

function specOf(folder: string, { name, args, env, health }: Program): ChildSpec {
  return {
    name,
    title: name,
    command: process.execPath,
    args,
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    cwd: ROOT,
    log: join(folder, `${name}.log`),
    ready: async () =>
      health === undefined || (await fetch(health, { signal: AbortSignal.timeout(2_000) })).ok,
    readyMs: 90_000,
    stopSignal: 'SIGTERM',
    stopMs: 12_000,
  };
}

function password(): string {
  return randomBytes(18).toString('base64url');
}
