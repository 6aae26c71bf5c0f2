/** What is typed into the calculator, as the facts that are sent. */
import { describe, expect, it } from 'vitest';
import {
  readBirth,
  readForm,
  tidyDay,
  tidyMonth,
} from '../../src/console/pages/person/told-facts.ts';
import { idNumber } from '../builders.ts';

describe('days and months as people type them', () => {
  it.each([
    ['20260831', '2026-08-31'],
    ['2026-8-1', '2026-08-01'],
    ['2026/08/31', '2026-08-31'],
    ['2026年8月31日', '2026-08-31'],
    [' 2026.8.31 ', '2026-08-31'],
    ['26-8-31', '26-8-31'],
    ['', ''],
  ])('%s is the day %s', (typed, day) => {
    expect(tidyDay(typed)).toBe(day);
  });

  it.each([
    ['202608', '2026-08'],
    ['2026-8', '2026-08'],
    ['2026年8月', '2026-08'],
    ['8月', '8月'],
  ])('%s is the month %s', (typed, month) => {
    expect(tidyMonth(typed)).toBe(month);
  });
});

describe('a document number', () => {
  it('tells birth date and sex when its check character is right, and nothing otherwise', () => {
    expect(readBirth(idNumber('19900215', 102))).toEqual({ bornOn: '1990-02-15', sex: 'F' });
    expect(readBirth(idNumber('19900215', 101))).toEqual({ bornOn: '1990-02-15', sex: 'M' });
    expect(readBirth('820000199512310023')).toEqual({ bornOn: '1995-12-31', sex: 'F' });
    expect(readBirth(idNumber('19900230', 101))).toBeNull();
    expect(readBirth('219900199002150028')).toBeNull();
    expect(readBirth('H12345678')).toBeNull();
    expect(readBirth('')).toBeNull();
  });
});

describe('the form', () => {
  it('sends only what was told', () => {
    const { told } = readForm({
      bornOn: '19900215',
      sex: 'F',
      account: 'unit',
      state: 'sealed',
      sealedOn: '20260831',
      employeeSealedOn: '2026-01-01',
      employeeBalance: '20000',
      flexibleBalance: '',
      paidTo: '202608',
      obstacles: [],
      began: { signing: '', recheck: '20261123' },
    });
    expect(told).toEqual({
      person: { bornOn: '1990-02-15', sex: 'F' },
      account: {
        source: 'unit',
        state: 'sealed',
        sealedOn: '2026-08-31',
        employeeBalance: '20000.00',
        paidTo: '2026-08',
      },
      began: { recheck: '2026-11-23' },
    });
  });

  it('forgets a seal when the account is not sealed, and the activation when something was paid', () => {
    const { told } = readForm({
      account: 'flexible',
      state: 'normal',
      sealedOn: '2026-08-31',
      paidTo: '2026-08',
      activatedIn: '2026-01',
      flexibleBalance: '1,800.5',
      obstacles: ['openLoan'],
    });
    expect(told).toEqual({
      account: {
        source: 'flexible',
        state: 'normal',
        flexibleBalance: '1800.50',
        paidTo: '2026-08',
      },
      obstacles: { openLoan: true },
    });
  });

  it.each([
    [{}, [], '请至少填写'],
    [{ bornOn: '19900230' }, ['bornOn'], '请填写存在的日期'],
    [{ account: 'unit', state: 'sealed' }, ['sealedOn'], '请填写封存日期'],
    [{ bornOn: '19900215', began: { signing: '明天' } }, ['began', 'signing'], '请填写存在的日期'],
    [{ bornOn: '19900215', sex: 'M', retirementBase: 50 }, ['retirementBase'], '男为 60'],
    [
      { account: 'flexible', state: 'normal', flexibleBalance: '八百' },
      ['flexibleBalance'],
      '请填写金额',
    ],
  ] as const)('%j is refused at %j', (values, field, words) => {
    const { told, errors } = readForm(values);
    expect(told).toBeNull();
    expect(errors[0]?.field).toEqual(field);
    expect(errors[0]?.text).toContain(words);
  });
});
