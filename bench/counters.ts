/** What the machine and the database counted: processor time by process, statements, commits. */
import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** Processor time used so far by a process and the children it has already waited for; ms. */
export function cpuOf(pid: number): number {
  if (pid === 0) return 0;
  const fields = statOf(pid);
  return fields === null ? 0 : ticks(fields, [13, 14]) * TICK_MS;
}

/** What a process holds in memory now (RSS); MB. */
export function memoryOf(pid: number): number {
  const told = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(told) / 1024;
}

/** Processor time of a PostgreSQL server at one moment: what `postgresCpuBetween` compares; ms. */
export interface PostgresCpu {
  /** Its living children and whom they serve. */
  readonly backends: ReadonlyMap<number, { readonly serves: Serves; readonly ms: number }>;
  /** The postmaster itself and every child that has ended. */
  readonly rest: number;
}

/** Backends of the engine, of the product (or the yardstick), and everything else. */
type Serves = 'engine' | 'product' | 'other';

export function cpuOfPostgres(postmaster: number, engineRole: string): PostgresCpu {
  const backends = childrenOf(postmaster).map((pid) => {
    // A backend's title is "postgres: user database host(port) what".
    const [, user = '', , place = ''] = titleOf(pid).split(' ');
    const isClient = /\(\d+\)$/.test(place);
    const serves: Serves = user === engineRole ? 'engine' : isClient ? 'product' : 'other';
    return [pid, { serves, ms: cpuOf(pid) }] as const;
  });
  const fields = statOf(postmaster) ?? [];
  return {
    backends: new Map(backends),
    rest: cpuOf(postmaster) + ticks(fields, [15, 16]) * TICK_MS,
  };
}

export function postgresCpuBetween(
  before: PostgresCpu,
  after: PostgresCpu,
): Readonly<Record<Serves, number>> {
  const used = { engine: 0, product: 0, other: after.rest - before.rest };
  for (const [pid, { serves, ms }] of after.backends) {
    used[serves] += ms - (before.backends.get(pid)?.ms ?? 0);
  }
  for (const [pid, { ms }] of before.backends) {
    // It has ended: all it ever used is now in the postmaster's account.
    if (!after.backends.has(pid)) used.other -= ms;
  }
  return used;
}

/** Processor time the whole machine was busy so far, whoever used it; ms. */
export function cpuOfMachine(): number {
  const [, ...values] = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = values.map(Number);
  return (user + nice + system + irq + softirq) * TICK_MS;
}

function childrenOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(statOf(pid)?.[3] ?? 0) === parent);
}

/** The fields of /proc/<pid>/stat, numbered from 0; the name in brackets is one field. */
function statOf(pid: number): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = text.lastIndexOf(')');
    return [String(pid), text.slice(0, end + 1), ...text.slice(end + 2).split(' ')];
  } catch {
    return null;
  }
}

function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

function ticks(fields: readonly string[], which: readonly number[]): number {
  return which.reduce((sum, n) => sum + Number(fields[n] ?? 0), 0);
}

export interface Statement {
  readonly role: string;
  readonly text: string;
  readonly calls: number;
  readonly ms: number;
}

/** Statements by role and text since the last reset; nested ones (triggers) are not counted. */
export async function statements(admin: pg.Pool): Promise<readonly Statement[]> {
  const { rows } = await admin.query<Statement>(
    `select r.rolname as role, s.query as text, s.calls::float8 as calls,
            s.total_exec_time as ms
       from pg_stat_statements s join pg_roles r on r.oid = s.userid`,
  );
  return rows;
}

export async function forgetStatements(admin: pg.Pool): Promise<void> {
  await admin.query('select pg_stat_statements_reset()');
}

/** Commits of a database. Backends report them late: wait `COMMITS_SETTLE_MS` before asking. */
export async function commitsOf(admin: pg.Pool, database: string): Promise<number> {
  const { rows } = await admin.query<{ n: number }>(
    'select xact_commit::float8 as n from pg_stat_database where datname = $1',
    [database],
  );
  return rows[0]?.n ?? 0;
}
export const COMMITS_SETTLE_MS = 11_000;
