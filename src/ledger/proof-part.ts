/** What one part of a proof found. */
import type { Tx } from '../db/pool.ts';

/** Statements of a proof read millions of lines. */
const PATIENT_MS = 600_000;

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

export async function readParts(
  tx: Tx,
  { name, text, values }: { name: string; text: string; values: readonly unknown[] },
): Promise<readonly Part[]> {
  await tx.query(`set local statement_timeout = ${PATIENT_MS}`);
  const asked = { name, text, values: [...values], query_timeout: PATIENT_MS };
  const { rows } = await tx.query<{ parts: readonly Part[] }>(asked);
  return rows.flatMap(({ parts }) => parts);
}
