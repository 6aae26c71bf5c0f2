/** A program that runs for minutes: its lines as they come, a sign of life, a limit, a clean end. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Reaper } from './child.ts';

const LAST_LINES = 12;

export interface LongTask {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ended by force when it runs longer. */
  readonly limitMs: number;
  /** Every line of both outputs. */
  readonly line?: (text: string) => void;
  /** Called about every `everyMs` while it runs, with the time since the start. */
  readonly alive?: { readonly everyMs: number; readonly say: (sinceMs: number) => void };
  /** Asked every second; a text ends the task with that reason. */
  readonly hopeless?: () => string | undefined;
}

/**
 * Runs it to its end.
 *
 * @throws Error in Chinese with the reason or its last lines
 */
export async function runLongTask(task: LongTask, reaper: Reaper): Promise<void> {
  const startedAt = Date.now();
  const child = spawn(task.command, task.args, {
    cwd: task.cwd,
    env: task.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { pid } = child;
  if (pid !== undefined) reaper.watch(pid, 'SIGTERM');
  let reason: string | undefined;
  const end = (why: string): void => {
    reason ??= why;
    if (pid !== undefined) killGroup(pid);
  };
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (text) => {
      last.push(text);
      if (last.length > LAST_LINES) last.shift();
      task.line?.(text);
    });
  }
  const timers = [
    setTimeout(() => {
      end(`超过 ${Math.round(task.limitMs / 60_000)} 分钟未完成，已中止`);
    }, task.limitMs),
    setInterval(() => {
      const why = task.hopeless?.();
      if (why !== undefined) end(why);
    }, 1_000),
    setInterval(() => task.alive?.say(Date.now() - startedAt), task.alive?.everyMs ?? 60_000),
  ];
  const code = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('close', (exit, signal) => {
      resolve(exit ?? signal ?? 'lost');
    });
  });
  for (const timer of timers) clearTimeout(timer);
  if (pid !== undefined) reaper.forget(pid);
  if (reason !== undefined) throw new Error(reason);
  if (code !== 0) {
    throw new Error(last.length > 0 ? last.join('\n') : `${task.command} 失败（${code}）`);
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
