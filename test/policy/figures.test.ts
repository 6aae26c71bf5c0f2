/** Figures in force, calendars by year, and the law's own words. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, isWorkingDay, plainDate } from '../../src/domain/calendar.ts';
import { SHIPPED_YEARS } from '../../src/policy/calendars/index.ts';
import {
  dueOn,
  isProvisional,
  shiftedTo,
  workCalendarOf,
  yearsLoaded,
} from '../../src/policy/calendars/years.ts';
import { CENTERS, centerOf, districtOf, SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import { type Clause, CLAUSES, clauseText, clauseTitle } from '../../src/policy/clauses.ts';
import { valueProblem } from '../../src/policy/figure-values.ts';
import { figureInForce, overlaps, type Figure } from '../../src/policy/figures.ts';
import { openingFigures } from '../../src/policy/opening-figures.ts';

const day = plainDate;
const figure = (changed: Partial<Figure>): Figure => ({
  center: '210100',
  district: null,
  name: 'check-valid',
  value: '7',
  from: day('2026-01-01'),
  to: null,
  document: '某公积金〔2026〕1号',
  ...changed,
});

describe('a figure in force', () => {
  const figures = [
    figure({ center: '*', value: '1' }),
    figure({ value: '2', to: day('2026-07-01') }),
    figure({ value: '3', from: day('2026-07-01') }),
    figure({ value: '4', district: '210115' }),
  ];
  const at = (center: string, district: string | null, on: string) =>
    figureInForce(figures, { center, district, on: day(on), name: 'check-valid' })?.value ?? null;

  it.each([
    ['210200', null, '2026-11-22', '1'],
    ['210100', null, '2026-06-30', '2'],
    ['210100', null, '2026-07-01', '3'],
    ['210100', '210102', '2026-07-01', '3'],
    ['210100', '210115', '2026-07-01', '4'],
    ['210100', null, '2025-12-31', null],
  ])('center %s, district %s, on %s: %s', (center, district, on, value) => {
    expect(at(center, district, on)).toBe(value);
  });

  it('is one only: two at once are found, neighbors are not', () => {
    expect(overlaps(figures)).toEqual([]);
    expect(
      overlaps([...figures, figure({ from: day('2026-06-30'), to: day('2026-07-02') })]),
    ).toEqual([
      [1, 4],
      [2, 4],
    ]);
  });
});

describe('the figures that come with the code', () => {
  it('are never two at once, and each can be read', () => {
    expect(overlaps(SHIPPED_FIGURES)).toEqual([]);
    const unreadable = SHIPPED_FIGURES.filter(
      ({ name, value }) => valueProblem(name, value) !== null,
    );
    expect(unreadable).toEqual([]);
  });

  it.each([
    ['210100', '210102', '223.00', '7358.00'],
    ['210100', null, '223.00', '7358.00'],
    ['210100', '210115', '208.00', '7358.00'],
    ['210100', '210123', '208.00', '7358.00'],
    ['210100', '210124', '208.00', '7358.00'],
    ['210100', '210181', '208.00', '7358.00'],
    ['210200', '210202', '223.00', '7663.00'],
    ['210300', null, '208.00', '5476.00'],
    ['210700', null, '193.00', '4946.00'],
    ['210800', null, '208.00', '5262.00'],
    ['211100', null, '208.00', '6622.00'],
  ])('let center %s, district %s pay from %s to %s', (center, district, min, max) => {
    const figures = openingFigures(SHIPPED_FIGURES, { center, district, on: day('2026-11-22') });
    expect(figures.limits).toEqual({ min, max });
  });

  it('give an opening everything it needs, as plain JSON', () => {
    const scope = { center: '210100', district: '210102', on: day('2026-11-22') };
    const figures = openingFigures(SHIPPED_FIGURES, scope);
    expect(JSON.parse(JSON.stringify(figures))).toEqual(figures);
    expect(figures).toMatchObject({
      cycles: ['month', 'quarter', 'half-year', 'year'],
      debit: { dayMin: 1, dayMax: 25, rule: 'previous' },
      ageMin: 18,
      ageOwnIncomeMin: 16,
      retirementBaseFemale: 55,
      checkValidDays: 7,
      sealWaitDays: 30,
      signingDays: 15,
      reminderDays: 5,
      supplementDays: 15,
      promiseWorkingDays: 5,
      reviewRequestDays: 60,
    });
  });

  it('leave no figure to be guessed', () => {
    const scope = { center: '210500', district: null, on: day('2026-11-22') };
    expect(() => openingFigures(SHIPPED_FIGURES, scope)).toThrow('contribution-base-min');
  });

  it('know their centers and districts by code and by name', () => {
    expect(centerOf('沈阳')?.code).toBe('210100');
    expect(centerOf('210200')?.city).toBe('大连');
    expect(centerOf('北京')).toBeNull();
    const shenyang = CENTERS[0]!;
    expect(['210115', '辽中', '辽中区'].map((text) => districtOf(shenyang, text))).toEqual([
      '210115',
      '210115',
      '210115',
    ]);
    expect(districtOf(shenyang, '中山区')).toBeNull();
  });
});

describe('the value of a figure', () => {
  it.each([
    ['contribution-base-min', '2230.00', true],
    ['contribution-base-min', '2230', false],
    ['contribution-base-min', '-1.00', false],
    ['interest-rate', '0.015', true],
    ['interest-rate', '1.5%', false],
    ['check-valid', '7', true],
    ['check-valid', '07', false],
    ['check-valid', '-7', false],
    ['debit-day-max', '28', true],
    ['debit-day-max', '29', false],
    ['debit-day-rule', 'next', true],
    ['debit-day-rule', 'both', false],
    ['contribution-cycles', 'month,year', true],
    ['contribution-cycles', 'month,,year', false],
  ] as const)('%s %s is read: %s', (name, value, readable) => {
    expect(valueProblem(name, value) === null).toBe(readable);
  });
});

describe('working days', () => {
  const calendar = workCalendarOf(SHIPPED_YEARS);

  it('knows the holidays and make-up days of 2026', () => {
    expect(yearsLoaded(SHIPPED_YEARS)).toEqual([2026]);
    const rest = ['2026-01-01', '2026-02-23', '2026-05-05', '2026-10-07', '2026-11-22'];
    const work = ['2026-01-04', '2026-02-24', '2026-09-20', '2026-10-08', '2026-11-23'];
    expect(rest.map((text) => isWorkingDay(day(text), calendar))).toEqual(rest.map(() => false));
    expect(work.map((text) => isWorkingDay(day(text), calendar))).toEqual(work.map(() => true));
  });

  it.each([
    ['2026-11-20', 1, '2026-11-23', false],
    ['2026-09-30', 1, '2026-10-08', false],
    ['2026-09-30', 3, '2026-10-10', false],
    ['2026-09-18', 1, '2026-09-20', false],
    ['2026-12-30', 1, '2026-12-31', false],
    ['2026-12-30', 2, '2027-01-01', true],
    ['2026-11-20', 0, '2026-11-20', false],
  ])('the day after %s, %i working days on, is %s (暂定: %s)', (from, days, on, provisional) => {
    expect(dueOn(day(from), days, SHIPPED_YEARS)).toEqual({ on, provisional });
  });

  it('says that a year which is not loaded counts weekends only', () => {
    expect(shiftedTo(day('2027-01-01'), 'next', SHIPPED_YEARS)).toEqual({
      on: '2027-01-01',
      provisional: true,
    });
    expect(isProvisional([], day('2026-01-01'), day('2026-01-01'))).toBe(true);
    expect(isProvisional(SHIPPED_YEARS, day('2025-12-31'), day('2026-01-01'))).toBe(true);
  });

  it('adds up: n and m working days are n + m, and each end is a working day', () => {
    const offset = fc.integer({ min: 0, max: 300 });
    const few = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(offset, few, few, (start, n, m) => {
        const from = addDays(day('2026-01-01'), start);
        const first = dueOn(from, n, SHIPPED_YEARS).on;
        expect(isWorkingDay(first, calendar)).toBe(true);
        expect(first > from).toBe(true);
        expect(dueOn(first, m, SHIPPED_YEARS).on).toBe(dueOn(from, n + m, SHIPPED_YEARS).on);
      }),
    );
  });
});

describe('the law that decisions cite', () => {
  const plain = (text: string) => text.replace(/\s/g, '');
  const texts = [
    ...['notice', 'regulation-2026', 'regulation-2019', 'civil-code', 'civil-procedure'],
    'retirement',
  ];
  const law = plain(
    texts
      .map((name) => readFileSync(new URL(`../../docs/law/${name}.md`, import.meta.url), 'utf8'))
      .join('\n'),
  );

  it.each(Object.entries(CLAUSES))(
    '%s stands word for word in docs/law',
    (_key, clause: Clause) => {
      expect(law).toContain(plain(clause.text));
      if (clause.before) expect(law).toContain(plain(clause.before.text));
    },
  );

  it('quotes the text in force on the day of acceptance', () => {
    expect(clauseText('regulation-26', day('2026-09-19'))).toContain('15日内');
    expect(clauseText('regulation-26', day('2026-09-20'))).toContain('10日内');
    expect(clauseText('center:某公积金〔2026〕1号', day('2026-09-20'))).toBeNull();
  });

  it('names a clause as a reader knows it', () => {
    expect(clauseTitle('liaoning-14')).toBe('通知（征求意见稿）（十四）规范账户开立与核验');
    expect(clauseTitle('center:某公积金〔2026〕1号')).toBe('某公积金〔2026〕1号');
  });
});
