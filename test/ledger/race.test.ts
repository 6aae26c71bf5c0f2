/** Two withdrawals, or a hold and a payment, at one instant: one of them is first, nobody is overdrawn. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPool } from '../../src/db/pool.ts';
import { yuan } from '../../src/domain/money.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { placeHold } from '../../src/ledger/holds.ts';
import { recordJournals, type Journal } from '../../src/ledger/journals.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { bankTest } from '../harness/bank-test.ts';
import { contribution, DAY, reserve } from './entries.ts';
import { balanceOf, newAccount, record } from './fixtures.ts';

const suite = bench();
/** `npm run walks` makes a thousand. */
const ROUNDS = Number(process.env['ANJU_LEDGER_ROUNDS'] ?? 60);
const CONNECTIONS = 16;
let pool: ReturnType<typeof createPool>;

beforeAll(() => {
  pool = createPool(suite.database.urls.app, { name: 'test-race', max: CONNECTIONS });
});
afterAll(() => pool.end());

/** What became of a try: a code of ours, or the database's own where somebody would have seen it. */
async function tried(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    const { code } = error as { code?: string };
    return code ?? String(error);
  }
}

const pay = (journals: readonly Journal[]) =>
  tried(
    inTransaction(pool, (tx) => recordJournals(tx, CENTER, journals), {
      isolation: 'read committed',
    }),
  );

const hold = (account: string, amount: string) =>
  tried(
    inTransaction(
      pool,
      (tx) =>
        placeHold(tx, {
          ...{ id: randomUUID(), account, kind: 'court', amount: yuan(amount) },
          ...{ document: '执1号', placedOn: DAY, by: 'test' },
        }),
      { isolation: 'read committed' },
    ),
  );

/** All of the connections are busy, two tries at each account. */
async function rounds(one: (account: string, n: number) => Promise<void>): Promise<void> {
  const lanes = CONNECTIONS / 2;
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let n = lane; n < ROUNDS; n += lanes) {
        const account = await newAccount(suite);
        await record(suite, [contribution(account, '1000.00')]);
        await one(account, n);
      }
    }),
  );
}

describe(`at one instant, over ${CONNECTIONS} connections (${ROUNDS} rounds)`, () => {
  const options = { timeout: 1_800_000 };

  it(
    'two withdrawals of more than half: one is paid, the other is told there is too little',
    options,
    async () => {
      const reader = await bankTest(suite.database.urls.api);
      await rounds(async (account) => {
        const outcomes = await Promise.all([
          pay([reserve(account, '600.00')]),
          pay([reserve(account, '600.00')]),
        ]);
        expect(outcomes.toSorted()).toEqual(['balance-too-low', 'done']);
        expect((await balanceOf(suite, account)).amount).toBe('400.00');
      });
      expect((await reader.stop()).wrong).toEqual([]);
    },
  );

  it(
    'a hold and a payment: the payment came first, or is told that the money is held',
    options,
    async () => {
      let first = 0;
      await rounds(async (account, n) => {
        const both = [
          () => hold(account, '600.00'),
          () => pay([reserve(account, '600.00')]),
        ] as const;
        const [held, paid] =
          n % 2 === 0
            ? await Promise.all([both[0](), both[1]()])
            : (await Promise.all([both[1](), both[0]()])).toReversed();
        expect(held).toBe('done');
        expect(['done', 'money-held']).toContain(paid);
        if (paid === 'done') first += 1;
        const left = paid === 'done' ? '400.00' : '1000.00';
        expect((await balanceOf(suite, account)).amount).toBe(left);
        // What the hold leaves over is never more than what there is: nothing can be taken any more.
        if (paid === 'done') expect(await pay([reserve(account, '0.01')])).toBe('money-held');
      });
      // Both orders came up: it was a race.
      expect(first).toBeGreaterThan(0);
      expect(first).toBeLessThan(ROUNDS);
    },
  );

  it(
    'payments of two accounts in either order wait for each other, and never for ever',
    options,
    async () => {
      await rounds(async (one) => {
        const other = await newAccount(suite);
        await record(suite, [contribution(other, '1000.00')]);
        const outcomes = await Promise.all([
          pay([reserve(one, '1000.00'), reserve(other, '1000.00')]),
          pay([reserve(other, '1000.00'), reserve(one, '1000.00')]),
        ]);
        expect(outcomes.toSorted()).toEqual(['balance-too-low', 'done']);
      });
    },
  );
});
