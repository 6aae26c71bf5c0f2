/** Clauses 3, 4 and 14: amounts, covered months, debit days, continuity, dormancy. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToMonth, plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { rate, ROUNDING_NAMES, yuan, type Rounding } from '../../src/domain/money.ts';
import { type MonthRange } from '../../src/domain/months.ts';
import { SHIPPED_YEARS } from '../../src/policy/calendars/index.ts';
import { workCalendarOf } from '../../src/policy/calendars/years.ts';
import { contributionCover } from '../../src/policy/contribution-cover.ts';
import { contributionLimits, withinLimits } from '../../src/policy/contribution-limits.ts';
import { continuity } from '../../src/policy/continuity.ts';
import { debitDay } from '../../src/policy/debit-day.ts';
import { dormancy } from '../../src/policy/dormancy.ts';

const month = plainMonth;

function limits(base: string, part: string, rounding: Rounding = 'half-up-yuan') {
  const both = { baseMin: yuan(base), baseMax: yuan(base), rounding };
  return contributionLimits({ ...both, rateMin: rate(part), rateMax: rate(part) });
}

describe('（四）…在当地规定的缴存额上下限范围内', () => {
  it.each([
    ['鞍山', '22816.00', '0.24', 'half-up-yuan', '5476.00'],
    ['锦州', '20610.00', '0.24', 'half-up-yuan', '4946.00'],
    ['营口, each side', '21927.00', '0.12', 'half-up-yuan', '2631.00'],
    ['营口, both sides', '21927.00', '0.24', 'half-up-yuan', '5262.00'],
    ['盘锦, each side', '27591.00', '0.12', 'half-up-yuan', '3311.00'],
    ['天津', '28917.00', '0.24', 'half-up-yuan', '6940.00'],
    ['天津, lower', '2510.00', '0.1', 'half-up-yuan', '251.00'],
    ['武汉, cents kept', '36072.25', '0.24', 'half-up-cent', '8657.34'],
    ['沈阳', '30657.00', '0.24', 'half-up-yuan', '7358.00'],
    ['沈阳, lower', '2230.00', '0.10', 'half-up-yuan', '223.00'],
    ['沈阳, lower outside', '2080.00', '0.10', 'half-up-yuan', '208.00'],
    ['大连', '31929.00', '0.24', 'half-up-yuan', '7663.00'],
    ['half a yuan', '5.00', '0.1', 'half-up-yuan', '1.00'],
    ['truncated', '22816.00', '0.24', 'truncate-yuan', '5475.00'],
    ['rounded up', '20610.00', '0.24', 'up-yuan', '4947.00'],
    ['rounded up, nothing to round', '2230.00', '0.1', 'up-yuan', '223.00'],
  ] as const)('%s: %s × %s, %s, is %s', (...[_city, base, part, rounding, amount]) => {
    expect(limits(base, part, rounding)).toMatchObject({ min: amount, max: amount });
  });

  it.each([
    ['222.99', false],
    ['223.00', true],
    ['7358.00', true],
    ['7358.01', false],
  ])('%s a month lies within 223 and 7,358: %s', (amount, within) => {
    const figures = { baseMin: yuan('2230.00'), baseMax: yuan('30657.00') };
    const rates = {
      rateMin: rate('0.1'),
      rateMax: rate('0.24'),
      rounding: 'half-up-yuan' as const,
    };
    expect(withinLimits(yuan(amount), contributionLimits({ ...figures, ...rates }))).toBe(within);
  });

  it('cites the documents that set the figures', () => {
    const facts = { baseMin: yuan('1.00'), baseMax: yuan('1.00'), rounding: 'up-yuan' as const };
    const answer = contributionLimits({
      ...facts,
      rateMin: rate('1'),
      rateMax: rate('1'),
      documents: ['某公积金〔2026〕1号', '某公积金〔2026〕1号'],
    });
    expect(answer.clauses).toEqual(['liaoning-4', 'center:某公积金〔2026〕1号']);
  });

  it('rounds as whole-number arithmetic does', () => {
    const byHand = (fen: bigint, millionths: bigint, rounding: Rounding): bigint => {
      const exact = fen * millionths; // in fen / 1,000,000
      const unit = rounding === 'half-up-cent' ? 1_000_000n : 100_000_000n;
      const whole = exact / unit;
      const rest = exact % unit;
      const up =
        rounding === 'up-yuan'
          ? rest > 0n
          : rounding === 'truncate-yuan'
            ? false
            : rest * 2n >= unit;
      return (whole + (up ? 1n : 0n)) * (rounding === 'half-up-cent' ? 1n : 100n);
    };
    const money = (fen: bigint) => yuan(`${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`);
    fc.assert(
      fc.property(
        fc.bigInt(0n, 99_999_999_999_999n),
        fc.bigInt(0n, 1_000_000n),
        fc.constantFrom(...ROUNDING_NAMES),
        (fen, millionths, rounding) => {
          const part = `${millionths / 1_000_000n}.${String(millionths % 1_000_000n).padStart(6, '0')}`;
          expect(limits(money(fen), part, rounding).min).toBe(
            money(byHand(fen, millionths, rounding)),
          );
        },
      ),
    );
  });
});

describe('（四）…按月、季、半年、年等多元化缴存周期', () => {
  it.each([
    ['month', '800.00', '2026-04', '2026-04'],
    ['quarter', '2400.00', '2026-04', '2026-06'],
    ['half-year', '4800.00', '2026-04', '2026-09'],
    ['year', '9600.00', '2026-04', '2027-03'],
  ] as const)('%s after 2026-03: %s for %s to %s', (cycle, due, coversFrom, coversTo) => {
    const facts = { monthlyAmount: yuan('800.00'), cycle };
    expect(contributionCover({ ...facts, paidTo: month('2026-03') })).toMatchObject({
      due,
      coversFrom,
      coversTo,
    });
    expect(contributionCover({ ...facts, activatedIn: month('2026-04') }).coversFrom).toBe(
      coversFrom,
    );
  });

  it.each([
    ['2026-04', '333.33', '2026-04'],
    ['2026-11', '2666.64', '2026-11'],
    ['2027-02', '3666.63', '2027-02'],
    ['2027-03', '3999.96', '2027-03'],
    ['2027-04', '3999.96', '2027-03'],
  ])('a last cycle shortened to %s costs %s and covers to %s', (lastMonth, due, coversTo) => {
    const answer = contributionCover({
      paidTo: month('2026-03'),
      monthlyAmount: yuan('333.33'),
      cycle: 'year',
      lastMonth: month(lastMonth),
    });
    expect(answer).toMatchObject({ due, coversTo });
  });

  it('refuses a last month before the first uncovered one', () => {
    const facts = {
      monthlyAmount: yuan('1.00'),
      cycle: 'month',
      lastMonth: month('2026-03'),
    } as const;
    expect(() => contributionCover({ ...facts, paidTo: month('2026-03') })).toThrow('最后月份');
  });
});

describe('（四）the debit day moves to a working day', () => {
  const calendar = workCalendarOf(SHIPPED_YEARS);
  it.each([
    ['2026-11', 20, 'previous', '2026-11-20'],
    ['2026-11', 21, 'previous', '2026-11-20'],
    ['2026-11', 22, 'next', '2026-11-23'],
    ['2026-10', 1, 'previous', '2026-09-30'],
    ['2026-10', 1, 'next', '2026-10-08'],
    ['2026-10', 10, 'next', '2026-10-10'],
    ['2026-02', 28, 'next', '2026-02-28'],
    ['2026-09', 20, 'previous', '2026-09-20'],
    ['2027-01', 1, 'next', '2027-01-01'],
  ] as const)('%s, day %i, %s: %s', (name, day, rule, debitOn) => {
    const facts = { month: month(name), debitDay: day, rule, ...calendar };
    expect(debitDay(facts).debitOn).toBe(debitOn);
  });
});

const range = (from: string, to: string): MonthRange => ({ from: month(from), to: month(to) });

describe('（三）…缴存时间合并', () => {
  it.each([
    ['none', [], 0, 0],
    [
      'old to 2025-06, new from 2025-05',
      [range('2024-01', '2025-06'), range('2025-05', '2026-10')],
      34,
      34,
    ],
    ['a gap of three months', [range('2024-01', '2025-03'), range('2025-07', '2026-10')], 31, 16],
    ['any order', [range('2025-07', '2026-10'), range('2024-01', '2025-03')], 31, 16],
    ['twice the same', [range('2026-01', '2026-03'), range('2026-01', '2026-03')], 3, 3],
    ['one inside another', [range('2026-01', '2026-12'), range('2026-03', '2026-04')], 12, 12],
    ['neighbors', [range('2026-01', '2026-03'), range('2026-04', '2026-05')], 5, 5],
  ])('%s: %j is %i months, %i of them in the last run', (_case, ranges, months, continuous) => {
    expect(continuity({ ranges })).toMatchObject({ months, continuous });
  });

  it.each([
    [0, 16],
    [2, 16],
    [3, 31],
    [4, 31],
  ])(
    'a tolerated gap of %i bridges three empty months and counts %i',
    (toleratedGap, continuous) => {
      const ranges = [range('2024-01', '2025-03'), range('2025-07', '2026-10')];
      expect(continuity({ ranges, toleratedGap }).continuous).toBe(continuous);
    },
  );

  it('bridges only gaps behind the last break', () => {
    const ranges = [
      range('2024-01', '2024-03'),
      range('2024-06', '2024-08'),
      range('2024-10', '2024-11'),
    ];
    expect(continuity({ ranges, toleratedGap: 1 })).toMatchObject({ months: 8, continuous: 5 });
  });

  it.each([
    ['2024-12', 12, 12],
    ['2025-05', 15, 15],
    ['2025-07', 16, 1],
    ['2023-12', 0, 0],
  ])('leaves out what comes after %s', (asOf, months, continuous) => {
    const ranges = [range('2024-01', '2025-03'), range('2025-07', '2026-10')];
    expect(continuity({ ranges, asOf: month(asOf) })).toMatchObject({ months, continuous });
  });

  const anyRange = fc
    .tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 40 }))
    .map(([start, length]) => {
      const from = addToMonth(month('2020-01'), start);
      return { from, to: addToMonth(from, length) };
    });
  const anyRanges = fc.array(anyRange, { maxLength: 8 });

  it('counts a union as no more than its parts, and as a set of months', () => {
    fc.assert(
      fc.property(anyRanges, anyRanges, (a, b) => {
        const both = continuity({ ranges: [...a, ...b] }).months;
        const parts = continuity({ ranges: a }).months + continuity({ ranges: b }).months;
        expect(both).toBeLessThanOrEqual(parts);
        const set = new Set(
          [...a, ...b].flatMap(({ from, to }) => {
            const all: string[] = [];
            for (let one = from; one <= to; one = addToMonth(one, 1)) all.push(one);
            return all;
          }),
        );
        expect(both).toBe(set.size);
      }),
    );
  });

  it('never counts fewer months for one more', () => {
    fc.assert(
      fc.property(anyRanges, anyRange, fc.integer({ min: 0, max: 3 }), (ranges, more, gap) => {
        const before = continuity({ ranges, toleratedGap: gap });
        const after = continuity({ ranges: [...ranges, more], toleratedGap: gap });
        expect(after.months).toBeGreaterThanOrEqual(before.months);
        expect(after.continuous).toBeLessThanOrEqual(after.months);
      }),
    );
  });
});

describe('（十四）对连续6个月以上未缴存且账户余额为零的', () => {
  it.each([
    ['2026-03', '2026-10-01'],
    ['2025-08', '2026-03-01'],
    ['2026-08', '2027-03-01'],
    ['2027-08', '2028-03-01'],
    ['2026-12', '2027-07-01'],
  ])('paid to %s: possible from %s', (paidTo, possibleFrom) => {
    expect(dormancy({ paidTo: month(paidTo) }).possibleFrom).toBe(possibleFrom);
  });

  it('counts from the month of activation when nothing was ever paid', () => {
    expect(dormancy({ activatedIn: month('2026-03') }).possibleFrom).toBe('2026-09-01');
    expect(dormancy({ activatedIn: month('2026-03'), months: 12 }).possibleFrom).toBe('2027-03-01');
  });

  it('cites the article that makes six months enough', () => {
    const { clauses, possibleFrom } = dormancy({ paidTo: month('2026-03') });
    expect(clauses).toEqual(['liaoning-14', 'civil-code-1259']);
    expect(possibleFrom > plainDate('2026-09-30')).toBe(true);
  });
});
