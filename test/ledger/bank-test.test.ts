/** Whoever sums all money while it is moved sees zero at every moment; and sees it when it is not. */
import { describe, expect, it } from 'vitest';
import { bench } from '../db/fixtures.ts';
import { tamper } from '../db/tamper.ts';
import { bankTest } from '../harness/bank-test.ts';
import { contribution, reserve } from './entries.ts';
import { newAccount, record } from './fixtures.ts';

const suite = bench();
const ROUNDS = 60;

describe('the bank test', () => {
  it('sees zero while many move money at once', async () => {
    const accounts = await Promise.all(Array.from({ length: 4 }, () => newAccount(suite)));
    const reader = await bankTest(suite.database.urls.api);
    await Promise.all(
      accounts.map(async (account) => {
        for (let n = 0; n < ROUNDS; n += 1) {
          await record(suite, [contribution(account, '800.00')]);
          await record(suite, [reserve(account, '500.00')]);
        }
      }),
    );
    const { looks, wrong } = await reader.stop();
    expect(looks).toBeGreaterThan(1);
    expect(wrong).toEqual([]);
  });

  it('sees money that came from nowhere', async () => {
    const [made] = await record(suite, [contribution(await newAccount(suite), '1.00')]);
    const reader = await bankTest(suite.database.urls.api);
    const move = (by: number) =>
      tamper(
        suite,
        `update posting set amount = amount + ${by} where journal = ${made!.journal} and account is null`,
      );
    await move(1);
    const { wrong } = await reader.stop();
    await move(-1);
    expect(wrong[0]).toBe('sum 1.00, 1 journals');
  });

  it('sees an account that has another balance than its postings', async () => {
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '1.00')]);
    const reader = await bankTest(suite.database.urls.api, { everything: true });
    const move = (by: number) =>
      tamper(suite, `update balance set current = current + ${by} where account = '${account}'`);
    await move(1);
    const { wrong } = await reader.stop();
    await move(-1);
    expect(wrong.at(-1)).toBe(`account ${account} flexible 2.00 1.00`);
  });
});
