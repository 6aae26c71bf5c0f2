/** 缴存补贴 (clause 4): a share of a paid month, at most a cap, from a number of continuous months on. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import { compare, rate, yuan } from '../../src/domain/money.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import { contributionSubsidy, subsidyTerms } from '../../src/policy/contribution-subsidy.ts';
import type { Figure, FigureName } from '../../src/policy/figures.ts';

const CENTER = '210100';
const ON = plainDate('2026-11-23');

function figure(name: FigureName, value: string, from = '2026-01-01'): Figure {
  const dates = { from: plainDate(from), to: null };
  return { center: CENTER, district: null, name, value, ...dates, document: '测〔2026〕1号' };
}

const terms = (figures: readonly Figure[], on = ON) =>
  subsidyTerms(figures, { center: CENTER, on });

describe('the terms of a subsidy', () => {
  it('are none as shipped, in any center', () => {
    for (const { center } of SHIPPED_FIGURES) {
      expect(subsidyTerms(SHIPPED_FIGURES, { center, on: ON })).toBeNull();
    }
  });

  it('are none before the day of the rate, and at a rate of nothing', () => {
    const from = [figure('subsidy-rate', '0.006', '2026-11-24')];
    expect(terms(from)).toBeNull();
    expect(terms(from, plainDate('2026-11-24'))).not.toBeNull();
    expect(terms([figure('subsidy-rate', '0')])).toBeNull();
  });

  it('have no cap and ask for one month where nothing else is set', () => {
    expect(terms([figure('subsidy-rate', '0.006')])).toEqual({
      rate: '0.006',
      cap: null,
      monthsMin: 1,
    });
  });
});

describe('the subsidy of a month', () => {
  const BY = { rate: rate('0.006'), cap: yuan('10.00'), monthsMin: 6 };

  it.each([
    ['the month before the last one asked for', '800.00', 5, 'not-continuous'],
    ['the month that is asked for', '800.00', 6, '4.80'],
    ['half a cent, which is a cent', '0.84', 6, '0.01'],
    ['less than half a cent', '0.83', 6, 'below-a-cent'],
    ['a cent below the cap', '1665.00', 6, '9.99'],
    ['the cap', '1666.67', 6, '10.00'],
    ['more than the cap', '7358.00', 6, '10.00'],
  ])('of %s', (_, amount, continuous, told) => {
    const given = contributionSubsidy({ amount: yuan(amount), continuous, lost: false }, BY);
    expect(given.outcome === 'granted' ? given.amount : given.code).toBe(told);
    expect(given.clauses).toEqual(['liaoning-2', 'liaoning-4']);
  });

  it('is none while a measure against a breach has taken it', () => {
    const given = contributionSubsidy({ amount: yuan('800.00'), continuous: 6, lost: true }, BY);
    expect(given).toMatchObject({ outcome: 'refused', code: 'subsidy-lost' });
  });

  it('grows with the amount and is never above the cap', () => {
    const cents = fc.integer({ min: 1, max: 1_000_000 });
    const of = (n: number) => {
      const amount = yuan((n / 100).toFixed(2));
      const given = contributionSubsidy({ amount, continuous: 6, lost: false }, BY);
      return given.outcome === 'granted' ? given.amount : yuan('0.00');
    };
    fc.assert(
      fc.property(cents, cents, (one, other) => {
        const [less, more] = [of(Math.min(one, other)), of(Math.max(one, other))];
        expect(compare(less, more)).toBeLessThanOrEqual(0);
        expect(compare(more, BY.cap)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
