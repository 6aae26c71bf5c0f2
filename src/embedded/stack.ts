/** The whole of Anju on one machine, as a function: starts everything, keeps it running, ends it. */
import pg from 'pg';
import { runToEnd, startReaper, type ChildSpec, type Reaper } from './child.ts';
import { prepareDatabase } from './databases.ts';
import { openHome, type Home } from './home.ts';
import { checkPorts, wantedPorts, type Ports } from './ports.ts';
import { ensureDatabase, preparePostgres, type Postgres } from './postgres.ts';
import {
  addressesOf,
  DATABASE,
  NAMESPACE,
  outsidePrograms,
  preparations,
  productPrograms,
  SIMULATOR_DATABASE,
  SIMULATOR_ROLE,
  type Addresses,
  type Facts,
} from './programs.ts';
import { supervise, type Supervised, type SupervisorOptions } from './supervisor.ts';
import { machineProbe } from './temporal-probe.ts';
import { resolveTemporal, type TemporalChoice } from './temporal-resolver.ts';
import { prepareTemporal } from './temporal.ts';

export interface StackOptions {
  readonly home: string;
  readonly ports: Ports;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  /** Ends a start that is still under way. */
  readonly signal?: AbortSignal;
  /** Called when a child crashed too often; everything is being stopped then. */
  readonly hopeless?: (message: string) => void;
  /** For tests: data that may be lost with the machine, and time that can be skipped. */
  readonly testing?: boolean;
}

export interface Stack {
  readonly addresses: Addresses & { readonly temporal: string; readonly postgres: string };
  readonly postgres: Postgres;
  readonly home: Home;
  /** The children by name: postgres, temporal, simulators, provider, api, worker-cases, worker-runs. */
  readonly children: ReadonlyMap<string, Supervised>;
  /** Ends every child in order and returns when nothing is left. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts everything. When it fails, or the signal is aborted, nothing is left running.
 *
 * @throws Error in Chinese
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const home = openHome(options.home);
  const children = new Map<string, Supervised>();
  const reaper = startReaper();
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= endAll(children, reaper, home));
  const supervisor: SupervisorOptions = {
    reaper,
    say: options.say,
    ...(options.signal ? { signal: options.signal } : {}),
    hopeless: (message) => {
      // Not awaited here: the child that gave up is itself one of those that end.
      void stop().then(() => options.hopeless?.(message));
    },
  };
  const starter: Starter = { options, home, reaper, supervisor, children };
  try {
    await checkPorts(wantedPorts(options.ports));
    const { postgres, temporal } = await startEngines(starter);
    const facts = {
      home,
      ports: options.ports,
      postgres,
      temporalAddress: temporal,
      env: options.env,
    };
    await startPrograms(starter, facts);
    const addresses = { ...addressesOf(options.ports), temporal, postgres: placeOf(postgres) };
    home.writeAddresses({
      ...addressesOf(options.ports),
      simulatorToken: home.passwords.simulatorToken,
      temporal,
      database: addresses.postgres,
      home: home.folder,
      cli: { clientId: 'anju-cli' },
    });
    return { addresses, postgres, home, children, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Starter {
  readonly options: StackOptions;
  readonly home: Home;
  readonly reaper: Reaper;
  readonly supervisor: SupervisorOptions;
  readonly children: Map<string, Supervised>;
}

async function startEngines(starter: Starter) {
  const { options, home, reaper } = starter;
  const { say, env, ports, testing = false } = options;
  const choosing = resolveTemporal(machineProbe({ env, say, reaper }), {
    mayUseAddress: !testing,
    kept: home.kept,
  });
  // Both may fail; the first to do so ends the start, the other must not go unhandled.
  choosing.catch(() => undefined);
  const postgres = await preparePostgres({
    home: home.folder,
    port: ports.postgres,
    password: home.passwords.superuser,
    log: home.log('postgres'),
    durable: !testing,
  });
  await keep(starter, postgres.spec);
  await prepareDatabase(postgres, DATABASE, home.passwords);
  await prepareSimulatorDatabase(postgres, home.passwords.simulators);
  const choice = await choosing;
  say(`流程引擎取自：${sayWay(choice)}`);
  const temporal = await prepareTemporal(choice, {
    home: home.folder,
    ports: ports.temporal,
    postgres,
    password: home.passwords.temporal,
    namespace: NAMESPACE,
    log: home.log('temporal'),
    testing,
  });
  if (temporal.spec) await keep(starter, temporal.spec);
  if (temporal.keeping) home.keep(temporal.keeping);
  return { postgres, temporal: temporal.address };
}

async function startPrograms(starter: Starter, facts: Facts): Promise<void> {
  const { options, reaper } = starter;
  for (const spec of preparations(facts)) {
    await timed(spec.title, options, () => runToEnd(spec, reaper, options.signal));
  }
  await Promise.all(outsidePrograms(facts).map((spec) => keep(starter, spec)));
  await Promise.all(productPrograms(facts).map((spec) => keep(starter, spec)));
}

async function keep({ options, supervisor, children }: Starter, spec: ChildSpec): Promise<void> {
  await timed(spec.title, options, async () => {
    children.set(spec.name, await supervise(spec, supervisor));
  });
}

/** Says what is done when it is done, and how long it took. */
async function timed(
  title: string,
  { say, signal }: StackOptions,
  act: () => Promise<void>,
): Promise<void> {
  if (signal?.aborted === true) throw new Error('启动已中止');
  const startedAt = performance.now();
  await act();
  say(`✓ ${title}（${((performance.now() - startedAt) / 1000).toFixed(1)} 秒）`);
}

/** The young first: whoever needs the engine ends before it, whoever needs the database too. */
async function endAll(
  children: ReadonlyMap<string, Supervised>,
  reaper: Reaper,
  home: Home,
): Promise<void> {
  const engines = ['temporal', 'postgres'];
  const programs = [...children.values()].filter(({ name }) => !engines.includes(name));
  await Promise.all(programs.map((program) => program.stop()));
  for (const name of engines) await children.get(name)?.stop();
  await reaper.close();
  home.release();
}

/** Somebody else's books: a role and a database that the product's roles cannot enter. */
async function prepareSimulatorDatabase(postgres: Postgres, password: string): Promise<void> {
  const admin = new pg.Client({ connectionString: postgres.url('postgres') });
  await admin.connect();
  try {
    const known = await admin.query('select from pg_roles where rolname = $1', [SIMULATOR_ROLE]);
    const verb = known.rowCount === 0 ? 'create' : 'alter';
    await admin.query(
      `${verb} role ${SIMULATOR_ROLE} login password ${pg.escapeLiteral(password)}`,
    );
  } finally {
    await admin.end();
  }
  await ensureDatabase(postgres.url('postgres'), SIMULATOR_DATABASE, SIMULATOR_ROLE);
}

function placeOf({ host, port }: Postgres): string {
  return `postgres://${host}:${port}/${DATABASE}`;
}

function sayWay(choice: TemporalChoice): string {
  switch (choice.way) {
    case 'address':
      return `TEMPORAL_ADDRESS ${choice.address}`;
    case 'cache':
      return '本机缓存';
    case 'path':
      return `PATH（${choice.server}）`;
    case 'build':
      return '刚刚编译';
    case 'cli':
      return `PATH 中的命令行工具（${choice.cli}），状态存于它自己的文件`;
    case 'download':
      return '下载的命令行工具，状态存于它自己的文件';
  }
}
