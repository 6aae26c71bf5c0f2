/** The whole of Anju on one machine, as a function: starts everything, keeps it running, ends it. */
import { runToEnd, startReaper, type ChildSpec, type Reaper } from './child.ts';
import { prepareDatabase, prepareRole } from './databases.ts';
import { openHome, type Home } from './home.ts';
import { checkPorts, wantedPorts, type Ports } from './ports.ts';
import { ensureDatabase, preparePostgres, type Postgres } from './postgres.ts';
import {
  addressesOf,
  consoleBuild,
  DATABASE,
  NAMESPACE,
  outsidePrograms,
  preparations,
  productPrograms,
  SIMULATOR_DATABASE,
  SIMULATOR_ROLE,
  type Addresses,
} from './programs.ts';
import { CLI_CLIENT } from './provider/people.ts';
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
  /** Our own programs to start, all by default: `migrate`, `seed`, `simulators`, `api` and so on. */
  readonly programs?: readonly string[];
  /** For tests: data that may be lost with the machine, and time that can be skipped. */
  readonly testing?: boolean;
  /** 演示时间: the same, a clock that people move, and a home that is removed in the end. */
  readonly timeDemo?: boolean;
  /** Tests only: a file that says how far (ms) the outside systems are ahead of everybody else. */
  readonly outsideAhead?: string;
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
  if (options.timeDemo === true) reaper.discard(home.folder);
  const failing = new AbortController();
  const signal = AbortSignal.any([failing.signal, ...(options.signal ? [options.signal] : [])]);
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    failing.abort();
    return (stopped ??= endAll(children, reaper, home));
  };
  const supervisor: Starter['supervisor'] = {
    reaper,
    say: options.say,
    signal,
    hopeless: (message) => {
      // Not awaited here: the child that gave up is itself one of those that end.
      void stop().then(() => options.hopeless?.(message));
    },
  };
  const starter: Starter = { options, home, supervisor, children, failing };
  try {
    await checkPorts(wantedPorts(options.ports));
    const { postgres, temporal } = await startAll(starter);
    const addresses = { ...addressesOf(options.ports), temporal, postgres: placeOf(postgres) };
    home.writeAddresses({
      ...addressesOf(options.ports),
      simulatorToken: home.passwords.simulatorToken,
      temporal,
      database: addresses.postgres,
      home: home.folder,
      cli: { clientId: CLI_CLIENT },
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
  readonly supervisor: SupervisorOptions & { readonly signal: AbortSignal };
  readonly children: Map<string, Supervised>;
  /** Aborted when a part fails, so that the others give up too. */
  readonly failing: AbortController;
}

/** PostgreSQL; then the engine beside migrations and the outside; then what needs them all. */
async function startAll(starter: Starter) {
  const { options, home, supervisor } = starter;
  const { say, env, ports } = options;
  const fleeting = isFleeting(options);
  const probe = machineProbe({ env, say, reaper: supervisor.reaper });
  const [choice, postgres] = await together(starter, [
    resolveTemporal(probe, { mayUseAddress: !fleeting, kept: home.kept }),
    startDatabase(starter),
  ]);
  say(`流程引擎取自：${sayWay(choice)}`);
  const temporalAddress =
    choice.way === 'address' ? choice.address : `127.0.0.1:${ports.temporal.frontend}`;
  const timeDemo = options.timeDemo === true;
  const { outsideAhead } = options;
  const facts = { home, ports, postgres, temporalAddress, timeDemo, outsideAhead, env };
  const wanted = ({ name }: ChildSpec): boolean => options.programs?.includes(name) ?? true;
  const keepAll = (specs: readonly ChildSpec[]): Promise<void>[] =>
    specs.filter(wanted).map((spec) => keep(starter, spec));
  await together(starter, [
    startEngine(starter, choice, postgres),
    prepare(starter, preparations(facts).filter(wanted)),
    prepare(starter, [consoleBuild(facts)].filter(wanted)),
    ...keepAll(outsidePrograms(facts)),
  ]);
  await together(starter, keepAll(productPrograms(facts)));
  return { postgres, temporal: temporalAddress };
}

/** Nobody else's engine, nothing that outlives the machine, and only there time can be skipped. */
function isFleeting({ testing, timeDemo }: StackOptions): boolean {
  return testing === true || timeDemo === true;
}

/** Waits for all, also when one fails: nothing may be starting any more while all is ended. */
async function together<const T extends readonly Promise<unknown>[]>(
  { failing }: Starter,
  parts: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const all = Promise.all(parts);
  all.catch(() => {
    failing.abort();
  });
  await Promise.allSettled(parts);
  return all;
}

async function startDatabase(starter: Starter): Promise<Postgres> {
  const { home, options } = starter;
  const postgres = await preparePostgres({
    home: home.folder,
    port: options.ports.postgres,
    password: home.passwords.superuser,
    log: home.log('postgres'),
    durable: !isFleeting(options),
  });
  await keep(starter, postgres.spec);
  const admin = postgres.url('postgres');
  await prepareDatabase(admin, DATABASE, home.passwords);
  // Somebody else's books: a role and a database that the product's roles cannot enter.
  await prepareRole(admin, SIMULATOR_ROLE, home.passwords.simulators);
  await ensureDatabase(admin, SIMULATOR_DATABASE, SIMULATOR_ROLE);
  return postgres;
}

async function startEngine(
  starter: Starter,
  choice: TemporalChoice,
  postgres: Postgres,
): Promise<void> {
  const { home, options } = starter;
  const temporal = await prepareTemporal(choice, {
    home: home.folder,
    ports: options.ports.temporal,
    postgres,
    password: home.passwords.temporal,
    namespace: NAMESPACE,
    log: home.log('temporal'),
    testing: isFleeting(options),
    say: options.say,
  });
  if (temporal.spec) await keep(starter, temporal.spec);
  home.keep(temporal.keeping);
}

async function prepare(starter: Starter, programs: readonly ChildSpec[]): Promise<void> {
  const { reaper, signal } = starter.supervisor;
  for (const spec of programs) {
    await timed(spec.title, starter, () => runToEnd(spec, reaper, signal));
  }
}

async function keep(starter: Starter, spec: ChildSpec): Promise<void> {
  const { supervisor, children } = starter;
  await timed(spec.title, starter, async () => {
    children.set(spec.name, await supervise(spec, supervisor));
  });
}

/** Says what is done when it is done, and how long it took. */
async function timed(
  title: string,
  { supervisor: { say, signal } }: Starter,
  act: () => Promise<void>,
): Promise<void> {
  if (signal.aborted) throw new Error('启动已中止');
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
