/** What a form holds: a tree of what was typed, and the same as it would be sent. */
import type { FieldSpec, NamedField } from './describe.ts';

export type Path = readonly (string | number)[];

export function valueAt(tree: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) => (isTree(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined),
    tree,
  );
}

/** The tree with one value changed; what the path needs on its way is made. */
export function withValue(tree: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list: unknown[] = Array.isArray(tree) ? [...(tree as readonly unknown[])] : [];
    list[step] = withValue(list[step], rest, value);
    return list;
  }
  const inner = isTree(tree) ? tree : {};
  return { ...inner, [step]: withValue(inner[step], rest, value) };
}

/** As it is sent: what nobody filled in is left out, so that the schema judges what is there. */
export function contentOf(spec: FieldSpec, value: unknown): unknown {
  if (spec.kind === 'group') return groupContent(spec.fields, value, spec.optional);
  if (spec.kind === 'variants') {
    const chosen = isTree(value) ? value[spec.by] : undefined;
    const variant = spec.variants.find((one) => one.value === chosen);
    const inner = groupContent(variant?.fields ?? [], value, false);
    return { ...(inner as object), ...(chosen === undefined ? {} : { [spec.by]: chosen }) };
  }
  if (spec.kind === 'list') {
    const items = Array.isArray(value) ? (value as readonly unknown[]) : [];
    const sent = items.map((item) => contentOf(spec.item, item) ?? {});
    return sent.length === 0 && spec.optional ? undefined : sent;
  }
  return value === '' ? undefined : value;
}

function groupContent(fields: readonly NamedField[], value: unknown, optional: boolean): unknown {
  const from = isTree(value) ? value : {};
  const sent = fields.flatMap(({ name, spec }) => {
    const content = contentOf(spec, from[name]);
    return content === undefined ? [] : [[name, content] as const];
  });
  return sent.length === 0 && optional ? undefined : Object.fromEntries(sent);
}

export function isTree(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null;
}
