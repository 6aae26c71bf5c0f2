/** Nested content as flat fields, and two of them side by side. */

/** Path to value, in the order of the content. */
export function fieldsOf(content: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof content !== 'object' || content === null) {
    return path === '' ? [] : [[path, textOf(content)]];
  }
  return Object.entries(content).flatMap(([name, value]: [string, unknown]) =>
    fieldsOf(value, path === '' ? name : `${path}.${name}`),
  );
}

export interface FieldChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Fields that differ, those of the content before first. */
export function changedFields(before: unknown, after: unknown): readonly FieldChange[] {
  const [then, now] = [new Map(fieldsOf(before)), new Map(fieldsOf(after))];
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((path) => {
    const change = { path, before: then.get(path) ?? null, after: now.get(path) ?? null };
    return change.before === change.after ? [] : [change];
  });
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '是' : '否';
  return value === null ? '（空）' : JSON.stringify(value);
}
