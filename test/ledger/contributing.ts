/** Contributions with the months they paid, one month after the other, as tests of the books need them. */
import { inTransaction } from '../../src/db/transaction.ts';
import { coverMonths } from '../../src/ledger/contributions.ts';
import type { Journal } from '../../src/ledger/journals.ts';
import type { Bench } from '../db/fixtures.ts';
import { contribution, DAY } from './entries.ts';
import { record } from './fixtures.ts';

/** @returns what records a contribution and its month, and answers with the number of the journal */
export function contributing(
  suite: Bench,
): (account: string, amount: string, more?: Partial<Journal>) => Promise<string> {
  let months = 0;
  return async (account, amount, more = {}) => {
    months += 1;
    const month = `2026-${String(months).padStart(2, '0')}`;
    const [made] = await record(suite, [contribution(account, amount, more)]);
    const { journal } = made!;
    await inTransaction(suite.app, (tx) =>
      coverMonths(tx, [{ account, from: month, to: month, months: 1, amount, on: DAY, journal }]),
    );
    return journal;
  };
}
