/** The T-accounts of docs/ledger.md as they are drawn: kinds, codes, books, sides, amounts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './tree.ts';

export interface Entry {
  /** 科目, and after a point the source. */
  readonly account: string;
  readonly side: 'debit' | 'credit';
  /** Cents. */
  readonly amount: number;
}

export interface TAccount {
  readonly kind: string;
  readonly title: string;
  readonly business: string;
  readonly entries: readonly Entry[];
}

const HEADING = 'Every kind as a T-account';
const KIND = /^### (\S+) `([a-z-]+)` (\d{2})$/m;

export function tAccounts(): readonly TAccount[] {
  const page = readFileSync(join(ROOT, 'docs/ledger.md'), 'utf8');
  const section = page.split(/^## /m).find((text) => text.startsWith(`${HEADING}\n`)) ?? '';
  return section
    .split(/^(?=### )/m)
    .slice(1)
    .map((text) => {
      const [, title = '', kind = '', business = ''] = KIND.exec(text) ?? [];
      const drawn = /```text\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
      return { kind, title, business, entries: entriesOf(drawn) };
    });
}

/** Whatever stands left of the middle of its T is a debit, right of it a credit. */
function entriesOf(drawn: string): readonly Entry[] {
  const [titles = '', rule = '', ...rows] = drawn.trimEnd().split('\n');
  const names = titles.trim().split(/\s{2,}/);
  const places = [...rule.matchAll(/─+┬─+/g)].map(({ 0: t, index }) => ({
    from: index,
    middle: index + t.indexOf('┬'),
    to: index + t.length,
  }));
  if (names.length !== places.length) throw new Error(`accounts without a name: ${titles}`);
  return rows.flatMap((row) =>
    [...row.matchAll(/[\d,]+\.\d{2}/g)].map(({ 0: text, index }): Entry => {
      const at = places.findIndex(({ from, to }) => index >= from && index < to);
      const place = places[at];
      if (!place) throw new Error(`an amount under no account: ${row}`);
      return {
        account: names[at] ?? '',
        side: index < place.middle ? 'debit' : 'credit',
        amount: Math.round(Number(text.replaceAll(',', '')) * 100),
      };
    }),
  );
}
