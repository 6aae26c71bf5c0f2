/** What a chaos run has to say, as text. */
import Table from 'cli-table3';
import type { Finding } from './books.ts';
import type { ChaosResult } from './chaos.ts';
import { TARGETS, type Kill } from './killer.ts';

export function holds({ findings }: ChaosResult): boolean {
  return findings.every(({ wrong }) => wrong.length === 0);
}

export function textOf(result: ChaosResult): string {
  const { kills, moneyKills, requests, seconds } = result;
  const moving = Object.entries(moneyKills).map(([what, some]) => `${some.length} in ${what}`);
  const again = Object.entries(requests.again).map(([why, times]) => `${times} ${why}`);
  return [
    tableOf(result),
    `${kills.length} kills in ${seconds.toFixed(0)} s; ${requests.answered} requests answered, sent again: ${again.join(', ') || 'none'}`,
    `kills while money moved: ${moving.join(', ')}`,
    ...result.findings.map(line),
    ...result.findings.flatMap(contradictions),
  ].join('\n');
}

const SHOWN_MAX = 20;

function line({ id, title, wrong, note }: Finding): string {
  const told = note === undefined ? '' : ` (${note})`;
  return wrong.length === 0
    ? `✓ ${id} ${title}${told}`
    : `✗ ${id} ${title}: ${wrong.length} times not`;
}

function contradictions({ id, wrong }: Finding): readonly string[] {
  const more = wrong.length > SHOWN_MAX ? [`  ${id}: and ${wrong.length - SHOWN_MAX} more`] : [];
  return [...wrong.slice(0, SHOWN_MAX).map((one) => `  ${id}: ${one}`), ...more];
}

function tableOf({ kills, finished }: ChaosResult): string {
  const table = new Table({
    head: ['killed', 'times', 'ready again after', 'next case done after that'],
    style: { head: [], border: [] },
  });
  for (const target of TARGETS) table.push(row(target, of(kills, target), finished));
  table.push(row('all', kills, finished));
  return table.toString();
}

function of(kills: readonly Kill[], target: string): readonly Kill[] {
  return kills.filter((kill) => kill.target === target);
}

function row(name: string, kills: readonly Kill[], finished: readonly number[]): string[] {
  const returns = kills.flatMap(({ at, readyAt }) => (readyAt === null ? [] : [readyAt - at]));
  const next = kills.flatMap(({ readyAt }) => {
    if (readyAt === null) return [];
    const after = finished.filter((at) => at >= readyAt);
    return after.length === 0 ? [] : [Math.min(...after) - readyAt];
  });
  return [name, String(kills.length), middleAndWorst(returns), middleAndWorst(next)];
}

function middleAndWorst(times: readonly number[]): string {
  if (times.length === 0) return '–';
  const sorted = times.toSorted((left, right) => left - right);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return `p50 ${seconds(middle)}, worst ${seconds(sorted.at(-1) ?? 0)}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
