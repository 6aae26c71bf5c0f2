/**
 * A zod schema as fields to be filled in: what kind each is, where it stands, whether it must be.
 *
 * Read from the JSON Schema of the form, the same that the API publishes; names, choices and the
 * best control come from the words of forms by the place of the field.
 */
import { z } from 'zod';
import { choicesAt, fieldWords, type Control } from '../../cases/wording-forms.ts';

interface Common {
  /** Dotted place, for words. */
  readonly place: string;
  readonly title: string;
  readonly help: string | undefined;
  readonly required: boolean;
  /** "None" is an answer of its own, sent as null: 长期有效. */
  readonly nullable: boolean;
}

export interface Choice {
  readonly value: string | number | boolean;
  readonly title: string;
}

export type Field =
  | (Common & { readonly kind: 'group'; readonly fields: readonly NamedField[] })
  | (Common & { readonly kind: 'list'; readonly item: Field; readonly max: number | undefined })
  /** Any number of the same few choices. */
  | (Common & { readonly kind: 'several'; readonly choices: readonly Choice[] })
  | (Common & { readonly kind: 'choice'; readonly choices: readonly Choice[] })
  /** One of several shapes, told apart by one of their fields. */
  | (Common & {
      readonly kind: 'variants';
      readonly by: string;
      readonly variants: readonly { readonly choice: Choice; readonly field: GroupField }[];
    })
  | (Common & { readonly kind: 'fixed'; readonly value: string | number })
  /** What must be confirmed. */
  | (Common & { readonly kind: 'confirm' })
  | (Common & { readonly kind: 'file'; readonly fileKind: string })
  | (Common & {
      readonly kind: 'text' | 'date' | 'instant' | 'number';
      readonly control: Control | undefined;
      readonly max: number | undefined;
    });

export type GroupField = Extract<Field, { kind: 'group' }>;
export interface NamedField {
  readonly name: string;
  readonly field: Field;
}

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly maxLength?: number;
}

const known = new WeakMap<z.ZodType, Map<string, Field>>();

/** @param place where its words begin: the name of the act, or `application` */
export function fieldOf(form: z.ZodType, place: string): Field {
  const ofForm = known.get(form) ?? new Map<string, Field>();
  known.set(form, ofForm);
  const made =
    ofForm.get(place) ??
    read(z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }) as Schema, place, true);
  ofForm.set(place, made);
  return made;
}

function read(given: Schema, place: string, required: boolean): Field {
  const { title, help, fileKind, control } = fieldWords(place);
  const { schema, options, nullable } = unwrapped(given);
  const common: Common = { place, title, help, required, nullable };
  if (options) {
    const choices = options.flatMap(({ const: value }) => choiceOf(place, value));
    if (choices.length === options.length) return { ...common, kind: 'choice', choices };
    return variantsOf(common, options);
  }
  if (schema.const === true) return { ...common, kind: 'confirm' };
  if (typeof schema.const === 'string' || typeof schema.const === 'number') {
    return { ...common, kind: 'fixed', value: schema.const };
  }
  if (schema.enum) return { ...common, kind: 'choice', choices: choicesOf(place, schema.enum) };
  if (schema.type === 'boolean') {
    return { ...common, kind: 'choice', choices: choicesOf(place, [true, false]) };
  }
  if (schema.type === 'array') return listOf(common, schema);
  if (schema.properties) return groupOf(common, schema);
  if (schema.format === 'uuid' && /file$/i.test(place)) {
    return { ...common, kind: 'file', fileKind: fileKind ?? 'other' };
  }
  const max = schema.maxLength;
  return { ...common, kind: plainKind(schema), control, max };
}

function plainKind({ type, format }: Schema): 'text' | 'date' | 'instant' | 'number' {
  if (type === 'integer' || type === 'number') return 'number';
  if (format === 'date') return 'date';
  return format === 'date-time' ? 'instant' : 'text';
}

/** What may also be null is of the same kind. */
function unwrapped(given: Schema): {
  readonly schema: Schema;
  readonly options: readonly Schema[] | null;
  readonly nullable: boolean;
} {
  const all = given.anyOf ?? given.oneOf;
  if (!all) return { schema: given, options: null, nullable: false };
  const options = all.filter(({ type }) => type !== 'null');
  const nullable = options.length < all.length;
  const [only, ...others] = options;
  return only && others.length === 0
    ? { schema: only, options: null, nullable }
    : { schema: given, options, nullable };
}

function groupOf(common: Common, { properties = {}, required = [] }: Schema): GroupField {
  const fields = Object.entries(properties).map(([name, schema]) => ({
    name,
    field: read(schema, `${common.place}.${name}`, required.includes(name)),
  }));
  return { ...common, kind: 'group', fields };
}

function listOf(common: Common, { items = {}, maxItems }: Schema): Field {
  const item = read(items, common.place, true);
  if (item.kind === 'choice') return { ...common, kind: 'several', choices: item.choices };
  return { ...common, kind: 'list', item, max: maxItems };
}

/** @throws Error for shapes that nothing tells apart: such a form is not one for people */
function variantsOf(common: Common, options: readonly Schema[]): Field {
  const by = Object.keys(options[0]?.properties ?? {}).find((name) =>
    options.every(({ properties }) => typeof properties?.[name]?.const === 'string'),
  );
  if (by === undefined) throw new Error(`nothing tells the shapes of ${common.place} apart`);
  const variants = options.flatMap((option) =>
    choiceOf(`${common.place}.${by}`, option.properties?.[by]?.const).map((choice) => ({
      choice,
      field: groupOf(common, option),
    })),
  );
  return { ...common, kind: 'variants', by, variants };
}

function choicesOf(place: string, values: readonly unknown[]): readonly Choice[] {
  return values.flatMap((value) => choiceOf(place, value));
}

const YES_NO: Readonly<Record<string, string>> = { true: '是', false: '否' };

function choiceOf(place: string, value: unknown): readonly Choice[] {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return [];
  }
  const text = String(value);
  const titles = choicesAt(place) ?? (typeof value === 'boolean' ? YES_NO : {});
  return [{ value, title: titles[text] ?? text }];
}
