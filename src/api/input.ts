/** Parses what a client sent: a value, or one fault that names every field with its pointer. */
import type { z } from 'zod';
import { Fault, type FieldError } from '../domain/fault.ts';
import { placedIssues } from '../forms/issues.ts';

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

function fieldErrors(
  issues: z.ZodError['issues'],
  value: unknown,
  source: Source,
): readonly FieldError[] {
  return placedIssues(issues, value)
    .slice(0, ERRORS_MAX)
    .map(({ path, detail }) => ({ pointer: pointer(path, source), detail }));
}

function pointer(path: readonly PropertyKey[], source: Source): string {
  const steps = path.map((step) =>
    String(step).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1'),
  );
  if (source === 'body') return `#${steps.map((step) => `/${step}`).join('')}`;
  return `${source}/${steps.join('/')}`;
}
