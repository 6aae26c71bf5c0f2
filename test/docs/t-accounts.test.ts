/** docs/ledger.md draws every kind of journal as T-accounts that balance. */
import { describe, expect, it } from 'vitest';
import { bookTitle, JOURNAL_KIND_TITLES } from '../../src/cases/wording-ledger.ts';
import { BOOKS, JOURNAL_KINDS } from '../../src/ledger/chart.ts';
import { tAccounts } from './t-accounts.ts';

const TITLES: ReadonlySet<string> = new Set(BOOKS.map(bookTitle));

describe('the T-accounts of docs/ledger.md', () => {
  const drawn = tAccounts();

  it('are there for every kind of journal, once, under its name', () => {
    expect(drawn.map(({ kind }) => kind).toSorted()).toEqual(
      [...JOURNAL_KINDS, 'reversal'].toSorted(),
    );
    expect(Object.fromEntries(drawn.map(({ kind, title }) => [kind, title]))).toEqual(
      JOURNAL_KIND_TITLES,
    );
  });

  it.each(drawn.map((one) => [one.kind, one] as const))(
    '%s debits what it credits, in books of the chart',
    (_, { entries }) => {
      const sum = (side: string) =>
        entries.filter((one) => one.side === side).reduce((all, { amount }) => all + amount, 0);
      expect(sum('debit')).toBeGreaterThan(0);
      expect(sum('debit')).toBe(sum('credit'));
      const strange = entries.filter(({ account }) => !TITLES.has(account.split('·')[0] ?? ''));
      expect(strange).toEqual([]);
    },
  );
});
