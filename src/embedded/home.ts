/** The folder where one installation keeps everything: data, logs, secrets, addresses. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureSecrets, type Secrets } from '../crypto/secrets.ts';
import type { Keeping } from './temporal-resolver.ts';

/** Passwords of the parts among themselves, made once. Nobody needs to know them. */
const PASSWORDS = [
  'superuser',
  'owner',
  'app',
  'api',
  'simulators',
  'temporal',
  'simulatorToken',
] as const;
export type Passwords = Readonly<Record<(typeof PASSWORDS)[number], string>>;

/** What a fresh start removes; anything else in the folder is not ours. */
const OURS = [
  'postgres',
  'temporal',
  'files',
  'heads',
  'logs',
  'provider-keys.json',
  'secrets.json',
  'passwords.json',
  'addresses.json',
  'state.json',
] as const;

export interface Home {
  readonly folder: string;
  readonly passwords: Passwords;
  readonly secretsFile: string;
  readonly secrets: Secrets;
  readonly files: string;
  readonly heads: string;
  readonly log: (name: string) => string;
  /** Where the running cases of this home lie; undefined before the first start. */
  readonly kept: Keeping | undefined;
  readonly keep: (keeping: Keeping) => void;
  readonly writeAddresses: (addresses: object) => void;
  /** Lets another start use the folder. */
  readonly release: () => void;
}

/**
 * Makes the folder, or takes up what earlier starts left in it.
 *
 * @throws Error in Chinese when another start is using it
 */
export function openHome(folder: string): Home {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const lock = takeLock(folder);
  for (const name of ['files', 'heads', 'logs']) {
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  }
  const secretsFile = join(folder, 'secrets.json');
  const stateFile = join(folder, 'state.json');
  return {
    folder,
    passwords: ensurePasswords(join(folder, 'passwords.json')),
    secretsFile,
    secrets: ensureSecrets(secretsFile),
    files: join(folder, 'files'),
    heads: join(folder, 'heads'),
    log: (name) => join(folder, 'logs', `${name}.log`),
    kept: keptIn(stateFile),
    keep: (keeping) => {
      writeFileSync(stateFile, `${JSON.stringify({ keeping })}\n`);
    },
    writeAddresses: (addresses) => {
      writePrivate(join(folder, 'addresses.json'), addresses);
    },
    release: () => {
      rmSync(lock, { force: true });
    },
  };
}

/**
 * Removes everything an installation keeps there.
 *
 * @throws Error in Chinese while a start is using it
 */
export function emptyHome(folder: string): void {
  if (!existsSync(folder)) return;
  const lock = takeLock(folder);
  for (const name of OURS) rmSync(join(folder, name), { recursive: true, force: true });
  rmSync(lock, { force: true });
}

/** The lock bears the number and the birth of its process: numbers are given out again. */
function takeLock(folder: string): string {
  const lock = join(folder, 'anju.pid');
  const [pid = '', born = ''] = existsSync(lock) ? readFileSync(lock, 'utf8').split('\n') : [];
  if (born !== '' && birthOf(pid) === born) {
    throw new Error(
      `${folder} 正由另一个已启动的安居办件使用（进程 ${pid}）。请先停止它，或用 --home 和 --port-base 另起一套。`,
    );
  }
  writeFileSync(lock, `${process.pid}\n${birthOf(String(process.pid))}\n`);
  return lock;
}

/** When that process started, as text; empty when there is none. Small machines have no `ps`. */
function birthOf(pid: string): string {
  const known = birthInProc(pid);
  if (known !== undefined) return known;
  try {
    const options = { encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync('ps', ['-o', 'lstart=', '-p', pid], options).trim();
  } catch {
    return '';
  }
}

/** Linux tells it in ticks since a boot that has an id; undefined where there is no /proc. */
function birthInProc(pid: string): string | undefined {
  const boot = '/proc/sys/kernel/random/boot_id';
  if (!existsSync(boot) || !/^\d+$/.test(pid)) return undefined;
  try {
    // The second field is the program's name, which may hold anything; the start is the 22nd.
    const after = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return `${readFileSync(boot, 'utf8').trim()} ${after[19] ?? ''}`;
  } catch {
    return '';
  }
}

function ensurePasswords(file: string): Passwords {
  const known: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const old =
    typeof known === 'object' && known !== null ? new Map(Object.entries(known)) : new Map();
  const entries = PASSWORDS.map((name): [string, string] => {
    const value: unknown = old.get(name);
    return [name, typeof value === 'string' ? value : randomBytes(24).toString('base64url')];
  });
  const passwords = Object.fromEntries(entries) as Passwords; // one entry per name of the list
  writePrivate(file, passwords);
  return passwords;
}

/** Where the running cases of a home lie, without opening it. */
export function keptOf(folder: string): Keeping | undefined {
  return keptIn(join(folder, 'state.json'));
}

function keptIn(file: string): Keeping | undefined {
  if (!existsSync(file)) return undefined;
  const { keeping } = JSON.parse(readFileSync(file, 'utf8')) as { keeping?: unknown }; // ours
  if (keeping === 'postgres' || keeping === 'sqlite') return keeping;
  const isTheirs = typeof keeping === 'object' && keeping !== null && 'address' in keeping;
  return isTheirs && typeof keeping.address === 'string' ? { address: keeping.address } : undefined;
}

function writePrivate(file: string, content: object): void {
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
}
