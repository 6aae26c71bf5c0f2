/** How a case has ended is said in words, whatever its type. */
import { describe, expect, it } from 'vitest';
import { CASE_TYPES, caseOutcomeTitle } from '../../src/cases/index.ts';

describe('the end of a case', () => {
  const ends = Object.values(CASE_TYPES).flatMap(({ type, stages }) =>
    Object.entries(stages)
      .filter(([, { final }]) => final === true)
      .map(([stage, { title }]) => ({ type, stage, title })),
  );

  it.each(ends)('of $type at “$stage” is told as the stage is', ({ type, stage, title }) => {
    expect(caseOutcomeTitle({ type, stage, outcome: stage })).toBe(title);
    // A reason that nobody wrote a word for is not shown as a code.
    expect(caseOutcomeTitle({ type, stage, outcome: 'some-reason' })).toBe(title);
  });

  it('is told by its reason where the stage has several', () => {
    const ended = { type: 'contribution-change', stage: 'lapsed' };
    expect(caseOutcomeTitle({ ...ended, outcome: 'not-signed' })).toBe('逾期未签，已终止');
    expect(caseOutcomeTitle({ ...ended, outcome: 'not-done' })).toBe('银行逾期未办妥，已终止');
  });
});
