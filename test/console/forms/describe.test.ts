/** Every form there is can be drawn, and everything in it has a Chinese name. */
import { describe as suite, expect, it } from 'vitest';
import { z } from 'zod';
import { choiceTitle, fieldTitle } from '../../../src/cases/wording-forms.ts';
import { describe, type FieldSpec } from '../../../src/console/forms/describe.ts';
import {
  dateField,
  fileField,
  moneyField,
  reasonField,
  textField,
} from '../../../src/forms/fields.ts';
import { CASE_FORMS } from '../../../src/forms/index.ts';

type Step = string | number;

const forms = Object.entries(CASE_FORMS).flatMap(([type, { application, actions }]) => [
  [`${type}: application`, application] as const,
  ...Object.entries(actions).map(([action, form]) => [`${type}: ${action}`, form] as const),
]);

/** Every field that is drawn, with the words it is drawn with. */
function drawn(spec: FieldSpec, path: readonly Step[]): readonly (readonly [string, string])[] {
  const own: [string, string][] = path.length === 0 ? [] : [[path.join('.'), fieldTitle(path)]];
  if (spec.kind === 'group') {
    return [...own, ...spec.fields.flatMap(({ name, spec: of }) => drawn(of, [...path, name]))];
  }
  if (spec.kind === 'list') {
    return [...own, ...drawn(spec.item, [...path, 0]).filter(([, words]) => words !== '0')];
  }
  if (spec.kind === 'variants') {
    const variants = spec.variants.flatMap(({ value, fields }) => [
      [`${spec.by}=${value}`, choiceTitle([...path, spec.by], value)] as const,
      ...fields.flatMap(({ name, spec: of }) => drawn(of, [...path, name])),
    ]);
    return [...own, ...variants];
  }
  const options = spec.kind === 'choice' ? spec.options : [];
  return [
    ...own,
    ...options.map((option) => [`${path.join('.')}=${option}`, choiceTitle(path, option)] as const),
  ];
}

suite('a form of the registry', () => {
  it.each(forms)('%s has a Chinese name for every field and every choice', (_, form) => {
    const nameless = drawn(describe(form), []).filter(
      ([, words]) => !/\p{Script=Han}/u.test(words),
    );
    expect(nameless).toEqual([]);
  });
});

suite('a schema is described by what a person fills in', () => {
  const kindOf = (schema: z.ZodType) => describe(schema).kind;

  it('texts, numbers and truth values', () => {
    expect(describe(textField(20))).toEqual({
      kind: 'text',
      max: 20,
      optional: false,
      nullable: false,
    });
    expect(describe(z.int().min(1).max(28))).toMatchObject({ kind: 'number', min: 1, max: 28 });
    expect(describe(z.int())).toMatchObject({ min: null, max: null });
    expect(kindOf(z.boolean())).toBe('boolean');
    expect(kindOf(z.uuid())).toBe('text');
    expect(kindOf(z.iso.datetime({ offset: true }))).toBe('instant');
  });

  it('dates, amounts, long texts and files by their own mark, however they are wrapped', () => {
    expect(describe(dateField.nullable().optional())).toEqual({
      kind: 'date',
      optional: true,
      nullable: true,
    });
    expect(kindOf(moneyField)).toBe('money');
    expect(kindOf(reasonField.optional())).toBe('long-text');
    expect(describe(fileField('transcript'))).toMatchObject({
      kind: 'file',
      fileKind: 'transcript',
    });
    expect(describe(fileField())).toMatchObject({ fileKind: null });
  });

  it('choices of words and of numbers, and values that are only confirmed', () => {
    expect(describe(z.enum(['a', 'b']))).toMatchObject({ kind: 'choice', options: ['a', 'b'] });
    expect(describe(z.union([z.literal(60), z.literal(55)]))).toMatchObject({ options: [60, 55] });
    expect(describe(z.literal(true))).toMatchObject({ kind: 'fixed', value: true });
  });

  it('groups, lists and variants', () => {
    const sign = z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('counter'), file: fileField() }),
      z.strictObject({ by: z.literal('electronic'), reference: textField(9) }),
    ]);
    expect(describe(sign)).toMatchObject({
      kind: 'variants',
      by: 'by',
      variants: [
        { value: 'counter', fields: [{ name: 'file' }] },
        { value: 'electronic', fields: [{ name: 'reference' }] },
      ],
    });
    expect(
      describe(
        z
          .array(z.strictObject({ a: z.boolean() }))
          .max(3)
          .default([]),
      ),
    ).toMatchObject({
      kind: 'list',
      optional: true,
      max: 3,
      item: { kind: 'group', fields: [{ name: 'a' }] },
    });
  });

  it('what nobody can fill in is an error, not an empty place', () => {
    expect(() => describe(z.map(z.string(), z.string()))).toThrow(/no field/);
    expect(() => describe('text')).toThrow(/not a schema/);
  });
});
