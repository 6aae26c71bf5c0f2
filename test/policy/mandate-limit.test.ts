/** （四）: the most that one debit may take under a mandate. */
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import { CYCLES } from '../../src/domain/vocabulary.ts';
import { EVERY_CENTER_FIGURES } from '../../src/policy/centers/every-center.ts';
import { valueProblem } from '../../src/policy/figure-values.ts';
import type { Figure } from '../../src/policy/figures.ts';
import { debitOfCycle, mandateLimit } from '../../src/policy/mandate-limit.ts';

const ON = plainDate('2026-11-23');
const plan = { monthlyAmount: '800.00', cycle: 'month', center: '210100', on: ON } as const;

describe('单笔限额', () => {
  it('is two debits of the cycle, whatever the cycle', () => {
    const limits = CYCLES.map((cycle) => mandateLimit(EVERY_CENTER_FIGURES, { ...plan, cycle }));
    expect(limits).toEqual(['1600.00', '4800.00', '9600.00', '19200.00']);
    expect(CYCLES.map((cycle) => debitOfCycle({ ...plan, cycle }))).toEqual([
      ...['800.00', '2400.00', '4800.00', '9600.00'],
    ]);
  });

  it('lets a raise up to double go on under the same mandate, to the cent', () => {
    const limit = mandateLimit(EVERY_CENTER_FIGURES, plan);
    expect(debitOfCycle({ monthlyAmount: '1600.00', cycle: 'month' })).toBe(limit);
    expect(mandateLimit(EVERY_CENTER_FIGURES, { ...plan, monthlyAmount: '223.01' })).toBe('446.02');
  });

  it('follows the center’s own figure from its day on', () => {
    const own: Figure = {
      ...{ center: '210100', district: null, name: 'mandate-limit-factor', value: '1' },
      ...{ from: ON, to: null, document: '测〔2026〕1号' },
    };
    const figures = [...EVERY_CENTER_FIGURES, own];
    expect(mandateLimit(figures, plan)).toBe('800.00');
    expect(mandateLimit(figures, { ...plan, on: plainDate('2026-11-22') })).toBe('1600.00');
    expect(mandateLimit([], plan)).toBe('1600.00');
  });

  it.each([
    ['0', false],
    ['1', true],
    ['12', true],
    ['13', false],
    ['1.5', false],
  ])('takes a factor of %s: %s', (value, fits) => {
    expect(valueProblem('mandate-limit-factor', value) === null).toBe(fits);
  });
});
