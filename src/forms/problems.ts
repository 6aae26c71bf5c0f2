/**
 * What is wrong with a value by its schema: every field once, in words for whoever filled it in.
 *
 * Server and screen use the same function, so that a field is judged alike before and after it is
 * sent. What was sent is never repeated, because it may be personal.
 */
import type { z } from 'zod';
import { zhCN } from 'zod/locales';

export interface FieldProblem {
  /** From the whole value to the field. */
  readonly path: readonly PropertyKey[];
  readonly detail: string;
}

const { localeError } = zhCN();

/** Nothing when the value is what the schema says. */
export function problemsIn(schema: z.ZodType, value: unknown): readonly FieldProblem[] {
  const parsed = schema.safeParse(value, { error: localeError });
  return parsed.success ? [] : problemsOf(parsed.error.issues, value);
}

/** The JSON pointer (RFC 6901) of a path; the whole value is the empty pointer. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map((step) => `/${String(step).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

type Issue = z.core.$ZodIssue;

export function problemsOf(issues: readonly Issue[], value: unknown): readonly FieldProblem[] {
  return issues
    .flatMap((issue) => flat(issue, []))
    .map(({ path, issue }) => ({ path, detail: words(issue, at(value, path)) }));
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
