/**
 * Reads a CSV of applications: one column per field, headed by its path in the form
 * (`applicant.name`, `consents.0.kind`) or by its title (姓名), an empty cell for a field left out.
 *
 * UTF-8 or GB 18030, as spreadsheet programs write it. What a cell means is the form's business:
 * the text is tried first, then the choice, number or truth value it spells.
 */
import { parse as parseCsv } from 'csv-parse/sync';
import type { z } from 'zod';
import type { FieldError } from '../domain/fault.ts';
import { Fault } from '../domain/fault.ts';
import { codeAt, isDescription, pathsIn, type BulkColumn } from './bulk-columns.ts';
import { errorsIn, invalid } from './input.ts';

/** A row as its cells by column path. */
export type CsvRow = Readonly<Record<string, string>>;

/** @throws Fault 'input-invalid' for what is no table of that form's fields, or has too many rows */
export function readCsv(
  bytes: Buffer,
  columns: readonly BulkColumn[],
  rowsMax: number,
): readonly CsvRow[] {
  const [header, ...lines] = recordsIn(textOf(bytes));
  const paths = header === undefined ? [] : pathsIn(header, columns);
  const [first] = lines;
  const rows = first && isDescription(first, paths, columns) ? lines.slice(1) : lines;
  if (rows.length === 0) {
    throw invalid([{ pointer: '#', detail: '文件须有一行栏目名和至少一行内容' }]);
  }
  if (rows.length > rowsMax) {
    throw new Fault('too-large', `每次最多${rowsMax}行。`);
  }
  return rows.map((row) =>
    Object.fromEntries(
      paths.flatMap((path, index) => {
        const cell = row[index]?.trim() ?? '';
        return cell === '' ? [] : [[path, cell]];
      }),
    ),
  );
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
  const spelled = cellsOf(errors, row);
  const meant = build(row, spelled);
  const left = errorsIn(form, meant);
  if (left === null) return { application: form.parse(meant) };
  // What is wrong either way is wrong as it was written: 139 is no phone number, and no number.
  const wrong = cellsOf(left, row);
  const solved = new Set([...spelled].filter((path) => !wrong.has(path)));
  return { errors: errorsIn(form, build(row, solved)) ?? left };
}

function cellsOf(errors: readonly FieldError[], row: CsvRow): ReadonlySet<string> {
  const paths = errors.map(({ pointer }) => pointer.slice(2).replaceAll('/', '.'));
  return new Set(paths.filter((path) => row[path] !== undefined));
}

type Tree = { [key: string]: unknown } | unknown[];

function build(row: CsvRow, spelled: ReadonlySet<string>): unknown {
  const root: Tree = {};
  for (const [path, cell] of Object.entries(row)) {
    place(root, path.split('.'), spelled.has(path) ? meaning(codeAt(path, cell)) : cell);
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
