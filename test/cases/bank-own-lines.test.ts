/** The words for a posting that a difference with the bank calls for: the bank's own interest and fees. */
import { describe, expect, it } from 'vitest';
import { proposalText } from '../../src/cases/bank-differences.ts';

describe('what would be posted', () => {
  it.each([
    ['120.50', 'interest', '120.50元记为存款利息（借银行存款，贷业务收支）'],
    ['-1.50', 'interest', '1.50元记为存款利息（借业务收支，贷银行存款）'],
    ['-2.00', 'fee', '2.00元记为银行手续费（借业务收支，贷银行存款）'],
    ['2.00', 'fee', '2.00元记为银行手续费（借银行存款，贷业务收支）'],
  ] as const)('for %s of %s says amount and sides', (income, nature, words) => {
    expect(proposalText({ reverse: [], receipt: null, lacks: null, income, nature })).toBe(words);
  });
});
