/**
 * The columns a bulk start may have: one for every field of the form, headed by the field's path
 * (`applicant.name`, `consents.0.kind`) or by its Chinese title (姓名, 同意书和授权书1·种类).
 */
import { z } from 'zod';
import { choicesAt, fieldTitle, fieldWords } from '../cases/wording-forms.ts';
import { Fault, type FieldError } from '../domain/fault.ts';
import { tidyText } from '../forms/fields.ts';
import { CASE_FORMS } from '../forms/index.ts';
import { AGENCY_REFUSALS } from '../policy/agency.ts';
import { invalid } from './input.ts';

export interface BulkColumn {
  readonly path: string;
  readonly title: string;
  readonly help: string | null;
  /** No application can be read without it. */
  readonly required: boolean;
  /** What can be chosen: the code and its title; either may stand in a cell. */
  readonly choices: readonly { readonly value: string; readonly title: string }[];
}

/** What is read of a form's JSON Schema. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
}

/** Of a list whose items are told apart by a kind, a template has so many; of others one. */
const TEMPLATE_ITEMS = 3;
const LIST_MAX = 20;

/** An agent stands face to face with somebody of the office: never in a file. */
const AGENT = 'agent';
const ABOUT_AGENTS = /^agent\b|代理人|授权委托/;

const known = new Map<string, readonly BulkColumn[]>();

/** Every column a file for that case type may have; none for a type without a form. */
export function columnsOf(type: string): readonly BulkColumn[] {
  const made = known.get(type) ?? columnsIn(type);
  known.set(type, made);
  return made;
}

/** The columns to begin with: of long lists only the first items. */
export function templateOf(type: string): readonly BulkColumn[] {
  const columns = columnsOf(type);
  const kinds = new Set(columns.map(({ path }) => path).filter((path) => path.endsWith('.kind')));
  return columns.filter(({ path }) => {
    const [, list, index] = /^(.*?)\.(\d+)(?:\.|$)/.exec(path) ?? [];
    if (index === undefined) return true;
    return Number(index) < (kinds.has(`${list ?? ''}.0.kind`) ? TEMPLATE_ITEMS : 1);
  });
}

function columnsIn(type: string): readonly BulkColumn[] {
  const form = CASE_FORMS[type]?.application;
  if (!form) return [];
  const schema = z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }) as Schema;
  return leaves(schema, [], true)
    .filter(({ path }) => path[0] !== AGENT)
    .map((leaf) => columnOf(leaf));
}

interface Leaf {
  readonly path: readonly string[];
  readonly schema: Schema;
  readonly required: boolean;
}

function leaves(schema: Schema, path: readonly string[], required: boolean): readonly Leaf[] {
  const { properties, items, maxItems = LIST_MAX } = schema;
  if (properties) {
    return Object.entries(properties).flatMap(([name, inner]) =>
      leaves(inner, [...path, name], required && (schema.required ?? []).includes(name)),
    );
  }
  if (items) {
    const count = Math.min(maxItems, LIST_MAX);
    return Array.from({ length: count }, (_, n) =>
      leaves(items, [...path, String(n)], false),
    ).flat();
  }
  return [{ path, schema, required }];
}

function columnOf({ path, schema, required }: Leaf): BulkColumn {
  const place = path.filter((step) => !/^\d+$/.test(step)).join('.');
  const titles = choicesAt(place) ?? {};
  return {
    path: path.join('.'),
    title: titleOf(path),
    help: fieldWords(place).help ?? null,
    required,
    choices: codesOf(schema).map((value) => ({ value, title: titles[value] ?? value })),
  };
}

/** 证件号码; within a list the list's title and the number of the item come first. */
function titleOf(path: readonly string[]): string {
  const place = (steps: readonly string[]) => steps.filter((step) => !/^\d+$/.test(step)).join('.');
  const own = fieldWords(place(path)).title;
  const at = path.findIndex((step) => /^\d+$/.test(step));
  if (at === -1) return own;
  const item = `${fieldWords(place(path.slice(0, at))).title}${Number(path[at]) + 1}`;
  return at === path.length - 1 ? item : `${item}·${own}`;
}

