/** Parses what a client sent: a value, or one fault that names every field with its pointer. */
import { z } from 'zod';
import { Fault, type FieldError } from '../domain/fault.ts';

z.config(z.locales.zhCN());

const ERRORS_MAX = 50;

/** Where a value came from: the pointer of a body's field is `#/…`, else `query/limit`. */
export type Source = 'body' | 'query' | 'header' | 'path';

/** @throws Fault 'input-invalid' with `errors[]` */
export function parse<T>(schema: z.ZodType<T>, value: unknown, source: Source = 'body'): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(fieldErrors(parsed.error.issues, value, source));
}

/** @throws nothing; `null` when everything is well-formed */
export function errorsIn(schema: z.ZodType, value: unknown): readonly FieldError[] | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? null : fieldErrors(parsed.error.issues, value, 'body');
}

export function invalid(errors: readonly FieldError[]): Fault {
  const count = errors.length;
  return new Fault('input-invalid', `有${count}处填写内容不符合要求，请按提示修改。`, {
    members: { errors },
  });
}

type Issue = z.core.$ZodIssue;

function fieldErrors(
  issues: readonly Issue[],
  value: unknown,
  source: Source,
): readonly FieldError[] {
  return issues
    .flatMap((issue) => flat(issue, []))
    .slice(0, ERRORS_MAX)
    .map(({ path, issue }) => ({
      pointer: pointer(path, source),
      detail: words(issue, at(value, path)),
    }));
}

interface Placed {
  readonly path: readonly PropertyKey[];
  readonly issue: Issue;
}

/** A union reports every branch; the branch with the fewest complaints is the one that was meant. */
function flat(issue: Issue, before: readonly PropertyKey[]): readonly Placed[] {
  const path = [...before, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], issue }));
  }
  if (issue.code === 'invalid_union') {
    const best = [...issue.errors]
      .filter((errors) => errors.length > 0)
      .sort((a, b) => a.length - b.length)[0];
    if (best) return best.flatMap((inner) => flat(inner, path));
  }
  return [{ path, issue }];
}

function words(issue: Issue, value: unknown): string {
  if (issue.code === 'unrecognized_keys') return '没有这个栏目';
  if (issue.code === 'invalid_union') return '内容与任何一种允许的形式都不相符';
  if (issue.code === 'invalid_type' && value === undefined) return '必须填写';
  if (issue.code === 'invalid_type') return TYPES[issue.expected] ?? '内容的类型不正确';
  return issue.message;
}

const TYPES: Readonly<Record<string, string>> = {
  string: '应为文字',
  number: '应为数字',
  int: '应为整数',
  boolean: '应为 true 或 false',
  array: '应为列表',
  object: '应为对象',
};

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Readonly<Record<PropertyKey, unknown>>)[key]
        : undefined,
    value,
  );
}

function pointer(path: readonly PropertyKey[], source: Source): string {
  const steps = path.map((step) =>
    String(step).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1'),
  );
  if (source === 'body') return `#${steps.map((step) => `/${step}`).join('')}`;
  return `${source}/${steps.join('/')}`;
}
