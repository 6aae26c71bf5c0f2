/** The file to begin a bulk start with, as spreadsheet programs open it. */
import type { Schemas } from '../../../api/client.ts';

export type Column = Schemas['BulkColumn'];

/** Headings in words; the second line is nobody's data yet. */
export function templateOf(columns: readonly Column[]): string {
  return `\uFEFF${columns.map(({ title }) => quoted(title)).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** What may stand in a cell, in words. */
export function allowedIn({ choices, help }: Column): string {
  const words = choices.map(({ title }) => title).join('、');
  return [words, help ?? ''].filter((part) => part !== '').join('；');
}
