/** Earliest dates by age (clause 1): every boundary, and the reckoning in words. */
import { describe, expect, it } from 'vitest';
import { earliestDatesOf } from '../../src/cases/dates/earliest-dates.ts';
import { reasoningOf } from '../../src/cases/dates/milestone.ts';
import { all, around, codes, day, FLEXIBLE, NOBODY, one } from './dates-facts.ts';

describe('（一）可以参加', () => {
  const born = (bornOn: string, sex: 'M' | 'F' = 'M') => ({ bornOn: day(bornOn), sex });

  it.each(around('2026-11-22'))('asked on %s by one who is eighteen on 2026-11-22', (on) => {
    const join = one('join', { on, person: born('2008-11-22') });
    expect(join.on).toBe('2026-11-22');
    expect(join.state).toBe(on < '2026-11-22' ? 'ahead' : 'reached');
    expect(join.sentence).toBe(
      on < '2026-11-22'
        ? '2026年11月22日年满18周岁，还有1天；自当日起可以申请开户。'
        : '已年满18周岁，随时可以申请开户。',
    );
  });

  it.each(around('2026-11-22'))('asked on %s by one who is sixteen on 2026-11-22', (on) => {
    const person = born('2010-11-22');
    const own = one('join-own-income', { on, person });
    expect(own).toMatchObject({
      on: '2026-11-22',
      state: on < '2026-11-22' ? 'ahead' : 'reached',
    });
    expect(own.clauses).toContain('civil-code-18');
    expect(one('join', { on, person })).toMatchObject({ on: '2028-11-22', state: 'ahead' });
    expect(one('join', { on, person }).advice).toContain('年满16周岁');
  });

  it('does not speak of sixteen to somebody of eighteen', () => {
    expect(codes({ person: born('2008-11-22') })).not.toContain('join-own-income');
  });

  it.each([
    ['2026-02-27', 'ahead'],
    ['2026-02-28', 'reached'],
    ['2026-03-01', 'reached'],
  ])('born on 29 February 2008, asked on %s: %s', (on, state) => {
    const join = one('join', { on: day(on), person: born('2008-02-29') });
    expect(join).toMatchObject({ on: '2026-02-28', state });
    expect(join.steps[0]?.text).toBe('满18周岁之日为2026年2月28日（当年2月没有29日，取月末日）');
    expect(join.readings.map(({ id }) => id)).toEqual(['birthday-february']);
  });

  it('born on 29 February, eighteen in a leap year: on 29 February, and nothing to explain', () => {
    const join = one('join', { on: day('2023-01-01'), person: born('2006-02-28') });
    expect(join.on).toBe('2024-02-28');
    expect(join.readings).toEqual([]);
  });

  it.each([
    ['2031-05-18', 'running', '还有1天'],
    ['2031-05-19', 'last-day', '就是今天'],
  ])('a man born on 1970-01-20 may join until 2031-05-19: on %s it is %s', (on, state, left) => {
    const until = one('join-until', { on: day(on), person: born('1970-01-20') });
    expect(until).toMatchObject({ on: '2031-05-19', kind: 'until', state });
    expect(until.sentence).toContain(left);
  });

  it('bars whoever is retired, or draws a pension', () => {
    const retired = all({ on: day('2031-05-20'), person: born('1970-01-20') });
    expect(retired.map(({ what, state }) => [what, state])).toEqual([
      ['join', 'barred'],
      ['retirement', 'reached'],
    ]);
    const pensioner = one('join', { person: { ...born('1980-01-01'), drawsPension: true } });
    expect(pensioner).toMatchObject({ state: 'barred', on: null });
  });

  it('says nothing of joining to a person with an account, nor without a birth date', () => {
    expect(codes({ person: born('1990-01-01'), account: FLEXIBLE })).not.toContain('join');
    expect(codes({})).toEqual([]);
    expect(earliestDatesOf(NOBODY).assumptions.join('')).toContain('没有出生日期');
  });
});

describe('法定退休年龄', () => {
  it.each([
    ['1965-01-31', 'M', '2025-02-28', '该月没有生日这一日，取月末日'],
    ['1970-01-20', 'M', '2031-05-20', '该月的生日当日'],
    ['1964-12-31', 'M', '2024-12-31', '该月的生日当日'],
    ['1972-02-29', 'M', '2033-12-29', '该月的生日当日'],
  ] as const)('born on %s (%s): %s, %s', (bornOn, sex, expected, how) => {
    const retirement = one('retirement', { person: { bornOn: day(bornOn), sex } });
    expect(retirement.on).toBe(expected);
    expect(retirement.steps.at(-1)?.text).toContain(how);
  });

  it('tells base, delay and age in words, and never the date of birth', () => {
    const retirement = one('retirement', { person: { bornOn: day('1970-01-20'), sex: 'M' } });
    expect(reasoningOf(retirement)).toBe(
      '原法定退休年龄60周岁，2030年1月年满 → 自2025年1月起每4个月延迟1个月，延迟16个月，法定退休年龄为61周岁4个月 → 2031年5月20日达到（该月的生日当日）',
    );
    expect(reasoningOf(retirement)).not.toContain('1970');
  });

  it('says when the delay is at its limit, and when there is none', () => {
    const of = (bornOn: string) =>
      reasoningOf(one('retirement', { person: { bornOn: day(bornOn), sex: 'M' } }));
    expect(of('1990-03-01')).toContain('延迟36个月（已到上限），法定退休年龄为63周岁');
    expect(of('1964-12-01')).toContain('在2025年1月以前，不延迟');
  });

  it.each(around('2031-05-20'))('on %s', (on) => {
    const { state } = one('retirement', { on, person: { bornOn: day('1970-01-20'), sex: 'M' } });
    expect(state).toBe(on < '2031-05-20' ? 'ahead' : 'reached');
  });

  it('takes a woman at the figure of the center, and tells the other age beside it', () => {
    const woman = { bornOn: day('1990-07-01'), sex: 'F' } as const;
    const byFigure = one('retirement', { person: woman });
    expect(byFigure.on).toBe('2048-07-01');
    expect(byFigure.otherwise).toEqual([
      { text: '本人养老保险记录载明原法定退休年龄为50周岁的', on: '2045-07-01' },
    ]);
    expect(byFigure.readings).toContainEqual({
      id: 'female-base',
      source: '系统默认参数（待中心文件确认）',
    });
    const own = one('retirement', { person: { ...woman, retirementBase: 50 } });
    expect(own).toMatchObject({ on: '2045-07-01', otherwise: [] });
  });

  it('takes no base that the sex does not have', () => {
    const person = { bornOn: day('1970-01-20'), sex: 'M', retirementBase: 50 } as const;
    expect(one('retirement', { person }).on).toBe('2031-05-20');
  });
});
