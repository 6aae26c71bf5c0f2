/** Tables for a person at a terminal: plain characters, widths that know Chinese characters. */
import Table from 'cli-table3';

const STYLE = { style: { head: [], border: [] } };

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => string;
}

/** A row per thing; a sentence when there is none. */
export function grid<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  if (rows.length === 0) return '（没有）\n';
  const table = new Table({ head: columns.map(({ title }) => title), ...STYLE });
  table.push(...rows.map((row) => columns.map(({ value }) => value(row))));
  return `${table.toString()}\n`;
}

const CLOSE = { ...STYLE, chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' } };

/** Names and values, one to a line; what has no value is left out. */
export function card(facts: readonly (readonly [string, string])[]): string {
  const table = new Table(CLOSE);
  table.push(...facts.filter(([, value]) => value !== '').map(([name, value]) => [name, value]));
  return `${table.toString()}\n`;
}

/** A section under its title; nothing when it is empty. */
export function section(title: string, body: string): string {
  return body === '' ? '' : `\n${title}\n${body}`;
}

/** Said below a page of a list that goes on. */
export function more(nextCursor: string): string {
  return nextCursor === '' ? '' : `还有更多：加 --cursor ${nextCursor}，或 --all\n`;
}
