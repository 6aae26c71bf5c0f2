/** One process started by us: where its words go, when it is ready, and how it is made to stop. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A log file larger than this is put aside (one generation) when its process starts. */
const LOG_BYTES_MAX = 20_000_000;
const READY_POLL_MS = 50;
/** How long a start waits for what it needs, such as PostgreSQL recovering from a crash. */
const NEEDS_MS = 120_000;
/** Lines of logs shown to people are cut here: some carry whole stack traces. */
const LINE_CHARS_MAX = 400;

export interface ChildSpec {
  /** Short English name: log file, messages to developers. */
  readonly name: string;
  /** What the person at the terminal reads. */
  readonly title: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Run as this user (only root can ask for it). */
  readonly user?: { readonly uid: number; readonly gid: number };
  readonly log: string;
  /** What must be done each time just before it starts. */
  readonly before?: () => Promise<unknown>;
  /** What must be there before it starts: asked again and again; a throw counts as "not yet". */
  readonly needs?: () => Promise<boolean>;
  /** Asked again and again until it says true; a throw counts as "not yet". */
  readonly ready: () => Promise<boolean>;
  /** How long it may take to become ready. */
  readonly readyMs: number;
  /** The polite signal. PostgreSQL ends quickly on SIGINT and waits for its clients on SIGTERM. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** After this SIGKILL. */
  readonly stopMs: number;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Ends it politely, then by force; returns when it is gone. */
  stop: () => Promise<Ended>;
}

/** A child that could not be started or went away before it was ready. */
export interface StartFailure extends Error {
  readonly child: string;
}

export interface Reaper {
  watch: (pid: number, signal: 'SIGTERM' | 'SIGINT') => void;
  forget: (pid: number) => void;
  /** Removes a temporary folder in the end. */
  discard: (folder: string) => void;
  /** Ends the watchman; it first ends whatever is still on its list. */
  close: () => Promise<void>;
}

/** Starts the watchman (reaper.ts). One per starter is enough. */
export function startReaper(): Reaper {
  const reaper = spawn(process.execPath, [fileURLToPath(new URL('reaper.ts', import.meta.url))], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  reaper.unref();
  const ended = once(reaper, 'exit');
  reaper.stdin.on('error', () => undefined);
  return {
    watch: (pid, signal) => void reaper.stdin.write(`+${pid} ${signal}\n`),
    forget: (pid) => void reaper.stdin.write(`-${pid}\n`),
    discard: (folder) => void reaper.stdin.write(`!${folder}\n`),
    close: async () => {
      reaper.ref();
      reaper.stdin.end();
      await ended;
    },
  };
}

/**
 * Starts a process and waits until it is ready; an aborted signal ends it even before that.
 *
 * @throws StartFailure with the last lines of its log
 */
export async function startChild(
  spec: ChildSpec,
  reaper: Reaper,
  signal?: AbortSignal,
): Promise<Child> {
  if (spec.needs) await waitFor(spec.needs, NEEDS_MS, signal);
  await spec.before?.();
  const child = await begin(spec, reaper);
  const failed = await untilReady(spec, child.ended, signal);
  if (failed === undefined) return child;
  await child.stop();
  throw await startFailure(spec, failed);
}

/**
 * Runs a program to its end.
 *
 * @throws StartFailure with the last lines of its log unless it ends with code 0
 */
export async function runToEnd(
  spec: ChildSpec,
  reaper: Reaper,
  signal?: AbortSignal,
): Promise<void> {
  const child = await begin(spec, reaper);
  const stop = (): void => void child.stop();
  signal?.addEventListener('abort', stop);
  const ended = await child.ended;
  signal?.removeEventListener('abort', stop);
  if (ended.code !== 0) throw await startFailure(spec, `没有成功（${endedText(ended)}）`);
}

async function begin(spec: ChildSpec, reaper: Reaper): Promise<Child> {
  const process_ = launch(spec);
  const { pid } = process_;
  const ended = new Promise<Ended>((resolve) => {
    process_.once('exit', (code, signal) => {
      if (pid !== undefined) reaper.forget(pid);
      resolve({ code, signal });
    });
    process_.once('error', () => {
      resolve({ code: null, signal: null });
    });
  });
  if (pid === undefined) throw await startFailure(spec, '无法启动');
  reaper.watch(pid, spec.stopSignal);
  return { name: spec.name, pid, ended, stop: () => stop(process_, ended, spec) };
}

/** Waits until `ready` says true. @returns false when it gave up or was aborted */
export async function waitFor(
  ready: () => Promise<boolean>,
  limitMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const giveUpAt = Date.now() + limitMs;
  while (Date.now() < giveUpAt && signal?.aborted !== true) {
    if (await ready().catch(() => false)) return true;
    await delay(READY_POLL_MS * 2);
  }
  return false;
}

/** The last lines of a log file; empty when there are none. */
export async function lastLines(file: string, count = 15): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return '';
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, 16_384);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    const lines = buffer.toString('utf8').trimEnd().split('\n').slice(-count);
    return lines.map((line) => line.slice(0, LINE_CHARS_MAX)).join('\n');
  } finally {
    await handle.close();
  }
}

export function isStartFailure(error: unknown): error is StartFailure {
  return error instanceof Error && 'child' in error;
}

function launch(spec: ChildSpec): ChildProcess {
  mkdirSync(dirname(spec.log), { recursive: true });
  if ((statSync(spec.log, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES_MAX) {
    renameSync(spec.log, `${spec.log}.1`);
  }
  const log = openSync(spec.log, 'a', 0o600);
  try {
    return spawn(spec.command, spec.args, {
      env: spec.env,
      stdio: ['ignore', log, log],
      // A group of its own: Ctrl-C in the terminal reaches only the starter, which knows the order.
      detached: true,
      ...(spec.cwd === undefined ? {} : { cwd: spec.cwd }),
      ...spec.user,
    });
  } finally {
    closeSync(log);
  }
}

/** @returns undefined when ready, else what went wrong, in Chinese */
async function untilReady(
  spec: ChildSpec,
  ended: Promise<Ended>,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const giveUpAt = Date.now() + spec.readyMs;
  for (;;) {
    const gone = await Promise.race([ended, delay(READY_POLL_MS)]);
    if (signal?.aborted === true) return '启动时被中止';
    if (gone) return `启动后随即退出（${endedText(gone)}）`;
    if (await spec.ready().catch(() => false)) return undefined;
    if (Date.now() > giveUpAt) return `${spec.readyMs / 1000} 秒内未就绪`;
  }
}

/** How a process ended, for people. */
export function endedText({ code, signal }: Ended): string {
  return signal === null ? `退出码 ${code ?? '无'}` : `信号 ${signal}`;
}

async function startFailure(spec: ChildSpec, what: string): Promise<StartFailure> {
  const lastWords = await lastLines(spec.log);
  const error = new Error(`${spec.title}（${spec.name}）${what}，日志 ${spec.log}：\n${lastWords}`);
  return Object.assign(error, { child: spec.name });
}

async function stop(child: ChildProcess, ended: Promise<Ended>, spec: ChildSpec): Promise<Ended> {
  child.kill(spec.stopSignal);
  const timer = setTimeout(() => {
    killGroup(child);
  }, spec.stopMs);
  try {
    return await ended;
  } finally {
    clearTimeout(timer);
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
