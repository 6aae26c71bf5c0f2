/** 月缴存额与上下限: by which limits a month is measured, since when an agreed amount is outside. */
import { describe, expect, it } from 'vitest';
import { plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import type { Figure, FigureName } from '../../src/policy/figures.ts';
import {
  dayOfLimits,
  limitsOfMonths,
  outsideOf,
  outsideSince,
} from '../../src/policy/limits-of-months.ts';

const CENTER = '210100';
const figure = (name: FigureName, value: string, from: string, more: Partial<Figure> = {}) => ({
  ...{ center: CENTER, district: null, name, value, from: plainDate(from), to: null },
  ...{ document: '测〔2026〕1号', ...more },
});
const LOW = { district: '210106' };
/** 10 % of 2,000.00 to 24 % of 25,000.00; of a district from 1 July 2027 on 10 % of 9,000.00 at least. */
const FIGURES: readonly Figure[] = [
  figure('contribution-base-min', '2000.00', '2026-01-01'),
  figure('contribution-base-max', '25000.00', '2026-01-01'),
  figure('contribution-rate-min', '0.10', '2026-01-01'),
  figure('contribution-rate-max', '0.24', '2026-01-01'),
  figure('contribution-rounding', 'half-up-yuan', '2026-01-01'),
  figure('contribution-base-min', '9000.00', '2027-07-01', LOW),
];
const place = { center: CENTER, district: '210106' };
const since = (amount: string, on: string, more: object = {}) =>
  outsideSince(FIGURES, {
    ...{ ...place, amount: yuan(amount), agreedOn: plainDate('2026-03-01'), on: plainDate(on) },
    ...more,
  });

describe('a month is measured', () => {
  it.each([
    ['2027-06', '2027-06-30'],
    ['2027-07', '2027-07-10'],
    ['2027-08', '2027-08-01'],
  ])('%s by the limits of %s, where it is paid on 10 July', (month, day) => {
    expect(dayOfLimits(plainMonth(month), plainDate('2027-07-10'))).toBe(day);
  });

  it('each by its own, also where they move in the middle of what is paid at once', () => {
    const span = { from: plainMonth('2027-06'), to: plainMonth('2027-08') };
    const found = limitsOfMonths(FIGURES, place, { ...span, on: plainDate('2027-06-20') });
    expect(found.map(({ month, min }) => [month, min])).toEqual([
      ['2027-06', '200.00'],
      ['2027-07', '900.00'],
      ['2027-08', '900.00'],
    ]);
  });

  it('by none where the center has not set all of them', () => {
    const some = FIGURES.filter(({ name }) => name !== 'contribution-rate-max');
    const span = { from: plainMonth('2027-06'), to: plainMonth('2027-06') };
    expect(limitsOfMonths(some, place, { ...span, on: plainDate('2027-06-20') })).toEqual([]);
  });
});

describe('an amount', () => {
  const limits = { min: yuan('900.00'), max: yuan('6000.00') };
  it.each([
    ['899.99', { side: 'below', nearest: '900.00' }],
    ['900.00', null],
    ['6000.00', null],
    ['6000.01', { side: 'above', nearest: '6000.00' }],
  ])('of %s is outside by the limit that is nearest to it', (amount, told) => {
    expect(outsideOf(yuan(amount), limits)).toEqual(told);
  });

  it.each([
    ['2027-06-30', null],
    ['2027-07-01', '2027-07-01'],
    ['2027-07-02', '2027-07-01'],
    ['2029-01-01', '2027-07-01'],
  ])('is outside since the day on which the limits moved (%s)', (on, day) => {
    expect(since('899.99', on)).toBe(day);
  });

  it('is not in another district, nor at the limit', () => {
    expect(since('900.00', '2027-08-01')).toBeNull();
    expect(since('899.99', '2027-08-01', { district: '210102' })).toBeNull();
  });

  it('that was agreed outside is so from that day on', () => {
    expect(since('899.99', '2027-09-01', { agreedOn: plainDate('2027-08-15') })).toBe('2027-08-15');
  });

  it('is outside since the last time it came to be', () => {
    const gap = [
      ...FIGURES.filter(({ district }) => district === null),
      figure('contribution-base-min', '9000.00', '2027-07-01', {
        ...{ ...LOW, to: plainDate('2028-07-01') },
      }),
      figure('contribution-base-min', '9500.00', '2029-07-01', LOW),
    ];
    const of = (on: string) =>
      outsideSince(gap, {
        ...{ ...place, amount: yuan('800.00'), agreedOn: plainDate('2026-03-01') },
        on: plainDate(on),
      });
    expect([of('2028-06-30'), of('2028-07-01'), of('2029-07-01')]).toEqual([
      ...['2027-07-01', null, '2029-07-01'],
    ]);
  });
});
