/** What a proof run keeps: the last journal it covers, and what each part of it found. */
import type { Tx } from './pool.ts';

/** What a proof holds on to while it works. */
export interface ProofCursor {
  /** Number of the last journal it covers. */
  readonly horizon: number;
  /** The bank's day it holds the ledger against; null: none was compared yet. */
  readonly bankDay: string | null;
  /** The last proof that found everything in order; null: there is none. */
  readonly since: string | null;
}

/** @throws when somebody writes journals for longer than a few seconds: asked again later */
export async function proofHorizon(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ last: string }>('select proof_horizon() as last');
  return Number(rows[0]?.last ?? 0);
}

/** The last proof that found everything in order. */
export interface GreenProof {
  readonly id: string;
  readonly result: Readonly<Record<string, unknown>>;
  readonly endedAt: number;
}

export async function lastGreenProof(tx: Tx, center: string): Promise<GreenProof | null> {
  const { rows } = await tx.query<GreenProof>(
    `select id, result, ended_at as "endedAt" from run
      where kind = 'proof' and center = $1 and state = 'done' and result->>'verdict' = 'green'
      order by ended_at desc limit 1`,
    [center],
  );
  return rows[0] ?? null;
}

/** The last day whose statement was compared; null: there is none up to that day. */
export async function lastBankDay(tx: Tx, center: string, upTo: string): Promise<string | null> {
  const { rows } = await tx.query<{ day: string | null }>(
    `select max(day) as day from bank_day where center = $1 and day <= $2 and run is not null`,
    [center, upTo],
  );
  return rows[0]?.day ?? null;
}

/** Upper ends of stretches of so many accounts, in order. */
export async function accountBounds(
  tx: Tx,
  center: string,
  size: number,
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ number: string }>(
    `select number from (
       select number, row_number() over (order by number) as n from account where center = $1) a
      where n % $2 = 0 order by number`,
    [center, size],
  );
  return rows.map(({ number }) => number);
}

export interface KeptPart {
  readonly n: number;
  readonly name: string;
  readonly counted: number;
  readonly broken: number;
  readonly named: readonly string[];
  readonly told?: object;
}

/** Each once: a chunk that is worked on again finds its items done. */
export async function keepParts(tx: Tx, run: string, parts: readonly KeptPart[]): Promise<void> {
  await tx.query(
    `insert into proof_part (run, n, name, counted, broken, named, told)
     select $1, n, name, counted, broken, array(select jsonb_array_elements_text(named)),
            coalesce(told, '{}')
       from jsonb_to_recordset($2) as p(n integer, name text, counted bigint, broken bigint,
         named jsonb, told jsonb)`,
    [run, JSON.stringify(parts)],
  );
}

export async function partsOf(tx: Tx, run: string): Promise<readonly KeptPart[]> {
  const { rows } = await tx.query<
    Omit<KeptPart, 'counted' | 'broken'> & Record<'counted' | 'broken', string>
  >(
    'select n, name, counted, broken, named, told from proof_part where run = $1 order by n, name',
    [run],
  );
  return rows.map(({ counted, broken, ...part }) => ({
    ...part,
    counted: Number(counted),
    broken: Number(broken),
  }));
}

export interface ProofItem {
  readonly subject: string;
  readonly detail: object;
}

export async function freezeProof(tx: Tx, run: string, items: readonly ProofItem[]): Promise<void> {
  await tx.query(
    `insert into run_item (run, n, subject, verdict, detail)
     select $1, n, subject, 'due', detail
       from jsonb_to_recordset($2) as i(n integer, subject text, detail jsonb)`,
    [run, JSON.stringify(items.map((item, at) => ({ n: at + 1, ...item })))],
  );
}
