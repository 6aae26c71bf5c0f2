/** Nested content as flat fields. */

/** Path to value, in the order of the content. */
export function fieldsOf(content: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof content !== 'object' || content === null) {
    return path === '' ? [] : [[path, textOf(content)]];
  }
  return Object.entries(content).flatMap(([name, value]: [string, unknown]) =>
    fieldsOf(value, path === '' ? name : `${path}.${name}`),
  );
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '是' : '否';
  return value === null ? '（空）' : JSON.stringify(value);
}
