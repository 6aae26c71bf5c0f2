/**
 * Reads a CSV of applications: one column per field, headed by its path in the form
 * (`applicant.name`, `consents.0.kind`), an empty cell for a field left out.
 *
 * UTF-8 or GB 18030, as spreadsheet programs write it. What a cell means is the form's business:
 * the text is tried first, then the number or truth value it spells.
 */
import { parse as parseCsv } from 'csv-parse/sync';
import type { z } from 'zod';
import type { FieldError } from '../domain/fault.ts';
import { Fault } from '../domain/fault.ts';
import { errorsIn, invalid } from './input.ts';

/** A row as its cells by column path. */
export type CsvRow = Readonly<Record<string, string>>;

const COLUMN = /^[A-Za-z][A-Za-z0-9]*(\.([A-Za-z][A-Za-z0-9]*|\d{1,2}))*$/;
const COLUMNS_MAX = 200;

/** @throws Fault 'input-invalid' for what is no table, or has too many rows */
export function readCsv(bytes: Buffer, rowsMax: number): readonly CsvRow[] {
  const records = recordsIn(textOf(bytes));
  const [header, ...rows] = records;
  if (!header || rows.length === 0) {
    throw invalid([{ pointer: '#', detail: '文件须有一行栏目名和至少一行内容' }]);
  }
  if (rows.length > rowsMax) {
    throw new Fault('too-large', `每次最多${rowsMax}行。`);
  }
  const wrong = header.flatMap((name, index) => (isColumn(name, index, header) ? [] : [index]));
  if (wrong.length > 0 || header.length > COLUMNS_MAX) {
    throw invalid(
      wrong.map((index) => ({ pointer: `#/0/${index}`, detail: '栏目名不是表单中的路径，或重复' })),
    );
  }
  return rows.map((row) =>
    Object.fromEntries(
      header.flatMap((name, index) => {
        const cell = row[index]?.trim() ?? '';
        return cell === '' ? [] : [[name, cell]];
      }),
    ),
  );
}

function isColumn(name: string, index: number, header: readonly string[]): boolean {
  return COLUMN.test(name) && !name.includes('__proto__') && header.indexOf(name) === index;
}

function recordsIn(text: string): readonly (readonly string[])[] {
  try {
    return parseCsv(text, {
      bom: true,
      skip_empty_lines: true,
      relax_column_count: false,
      max_record_size: 20_000,
    });
  } catch (cause) {
    const line =
      cause instanceof Error && 'lines' in cause && typeof cause.lines === 'number'
        ? `第${cause.lines}行`
        : '文件';
    throw invalid([{ pointer: '#', detail: `${line}不是有效的CSV内容` }]);
  }
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

export type RowReading =
  { readonly application: unknown } | { readonly errors: readonly FieldError[] };

/** One row as a form; the errors when it is none. */
export function readRow(form: z.ZodType, row: CsvRow): RowReading {
  const asTexts = build(row, new Set());
  const errors = errorsIn(form, asTexts);
  if (errors === null) return { application: form.parse(asTexts) };
  const spelled = new Set(
    errors
      .map(({ pointer }) => pointer.slice(2).replaceAll('/', '.'))
      .filter((path) => row[path] !== undefined),
  );
  const meant = build(row, spelled);
  const left = errorsIn(form, meant);
  return left === null ? { application: form.parse(meant) } : { errors: left };
}

type Tree = { [key: string]: unknown } | unknown[];

function build(row: CsvRow, spelled: ReadonlySet<string>): unknown {
  const root: Tree = {};
  for (const [path, cell] of Object.entries(row)) {
    place(root, path.split('.'), spelled.has(path) ? meaning(cell) : cell);
  }
  return root;
}

function place(tree: Tree, [step = '', ...rest]: readonly string[], value: unknown): void {
  const key = Array.isArray(tree) ? Number(step) : step;
  const holder = tree as Record<PropertyKey, unknown>;
  if (rest.length === 0) {
    holder[key] = value;
    return;
  }
  const inner = holder[key];
  const next: Tree =
    typeof inner === 'object' && inner !== null
      ? (inner as Tree)
      : /^\d+$/.test(rest[0] ?? '')
        ? []
        : {};
  holder[key] = next;
  place(next, rest, value);
}

const WORDS: Readonly<Record<string, unknown>> = {
  true: true,
  是: true,
  false: false,
  否: false,
  null: null,
  长期: null,
};

function meaning(cell: string): unknown {
  if (Object.hasOwn(WORDS, cell)) return WORDS[cell];
  return /^-?\d{1,15}$/.test(cell) ? Number(cell) : cell;
}
