/**
 * Signed heads of the chain, outside the database: where the chain of a center stood at the end
 * of each Shanghai day, and where it stands now.
 *
 * Whoever cuts off the end of the chain, or replaces the database by an older one, contradicts a
 * head. A day's file is written once and never again; the running one follows the chain.
 */
import { randomUUID, type KeyObject } from 'node:crypto';
import { link, mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { signHead, type Head, type SignedHead } from '../crypto/chain.ts';
import { addDays, dateAt, plainDate, startOf, type PlainDate } from '../domain/calendar.ts';
import { timestamp } from './pool.ts';

const RUNNING = 'latest';
/** Nobody writes so long at one. */
const DRAFT_MS = 3_600_000;
const NAME = /^(\d{6})-(\d{4}-\d{2}-\d{2}|latest)\.json$/;

export interface HeadsOptions {
  readonly privateKey: KeyObject;
  readonly folder: string;
  /** What was written before, so that an unchanged chain costs no file. */
  readonly memory: Map<string, string>;
  readonly now: () => number;
}

interface Place {
  readonly center: string;
  readonly seq: string;
  readonly mac: string;
}

/** Writes the heads that are due. */
export async function writeHeads(pool: pg.Pool, options: HeadsOptions): Promise<void> {
  const { folder, memory, now } = options;
  const today = dateAt(now());
  const { rows } = await pool.query<Place>(
    `select c.code as center, s.seq::text, s.mac from center c
      cross join lateral (
        select seq, mac from event_seal where center = c.code order by seq desc limit 1) s`,
  );
  await mkdir(folder, { recursive: true });
  for (const { center, seq, mac } of rows) {
    if (memory.get(`${center}-day`) !== today) {
      await sweepDrafts(folder, now());
      await writeDays(pool, options, { center, today });
      memory.set(`${center}-day`, today);
    }
    if (memory.get(`${center}-seq`) !== seq) {
      await write(options, { center, date: today, seq, mac }, RUNNING);
      memory.set(`${center}-seq`, seq);
    }
  }
}

/** What processes left that died while they wrote. */
async function sweepDrafts(folder: string, now: number): Promise<void> {
  for (const file of await readdir(folder)) {
    const draft = join(folder, file);
    const begun = file.startsWith('.') ? await stat(draft).catch(() => null) : null;
    if (begun && begun.mtimeMs < now - DRAFT_MS) await rm(draft, { force: true });
  }
}

/** Every day that ended since the last one with a head, or since the first seal. */
async function writeDays(
  pool: pg.Pool,
  options: HeadsOptions,
  { center, today }: { readonly center: string; readonly today: PlainDate },
): Promise<void> {
  const first = await pool.query<{ at: number }>(
    `select floor(extract(epoch from sealed_at) * 1000)::float8 as at from event_seal
      where center = $1 and seq = 1`,
    [center],
  );
  const begun = first.rows[0];
  if (!begun) return;
  const known = await lastDay(options.folder, center);
  let day = known === undefined ? dateAt(begun.at) : addDays(known, 1);
  for (; day < today; day = addDays(day, 1)) {
    const { rows } = await pool.query<Place>(
      `select s.center, s.seq::text, s.mac from event_seal s
        where s.center = $1 and s.sealed_at < $2 order by s.seq desc limit 1`,
      [center, timestamp(startOf(addDays(day, 1)))],
    );
    const head = rows[0];
    if (head) await write(options, { ...head, date: day }, day);
  }
}

async function lastDay(folder: string, center: string): Promise<PlainDate | undefined> {
  const days = (await readdir(folder)).flatMap((file) => {
    const [, of, day] = NAME.exec(file) ?? [];
    return of === center && day !== undefined && day !== RUNNING ? [plainDate(day)] : [];
  });
  return days.sort().at(-1);
}

async function write(
  { privateKey, folder }: HeadsOptions,
  head: Head,
  name: string,
): Promise<void> {
  const file = join(folder, `${head.center}-${name}.json`);
  // A name of its own: what a process left that died here is read-only, and the next may have its number.
  const draft = join(folder, `.${head.center}-${name}.${randomUUID()}`);
  const handle = await open(draft, 'wx', 0o444);
  try {
    await handle.writeFile(`${JSON.stringify(signHead(privateKey, head), null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  if (name === RUNNING) {
    await rename(draft, file);
    return;
  }
  // A link never replaces: the first head of a day stands.
  await link(draft, file).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await rm(draft, { force: true });
}

/** What lies in the folder for a center; a file that is not a head at all is null. */
export async function readHeads(
  folder: string,
  center: string,
): Promise<readonly { readonly file: string; readonly head: SignedHead | null }[]> {
  const files = (await readdir(folder).catch(() => [])).filter(
    (file) => NAME.exec(file)?.[1] === center,
  );
  return Promise.all(
    files
      .sort()
      .map(async (file) => ({ file, head: parse(await readFile(join(folder, file), 'utf8')) })),
  );
}

function parse(text: string): SignedHead | null {
  try {
    const head: unknown = JSON.parse(text);
    return isHead(head) ? head : null;
  } catch {
    return null;
  }
}

function isHead(value: unknown): value is SignedHead {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return ['center', 'date', 'seq', 'mac', 'signature'].every(
    (field) => typeof fields.get(field) === 'string',
  );
}
