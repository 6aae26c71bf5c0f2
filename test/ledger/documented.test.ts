/** docs/ledger.md documents the books and the kinds of journals that the database has, and no others. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bench } from '../db/fixtures.ts';
import { ROOT } from '../docs/tree.ts';

const suite = bench();

/** The cells of every row of the table under a heading, without its head. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const page = readFileSync(join(ROOT, 'docs/ledger.md'), 'utf8');
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^\| `.+ \|$/gm)].map(([row]) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

describe('docs/ledger.md', () => {
  it('has every kind of journal with its name and its code of A.5, and no other kind', async () => {
    const { rows: kinds } = await suite.api.query<{ row: readonly string[] }>(
      'select array[code, title, business] as row from journal_kind order by code',
    );
    const documented = rowsUnder('Kinds of journals').map(
      ([code = '', title = '', debit = '', ...more]) => {
        expect([code, debit]).not.toContain('');
        return [code, title, more.at(-1)?.slice(0, 2) ?? ''];
      },
    );
    expect(kinds.length).toBeGreaterThan(20);
    expect(documented.toSorted()).toEqual(kinds.map(({ row }) => row).toSorted());
  });

  it('has every book with its name and its side, and no other book', async () => {
    const { rows: books } = await suite.api.query<{ row: readonly string[] }>(
      'select array[code, title, side] as row from book order by code',
    );
    const documented = rowsUnder('Chart of accounts').map((cells) => cells.slice(0, 3));
    expect(documented.toSorted()).toEqual(books.map(({ row }) => row).toSorted());
  });
});
