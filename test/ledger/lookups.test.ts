/** A chunk is looked up by its keys: a run over many accounts costs what its accounts cost. */
import { describe, expect, it } from 'vitest';
import { settleItems } from '../../src/db/runs.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { bench, CENTER, NOW } from '../db/fixtures.ts';
import { contribution } from './entries.ts';
import { newAccount } from './fixtures.ts';

const suite = bench();
const CHUNK = 50;

type Tx = Parameters<Parameters<typeof inTransaction>[1]>[0];

/** Rows of a table that this transaction has looked at so far, by whatever way. */
async function looked(tx: Tx, table: string): Promise<number> {
  const { rows } = await tx.query<{ n: string }>(
    `select seq_tup_read + coalesce(idx_tup_fetch, 0) as n from pg_stat_xact_user_tables
      where relname = $1`,
    [table],
  );
  return Number(rows[0]?.n ?? 0);
}

describe('postings of many accounts', () => {
  it('look at the balances of these accounts, also where the plan was made for an empty book', async () => {
    const accounts: string[] = [];
    for (let n = 0; n < 6 * CHUNK; n += 1) accounts.push(await newAccount(suite));
    const read = await inTransaction(suite.app, async (tx) => {
      const costs: number[] = [];
      for (let from = 0; from < accounts.length; from += CHUNK) {
        const before = await looked(tx, 'balance');
        const chunk = accounts.slice(from, from + CHUNK);
        await recordJournals(
          tx,
          CENTER,
          chunk.map((account) => contribution(account, '800.00')),
        );
        costs.push((await looked(tx, 'balance')) - before);
      }
      return costs;
    });
    for (const cost of read) expect(cost).toBeLessThanOrEqual(2 * CHUNK);
    const again = await inTransaction(suite.app, async (tx) => {
      await recordJournals(
        tx,
        CENTER,
        accounts.slice(0, CHUNK).map((account) => contribution(account, '1.00')),
      );
      return looked(tx, 'balance');
    });
    expect(again).toBeLessThanOrEqual(2 * CHUNK);
  });
});

describe('what became of a chunk of a list', () => {
  it('is written looking at the items of the chunk', async () => {
    const run = 'proof.210100.2026-11-22.1';
    await suite.owner.query(
      `insert into run (id, kind, center, business_on, turn, started_by, started_at)
       values ($1, 'proof', $2, '2026-11-22', 1, 'schedule', now())`,
      [run, CENTER],
    );
    await suite.owner.query(
      `insert into run_item (run, n, subject, verdict)
       select $1, n, 'item ' || n, 'due' from generate_series(1, 3000) n`,
      [run],
    );
    await suite.owner.query('analyze run_item');
    const cost = await inTransaction(suite.app, async (tx) => {
      const settled = Array.from({ length: CHUNK }, (_, n) => ({
        ...{ n: 1500 + n, state: 'done' as const, outcome: null },
      }));
      await settleItems(tx, run, { settled, at: NOW });
      return looked(tx, 'run_item');
    });
    expect(cost).toBeLessThanOrEqual(4 * CHUNK);
  });
});
