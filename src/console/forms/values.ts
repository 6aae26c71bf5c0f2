/** Values of a form while it is filled in: read and written by path, tidied before they are checked. */
import type { Field, NamedField } from './fields.ts';

export type Path = readonly (string | number)[];

export function pointerOf(path: Path): string {
  return path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (isFields(inner) ? inner[step] : undefined), value);
}

/** The same value with another one at a path; what was on the way and is missing is made. */
export function withValue(value: unknown, path: Path, given: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return given;
  if (typeof step === 'number') {
    const items: unknown[] = Array.isArray(value) ? value.slice() : [];
    items[step] = withValue(items[step], rest, given);
    return items;
  }
  const fields = isFields(value) && !Array.isArray(value) ? value : {};
  return { ...fields, [step]: withValue(fields[step], rest, given) };
}

/** Without the item at a path of a list. */
export function withoutItem(value: unknown, path: Path, index: number): unknown {
  const items = valueAt(value, path);
  if (!Array.isArray(items)) return value;
  return withValue(
    value,
    path,
    items.filter((_, n) => n !== index),
  );
}

/** Optional groups that are sent although nothing was filled in yet, by JSON pointer. */
export type Must = ReadonlySet<string>;
const NONE: Must = new Set();

/** What is sent: what nobody filled in is left out, with everything that is optional and empty. */
export function tidied(field: Field, value: unknown, must: Must = NONE, pointer = ''): unknown {
  if (field.kind === 'group') {
    const isKept = field.required || must.has(pointer);
    return tidiedGroup(field.fields, value, { must, pointer, isKept });
  }
  if (field.kind === 'variants') {
    const chosen = isFields(value) ? value[field.by] : undefined;
    const variant = field.variants.find(({ choice }) => choice.value === chosen);
    return variant ? tidied(variant.field, value, must, pointer) : value;
  }
  if (field.kind === 'list') {
    if (!Array.isArray(value)) return field.required ? [] : undefined;
    return value.map((item: unknown) => tidied(field.item, item) ?? {});
  }
  if (field.kind === 'fixed') return field.value;
  if (value === '') return undefined;
  return value === null && !field.nullable ? undefined : value;
}

interface Around {
  readonly must: Must;
  readonly pointer: string;
  readonly isKept: boolean;
}

function tidiedGroup(
  fields: readonly NamedField[],
  value: unknown,
  { must, pointer, isKept }: Around,
): unknown {
  const given = isFields(value) ? value : {};
  const entries = fields.flatMap(({ name, field }) => {
    const inner = tidied(field, given[name], must, `${pointer}/${name}`);
    return inner === undefined ? [] : [[name, inner] as const];
  });
  const filled = entries.filter(([name, inner]) => !isFixed(fields, name) && isFilled(inner));
  return filled.length === 0 && !isKept ? undefined : Object.fromEntries(entries);
}

/** Empty lists and groups of nothing are no content. */
function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isFields(value) ? Object.values(value).some(isFilled) : value !== undefined;
}

function isFixed(fields: readonly NamedField[], name: string): boolean {
  return fields.find((one) => one.name === name)?.field.kind === 'fixed';
}

export function isFields(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null;
}
