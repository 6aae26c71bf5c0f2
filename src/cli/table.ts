/** Answers as tables for a person at a terminal; plain characters, so that they can be piped. */
import Table from 'cli-table3';

type Line = Readonly<Record<string, unknown>>;

const PLAIN = { style: { head: [], border: [] } };

/** A list with one line per item, or a single item as names and values. */
export function tableText(value: unknown): string {
  return Array.isArray(value) ? listText(value as readonly Line[]) : itemText(value ?? {});
}

function listText(lines: readonly Line[]): string {
  const head = Object.keys(lines[0] ?? {});
  const rows = new Table({ head, ...PLAIN });
  rows.push(...lines.map((line) => head.map((name) => cellText(line[name]))));
  return `${rows.toString()}\n`;
}

/** A list of things inside an item stands below it as a table of its own. */
function itemText(item: object): string {
  const entries = Object.entries(item).map(([name, value]) => [name, value as unknown] as const);
  const lists = entries.filter(([, value]) => isList(value));
  const rows = new Table(PLAIN);
  rows.push(
    ...entries
      .filter(([, value]) => !isList(value))
      .map(([name, value]) => [name, cellText(value)]),
  );
  const below = lists.map(([name, value]) => `${name}\n${listText(value as readonly Line[])}`);
  return [`${rows.toString()}\n`, ...below].join('');
}

function isList(value: unknown): boolean {
  return Array.isArray(value) && value.some((one) => typeof one === 'object');
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  const plain = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return plain ? value.join('\n') : JSON.stringify(value);
}
