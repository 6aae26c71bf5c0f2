/** What a schema asks of a person, as a tree of fields: the one thing a form is drawn from. */
import { z } from 'zod';
import { INPUTS, type InputKind } from '../../forms/fields.ts';

interface Every {
  /** May be left out. */
  readonly optional: boolean;
  /** "None" is an answer of its own: 长期. */
  readonly nullable: boolean;
}

/** A choice's own value: what is sent. */
export type Option = string | number;

export type FieldSpec = Every &
  (
    | { readonly kind: 'text'; readonly max: number | null }
    | { readonly kind: Exclude<InputKind, 'file'> }
    | { readonly kind: 'instant' | 'boolean' }
    | { readonly kind: 'file'; readonly fileKind: string | null }
    | { readonly kind: 'number'; readonly min: number | null; readonly max: number | null }
    | { readonly kind: 'choice'; readonly options: readonly Option[] }
    /** One value and no other: a box to be ticked, or nothing to be asked. */
    | { readonly kind: 'fixed'; readonly value: Option | boolean }
    | { readonly kind: 'group'; readonly fields: readonly NamedField[] }
    | { readonly kind: 'list'; readonly item: FieldSpec; readonly max: number | null }
    | {
        readonly kind: 'variants';
        /** The field that says which one it is. */
        readonly by: string;
        readonly variants: readonly Variant[];
      }
  );

export interface NamedField {
  readonly name: string;
  readonly spec: FieldSpec;
}

export interface Variant {
  readonly value: Option;
  /** Without the field that says which one it is. */
  readonly fields: readonly NamedField[];
}

/** @throws Error when there is no field at a path */
export function specAt(spec: FieldSpec, path: readonly (string | number)[]): FieldSpec {
  return path.reduce<FieldSpec>((at, step) => {
    if (at.kind === 'list' && typeof step === 'number') return at.item;
    const found = at.kind === 'group' ? at.fields.find(({ name }) => name === step) : undefined;
    if (!found) throw new Error(`no field ${String(step)}`);
    return found.spec;
  }, spec);
}

const NEEDED: Every = { optional: false, nullable: false };

/** @throws Error for a schema that nobody can fill in */
export function describe(schema: unknown): FieldSpec {
  return look(schema, NEEDED);
}

function look(schema: unknown, every: Every): FieldSpec {
  if (!(schema instanceof z.ZodType)) throw new Error('not a schema');
  const told = INPUTS.get(schema);
  if (told?.input === 'file') {
    return { ...every, kind: 'file', fileKind: told.fileKind ?? null };
  }
  if (told) return { ...every, kind: told.input };
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return look(schema.unwrap(), { ...every, optional: true });
  }
  if (schema instanceof z.ZodNullable) return look(schema.unwrap(), { ...every, nullable: true });
  if (schema instanceof z.ZodPipe) return look(schema.in, every);
  return { ...every, ...bare(schema) };
}

type Bare = FieldSpec extends infer Spec
  ? Spec extends Every
    ? Omit<Spec, keyof Every>
    : never
  : never;

function bare(schema: z.ZodType): Bare {
  if (schema instanceof z.ZodObject) return { kind: 'group', fields: fieldsOf(schema) };
  if (schema instanceof z.ZodArray) {
    return { kind: 'list', item: describe(schema.element), max: listMax(schema) };
  }
  if (schema instanceof z.ZodDiscriminatedUnion) return variantsOf(schema);
  if (schema instanceof z.ZodUnion) return { kind: 'choice', options: schema.options.map(literal) };
  if (schema instanceof z.ZodEnum) return { kind: 'choice', options: schema.options };
  if (schema instanceof z.ZodLiteral) return { kind: 'fixed', value: fixedValue(schema) };
  if (schema instanceof z.ZodBoolean) return { kind: 'boolean' };
  if (schema instanceof z.ZodNumber) {
    return { kind: 'number', min: finite(schema.minValue), max: finite(schema.maxValue) };
  }
  if (schema instanceof z.ZodISODateTime) return { kind: 'instant' };
  if (schema instanceof z.ZodString) return { kind: 'text', max: schema.maxLength };
  if (schema instanceof z.ZodStringFormat) return { kind: 'text', max: null };
  throw new Error(`no field for a schema of type ${schema.type}`);
}

function fieldsOf(schema: z.ZodObject, without?: string): readonly NamedField[] {
  return Object.entries(schema.shape)
    .filter(([name]) => name !== without)
    .map(([name, field]) => ({ name, spec: describe(field) }));
}

function variantsOf(schema: z.ZodDiscriminatedUnion): Bare {
  const by = schema.def.discriminator;
  const variants = schema.options.map((option) => {
    if (!(option instanceof z.ZodObject)) throw new Error('a variant is an object');
    return { value: literal(option.shape[by]), fields: fieldsOf(option, by) };
  });
  return { kind: 'variants', by, variants };
}

function fixedValue(schema: z.ZodLiteral): Option | boolean {
  const [value] = schema.values;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  throw new Error('a fixed value is a word, a number or a truth value');
}

function literal(schema: unknown): Option {
  const value = schema instanceof z.ZodLiteral ? fixedValue(schema) : true;
  if (typeof value === 'boolean') throw new Error('a choice is made of words and numbers');
  return value;
}

function listMax(schema: z.ZodArray): number | null {
  const check = schema.def.checks?.find((one) => one instanceof z.core.$ZodCheckMaxLength);
  return check?._zod.def.maximum ?? null;
}

function finite(bound: number | null): number | null {
  return bound !== null && Number.isSafeInteger(bound) && Math.abs(bound) < 1e9 ? bound : null;
}
