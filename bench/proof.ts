/**
 * The nightly proof: our run beside one plain pass over the same postings.
 *
 * Plain is what an accountant would ask first: what every account comes to and what all of it comes to.
 * Ours is the whole run as the worker drives it: list, every check, digests of the ledger, signature.
 */
import Table from 'cli-table3';
import pg from 'pg';
import { createOffices } from '../activities/offices.ts';
import type { BankClient } from '../activities/outside/bank.ts';
import { RUN_WORKS } from '../activities/runs/kinds.ts';
import { stepRun } from '../activities/runs/step.ts';
import type { ProofResult } from '../src/cases/proof-checks.ts';
import { createPersonKeys } from '../src/crypto/person-key.ts';
import { generateSecrets, parseSecrets } from '../src/crypto/secrets.ts';
import { createPool } from '../src/db/pool.ts';
import { beginDueRun } from '../src/db/runs.ts';
import { CENTER, fillLedger, LINES } from './proof-fill.ts';
import { withCluster } from './database.ts';
import { targetLine } from './targets.ts';

export interface ProofLine {
  readonly postings: number;
  /** Seconds. */
  readonly plain: number;
  readonly ours: number;
  readonly ratio: number;
  readonly verdict: string;
}

/** @param sizes accounts, each with a contribution a month for a year */
export async function benchProof(
  sizes: readonly number[],
  say: (line: string) => void,
): Promise<readonly ProofLine[]> {
  const lines: ProofLine[] = [];
  for (const accounts of sizes) lines.push(await measure(accounts, say));
  return lines;
}

export function proofTable(lines: readonly ProofLine[]): string {
  const table = new Table({
    head: ['postings', 'plain s', 'ours s', 'ratio', 'ours µs/posting', 'verdict'],
    style: { head: [], border: [] },
  });
  for (const { postings, plain, ours, ratio, verdict } of lines) {
    const each = (ours / postings) * 1e6;
    table.push([
      ...[postings.toLocaleString('en'), plain.toFixed(2), ours.toFixed(2)],
      ...[ratio.toFixed(2), each.toFixed(2), verdict],
    ]);
  }
  const asked = lines.find(({ postings }) => postings === 12_000_000);
  return `${table.toString()}\n${targetLine('proof', asked?.ours)}`;
}

function measure(accounts: number, say: (line: string) => void): Promise<ProofLine> {
  return withCluster('anju_proof', async ({ superuser, url }) => {
    say(`filling in ${(accounts * LINES).toLocaleString('en')} postings`);
    await fillLedger(superuser, accounts);
    const plain = await plainly(superuser);
    say(`plain: ${plain.toFixed(2)} s`);
    const { seconds, verdict } = await prove(url('app'));
    return { postings: accounts * LINES, plain, ours: seconds, ratio: seconds / plain, verdict };
  });
}

const PLAIN = `select
  (select count(*) from (select account, source, sum(amount) from posting
     where account is not null group by account, source) a),
  (select count(*) from (select journal from posting group by journal having sum(amount) <> 0) j)`;

async function plainly(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const startedAt = performance.now();
    await client.query(PLAIN);
    return (performance.now() - startedAt) / 1000;
  } finally {
    await client.end();
  }
}

async function prove(url: string): Promise<{ readonly seconds: number; readonly verdict: string }> {
  const pool = createPool(url, { name: 'bench-app', max: 4 });
  const secrets = parseSecrets(generateSecrets());
  const deps = {
    ...{ pool, secrets, personKeys: createPersonKeys(secrets.center) },
    offices: createOffices(pool),
    bank: NO_BANK as BankClient, // a proof asks the bank nothing
  };
  try {
    const at = Date.now();
    const run = await beginDueRun(pool, { kind: 'proof', center: CENTER, on: '2027-06-30', at });
    if (run === null) throw new Error('the proof did not begin');
    const startedAt = performance.now();
    const quiet = { signal: new AbortController().signal, beat: () => undefined };
    for (;;) {
      const { state } = await stepRun(deps, RUN_WORKS, { run, at }, quiet);
      if (state === 'done') break;
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const { rows } = await pool.query<{ result: ProofResult }>(
      'select result from run where id = $1',
      [run],
    );
    return { seconds, verdict: rows[0]?.result.verdict ?? '' };
  } finally {
    await pool.end();
  }
}

const NO_BANK: Partial<BankClient> = {};
