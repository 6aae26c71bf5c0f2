/** What a correction changed: the places in the form, never what stood or stands there. */

/** JSON pointers of the fields that differ, in the order of the form; a list counts as one. */
export function changedFields(before: unknown, after: unknown, pointer = ''): readonly string[] {
  if (isFields(before) && isFields(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => changedFields(before[name], after[name], `${pointer}/${name}`));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [pointer];
}

/** JSON pointers of everything that is filled in, in the order of the form; a list counts as one. */
export function filledFields(value: unknown, pointer = ''): readonly string[] {
  if (!isFields(value)) return value === undefined || pointer === '' ? [] : [pointer];
  return Object.entries(value).flatMap(([name, inner]) =>
    filledFields(inner, `${pointer}/${name}`),
  );
}

/** What stands at a JSON pointer; undefined where there is nothing. */
export function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (inner, name) => (isFields(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
      value,
    );
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
