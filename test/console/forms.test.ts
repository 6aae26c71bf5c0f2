/** Forms of the console, made from the schemas: what fields there are, and what is sent of them. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldOf, type Field } from '../../src/console/forms/fields.ts';
import {
  pointerOf,
  tidied,
  valueAt,
  withoutItem,
  withValue,
} from '../../src/console/forms/values.ts';
import { CASE_FORMS } from '../../src/forms/index.ts';
import { placedIssues } from '../../src/forms/issues.ts';

const ACTS = Object.entries(CASE_FORMS).flatMap(([type, { actions }]) =>
  Object.entries(actions).map(([action, form]) => [`${type}/${action}`, action, form] as const),
);

function formOf(type: string, action: string): z.ZodType {
  const form = CASE_FORMS[type]?.actions[action];
  if (!form) throw new Error(`no form for ${action}`);
  return form;
}

function innerOf(field: Field, name: string): Field {
  const fields = field.kind === 'group' ? field.fields : [];
  const found = fields.find((one) => one.name === name);
  if (!found) throw new Error(`no field ${name}`);
  return found.field;
}

describe('every act of every case type', () => {
  it.each(ACTS)('%s has fields that a person can fill in', (_, action, form) => {
    const field = fieldOf(form, action);
    expect(['group', 'variants']).toContain(field.kind);
    expect(fieldOf(form, action)).toBe(field);
  });
});

describe('fields', () => {
  const review = fieldOf(formOf('account-opening', 'review'), 'review');
  const supplement = fieldOf(formOf('account-opening', 'supplement'), 'supplement');
  const application = innerOf(supplement, 'application');

  it('know what kind they are and what they are called', () => {
    expect(innerOf(review, 'reason')).toMatchObject({ kind: 'text', control: 'long', max: 500 });
    expect(innerOf(review, 'cleared')).toMatchObject({
      kind: 'choice',
      choices: [
        { value: true, title: '已核实，可以继续' },
        { value: false, title: '属实，不予排除' },
      ],
    });
    expect(innerOf(application, 'retirementBase')).toMatchObject({
      kind: 'choice',
      required: false,
      choices: [{ value: 60 }, { value: 55 }, { value: 50 }],
    });
    const contribution = innerOf(application, 'contribution');
    expect(innerOf(contribution, 'monthlyAmount')).toMatchObject({ control: 'money' });
    expect(innerOf(contribution, 'debitDay')).toMatchObject({ kind: 'number', required: true });
    const document = innerOf(innerOf(application, 'applicant'), 'document');
    expect(innerOf(document, 'validUntil')).toMatchObject({ kind: 'date', nullable: true });
  });

  it('of shapes told apart by a choice are offered by that choice', () => {
    const sign = fieldOf(formOf('account-opening', 'sign'), 'sign');
    expect(sign).toMatchObject({
      kind: 'variants',
      by: 'by',
      variants: [{ choice: { value: 'counter' } }, { choice: { value: 'electronic' } }],
    });
    expect(() =>
      fieldOf(z.union([z.object({ a: z.string() }), z.object({ b: z.int() })]), 'x'),
    ).toThrow(/nothing tells/);
  });

  it('of many choices are chosen several at once', () => {
    const reconsider = fieldOf(formOf('account-opening', 'reconsider'), 'reconsider');
    expect(innerOf(reconsider, 'cleared')).toMatchObject({ kind: 'several' });
    expect(tidied(reconsider, { reason: '维持' })).toEqual({ reason: '维持' });
  });
});

describe('what is sent', () => {
  const form = z.strictObject({
    name: z.string(),
    until: z.iso.date().nullable().optional(),
    card: z
      .strictObject({ number: z.string(), holder: z.strictObject({ name: z.string() }) })
      .optional(),
    list: z.array(z.strictObject({ a: z.string(), b: z.string().optional() })),
    more: z.array(z.strictObject({ a: z.string() })).optional(),
  });
  const field = fieldOf(form, 'test');

  it('leaves out what nobody filled in, optional groups with required fields included', () => {
    expect(tidied(field, { name: 'x', card: { number: '' } })).toEqual({ name: 'x', list: [] });
    expect(tidied(field, {})).toEqual({ list: [] });
  });

  it('keeps an empty place that means something', () => {
    expect(tidied(field, { name: 'x', until: '' })).toEqual({ name: 'x', until: null, list: [] });
  });

  it('keeps a begun group whole, so that what it lacks is told', () => {
    const sent = tidied(field, { name: 'x', card: { number: '1' } });
    expect(sent).toEqual({ name: 'x', card: { number: '1', holder: {} }, list: [] });
    const result = form.safeParse(sent);
    const told = placedIssues(result.error?.issues ?? [], sent);
    expect(told).toEqual([{ path: ['card', 'holder', 'name'], detail: '必须填写' }]);
  });

  it('keeps an optional group that has to be filled in this time', () => {
    expect(tidied(field, { name: 'x' }, new Set(['/card']))).toEqual({
      name: 'x',
      card: { holder: {} },
      list: [],
    });
  });

  it('keeps the items of a list in their places', () => {
    expect(tidied(field, { list: [{ a: '1', b: '' }, undefined, { a: '3' }] })).toEqual({
      list: [{ a: '1' }, {}, { a: '3' }],
    });
  });
});

describe('values', () => {
  it('are written and read by path, what is missing on the way is made', () => {
    const value = withValue({ a: 1 }, ['list', 1, 'name'], 'x');
    expect(value).toEqual({ a: 1, list: [undefined, { name: 'x' }] });
    expect(valueAt(value, ['list', 1, 'name'])).toBe('x');
    expect(valueAt(value, ['list', 7, 'name'])).toBeUndefined();
    expect(withoutItem(value, ['list'], 0)).toEqual({ a: 1, list: [{ name: 'x' }] });
    expect(withoutItem(value, ['nothing'], 0)).toBe(value);
  });

  it('are pointed at as the server points at them', () => {
    expect(pointerOf(['a', 0, 'b/c~d'])).toBe('/a/0/b~1c~0d');
  });
});
