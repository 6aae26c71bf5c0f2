/** What the counter shows while an application is typed: by the rules that will decide. */
import { describe, expect, it } from 'vitest';
import {
  agesOf,
  openingView,
  soFar,
  youngPeople,
} from '../../../src/console/pages/start/opening/opening-view.ts';
import { plainDate } from '../../../src/domain/calendar.ts';
import { SHIPPED_FIGURES } from '../../../src/policy/centers/index.ts';
import { application, idNumber } from '../../builders.ts';

const setting = {
  center: '210100',
  today: plainDate('2026-11-23'),
  figures: SHIPPED_FIGURES,
  calendar: { holidays: [plainDate('2027-01-01')], workdays: [] },
};
const view = (content: unknown) => openingView(content, setting);
const numbered = (number: string, more: object = {}) => ({
  applicant: { document: { type: 'resident-id', number } },
  ...more,
});

describe('while it is typed', () => {
  it('says nothing before the document can be read', () => {
    expect(view({})).toBeNull();
    expect(view({ applicant: { name: '张三' } })).toBeNull();
    expect(view(numbered('2199001990'))).toBeNull();
    expect(view(numbered('219900199001010015'))).toBeNull();
  });

  it('says who it is as soon as the number is complete, and what is missing, the name first', () => {
    const told = view(numbered('219900199001010014'));
    expect(told?.person).toEqual({
      bornOn: '1990-01-01',
      sex: 'M',
      age: 36,
      retiresOn: '2053-01-01',
    });
    expect(told?.missing[0]).toMatchObject({ code: 'name', pointer: '/applicant/name' });
    expect(told?.missing.map(({ code }) => code)).toContain('bank-card');
  });

  it('is complete with a complete application', () => {
    const told = view(application());
    expect(told).toMatchObject({ missing: [], refusals: [], underAge: false });
  });

  it('takes an ill-formed field as one that is not there, and keeps the rest', () => {
    const content = application({}, { contribution: { monthlyAmount: '8oo', cycle: 'month' } });
    content.applicant.phone = '139';
    const codes = view(content)?.missing.map(({ code }) => code);
    expect(codes).toEqual(['phone', 'contribution']);
  });

  it('takes away nothing but the lists’ bad items', () => {
    const kept = soFar({
      ...application(),
      evidence: [{}, { kind: 'other' }, { kind: 'identity-document', file: crypto.randomUUID() }],
    });
    expect(kept?.evidence.map(({ kind }) => kind)).toEqual(['identity-document']);
    expect(kept?.consents).toHaveLength(3);
  });

  it('judges a name that cannot be, as one that is still to come', () => {
    const told = view({
      ...application(),
      applicant: { ...application().applicant, name: '\u0007' },
    });
    expect(told?.missing[0]?.code).toBe('name');
  });
});

describe('who may not join yet', () => {
  const missingEmployment = (number: string, more: object = {}) => view(numbered(number, more));

  it('hears it from the document alone, with the first possible day', () => {
    const born = idNumber('20101124');
    expect(missingEmployment(born)?.refusals).toMatchObject([
      { code: 'under-16', earliestOn: '2028-11-24' },
    ]);
    expect(missingEmployment(idNumber('20101123'))?.refusals).toMatchObject([
      { code: 'minor-without-own-income' },
    ]);
  });

  it('is asked for an income of their own from 16 to the day before 18', () => {
    expect(missingEmployment(idNumber('20101124'))?.underAge).toBe(false);
    expect(missingEmployment(idNumber('20101123'))?.underAge).toBe(true);
    expect(missingEmployment(idNumber('20081124'))?.underAge).toBe(true);
    expect(missingEmployment(idNumber('20081123'))?.underAge).toBe(false);
  });

  it('is named by the center’s ages, before and while it is typed', () => {
    const ours = (name: string, value: string) =>
      SHIPPED_FIGURES.filter((figure) => figure.name === name).map((figure) => ({
        ...figure,
        value,
      }));
    const others = SHIPPED_FIGURES.filter(({ name }) => !name.startsWith('age-'));
    const figures = [...others, ...ours('age-min', '20'), ...ours('age-own-income-min', '18')];
    expect(youngPeople(agesOf(setting))).toBe('已满16周岁未满18周岁');
    expect(youngPeople(agesOf({ ...setting, figures }))).toBe('已满18周岁未满20周岁');
    const seen = openingView(numbered(idNumber('20080101')), { ...setting, figures });
    expect(seen?.underAge).toBe(true);
    expect(youngPeople(seen!.figures)).toBe('已满18周岁未满20周岁');
  });

  it('hears of retirement', () => {
    expect(missingEmployment('219900196501310116')?.refusals).toMatchObject([{ code: 'retired' }]);
  });
});

describe('the plan', () => {
  const plan = (contribution: object, district = '210102') =>
    view(application({}, { contribution, district }));

  it('costs its cycle from this month on, and names the next real debit date', () => {
    expect(plan({ monthlyAmount: '800.00', cycle: 'quarter', debitDay: 10 })?.plan).toEqual({
      due: '2400.00',
      coversFrom: '2026-11',
      coversTo: '2027-01',
      debitOn: '2026-12-10',
    });
  });

  it('moves a debit from a day of rest to the working day before', () => {
    const on = (debitDay: number) =>
      plan({ monthlyAmount: '800.00', cycle: 'month', debitDay })?.plan?.debitOn;
    expect(on(24)).toBe('2026-11-24');
    expect(on(23)).toBe('2026-12-23');
    // 2026-12-05 is a Saturday.
    expect(on(5)).toBe('2026-12-04');
    // Today is no later day: the next month's.
    expect(on(22)).toBe('2026-12-22');
    expect(on(28)).toBeNull();
  });

  it('keeps the limits of the district and the day, with their documents', () => {
    expect(plan({}, '210102')?.figures.limits).toEqual({ min: '223.00', max: '7358.00' });
    expect(plan({}, '210181')?.figures.limits).toEqual({ min: '208.00', max: '7358.00' });
    expect(plan({}, '210102')?.figures.contribution.documents).toContain(
      '沈阳灵活就业人员住房公积金缴存使用管理暂行办法',
    );
    const low = plan({ monthlyAmount: '222.99', cycle: 'month', debitDay: 10 });
    expect(low?.missing).toMatchObject([
      { code: 'contribution-amount', bring: expect.stringContaining('223.00') as string },
    ]);
    expect(plan({ monthlyAmount: '223.00', cycle: 'month', debitDay: 10 })?.missing).toEqual([]);
  });
});
