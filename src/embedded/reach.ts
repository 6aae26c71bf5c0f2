/**
 * Who PostgreSQL runs as, and which folders that user can reach.
 *
 * PostgreSQL refuses to run as root. Started by root it runs as an unprivileged user, who cannot
 * enter a clone under, say, a 0700 home folder; so binaries and data then lie elsewhere.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** Users looked for when root starts, the first that exists is taken. */
const UNPRIVILEGED = ['postgres', 'nobody'];
/** Where root keeps a home when the clone's own folder is closed to others. */
const ROOT_HOMES = '/var/lib/anju';

/** What is asked of a folder; tests put their own in. */
export interface Mode {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}
export type ModeOf = (folder: string) => Mode | undefined;

const modeOf: ModeOf = (folder) => statSync(folder, { throwIfNoEntry: false });

/**
 * The user PostgreSQL runs as.
 *
 * @returns undefined when we are not root and it simply runs as ourselves
 * @throws Error in Chinese when root has no unprivileged user to lend
 */
export function postgresUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of UNPRIVILEGED) {
    const [uid, gid] = [idOf('-u', name), idOf('-g', name)];
    if (uid !== undefined && gid !== undefined && uid !== 0) return { uid, gid };
  }
  throw new Error(
    `以 root 启动时 PostgreSQL 需要一个普通用户，本机没有 ${UNPRIVILEGED.join('、')}；请新建其一或改用普通用户启动。`,
  );
}

/** The closest folder on the way to `path` that `user` cannot enter; undefined when there is none. */
export function closedTo(
  user: User | undefined,
  path: string,
  mode: ModeOf = modeOf,
): string | undefined {
  if (user === undefined) return undefined;
  const full = resolve(path);
  const parent = dirname(full);
  const above = parent === full ? undefined : closedTo(user, parent, mode);
  if (above !== undefined) return above;
  const found = mode(full);
  // What does not exist yet is made by us, open enough.
  if (found === undefined || mayEnter(user, found)) return undefined;
  return full;
}

/**
 * Where the data, logs and secrets of this clone lie: as asked, else `.anju` in the clone, else
 * (root, and the clone closed to others) a folder of the clone's own below /var/lib/anju.
 *
 * @throws Error in Chinese when the folder asked for cannot be used
 */
export function chooseHome(
  { asked, clone }: { readonly asked: string | undefined; readonly clone: string },
  user: User | undefined,
  mode: ModeOf = modeOf,
): string {
  if (asked !== undefined) {
    const home = resolve(asked);
    const closed = closedTo(user, home, mode);
    if (closed === undefined) return home;
    throw new Error(
      `ANJU_HOME ${home} 不能使用：以 root 启动时 PostgreSQL 以普通用户运行，它进不去 ${closed}。请换一个文件夹，或执行 chmod o+x ${closed}。`,
    );
  }
  const own = join(clone, '.anju');
  if (closedTo(user, own, mode) === undefined) return own;
  const mark = createHash('sha256').update(resolve(clone)).digest('hex').slice(0, 8);
  return join(ROOT_HOMES, `${basename(resolve(clone))}-${mark}`);
}

function mayEnter(user: User, { mode, uid, gid }: Mode): boolean {
  if (uid === user.uid) return (mode & 0o100) !== 0;
  if (gid === user.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

function idOf(flag: '-u' | '-g', name: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
  } catch {
    return undefined;
  }
}
