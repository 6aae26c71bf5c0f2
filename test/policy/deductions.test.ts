/** 依法扣划: what a court may take from under its hold, on which days, and what an earlier hold keeps (轮候). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate as day } from '../../src/domain/calendar.ts';
import { compare, exact, yuan } from '../../src/domain/money.ts';
import { HOLD_KINDS } from '../../src/domain/vocabulary.ts';
import {
  assessDeduction,
  DEDUCTION_REASONS,
  deductionFinding,
  type DeductionFacts,
} from '../../src/policy/deductions.ts';
import { takeAgain } from '../../src/policy/taken-again.ts';

const ON = day('2026-11-24');
const FACTS: DeductionFacts = {
  ...{ on: ON, kind: 'court', placedOn: day('2026-11-02'), until: day('2027-11-01') },
  ...{ held: yuan('3000.00'), before: [], total: yuan('5000.00') },
  balances: { unit: yuan('1000.00'), flexible: yuan('3500.00'), subsidy: yuan('500.00') },
  ...{ sourceOrder: 'flexible-first', amount: yuan('3000.00'), orderedOn: day('2026-11-20') },
  ...{ known: false, underWay: false, ends: false },
};
const decided = (facts: Partial<DeductionFacts>) => assessDeduction({ ...FACTS, ...facts });
const reasonsOf = (facts: Partial<DeductionFacts>) => decided(facts).reasons;

describe('an order to deduct', () => {
  it.each(HOLD_KINDS)('from under a hold of kind %s: of a court alone', (kind) => {
    expect(reasonsOf({ kind })).toEqual(kind === 'court' ? [] : ['not-deductible']);
  });

  it.each([
    ['dated the day before the hold', { orderedOn: day('2026-11-01') }, ['order-before-hold']],
    ['dated the day of the hold', { orderedOn: day('2026-11-02') }, []],
    ['dated today', { orderedOn: ON }, []],
    ['dated tomorrow', { orderedOn: day('2026-11-25') }, ['order-not-yet']],
    ['on the last day of the hold', { until: ON }, []],
    ['on the day after it', { until: day('2026-11-23') }, ['hold-term-over']],
    ['from under a hold without a term', { until: null }, []],
    ['that was carried out', { known: true }, ['order-carried-out']],
    ['while the bank pays something else', { underWay: true }, ['payment-under-way']],
  ] as const)('%s: %j', (_, facts, reasons) => {
    expect(reasonsOf(facts)).toEqual(reasons);
  });

  it.each([
    ['of nothing', { amount: yuan('0.00') }, ['not-positive']],
    ['of a cent', { amount: yuan('0.01') }, []],
    ['of all that is held', { amount: yuan('3000.00') }, []],
    ['of a cent more than is held', { amount: yuan('3000.01') }, ['above-held']],
    ['of the whole balance', { amount: yuan('5000.00'), held: null }, []],
    ['of a cent more than the balance', { amount: yuan('5000.01'), held: null }, ['above-balance']],
    [
      'of more than is there yet, though it is held',
      { amount: yuan('6000.00'), held: yuan('9000.00') },
      ['above-balance'],
    ],
    [
      'of money of no known source',
      {
        held: null,
        amount: yuan('4500.01'),
        balances: { ...FACTS.balances, subsidy: yuan('0.00') },
      },
      ['source-unknown'],
    ],
  ] as const)('%s: %j', (_, facts, reasons) => {
    expect(reasonsOf(facts)).toEqual(reasons);
  });
});

describe('轮候: what an earlier hold keeps', () => {
  it.each([
    ['2000.00 leave 3000.00', { before: [yuan('2000.00')] }, []],
    ['2000.01 leave a cent too little', { before: [yuan('2000.01')] }, ['held-before']],
    ['two count together', { before: [yuan('1500.00'), yuan('500.01')] }, ['held-before']],
    ['the whole leaves nothing', { before: [null], amount: yuan('0.01') }, ['held-before']],
    [
      'more than there is leaves nothing',
      { before: [yuan('9000.00')], amount: yuan('0.01') },
      ['held-before'],
    ],
  ] as const)('%s', (_, facts, reasons) => {
    expect(reasonsOf(facts)).toEqual(reasons);
  });

  it('is told with what could be deducted, by clause and with what to do', () => {
    const refused = decided({ before: [yuan('2500.00')] });
    expect(refused).toMatchObject({ outcome: 'refused', deductible: '2500.00', drawn: [] });
    expect(deductionFinding('held-before', refused)).toBe('现可扣划2500.00元。');
    expect(deductionFinding('order-not-yet', refused)).toBe('');
    for (const { text, remedy, clause } of Object.values(DEDUCTION_REASONS)) {
      expect(text.endsWith('。') && remedy.endsWith('。')).toBe(true);
      expect(['civil-procedure-253', 'liaoning-5']).toContain(clause);
    }
  });
});

describe('the hold', () => {
  it.each([
    ['is over when it is used up and the order says so', {}, []],
    ['is not over while it keeps something', { amount: yuan('2999.99') }, ['not-used-up']],
    ['of the whole account is released, not used up', { held: null }, ['not-used-up']],
  ] as const)('%s', (_, facts, reasons) => {
    expect(reasonsOf({ ends: true, ...facts })).toEqual(reasons);
  });
});

describe('the sources', () => {
  it.each([
    [
      'flexible-first',
      [
        ['flexible', '3500.00'],
        ['unit', '500.00'],
      ],
    ],
    [
      'unit-first',
      [
        ['unit', '1000.00'],
        ['flexible', '3000.00'],
      ],
    ],
  ] as const)('are drawn on in the order of the center: %s', (sourceOrder, drawn) => {
    const { drawn: found } = decided({ sourceOrder, held: null, amount: yuan('4000.00') });
    expect(found.map(({ source, amount }) => [source, amount])).toEqual(drawn);
  });

  it('come to the amount, never more than hold, balance and earlier holds leave', () => {
    const cents = fc.integer({ min: 0, max: 1_000_000 });
    const money = (value: number) => yuan((value / 100).toFixed(2));
    fc.assert(
      fc.property(cents, cents, cents, cents, (amount, held, earlier, flexible) => {
        const total = money(flexible);
        const answer = decided({
          ...{ amount: money(amount), held: money(held), before: [money(earlier)], total },
          balances: { unit: yuan('0.00'), flexible: total, subsidy: yuan('0.00') },
        });
        const may = amount > 0 && amount <= Math.min(held, Math.max(0, flexible - earlier));
        expect(answer.outcome).toBe(may ? 'granted' : 'refused');
        const sum = answer.drawn.reduce((all, one) => all.plus(one.amount), exact(0));
        expect(sum.toFixed(2)).toBe(may ? money(amount) : '0.00');
        if (may) expect(compare(money(amount), answer.deductible)).not.toBe(1);
      }),
    );
  });
});

it('is taken again from its facts', () => {
  const { outcome } = assessDeduction(FACTS);
  expect(takeAgain('deduction', '1', { facts: FACTS })).toMatchObject({
    ...{ state: 'taken', outcome },
  });
});
