/**
 * Account opening, from receipt to the activated account, beside a bare Temporal workflow with
 * the same outside calls and human acts: closed loop, in turn, in one run.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { newDataKey, wrapKey } from '../src/crypto/person-key.ts';
import { place } from '../src/crypto/places.ts';
import { ROLES } from '../src/embedded/databases.ts';
import { DATABASES as ENGINE_DATABASES, TEMPORAL_ROLE } from '../src/embedded/temporal-config.ts';
import {
  COMMITS_SETTLE_MS,
  commitsOf,
  cpuOf,
  cpuOfMachine,
  cpuOfPostgres,
  forgetStatements,
  postgresCpuBetween,
  statements,
  type PostgresCpu,
  type Statement,
} from './counters.ts';
import type { BenchOptions } from './options.ts';
import { SHAPES, type Shape } from './shapes.ts';
import { BARE_DATABASE, DATABASE, NAMESPACE, type BenchStack } from './stack.ts';
import type { ClientSetting, Load, LoadResult, Told } from './wire.ts';

/** Clients work this long before anything is counted. */
const SETTLE_MS = 3_000;
const WARM_UP = { clients: 16, seconds: 20 };
/** More cases than this a second are not expected of any shape. */
const CASES_A_SECOND_MAX = 150;
/** So many scans may be used up after the window by cases that are still under way. */
const SCANS_SPARE = 400;

export interface Measurement {
  readonly shape: Shape;
  readonly clients: number;
  readonly seconds: number;
  readonly result: LoadResult;
  /** Milliseconds of processor time in the window, by process. */
  readonly cpu: Readonly<Record<CpuPart, number>>;
  readonly statements: readonly Statement[];
}

export type CpuPart =
  | 'server'
  | 'worker'
  | 'postgresEngine'
  | 'postgresOwn'
  | 'postgresOther'
  | 'clients'
  | 'outside'
  | 'runs'
  | 'strangers';

export interface OpeningResult {
  readonly measurements: readonly Measurement[];
  readonly commits: Readonly<Record<Shape, number>>;
}

export async function benchOpening(
  stack: BenchStack,
  options: BenchOptions,
  say: (line: string) => void,
): Promise<OpeningResult> {
  const admin = new pg.Pool({ connectionString: stack.admin(DATABASE), max: 2 });
  const clients = await startClients(stack);
  const bench: Bench = { stack, admin, clients };
  try {
    say('warming up');
    for (const shape of SHAPES) await measure(bench, { shape, ...WARM_UP });
    await refreshStatistics(stack);
    const before = await settledCommits(admin);
    const measurements: Measurement[] = [];
    for (let round = 0; round < options.rounds; round += 1) {
      for (const count of options.clients) {
        // Every other round begins with the other shape: drift of the machine evens out.
        const order = round % 2 === 0 ? SHAPES : SHAPES.toReversed();
        for (const shape of order) {
          const made = await measure(bench, { shape, clients: count, seconds: options.seconds });
          measurements.push(made);
          say(`${shape} ${count}: ${(made.result.cases.length / made.seconds).toFixed(1)} cases/s`);
        }
      }
    }
    const after = await settledCommits(admin);
    const commits = (shape: Shape) => commitsPerCase(shape, measurements, [before, after]);
    return { measurements, commits: { ours: commits('ours'), bare: commits('bare') } };
  } finally {
    clients.disconnect();
    await admin.end();
  }
}

export interface Bench {
  readonly stack: BenchStack;
  readonly admin: pg.Pool;
  readonly clients: ChildProcess;
}

interface Plan {
  readonly shape: Shape;
  readonly clients: number;
  readonly seconds: number;
}

async function measure(bench: Bench, plan: Plan): Promise<Measurement> {
  const { admin, clients } = bench;
  const { shape, seconds } = plan;
  const windowMs = seconds * 1000;
  const count = Math.ceil((seconds + SETTLE_MS / 1000) * CASES_A_SECOND_MAX) * 2 + SCANS_SPARE;
  const scans =
    shape === 'ours' ? await handIn(bench, count) : Array.from({ length: count }, () => '');
  const from = Date.now() + SETTLE_MS;
  const load: Load = { shape, clients: plan.clients, from, until: from + windowMs, scans };
  const told = once(clients, 'message') as Promise<[Told]>; // the only thing they say is Told
  clients.send(load);
  await delay(SETTLE_MS);
  await forgetStatements(admin);
  const [cpuBefore, startedAt] = [readCpu(bench, shape), performance.now()];
  await Promise.race([delay(windowMs), told]);
  const [cpuAfter, elapsed] = [readCpu(bench, shape), performance.now() - startedAt];
  const counted = await statements(admin);
  const [answer] = await told;
  if ('failed' in answer) throw new Error(`the clients failed: ${answer.failed}`);
  return {
    shape,
    clients: plan.clients,
    seconds: elapsed / 1000,
    result: answer.result,
    cpu: difference(cpuBefore, cpuAfter),
    statements: counted.filter(({ role }) =>
      shape === 'ours' ? role === ROLES.app : role === 'postgres',
    ),
  };
}

