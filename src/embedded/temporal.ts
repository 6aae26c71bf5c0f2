/** The Temporal server of the embedded start: in our PostgreSQL, or the CLI's own file. */
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startChild, waitFor, type Child, type ChildSpec, type Reaper } from './child.ts';
import { prepareRole } from './databases.ts';
import { ensureDatabase, type Postgres } from './postgres.ts';
import { STOP_MS } from './stop-limits.ts';
import {
  DATABASES,
  dynamicConfig,
  dynamicConfigFlags,
  PASSWORD_VARIABLE,
  serverConfig,
  TEMPORAL_ROLE,
  type TemporalPorts,
} from './temporal-config.ts';
import { serveNamespace } from './temporal-namespace.ts';
import type { Keeping, ServerPrograms, TemporalChoice } from './temporal-resolver.ts';

const run = promisify(execFile);

/** How long somebody else's server may take to answer and to serve the namespace. */
const THEIRS_MS = 20_000;

export interface TemporalOptions {
  readonly home: string;
  readonly ports: TemporalPorts;
  readonly postgres: Postgres;
  /** Password of the server's own database role. */
  readonly password: string;
  readonly namespace: string;
  readonly log: string;
  /** Time that can be skipped: tests only. */
  readonly testing?: boolean;
  /** Told what was set right in a namespace that was there. */
  readonly say: (line: string) => void;
}

export interface Temporal {
  readonly address: string;
  /** What the supervisor starts; undefined when somebody else's server is used. */
  readonly spec: ChildSpec | undefined;
  /** Where its state lies. */
  readonly keeping: Keeping;
}

/**
 * Says how to start the chosen server. PostgreSQL must be running.
 *
 * @throws Error when its databases cannot be set up, or when somebody else's does not answer
 */
export async function prepareTemporal(
  choice: TemporalChoice,
  options: TemporalOptions,
): Promise<Temporal> {
  if (choice.way === 'address') {
    const { address: theirs } = choice;
    if (!(await waitFor(() => serveNamespace(theirs, options.namespace, options.say), THEIRS_MS))) {
      throw new Error(
        `TEMPORAL_ADDRESS 指定的 ${theirs} 没有应答，或不能在其中建立命名空间 ${options.namespace}。`,
      );
    }
    return { address: theirs, spec: undefined, keeping: { address: theirs } };
  }
  const address = `127.0.0.1:${options.ports.frontend}`;
  mkdirSync(join(options.home, 'temporal'), { recursive: true, mode: 0o700 });
  const common = {
    name: 'temporal',
    title: '流程引擎 Temporal',
    log: options.log,
    // After a crash of both, the engine would fail again and again while PostgreSQL recovers.
    needs: options.postgres.spec.ready,
    ready: () => serveNamespace(address, options.namespace, options.say),
    readyMs: 120_000,
    stopSignal: 'SIGTERM',
    stopMs: STOP_MS.engine,
  } satisfies Partial<ChildSpec>;
  if ('cli' in choice) {
    return { address, keeping: 'sqlite', spec: { ...common, ...cliCommand(choice.cli, options) } };
  }
  await setUpDatabases(choice, options);
  return { address, keeping: 'postgres', spec: { ...common, ...serverCommand(choice, options) } };
}

/** Prepares and starts it; for whoever needs no supervisor. */
export async function startTemporal(
  choice: TemporalChoice,
  options: TemporalOptions,
  reaper: Reaper,
): Promise<{ readonly address: string; readonly child: Child | undefined }> {
  const { address, spec } = await prepareTemporal(choice, options);
  return { address, child: spec && (await startChild(spec, reaper)) };
}

type Command = Pick<ChildSpec, 'command' | 'args' | 'env' | 'cwd'>;

function serverCommand({ server }: ServerPrograms, options: TemporalOptions): Command {
  const folder = join(options.home, 'temporal');
  const [configFile, dynamicConfigFile] = [
    join(folder, 'server.yaml'),
    join(folder, 'dynamic.yaml'),
  ];
  writeFileSync(dynamicConfigFile, dynamicConfig(options.testing ?? false));
  writeFileSync(configFile, serverConfig({ ...options, dynamicConfigFile }));
  return {
    command: server,
    args: ['--config-file', configFile, '--allow-no-auth', 'start'],
    cwd: folder,
    env: {
      ...plainEnv(),
      // Trades memory for processor time: the collector runs a quarter as often.
      GOGC: '400',
      [PASSWORD_VARIABLE]: options.password,
    },
  };
}

function cliCommand(cli: string, options: TemporalOptions): Command {
  const folder = join(options.home, 'temporal');
  return {
    command: cli,
    args: [
      'server',
      'start-dev',
      '--headless',
      ...['--ip', '127.0.0.1', '--port', String(options.ports.frontend)],
      ...['--log-level', 'warn', '--log-format', 'json'],
      ...(options.testing ? [] : ['--db-filename', join(folder, 'temporal.sqlite')]),
      ...dynamicConfigFlags(options.testing ?? false),
    ],
    cwd: folder,
    env: { ...plainEnv(), GOGC: '400' },
  };
}

/** Role, databases and their schemas; brings older schemas up to this server's. */
async function setUpDatabases(programs: ServerPrograms, options: TemporalOptions): Promise<void> {
  const { postgres, password } = options;
  const admin = postgres.url('postgres');
  await prepareRole(admin, TEMPORAL_ROLE, password);
  // One after the other: both would be copied from the same template.
  for (const name of Object.values(DATABASES)) await ensureDatabase(admin, name, TEMPORAL_ROLE);
  await Promise.all([
    setUpSchema(programs, options, { database: DATABASES.default, schema: 'temporal' }),
    setUpSchema(programs, options, { database: DATABASES.visibility, schema: 'visibility' }),
  ]);
}

async function setUpSchema(
  { sqlTool }: ServerPrograms,
  { postgres, password }: TemporalOptions,
  { database, schema }: { readonly database: string; readonly schema: string },
): Promise<void> {
  const tool = (...args: string[]) =>
    run(sqlTool, ['--plugin', 'postgres12', '--database', database, ...args], {
      env: {
        ...plainEnv(),
        SQL_HOST: postgres.host,
        SQL_PORT: String(postgres.port),
        SQL_USER: TEMPORAL_ROLE,
        SQL_PASSWORD: password,
      },
    });
  // Both are harmless where the work is done already.
  await tool('setup-schema', '-v', '0.0');
  await tool('update-schema', '--schema-name', `postgresql/v12/${schema}`);
}

function plainEnv(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
}
