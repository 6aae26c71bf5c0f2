/** Values from a JSON Schema: mostly such as it describes, sometimes anything at all. */
import fc, { type Arbitrary } from 'fast-check';
import { idNumber } from '../../builders.ts';
import type { ApiDocument } from './contract.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

/** What people and attackers type. */
const TEXTS = [
  '',
  ' ',
  '张三',
  '𬭚䶮',
  "'; drop table person; --",
  '<script>alert(1)</script>',
  '\u0000',
  '\u202Eabc',
  '../../etc/passwd',
  '=1+1',
  '%00%0d%0a',
  'é'.normalize('NFD'),
  '0',
  '-1',
  'null',
  '1e309',
  '800.00',
  '2026-02-30',
  '2026-11-23',
  'x'.repeat(300),
];

export function valueOf(
  schema: object,
  root: ApiDocument,
  known: readonly string[],
): Arbitrary<unknown> {
  const right = fitting(schema, root, known, 0);
  return fc.oneof({ arbitrary: right, weight: 9 }, { arbitrary: anything(), weight: 1 });
}

const anything = () =>
  fc.oneof(
    fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 2 ** 53, '', [], {}),
    fc.constantFrom<unknown>(...TEXTS),
    fc.jsonValue({ maxDepth: 2 }),
  );

function fitting(
  given: object,
  root: ApiDocument,
  known: readonly string[],
  depth: number,
): Arbitrary<unknown> {
  const schema = resolve(given, root);
  const inner = (one: Schema) => fitting(one, root, known, depth + 1);
  const { anyOf, oneOf, allOf, properties, items } = schema;
  if (depth > 6) return fc.constant(null);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = anyOf ?? oneOf;
  if (choices) return fc.oneof(...choices.map(inner));
  if (allOf) return inner(allOf[0] ?? {});
  if (properties) {
    const fields = Object.entries(properties).map(([name, one]) => [name, inner(one)] as const);
    // A required field is left out now and then.
    return fc.boolean().chain((whole) =>
      fc.record(Object.fromEntries(fields), {
        requiredKeys: whole ? [...(schema.required ?? [])] : [],
      }),
    );
  }
  if (items) return fc.array(inner(items), { maxLength: 3 });
  return leaf(schema, known);
}

function leaf(schema: Schema, known: readonly string[]): Arbitrary<unknown> {
  const type = Array.isArray(schema.type) ? (schema.type[0] as unknown) : schema.type;
  switch (type) {
    case 'integer':
    case 'number': {
      const { minimum = -1_000, maximum = 1_000 } = schema;
      return fc.integer({ min: Math.max(minimum, -1e6), max: Math.min(maximum, 1e6) });
    }
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'object':
      return fc.dictionary(fc.string({ maxLength: 8 }), fc.constantFrom<unknown>(...TEXTS), {
        maxKeys: 3,
      });
    case 'array':
      return fc.constant([]);
    default:
      return text(schema, known);
  }
}

function text(schema: Schema, known: readonly string[]): Arbitrary<unknown> {
  if (schema.format === 'uuid') {
    return fc.oneof(fc.uuid(), fc.constantFrom(...known));
  }
  if (schema.format === 'date') return fc.constantFrom('2026-11-23', '2030-01-01', '2026-02-29');
  if (schema.format === 'date-time') return fc.constant('2026-11-23T09:00:00+08:00');
  if (schema.pattern !== undefined && schema.pattern.length < 60) {
    try {
      return fc.stringMatching(new RegExp(schema.pattern));
    } catch {
      return fc.string();
    }
  }
  return fc.oneof(
    fc.constantFrom<unknown>(...TEXTS),
    fc.string({ unit: 'grapheme', maxLength: Math.min(schema.maxLength ?? 40, 60) }),
    fc.constant(idNumber()),
  );
}

function resolve(schema: object, root: ApiDocument): Schema {
  const { $ref } = schema as Schema;
  if ($ref === undefined) return schema;
  const name = $ref.split('/').at(-1) ?? '';
  return resolve(root.components.schemas[name] ?? {}, root);
}
