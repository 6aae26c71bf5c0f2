/** The words of form fields: complete for every form of every case type, and one for each thing. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { changedFields, filledFields, valueAt } from '../../src/cases/differences.ts';
import {
  choicesAt,
  fieldTitle,
  fieldWords,
  hasFieldWords,
  placeOf,
  valueText,
} from '../../src/cases/wording-forms.ts';
import { CASE_FORMS } from '../../src/forms/index.ts';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Field {
  readonly place: string;
  readonly schema: Schema;
}

/** Every field of a form with the place at which its words are looked up. */
function fieldsOf(schema: Schema, place: string): readonly Field[] {
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [
    { place, schema },
    ...inner.flatMap((one) => fieldsOf(one, place)),
    ...(schema.items ? fieldsOf(schema.items, place) : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
      fieldsOf(one, `${place}.${name}`),
    ),
  ];
}

const FORMS = Object.entries(CASE_FORMS).flatMap(([type, { application, actions }]) =>
  Object.entries({ application, ...actions }).map(
    ([name, form]) => [`${type}: ${name}`, name, form] as const,
  ),
);

describe('every form', () => {
  it.each(FORMS)('%s has a Chinese name for every field', (_, name, form) => {
    const schema = z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }) as Schema;
    const mute = fieldsOf(schema, name)
      .filter(({ place }) => place !== name)
      .filter(
        ({ place }) => !hasFieldWords(place) || !/[\u4e00-\u9fff]/.test(fieldWords(place).title),
      );
    expect(mute.map(({ place }) => place)).toEqual([]);
  });

  it.each(FORMS)('%s has a Chinese title for everything that can be chosen', (_, name, form) => {
    const schema = z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' }) as Schema;
    const mute = fieldsOf(schema, name).flatMap(({ place, schema: { enum: all = [] } }) =>
      all.map(String).filter((code) => !/[\u4e00-\u9fff]/.test(choicesAt(place)?.[code] ?? '')),
    );
    expect(mute).toEqual([]);
  });
});

describe('a field', () => {
  it('is called by the longest entry that its place ends with', () => {
    expect(fieldWords('application.applicant.document.number').title).toBe('证件号码');
    expect(fieldWords('application.bankCard.number').title).toBe('银行卡号');
    expect(fieldWords('sign.file')).toEqual({
      title: '签字页扫描件',
      fileKind: 'signed-agreement',
    });
    expect(fieldWords('evidence.file').title).toBe('材料文件');
  });

  it('is told by where it stands, lists and the whole form left out', () => {
    expect(placeOf('/applicant/otherDocuments/0/type')).toBe('applicant.otherDocuments.type');
    expect(placeOf('#/application/bankCard/number')).toBe('application.bankCard.number');
    expect(fieldTitle('/applicant/document/number')).toBe('申请人 · 身份证件 · 证件号码');
    expect(fieldTitle('#/application/contribution/cycle')).toBe('缴存选择 · 缴存周期');
    expect(fieldTitle('/sign/file')).toBe('签字页扫描件');
    expect(fieldTitle('/correct/application')).toBe('申请表');
    expect(fieldTitle('/somewhere/else')).toBe('else');
  });
});

describe('a value', () => {
  it.each([
    ['/contribution/monthlyAmount', '800.00', '800.00'],
    ['/contribution/cycle', 'half-year', '按半年'],
    ['/drawsPension', false, '否'],
    ['/retirementBase', 50, '50周岁'],
    ['/applicant/phone', undefined, '—'],
    ['/consents', [], '无'],
    [
      '/evidence',
      [
        { kind: 'bank-card', file: 'x' },
        { kind: 'other', file: 'y' },
      ],
      '银行卡影像；其他材料',
    ],
    [
      '/national/accounts',
      [{ state: 'normal', center: '210200', source: 'unit' }],
      '所在中心210200，正常缴存，单位缴存',
    ],
    ['/somewhere/else', 'code', 'code'],
  ])('%s reads as a person would write it', (pointer, value, text) => {
    expect(valueText(pointer, value)).toBe(text);
  });
});

describe('what a correction changed', () => {
  const before = { applicant: { name: '张三', phone: '1' }, consents: [1], district: '210102' };
  const after = { applicant: { name: '张三', phone: '2' }, consents: [1, 2], drawsPension: true };

  it('is told by pointers, a list as one, what came and what went included', () => {
    expect(changedFields(before, after)).toEqual([
      '/applicant/phone',
      '/consents',
      '/district',
      '/drawsPension',
    ]);
    expect(changedFields(before, before)).toEqual([]);
  });

  it('stands among everything that is filled in', () => {
    expect(filledFields(before)).toEqual([
      '/applicant/name',
      '/applicant/phone',
      '/consents',
      '/district',
    ]);
    expect(filledFields({ a: undefined, b: { c: null } })).toEqual(['/b/c']);
    expect(filledFields(undefined)).toEqual([]);
    expect(filledFields('text')).toEqual([]);
  });

  it('can be looked up again on either side', () => {
    expect(valueAt(before, '/applicant/phone')).toBe('1');
    expect(valueAt(after, '/district')).toBeUndefined();
    expect(valueAt(after, '/applicant/phone/deeper')).toBeUndefined();
    expect(valueAt(after, '')).toBe(after);
  });
});
