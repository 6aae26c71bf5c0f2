/**
 * Reading the public fields of an event or a wait: codes, dates and counts, never personal data.
 *
 * The fields come from stored JSON, so nothing is taken for granted: what is not there is null.
 */
export type Fields = Readonly<Record<string, unknown>>;

/** A kind of event: its title, its sentence, and what a channel may read of it. */
export interface EventWords {
  readonly title: string;
  readonly sentence: (fields: Fields) => string;
  /** `same`: as everybody; a text: only that; null: the event is not shown to a channel. */
  readonly channel: 'same' | null | { readonly text: string };
}

export function textField(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function numberField(fields: Fields, name: string): number | null {
  const value = fields[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function listField(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is string => typeof item === 'string');
}

/** The codes of a list of things that each carry one: `reasons: [{code}]`, `faults: [{system}]`. */
export function listedField(fields: Fields, list: string, name: string): readonly string[] {
  const value = fields[list];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    const found: unknown = isFields(item) ? item[name] : undefined;
    return typeof found === 'string' ? [found] : [];
  });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The sentence built around a field, or nothing when the field is not there. */
export function when(text: string | null, build: (text: string) => string): string {
  return text === null ? '' : build(text);
}
