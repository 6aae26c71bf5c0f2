/** 条例24: who is paid after a death, and how much, to the last cent. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import { exact, yuan } from '../../src/domain/money.ts';
import { assessDeathPayout, divide, type DeathPayoutFacts } from '../../src/policy/death-payout.ts';

const FACTS: DeathPayoutFacts = {
  ...{ on: plainDate('2026-11-22'), basis: 'notarised', openLoan: false, guarantee: false },
  ...{ holds: [], caseInFlight: false, heirs: [{ parts: 1, identity: 'match' }] },
};

describe('shares', () => {
  it.each([
    ['10000.00', [2, 1], ['6666.67', '3333.33'], 1],
    ['10000.01', [1, 1, 1], ['3333.34', '3333.34', '3333.33'], 2],
    ['0.01', [1, 1], ['0.01', '0.00'], 1],
    ['0.02', [1, 1, 1], ['0.01', '0.01', '0.00'], 2],
    ['100.00', [1], ['100.00'], 0],
    ['0.00', [1, 2], ['0.00', '0.00'], 0],
  ])('%s by %j come to %j, with %s cents told', (total, parts, amounts, cents) => {
    expect(divide(yuan(total), parts)).toMatchObject({ amounts, cents });
  });

  it('sum to the whole, and nobody is a cent off the exact share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e11 }),
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 10 }),
        (cents, parts) => {
          const total = yuan(exact(cents).div(100).toFixed(2));
          const { amounts } = divide(total, parts);
          const sum = amounts.reduce((all, one) => all.plus(one), exact(0));
          expect(sum.toFixed(2)).toBe(total);
          const whole = parts.reduce((all, one) => all + one, 0);
          amounts.forEach((amount, n) => {
            const due = exact(total).times(parts[n]!).div(whole);
            expect(due.minus(amount).abs().lessThan('0.01')).toBe(true);
          });
        },
      ),
    );
  });

  it('of nobody are no shares', () => {
    expect(() => divide(yuan('1.00'), [])).toThrow(RangeError);
  });
});

describe('the decision', () => {
  it('grants to the heirs, or to the fund where nobody inherits', () => {
    expect(assessDeathPayout(FACTS)).toMatchObject({ outcome: 'granted', to: 'heirs' });
    const none = { ...FACTS, basis: 'no-heirs', heirs: [] } as const;
    expect(assessDeathPayout(none)).toMatchObject({ outcome: 'granted', to: 'fund-income' });
  });

  it.each(['notarised', 'agreement', 'judgment'] as const)(
    'pays the heirs alike by whatever they inherit: %s',
    (basis) => {
      const heirs = [
        { parts: 2, identity: 'match' },
        { parts: 1, identity: 'match' },
      ];
      const granted = assessDeathPayout({ ...FACTS, basis, heirs });
      expect(granted).toMatchObject({ outcome: 'granted', reasons: [], to: 'heirs' });
      const stranger = [{ parts: 1, identity: 'mismatch' }];
      expect(assessDeathPayout({ ...FACTS, basis, heirs: stranger })).toMatchObject({
        ...{ outcome: 'refused', reasons: ['death-heir-identity'], to: 'heirs' },
      });
    },
  );

  it('refuses by name, in the order in which heirs hear it', () => {
    const all = assessDeathPayout({
      ...FACTS,
      ...{ openLoan: true, guarantee: true, holds: ['court'], caseInFlight: true },
      heirs: [
        { parts: 1, identity: 'match' },
        { parts: 1, identity: 'mismatch' },
      ],
    });
    expect(all.reasons).toEqual([
      ...['death-open-loan', 'death-guarantee', 'death-hold', 'death-case-in-flight'],
      'death-heir-identity',
    ]);
    expect(all.clauses).toContain('liaoning-7');
  });

  it('waits for the registry without refusing: not answered is not a stranger', () => {
    const heirs = [{ parts: 1, identity: null }];
    expect(assessDeathPayout({ ...FACTS, heirs }).outcome).toBe('granted');
  });
});
