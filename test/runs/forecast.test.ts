/** A list that is far larger than those before is looked at by a person first. */
import { describe, expect, it } from 'vitest';
import { isOver } from '../../activities/runs/forecast.ts';

const before = { runs: 3, items: 100, amount: '80000.00' };

describe('a run', () => {
  it.each([
    [170, '120000.00', false],
    [171, '120000.00', true],
    [100, '120000.00', false],
    [100, '120000.01', true],
  ])('of %i items and %s yuan is over its forecast: %s', (items, amount, over) => {
    expect(isOver(before, { items, amount })).toBe(over);
  });

  it('is over nothing while fewer than three went before', () => {
    expect(isOver({ ...before, runs: 2 }, { items: 9_999, amount: '9999999.00' })).toBe(false);
  });

  it('of a handful of items surprises nobody by its amount', () => {
    expect(isOver(before, { items: 20, amount: '9999999.00' })).toBe(false);
    expect(isOver(before, { items: 21, amount: '9999999.00' })).toBe(true);
  });
});
