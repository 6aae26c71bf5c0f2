/** 计息条件: which rates, divisor and settlement day a center's figures give. */
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import { EVERY_CENTER_FIGURES } from '../../src/policy/centers/every-center.ts';
import type { Figure } from '../../src/policy/figures.ts';
import { interestTerms } from '../../src/policy/interest-terms.ts';

const AT = { center: '210100', on: plainDate('2027-06-30') };

function figure(name: Figure['name'], value: string, from: string, to?: string): Figure {
  const until = to === undefined ? null : plainDate(to);
  const document = '甲中心〔2026〕1号';
  return {
    center: '210100',
    district: null,
    name,
    value,
    from: plainDate(from),
    to: until,
    document,
  };
}

describe('the terms of interest', () => {
  it('are 1.50 % for both parts, 360 days, 30 June not counted, until a center says otherwise', () => {
    expect(interestTerms(EVERY_CENTER_FIGURES, AT)).toEqual({
      rates: [{ since: '2016-02-21', carried: '0.015', current: '0.015' }],
      divisor: 360,
      settlementDayCounted: false,
    });
  });

  it('follow every change of a rate, of one part or of both', () => {
    const figures = [
      ...EVERY_CENTER_FIGURES,
      figure('interest-rate', '0.02', '2026-10-01', '2027-01-01'),
      figure('interest-rate-current', '0.0035', '2026-12-01', '2027-03-01'),
      figure('interest-settlement-day', 'counted', '2027-01-01'),
      figure('interest-divisor', '365', '2027-01-01'),
    ];
    expect(interestTerms(figures, AT)).toEqual({
      rates: [
        { since: '2016-02-21', carried: '0.015', current: '0.015' },
        { since: '2026-10-01', carried: '0.02', current: '0.02' },
        { since: '2026-12-01', carried: '0.02', current: '0.0035' },
        { since: '2027-01-01', carried: '0.015', current: '0.0035' },
        { since: '2027-03-01', carried: '0.015', current: '0.015' },
      ],
      divisor: 365,
      settlementDayCounted: true,
    });
  });

  it('take nothing from another center', () => {
    const other = { ...figure('interest-rate', '0.02', '2026-10-01'), center: '210200' };
    expect(interestTerms([...EVERY_CENTER_FIGURES, other], AT)?.rates).toHaveLength(1);
  });

  it.each(['interest-rate', 'interest-divisor', 'interest-settlement-day'])(
    'are none without %s',
    (missing) => {
      const figures = EVERY_CENTER_FIGURES.filter(({ name }) => name !== missing);
      expect(interestTerms(figures, AT)).toBeNull();
    },
  );
});
