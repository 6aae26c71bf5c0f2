/** What one part of a proof found. */
import type { Tx } from '../db/pool.ts';

/** Statements of a proof read millions of lines. */
const PATIENT_MS = 600_000;

/** Numbers of journals, both ends included. */
export type JournalRange = readonly [from: number, to: number];

export interface Part {
  /** Of src/cases/proof-checks.ts. */
  readonly name: string;
  readonly counted: number;
  readonly broken: number;
  /** The first twenty of those. */
  readonly named: readonly string[];
  /** Sums and digests that the whole needs. */
  readonly told?: object;
}

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** One row: the parts, and what the statement tells besides. */
export async function readProof<Told extends object = object>(
  tx: Tx,
  { name, text, values }: Statement,
): Promise<Told & { readonly parts: readonly Part[] }> {
  // Few statements over much: they sort in memory, and are compiled for longer than they would save.
  await tx.query(`select set_config('statement_timeout', '${PATIENT_MS}', true),
    set_config('work_mem', '128MB', true), set_config('jit', 'off', true)`);
  const asked = { name, text, values: [...values], query_timeout: PATIENT_MS };
  const { rows } = await tx.query<Told & { parts: readonly Part[] }>(asked);
  const [row] = rows;
  if (!row) throw new Error('an aggregate has one row');
  return row;
}

export async function readParts(tx: Tx, statement: Statement): Promise<readonly Part[]> {
  return (await readProof(tx, statement)).parts;
}
