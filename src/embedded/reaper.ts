/**
 * The watchman of one start: ends every process on its list when whoever started it is gone.
 *
 * It reads lines from its standard input: `+pid signal`, `-pid`, and `!folder` for a temporary one.
 * When the input ends, because the starter stopped in good order, crashed or was killed outright,
 * whatever still stands on the list gets its signal, and after a few seconds SIGKILL; then the
 * folders are removed. So nothing is left in any case.
 */
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

/** Time between the polite signal and SIGKILL. */
const PATIENCE_MS = 8_000;

const wards = new Map<number, NodeJS.Signals>();
const folders: string[] = [];

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => undefined);
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.startsWith('!')) folders.push(line.slice(1));
  const [, sign, pid, signal] = /^([+-])(\d+) ?(SIGTERM|SIGINT)?$/.exec(line) ?? [];
  if (sign === '-') wards.delete(Number(pid));
  if (sign === '+') wards.set(Number(pid), signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM');
}

// The youngest first: whoever needs the database ends before the database does.
for (const [pid, signal] of [...wards].reverse()) send(pid, signal);
const giveUpAt = Date.now() + PATIENCE_MS;
while (Date.now() < giveUpAt && [...wards.keys()].some((pid) => send(pid, 0))) await delay(50);
for (const pid of wards.keys()) {
  // Each child leads a process group of its own: the whole group goes.
  if (!send(-pid, 'SIGKILL')) send(pid, 'SIGKILL');
}
for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
