/** Cells of exports: nothing is a formula, nothing is lost, and CSV reads back as it was. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvText, safeCell } from '../../src/api/export/cells.ts';

describe('a cell', () => {
  it.each([
    '=1+1',
    '+86 138',
    '-2',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '＝1+1',
    '＋1',
    '－1',
    '＠x',
    ' =1+1',
    '\u200B=1+1',
    '\uFEFF=1+1',
    `=cmd|' /C calc'!A0`,
    '=HYPERLINK("http://example.com","点我")',
  ])('%j gets an apostrophe in front, in every format', (text) => {
    expect(safeCell(text)).toBe(`'${text}`);
  });

  it('keeps what is harmless as it is: rare characters, line ends inside, digits', () => {
    for (const text of [
      '',
      '张三·𬭚',
      'a=b',
      '2026-11-23',
      '1-2',
      '第一行\n=第二行',
      '888800000000000014',
    ]) {
      expect(safeCell(text)).toBe(text);
    }
  });

  it('shows what XML forbids by a sign in its place, so that nothing behind it comes to the front', () => {
    expect(safeCell('\u0001=1+1')).toBe('\uFFFD=1+1');
    expect(safeCell('a\uD800b')).toBe('a\uFFFDb');
    expect(safeCell('a\u0000b')).toBe('a\uFFFDb');
  });

  it('is cut, and says so, where an office program takes no more; never in half a character', () => {
    expect(safeCell('字'.repeat(32_000))).toHaveLength(32_000);
    const cut = safeCell(`${'a'.repeat(31_999)}𬭚后面`);
    expect(cut).toMatch(/a……（内容过长，已截断）$/);
    expect(cut.isWellFormed()).toBe(true);
    expect(safeCell(`=${'a'.repeat(40_000)}`).length).toBeLessThan(32_767);
  });
});

describe('CSV', () => {
  it('begins with the mark of UTF-8, ends its lines as RFC 4180 says, and quotes every cell', () => {
    const text = csvText([
      ['姓名', '备注'],
      ['张三', '他说："=1",\r\n好'],
    ]);
    expect(text).toBe('\uFEFF"姓名","备注"\r\n"张三","他说：""=1"",\r\n好"\r\n');
  });

  it('reads back as the safe cells that were written, whatever they hold', () => {
    const lines = fc.array(
      fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 2 }),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(lines, (given) => {
        const read = parse(csvText(given), { bom: true, relax_column_count: true });
        expect(read).toEqual(given.map((line) => line.map(safeCell)));
        for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      }),
    );
  });
});
