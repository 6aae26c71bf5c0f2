/**
 * The signed-in sessions, one per API, in one file that only its owner can read.
 *
 * Refresh tokens are used once: two commands at the same time must not both use the old one, so
 * whoever renews holds a lock for that moment.
 */
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EXIT, failure } from './failure.ts';
import { configFolder } from './settings.ts';

export interface Session {
  readonly issuer: string;
  readonly clientId: string;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** ms since the epoch. */
  readonly expiresAt: number;
}

type Sessions = Readonly<Record<string, Session>>;

const LOCK_WAIT_MS = 60_000;
const LOCK_STALE_MS = 30_000;

function file(env: NodeJS.ProcessEnv): string {
  return join(configFolder(env), 'session.json');
}

function isSession(value: unknown): value is Session {
  return (
    typeof value === 'object' &&
    value !== null &&
    'issuer' in value &&
    'clientId' in value &&
    'accessToken' in value &&
    typeof value.accessToken === 'string' &&
    'refreshToken' in value &&
    'expiresAt' in value &&
    typeof value.expiresAt === 'number'
  );
}

function readAll(env: NodeJS.ProcessEnv): Sessions {
  try {
    const content: unknown = JSON.parse(readFileSync(file(env), 'utf8'));
    if (typeof content !== 'object' || content === null) return {};
    return Object.fromEntries(Object.entries(content).filter(([, value]) => isSession(value)));
  } catch {
    return {};
  }
}

/** The session for an API; null when nobody is signed in. */
export function readSession(api: string, env: NodeJS.ProcessEnv): Session | null {
  return readAll(env)[api] ?? null;
}

/** Keeps (or with null forgets) the session for an API. */
export function keepSession(api: string, session: Session | null, env: NodeJS.ProcessEnv): void {
  mkdirSync(configFolder(env), { recursive: true, mode: 0o700 });
  const { [api]: _old, ...others } = readAll(env);
  const next = session === null ? others : { ...others, [api]: session };
  const path = file(env);
  const fresh = `${path}.${String(process.pid)}`;
  writeFileSync(fresh, `${JSON.stringify(next)}\n`, { mode: 0o600 });
  renameSync(fresh, path);
}

/**
 * Runs the work while no other command does; a lock left by a crash is taken over.
 *
 * @throws a failure (unavailable) when the lock cannot be had
 */
export async function alone<T>(env: NodeJS.ProcessEnv, work: () => Promise<T>): Promise<T> {
  mkdirSync(configFolder(env), { recursive: true, mode: 0o700 });
  const lock = `${file(env)}.lock`;
  const giveUpAt = Date.now() + LOCK_WAIT_MS;
  while (!taken(lock)) {
    if (Date.now() > giveUpAt) {
      throw failure(EXIT.unavailable, {
        code: 'key-in-progress',
        title: '另一个命令正在更新登录，请稍候再试',
      });
    }
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > LOCK_STALE_MS) rmSync(lock, { force: true });
    await pause(50);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function taken(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx', 0o600));
    return true;
  } catch {
    return false;
  }
}
