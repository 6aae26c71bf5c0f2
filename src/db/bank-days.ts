/** Days of the deposit at the bank: what a reconciliation run writes of them. */
import { timestamp, type Tx } from './pool.ts';
import type { Run } from './runs.ts';

/** What the bank tells of a statement. Amounts in yuan. */
export interface StatementHead {
  readonly day: string;
  readonly sha256: string;
  readonly lines: number;
  readonly opening: string;
  readonly received: string;
  readonly paid: string;
  readonly closing: string;
}

export interface BankLine {
  readonly n: number;
  readonly serial: string;
  readonly key: string | null;
  readonly amount: string;
  readonly balance: string;
  readonly virtualAccount: string | null;
  readonly kind: 'transfer' | 'interest' | 'fee';
}

/** A list of a whole day's lines takes longer than what a clerk waits for. */
const PATIENT_MS = 300_000;

/** Statements of this transaction may take minutes. */
export async function patiently(tx: Tx): Promise<void> {
  await tx.query(`set local statement_timeout = ${PATIENT_MS}`);
}

/** One statement that may take minutes; the pool's own limit does not bound it. */
export function patient(text: string, values: readonly unknown[]) {
  return { text, values: [...values], query_timeout: PATIENT_MS };
}

/** @returns false: the same statement was there already, and its lines are */
export async function putStatement(
  tx: Tx,
  {
    center,
    head,
    at,
  }: { readonly center: string; readonly head: StatementHead; readonly at: number },
): Promise<boolean> {
  const { rows } = await tx.query<{ fresh: boolean }>(
    'select bank_statement_put($1, $2, $3) as fresh',
    [center, JSON.stringify(head), timestamp(at)],
  );
  return rows[0]?.fresh === true;
}

export async function putLines(
  tx: Tx,
  { center, day, lines }: { center: string; day: string; lines: readonly BankLine[] },
): Promise<void> {
  await tx.query({
    name: 'put-bank-lines',
    text: `insert into bank_line (center, day, n, serial, key, amount, balance, virtual_account,
             kind)
           select $1, $2, n, serial, key, amount, balance, "virtualAccount", kind
             from jsonb_to_recordset($3) as l(n integer, serial text, key text, amount numeric,
               balance numeric, "virtualAccount" text, kind text)`,
    values: [center, day, JSON.stringify(lines)],
  });
}

/** Days before may have got since what they were missing. @returns how many differences are gone */
export async function settleLate(tx: Tx, center: string, at: number): Promise<number> {
  await patiently(tx);
  const { rows } = await tx.query<{ settled: number }>(
    patient('select bank_settle_late($1, $2) as settled', [center, timestamp(at)]),
  );
  return rows[0]?.settled ?? 0;
}

/** @returns null: no statement of the day was fetched */
export async function statementKept(
  tx: Tx,
  center: string,
  day: string,
): Promise<{ readonly sha256: string } | null> {
  const { rows } = await tx.query<{ sha256: string }>(
    'select sha256 from bank_day where center = $1 and day = $2',
    [center, day],
  );
  return rows[0] ?? null;
}

/** The list: lines of the statement and what only our book shows. */
export async function freezeComparison(tx: Tx, run: string): Promise<void> {
  await patiently(tx);
  await tx.query(patient('select bank_freeze($1)', [run]));
}

export async function workOffComparison(
  tx: Tx,
  { run, items, at }: { run: string; items: readonly number[]; at: number },
): Promise<void> {
  await tx.query({
    name: 'bank-work-off',
    text: 'select bank_work_off($1, $2, $3)',
    values: [run, items, timestamp(at)],
  });
}

export interface Compared {
  /** Differences that nobody explained yet. */
  readonly differences: number;
  /** Balances at the end of the day, yuan. */
  readonly bank: string;
  readonly book: string;
}

export async function endComparison(tx: Tx, run: Run, at: number): Promise<Compared> {
  await patiently(tx);
  const { rows } = await tx.query<{ compared: Compared }>(
    patient('select bank_compared($1, $2) as compared', [run.id, timestamp(at)]),
  );
  const [row] = rows;
  if (!row) throw new Error('a comparison told nothing');
  return row.compared;
}
