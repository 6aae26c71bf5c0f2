/**
 * Reads an outside value by a schema, or says where and why it cannot be read.
 *
 * Every error is a JSON pointer (RFC 6901) and a sentence in Chinese; what was sent is never
 * repeated, because it may be personal.
 */
import { type z } from 'zod';
import { zhCN } from 'zod/locales';
import { Fault, type FieldError } from '../domain/fault.ts';

/** What can read a value: a schema, by the type it gives. */
export type Schema<T> = z.ZodType<T>;

const chinese = zhCN().localeError;

function escaped(key: PropertyKey): string {
  return String(key).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The JSON pointer of a path; the whole value is the empty pointer. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${escaped(key)}`).join('');
}

/** One error per field that cannot be accepted; an unknown field is named itself. */
export function fieldErrors(error: z.ZodError): readonly FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          pointer: pointerOf([...issue.path, key]),
          detail: '不认识的字段',
        }))
      : [{ pointer: pointerOf(issue.path), detail: issue.message }],
  );
}

/**
 * The value as its schema reads it.
 *
 * @throws Fault 'input-invalid' with `errors`
 */
export function read<T>(schema: Schema<T>, value: unknown): T {
  const result = schema.safeParse(value, {
    error: (issue) =>
      issue.code === 'invalid_type' && issue.input === undefined ? '缺少该字段' : chinese(issue),
  });
  if (result.success) return result.data;
  const errors = fieldErrors(result.error);
  throw new Fault('input-invalid', errors[0]?.detail ?? '内容无法读取', { members: { errors } });
}
