/** Reading fields of answers without trusting their shape: what is not there is shown as nothing. */
export type Body = Readonly<Record<string, unknown>>;

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field as text; numbers and yes/no too; empty when it is not there. */
export function text(body: unknown, ...path: readonly string[]): string {
  const value = field(body, ...path);
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '是' : '否';
  return '';
}

export function field(body: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isBody(value) ? value[name] : undefined), body);
}

export function items(body: unknown, ...path: readonly string[]): readonly Body[] {
  const value = field(body, ...path);
  return Array.isArray(value) ? value.filter(isBody) : [];
}

export function wordsOf(body: unknown, ...path: readonly string[]): readonly string[] {
  const value = field(body, ...path);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

const SHANGHAI = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** 2026-11-23 18:45, Shanghai time. */
export function moment(body: unknown, ...path: readonly string[]): string {
  const value = Date.parse(text(body, ...path));
  return Number.isNaN(value) ? '' : SHANGHAI.format(value);
}
