/**
 * What is wrong with a value, field by field, in the words of the person who fills it in. The same
 * for the server's answer and for the form that checks as one types.
 */
import { z } from 'zod';
import { zhCN } from 'zod/locales';

z.config(zhCN());

type Issue = z.core.$ZodIssue;

export interface PlacedIssue {
  readonly path: readonly PropertyKey[];
  readonly detail: string;
}

/** @param value what was checked: a field that is missing is told from one of the wrong type */
export function placedIssues(issues: readonly Issue[], value: unknown): readonly PlacedIssue[] {
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