export interface Cpu {
  readonly processes: Readonly<
    Record<'server' | 'worker' | 'clients' | 'outside' | 'runs', number>
  >;
  readonly postgres: PostgresCpu;
  readonly machine: number;
}

export function readCpu({ stack, clients }: Bench, shape: Shape): Cpu {
  const { pids } = stack;
  return {
    processes: {
      server: cpuOf(pids.server),
      worker: cpuOf(pids[shape]),
      clients: cpuOf(clients.pid ?? 0),
      outside: cpuOf(pids.outside),
      runs: cpuOf(pids.runs),
    },
    postgres: cpuOfPostgres(pids.postgres, TEMPORAL_ROLE),
    machine: cpuOfMachine(),
  };
}

/** What strangers used is what the machine used and we did not. */
export function difference(before: Cpu, after: Cpu): Measurement['cpu'] {
  const of = (part: keyof Cpu['processes']) => after.processes[part] - before.processes[part];
  const { engine, product, other } = postgresCpuBetween(before.postgres, after.postgres);
  const ours = {
    server: of('server'),
    worker: of('worker'),
    postgresEngine: engine,
    postgresOwn: product,
    postgresOther: other,
    clients: of('clients'),
    outside: of('outside'),
    runs: of('runs'),
  };
  const sum = Object.values(ours).reduce((total, ms) => total + ms, 0);
  return { ...ours, strangers: Math.max(0, after.machine - before.machine - sum) };
}

/** Scans handed in at the counter, each with a key of its own, none bound to a case yet. */
export async function handIn(
  { stack, admin }: Pick<Bench, 'stack' | 'admin'>,
  count: number,
): Promise<readonly string[]> {
  const rows = Array.from({ length: count }, () => {
    const id = randomUUID();
    return { id, ...wrapKey(stack.secrets.center, place.fileKey(id), newDataKey()) };
  });
  await admin.query(
    `insert into file (id, center, kind, media_type, size, sha256, address, wrapped_key, key_holder,
       key_id, uploaded_by)
     select f.id, '210100', 'identity-document', 'application/pdf', 13, repeat('0', 64),
       repeat('0', 64), f.wrapped, 'center', f."keyId", 'lin-guiyuan'
       from jsonb_to_recordset($1) as f(id uuid, wrapped text, "keyId" text)`,
    [JSON.stringify(rows)],
  );
  return rows.map(({ id }) => id);
}

/** What autovacuum does within a minute: plans made for empty tables give way. */
export async function refreshStatistics(stack: BenchStack): Promise<void> {
  for (const database of [DATABASE, BARE_DATABASE, ...Object.values(ENGINE_DATABASES)]) {
    const client = new pg.Client({ connectionString: stack.admin(database) });
    await client.connect();
    await client.query('analyze');
    await client.end();
  }
}

async function settledCommits(admin: pg.Pool): Promise<Readonly<Record<Shape, number>>> {
  await delay(COMMITS_SETTLE_MS);
  return { ours: await commitsOf(admin, DATABASE), bare: await commitsOf(admin, BARE_DATABASE) };
}

/** Without what the bench itself asked: a hash for each case, and its own preparing and counting. */
function commitsPerCase(
  shape: Shape,
  measurements: readonly Measurement[],
  [before, after]: readonly [Record<Shape, number>, Record<Shape, number>],
): number {
  const mine = measurements.filter((one) => one.shape === shape);
  const begun = mine.reduce((sum, { result }) => sum + result.begun, 0);
  const ownOfBench =
    shape === 'ours' ? begun + mine.length + measurements.length * COUNTING_STATEMENTS : 0;
  return (after[shape] - before[shape] - ownOfBench) / begun;
}

/** Statements that one measurement needs in the product's database: a reset and a reading. */
const COUNTING_STATEMENTS = 2;

export async function startClients(stack: BenchStack): Promise<ChildProcess> {
  const { temporal, secretsFile, apiUrl } = stack;
  const setting: ClientSetting = { temporal, namespace: NAMESPACE, secretsFile, apiUrl };
  const child = fork(fileURLToPath(new URL('client.ts', import.meta.url)), {
    env: { ...process.env, BENCH_CLIENT: JSON.stringify(setting) },
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('the clients did not start');
    }),
  ]);
  return child;
}
