/**
 * A new opening while very many cases wait: the same client, before and after they were begun, in one
 * run on one stack. Those that wait have an agreement to be signed, a timer and every row of a case.
 */
import { once } from 'node:events';
import Table from 'cli-table3';
import pg from 'pg';
import { forgetStatements, memoryOf, statements, type Statement } from './counters.ts';
import {
  difference,
  handIn,
  readCpu,
  refreshStatistics,
  startClients,
  type Bench,
  type Measurement,
} from './opening.ts';
import type { BenchOptions } from './options.ts';
import { quantile } from './report.ts';
import type { Doing } from './shapes.ts';
import { DATABASE, type BenchStack } from './stack.ts';
import { targetLine } from './targets.ts';
import type { Load, LoadResult, Told } from './wire.ts';

export interface ParkedLine {
  readonly parked: number;
  /** Of a new case from receipt to the opened account, one at a time; milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly cases: number;
  /** Of each process for a new case; milliseconds. */
  readonly cpu: Measurement['cpu'];
  /** Everybody's statements: how often and how long for a new case. */
  readonly statements: readonly Statement[];
  /** Megabytes. */
  readonly engine: number;
  readonly worker: number;
}

/** Cases are begun by so many at once, a portion at a time. */
const FILLERS = 16;
const PORTION = 2_000;
/** Long enough that the code of a case is compiled: the filling would do it for the second figure alone. */
const WARM_UP_S = 30;

export async function benchParked(
  stack: BenchStack,
  { parked, seconds }: BenchOptions,
  say: (line: string) => void,
): Promise<readonly ParkedLine[]> {
  const admin = new pg.Pool({ connectionString: stack.admin(DATABASE), max: 2 });
  const clients = await startClients(stack);
  const parts = { stack, admin, clients };
  try {
    say('warming up');
    await oneAtATime(parts, WARM_UP_S);
    await refreshStatistics(stack);
    const empty = await timed(parts, 0, seconds);
    for (let begun = 0; begun < parked; begun += PORTION) {
      await begin(parts, Math.min(PORTION, parked - begun));
      say(`${Math.min(parked, begun + PORTION).toLocaleString('en')} cases wait`);
    }
    await refreshStatistics(stack);
    await oneAtATime(parts, WARM_UP_S);
    return [empty, await timed(parts, await waiting(admin), seconds)];
  } finally {
    clients.disconnect();
    await admin.end();
  }
}

export function parkedTable(lines: readonly ParkedLine[]): string {
  const table = new Table({
    head: [
      'cases that wait',
      'p50 ms',
      'p95 ms',
      'ratio of p50',
      'new cases',
      'CPU server',
      'worker',
      'pg engine',
      'pg own',
      'engine MB',
      'worker MB',
    ],
    style: { head: [], border: [] },
  });
  const empty = lines[0]?.p50 ?? Number.NaN;
  for (const { parked, p50, p95, cases, cpu, engine, worker } of lines) {
    table.push([
      parked.toLocaleString('en'),
      ...[p50.toFixed(1), p95.toFixed(1), (p50 / empty).toFixed(2), cases],
      ...[cpu.server, cpu.worker, cpu.postgresEngine, cpu.postgresOwn].map((ms) => ms.toFixed(1)),
      ...[engine.toFixed(0), worker.toFixed(0)],
    ]);
  }
  const asked = lines.find(({ parked }) => parked === 100_000);
  return [
    table.toString(),
    targetLine('parked', asked && asked.p50 / empty),
    'Statements that became slower (ms a case):',
    ...grown(lines),
  ].join('\n');
}

const GROWN_SHOWN = 15;

/** Which statements take longer for a new case than they did while nothing waited. */
function grown(lines: readonly ParkedLine[]): readonly string[] {
  const before = byText(lines[0]?.statements ?? []);
  return [...byText(lines.at(-1)?.statements ?? [])]
    .map(([text, now]) => ({ text, now, by: now.ms - (before.get(text)?.ms ?? 0) }))
    .sort((a, b) => b.by - a.by)
    .slice(0, GROWN_SHOWN)
    .map(
      ({ text, now, by }) =>
        `+${by.toFixed(2)} to ${now.ms.toFixed(2)} in ${now.calls.toFixed(1)} ${text.slice(0, 160)}`,
    );
}

/** A statement that was prepared before counting began is told with its constants: they are left out. */
const CONSTANT = /'[^']*'|\$?\b\d+\b/g;

function byText(all: readonly Statement[]): ReadonlyMap<string, { calls: number; ms: number }> {
  const sums = new Map<string, { calls: number; ms: number }>();
  for (const { role, text, calls, ms } of all) {
    const key = `(${role}) ${text.replaceAll(CONSTANT, '?').replaceAll(/\s+/g, ' ')}`;
    const known = sums.get(key) ?? { calls: 0, ms: 0 };
    sums.set(key, { calls: known.calls + calls, ms: known.ms + ms });
  }
  return sums;
}

async function timed(parts: Bench, parked: number, seconds: number): Promise<ParkedLine> {
  await forgetStatements(parts.admin);
  const before = readCpu(parts, 'ours');
  const { cases } = await oneAtATime(parts, seconds);
  const cpu = difference(before, readCpu(parts, 'ours'));
  const counted = await statements(parts.admin);
  const whole = cases.map((one) => one.whole);
  const { server, ours } = parts.stack.pids;
  return {
    parked,
    p50: quantile(whole, 0.5),
    p95: quantile(whole, 0.95),
    cases: cases.length,
    cpu: aCase(cpu, cases.length),
    statements: counted.map((one) => ({
      ...one,
      calls: one.calls / cases.length,
      ms: one.ms / cases.length,
    })),
    engine: memoryOf(server),
    worker: memoryOf(ours),
  };
}

function aCase(cpu: Measurement['cpu'], cases: number): Measurement['cpu'] {
  const parts = Object.entries(cpu).map(([part, ms]) => [part, ms / cases]);
  return Object.fromEntries(parts) as Measurement['cpu']; // the record's own keys
}

/** More than this a second one client never begins. */
const CASES_A_SECOND_MAX = 60;

function oneAtATime(parts: Bench, seconds: number): Promise<LoadResult> {
  const from = Date.now();
  const load = { shape: 'ours', clients: 1, from, until: from + seconds * 1000 } as const;
  return run(parts, load, seconds * CASES_A_SECOND_MAX);
}

/** Clients begin until every scan is used. */
function begin(parts: Bench, cases: number): Promise<LoadResult> {
  const load = { shape: 'parked', clients: FILLERS, from: 0, until: 0 } as const;
  return run(parts, load, cases);
}

async function run(
  { stack, admin, clients }: Bench,
  load: { readonly shape: Doing } & Omit<Load, 'scans' | 'shape'>,
  cases: number,
): Promise<LoadResult> {
  const scans = await handIn({ stack, admin }, cases * 2);
  const told = once(clients, 'message') as Promise<[Told]>; // the only thing they say is Told
  clients.send({ ...load, scans });
  const [answer] = await told;
  if ('failed' in answer) throw new Error(`the clients failed: ${answer.failed}`);
  return answer.result;
}

async function waiting(admin: pg.Pool): Promise<number> {
  const { rows } = await admin.query<{ open: number }>(
    `select count(*)::integer as open from "case" where closed_at is null`,
  );
  return rows[0]?.open ?? 0;
}
