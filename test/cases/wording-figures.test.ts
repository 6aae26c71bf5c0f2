/** Figures as people read them. */
import { describe, expect, it } from 'vitest';
import { figureText, figureWord } from '../../src/cases/wording-figures.ts';
import { FIGURE_NAMES, FIGURES } from '../../src/policy/figures.ts';

describe('the value of a figure', () => {
  it.each([
    ['contribution-base-min', '2230.00', '2230.00元'],
    ['contribution-rate-min', '0.1', '10%'],
    ['contribution-rate-max', '0.24', '24%'],
    ['interest-rate', '0.015', '1.5%'],
    ['interest-rate', '1', '100%'],
    ['interest-rate', '0', '0%'],
    ['interest-rate', '0.00005', '0.005%'],
    ['opening-promise', '5', '5个工作日'],
    ['debit-day-max', '25', '25日'],
    ['contribution-cycles', 'month,quarter,year', '按月、按季和按年'],
    ['debit-day-rule', 'previous', '提前到上一工作日'],
    ['of-another-release', '7', '7'],
  ])('%s %s is %s', (name, value, text) => {
    expect(figureText(name, value)).toBe(text);
  });

  it('has Chinese words for every word that a figure may be', () => {
    const words = FIGURE_NAMES.flatMap((name) => {
      const kind = FIGURES[name];
      return 'words' in kind ? kind.words : [];
    });
    expect(words.length).toBeGreaterThan(8);
    expect(words.filter((word) => figureWord(word) === word)).toEqual([]);
  });
});
