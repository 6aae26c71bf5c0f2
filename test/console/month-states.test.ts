/** The months grid of an account: the word of every month, and the precedence of what was paid. */
import { describe, expect, it } from 'vitest';
import { MONTH_WORDS, monthStates } from '../../src/console/pages/account/month-states.ts';

const due = (from: string, to: string, state: string, stateTitle = '') => ({
  ...{ from, to, state, stateTitle },
});
const words = (months: readonly string[], dues: readonly ReturnType<typeof due>[]) =>
  Object.fromEntries(
    [...monthStates({ months: months.map((month) => ({ month })), dues })].map(([month, state]) => [
      month,
      MONTH_WORDS[state],
    ]),
  );

describe('a month', () => {
  it('is paid, to be debited, with the bank, or missed; what is void is none', () => {
    const dues = [
      due('2026-11', '2026-11', 'open', '待扣'),
      due('2026-10', '2026-10', 'open', '扣款中'),
      due('2026-09', '2026-09', 'missed', '欠缴'),
      due('2026-08', '2026-08', 'void', '作废'),
      due('2026-07', '2026-07', 'paid', '已缴'),
    ];
    expect(words(['2026-06', '2026-07'], dues)).toEqual({
      ...{ '2026-11': '待扣', '2026-10': '扣款中', '2026-09': '欠缴' },
      ...{ '2026-07': '已缴', '2026-06': '已缴' },
    });
  });

  it('of a cycle stands as the cycle does, across the end of a year', () => {
    expect(words([], [due('2026-11', '2027-01', 'missed')])).toEqual({
      ...{ '2026-11': '欠缴', '2026-12': '欠缴', '2027-01': '欠缴' },
    });
  });

  it('that was missed and paid since is paid', () => {
    expect(words(['2026-09'], [due('2026-09', '2026-09', 'missed')])).toEqual({
      '2026-09': '已缴',
    });
  });
});
