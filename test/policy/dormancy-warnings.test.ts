/** 通知（十四）: 零余额停缴提醒, in the months before the full ones that the center has set. */
import { describe, expect, it } from 'vitest';
import { plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { EVERY_CENTER_FIGURES } from '../../src/policy/centers/every-center.ts';
import { figuresOf } from '../../src/policy/centers/figure-table.ts';
import {
  nextWarning,
  warnedFrom,
  warnedMonths,
  warningsAt,
} from '../../src/policy/dormancy-warnings.ts';

const center = '210100';
const own = figuresOf(
  { center, document: '沈金管〔2026〕1号', from: '2026-11-10' },
  { 'dormancy-warnings': '3' },
);

describe('the months of warning', () => {
  it.each([
    [6, 2, [4, 5]],
    [6, 3, [3, 4, 5]],
    [6, 1, [5]],
    [6, 0, []],
    [6, 5, [1, 2, 3, 4, 5]],
    [6, 9, [1, 2, 3, 4, 5]],
    [12, 2, [10, 11]],
    [3, 2, [1, 2]],
    [1, 2, []],
  ])('of %i full ones, %i before them, are %j', (months, warned, at) => {
    expect(warningsAt(months, warned)).toEqual(at);
    expect(warnedFrom(months, warned)).toBe(at[0] ?? months);
  });

  it.each([
    ['2026-11-09', 2],
    ['2026-11-10', 3],
    ['2026-11-11', 3],
  ])('on %s are %i: the center’s own from its first day on', (on, warned) => {
    const figures = [...EVERY_CENTER_FIGURES, ...own];
    expect(warnedMonths(figures, { center, on: plainDate(on) })).toBe(warned);
    expect(warnedMonths(figures, { center: '210200', on: plainDate(on) })).toBe(2);
    expect(warnedMonths([], { center, on: plainDate(on) })).toBe(2);
  });
});

describe('the next warning', () => {
  it.each([
    [3, 2, '2026-05-01'],
    [4, 2, '2026-06-01'],
    [5, 2, null],
    [4, 1, '2026-06-01'],
    [5, 0, null],
  ])(
    'of an account empty since January, warned at %i (%i months before), is %s',
    (at, warned, on) => {
      expect(nextWarning(plainMonth('2026-01'), at, { months: 6, warned })).toBe(on);
    },
  );
});
