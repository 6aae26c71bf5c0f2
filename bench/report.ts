/** From measurements to a small table and a JSON file. */
import Table from 'cli-table3';
import type { CpuPart, Measurement, OpeningResult } from './opening.ts';
import { SHAPES, type Shape } from './shapes.ts';
import { targetLine } from './targets.ts';

export interface Line {
  readonly shape: Shape;
  readonly clients: number;
  readonly casesPerSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly submitP50: number;
  readonly signP50: number;
  readonly transitions: readonly number[];
  readonly cpuPerCase: Readonly<Record<CpuPart, number>>;
  readonly statementsPerCase: number;
}

export interface Report {
  readonly lines: readonly Line[];
  /** Ours to bare at that many clients, over all rounds and in each. */
  readonly ratios: readonly {
    readonly clients: number;
    readonly ratio: number;
    readonly rounds: readonly number[];
  }[];
  readonly commitsPerCase: Readonly<Record<Shape, number>>;
  /** A clerk's act against the bare Update, at one client. */
  readonly actRatio: number | null;
  readonly topStatements: readonly {
    readonly text: string;
    readonly perCase: number;
    readonly ms: number;
  }[];
}

export function reportOf({ measurements, commits }: OpeningResult): Report {
  const counts = [...new Set(measurements.map(({ clients }) => clients))];
  const lines = counts.flatMap((clients) =>
    SHAPES.map((shape) => lineOf(of(measurements, shape, clients))),
  );
  const act = (shape: Shape) =>
    lines.find((line) => line.shape === shape && line.clients === 1)?.signP50;
  const [ours, bare] = [act('ours'), act('bare')];
  return {
    lines,
    ratios: counts.map((clients) => ({
      clients,
      ratio: rate(of(measurements, 'ours', clients)) / rate(of(measurements, 'bare', clients)),
      rounds: of(measurements, 'ours', clients).map(
        (one, round) =>
          rate([one]) / rate(of(measurements, 'bare', clients).slice(round, round + 1)),
      ),
    })),
    commitsPerCase: commits,
    actRatio: ours === undefined || bare === undefined ? null : ours / bare,
    topStatements: topStatements(measurements.filter(({ shape }) => shape === 'ours')),
  };
}

function of(all: readonly Measurement[], shape: Shape, clients: number): readonly Measurement[] {
  return all.filter((one) => one.shape === shape && one.clients === clients);
}

function rate(measurements: readonly Measurement[]): number {
  return casesOf(measurements).length / sum(measurements.map(({ seconds }) => seconds));
}

function casesOf(measurements: readonly Measurement[]) {
  return measurements.flatMap(({ result }) => result.cases);
}

function lineOf(measurements: readonly Measurement[]): Line {
  const [first] = measurements;
  if (!first) throw new Error('nothing was measured');
  const cases = casesOf(measurements);
  const parts = Object.keys(first.cpu) as CpuPart[]; // the record's own keys
  const statements = measurements.flatMap((one) => one.statements);
  return {
    shape: first.shape,
    clients: first.clients,
    casesPerSecond: rate(measurements),
    p50: quantile(
      cases.map(({ whole }) => whole),
      0.5,
    ),
    p95: quantile(
      cases.map(({ whole }) => whole),
      0.95,
    ),
    submitP50: quantile(
      cases.map(({ submit }) => submit),
      0.5,
    ),
    signP50: quantile(
      cases.map(({ sign }) => sign),
      0.5,
    ),
    transitions: [...new Set(measurements.flatMap(({ result }) => result.transitions))].sort(),
    cpuPerCase: Object.fromEntries(
      parts.map((part) => [part, sum(measurements.map(({ cpu }) => cpu[part])) / cases.length]),
    ) as Line['cpuPerCase'], // the same keys again
    statementsPerCase: sum(statements.map(({ calls }) => calls)) / cases.length,
  };
}

function topStatements(measurements: readonly Measurement[]): Report['topStatements'] {
  const cases = casesOf(measurements).length;
  const byText = new Map<string, { calls: number; ms: number }>();
  for (const { text, calls, ms } of measurements.flatMap((one) => one.statements)) {
    const known = byText.get(text) ?? { calls: 0, ms: 0 };
    byText.set(text, { calls: known.calls + calls, ms: known.ms + ms });
  }
  return [...byText]
    .map(([text, { calls, ms }]) => ({
      text: text.replaceAll(/\s+/g, ' '),
      perCase: calls / cases,
      ms: ms / cases,
    }))
    .sort((a, b) => b.ms - a.ms);
}

export function tableOf(report: Report): string {
  const table = new Table({
    head: [
      'clients',
      'shape',
      'cases/s',
      'ratio',
      'p50',
      'p95',
      'submit',
      'sign',
      'transitions',
      'CPU',
      'server',
      'worker',
      'pg engine',
      'pg own',
      'pg other',
      'clients',
      'others',
      'SQL',
    ],
    style: { head: [], border: [] },
    colAligns: ['right', 'left', ...Array.from({ length: 16 }, () => 'right' as const)],
  });
  for (const line of report.lines) {
    const { cpuPerCase: cpu } = line;
    const ratio = report.ratios.find(({ clients }) => clients === line.clients);
    const all = cpu.server + cpu.worker + cpu.postgresEngine + cpu.postgresOwn + cpu.postgresOther;
    table.push([
      line.clients,
      line.shape,
      line.casesPerSecond.toFixed(1),
      line.shape === 'ours' ? (ratio?.ratio.toFixed(2) ?? '') : '',
      line.p50.toFixed(1),
      line.p95.toFixed(1),
      line.submitP50.toFixed(1),
      line.signP50.toFixed(1),
      line.transitions.join('/'),
      all.toFixed(1),
      cpu.server.toFixed(1),
      cpu.worker.toFixed(1),
      cpu.postgresEngine.toFixed(1),
      cpu.postgresOwn.toFixed(1),
      cpu.postgresOther.toFixed(1),
      cpu.clients.toFixed(1),
      cpu.strangers.toFixed(0),
      line.statementsPerCase.toFixed(1),
    ]);
  }
  const { ours, bare } = report.commitsPerCase;
  const rounds = report.ratios.map(
    ({ clients, rounds: each }) => `${clients}: ${each.map((one) => one.toFixed(2)).join(' ')}`,
  );
  return [
    table.toString(),
    'Milliseconds; CPU a case without clients and outside; SQL a case with begin and commit.',
    `Commits a case: ours ${ours.toFixed(2)} (reads count as one each), bare ${bare.toFixed(2)}.`,
    `A clerk's act at one client against the bare Update: ${report.actRatio?.toFixed(2) ?? '-'}.`,
    `Ratios by round: ${rounds.join('; ')}.`,
    targetLine('opening', report.ratios.find(({ clients }) => clients === 16)?.ratio),
    targetLine('act', report.actRatio ?? undefined),
    targetLine(
      'transitions',
      Math.max(
        ...report.lines.flatMap(({ shape, transitions }) => (shape === 'ours' ? transitions : [])),
      ),
    ),
  ].join('\n');
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