function codesOf({ enum: all = [], const: only, anyOf = [] }: Schema): readonly string[] {
  const own = [...all, ...(only === undefined ? [] : [only])].map(String);
  return [...own, ...anyOf.flatMap(codesOf)];
}

/** Headings differ in blanks, width and dots, depending on who typed them. */
function plain(heading: string): string {
  return tidyText(heading).replaceAll(/[\s·.]/g, '');
}

/** The column of every heading by the names it may go by: path, title, or the title in full. */
function namesOf(columns: readonly BulkColumn[]): ReadonlyMap<string, BulkColumn> {
  const names = new Map<string, BulkColumn>();
  for (const column of columns) {
    const pointer = `/${column.path.replaceAll('.', '/')}`;
    const whole = /\.\d+/.test(column.path) ? [] : [fieldTitle(pointer)];
    for (const name of [column.title, ...whole].map(plain)) {
      // A title that two fields bear leads to the first: it stands higher in the form.
      if (!names.has(name)) names.set(name, column);
    }
  }
  for (const column of columns) names.set(column.path, column);
  return names;
}

/**
 * The paths of a file's columns, in their order.
 *
 * @throws Fault 'input-invalid' naming every heading that is none of the form's, or comes twice, and with
 *   its clause every one about an agent
 */
export function pathsIn(
  header: readonly string[],
  columns: readonly BulkColumn[],
): readonly string[] {
  const names = namesOf(columns);
  const found = header.map((heading) => names.get(heading.trim()) ?? names.get(plain(heading)));
  if (found.every((column) => column === undefined)) {
    // Without a heading the first line is somebody's data: nothing of it is repeated.
    throw invalid([{ pointer: '#/0', detail: '第一行须为栏目名：字段路径或栏目名称，可先取模板' }]);
  }
  refuseAgents(header);
  const errors = header.flatMap((heading, index): readonly FieldError[] => {
    const pointer = `#/0/${String(index)}`;
    const column = found[index];
    if (column === undefined) {
      return [{ pointer, detail: `表单中没有“${shown(heading)}”这个栏目` }];
    }
    const first = found.indexOf(column);
    if (first === index) return [];
    return [{ pointer, detail: `“${shown(heading)}”与第${first + 1}列是同一个栏目` }];
  });
  if (errors.length > 0) throw invalid(errors);
  return found.flatMap((column) => (column ? [column.path] : []));
}

/** 代理人只能到柜面: and for joining not at all. */
function refuseAgents(header: readonly string[]): void {
  const { text, clause } = AGENCY_REFUSALS.joining;
  const detail = `批量办理没有代理人：代理人只能到网点柜面逐件办理。${text}`;
  const errors = header.flatMap((heading, index) =>
    ABOUT_AGENTS.test(heading.trim()) ? [{ pointer: `#/0/${String(index)}`, detail }] : [],
  );
  if (errors.length === 0) return;
  throw new Fault('input-invalid', detail, { members: { clause, errors } });
}

/** As it was written, but never a number that may be somebody's. */
function shown(heading: string): string {
  return (
    tidyText(heading)
      .slice(0, 40)
      .replaceAll(/\d{4,}/g, '…') || '（空）'
  );
}

/** A line under the heading that only says what each column is called, as templates have it. */
export function isDescription(
  cells: readonly string[],
  paths: readonly string[],
  columns: readonly BulkColumn[],
): boolean {
  const titles = new Map(columns.map(({ path, title }) => [path, plain(title)]));
  const filled = cells.flatMap((cell, n) => (cell.trim() === '' ? [] : [[cell, n] as const]));
  return (
    filled.length > 0 && filled.every(([cell, n]) => titles.get(paths[n] ?? '') === plain(cell))
  );
}

/** The code that a cell spells: itself, or what goes by that title at this place. */
export function codeAt(path: string, cell: string): string {
  const place = path
    .split('.')
    .filter((step) => !/^\d+$/.test(step))
    .join('.');
  const choice = Object.entries(choicesAt(place) ?? {}).find(([, title]) => title === cell);
  return choice?.[0] ?? cell;
}
