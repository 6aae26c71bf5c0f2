/** Earliest dates of an account (clauses 3, 7 and 14): the half year, conversion, dormancy. */
import { describe, expect, it } from 'vitest';
import { earliestDatesOf } from '../../src/cases/dates/earliest-dates.ts';
import type { DatesFacts } from '../../src/cases/dates/facts.ts';
import { reasoningOf } from '../../src/cases/dates/milestone.ts';
import { datesOnPaper } from '../../src/cases/dates/on-paper.ts';
import { plainMonth } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import { assessEligibility, joiningWithoutOn } from '../../src/policy/eligibility.ts';
import type { Figure } from '../../src/policy/figures.ts';
import { around, codes, day, FLEXIBLE, NOBODY, one, SEALED } from './dates-facts.ts';

describe('（七）封存满半年', () => {
  const sealed = (on: string): Partial<DatesFacts> => ({
    account: { ...SEALED, sealedOn: day(on), employeeSealedOn: day(on) },
  });

  it.each([
    ['2026-01-15', '2026-07-15', '2026-07-16', '1月15日加六个月的对应日'],
    [
      '2026-02-28',
      '2026-08-28',
      '2026-08-29',
      '2月28日加六个月的对应日，不因封存日是月末而改为月末',
    ],
    ['2026-03-31', '2026-09-30', '2026-10-01', '3月31日加六个月，9月没有31日，取月末日'],
    ['2026-08-28', '2027-02-28', '2027-03-01', '8月28日加六个月的对应日'],
    ['2026-08-31', '2027-02-28', '2027-03-01', '8月31日加六个月，2月没有31日，取月末日'],
    ['2025-08-29', '2026-02-28', '2026-03-01', '8月29日加六个月，2月没有29日，取月末日'],
    ['2027-08-29', '2028-02-29', '2028-03-01', '8月29日加六个月的对应日'],
    ['2027-08-30', '2028-02-29', '2028-03-01', '8月30日加六个月，2月没有30日，取月末日'],
    ['2026-12-31', '2027-06-30', '2027-07-01', '12月31日加六个月，6月没有31日，取月末日'],
    [
      '2024-02-29',
      '2024-08-29',
      '2024-08-30',
      '2月29日加六个月的对应日，不因封存日是月末而改为月末',
    ],
    [
      '2026-04-30',
      '2026-10-30',
      '2026-10-31',
      '4月30日加六个月的对应日，不因封存日是月末而改为月末',
    ],
    ['2026-01-31', '2026-07-31', '2026-08-01', '1月31日加六个月的对应日'],
  ])('sealed on %s: last day %s, open from %s (%s)', (sealedOn, last, opens, how) => {
    const half = one('half-year', sealed(sealedOn));
    expect(half.on).toBe(opens);
    expect(half.steps.map(({ on }) => on)).toEqual([sealedOn, last, opens]);
    expect(half.steps[1]?.text).toContain(`（${how}）`);
    expect(one('exit', sealed(sealedOn)).on).toBe(opens);
  });

  it('puts the reckoning into one line', () => {
    expect(reasoningOf(one('half-year', sealed('2026-08-31')))).toBe(
      '单位缴存部分2026年8月31日封存（当日不计入） → 满半年的最后一日2027年2月28日（8月31日加六个月，2月没有31日，取月末日） → 次日2027年3月1日起可以办理（遇休假日不顺延）',
    );
  });

  it.each(around('2027-03-01'))('asked on %s, sealed on 2026-08-31', (on) => {
    const half = one('half-year', { ...sealed('2026-08-31'), on });
    const exit = one('exit', { ...sealed('2026-08-31'), on });
    const before = on < '2027-03-01';
    expect(half.state).toBe(before ? 'ahead' : 'reached');
    expect(exit).toMatchObject({ state: before ? 'ahead' : 'reached', on: '2027-03-01' });
    expect(exit.sentence).toBe(
      before
        ? '自2027年3月1日起可以提取其余部分并销户，还有1天。'
        : '单位缴存部分封存已满半年，随时可以提取并销户。',
    );
  });

  it('names reading, clause and the document that decides, and the other reading’s day', () => {
    const account = { ...SEALED, source: 'flexible', state: 'normal', sealedOn: null } as const;
    const exit = one('exit', { account });
    expect(exit.readings).toContainEqual({
      id: 'seal-clock-portion',
      source: '辽宁省通知（征求意见稿）2026年5月',
    });
    expect(exit.clauses).toEqual(expect.arrayContaining(['liaoning-7', 'civil-code-202']));
    expect(exit.otherwise).toEqual([
      { text: '如以账户封存满半年计算（2026年11月22日签字封存的），销户最早', on: '2027-05-23' },
    ]);
    const stopped = { ...account, state: 'sealed', sealedOn: day('2026-11-22') } as const;
    expect(one('exit', { account: stopped }).otherwise).toEqual([
      { text: '如以账户封存满半年计算，销户最早', on: '2027-05-23' },
    ]);
  });

  it('counts the seal of the whole account where the center says so', () => {
    const figure: Figure = {
      center: '210100',
      district: null,
      name: 'seal-clock',
      value: 'whole-account',
      from: day('2026-01-01'),
      to: null,
      document: '沈公积金发〔2026〕9号',
    };
    const account = { ...SEALED, sealedOn: day('2026-11-22') };
    const exit = one('exit', { account, figures: [...SHIPPED_FIGURES, figure] });
    expect(exit.on).toBe('2027-05-23');
    expect(exit.steps[0]?.text).toBe('账户2026年11月22日封存（当日不计入）');
    expect(exit.readings[0]).toEqual({ id: 'seal-clock-account', source: '沈公积金发〔2026〕9号' });
    expect(exit.otherwise[0]).toMatchObject({ on: '2027-03-01' });
  });

  it('lets flexible money go at once, and tells so', () => {
    const account = { ...SEALED, flexibleBalance: yuan('10.00') };
    const exit = one('exit', { account });
    expect(exit.sentence).toBe(
      '灵活就业部分现在就可以提取；自2027年3月1日起可以提取其余部分并销户，还有99天。',
    );
    expect(exit.advice).toContain('先行提取');
  });

  it('does not ask a purely flexible person to wait, sealed or not', () => {
    for (const account of [
      FLEXIBLE,
      { ...FLEXIBLE, state: 'sealed', sealedOn: day('2026-11-01') } as const,
    ]) {
      expect(codes({ account })).not.toContain('half-year');
      expect(one('exit', { account })).toMatchObject({ state: 'reached', on: '2026-11-22' });
    }
  });

  it('has no day for employee money that nobody sealed', () => {
    const account = {
      ...SEALED,
      source: 'flexible',
      employeeSealedOn: null,
      sealedOn: null,
    } as const;
    const exit = one('exit', { account });
    expect(exit).toMatchObject({ on: null, state: 'undetermined' });
    expect(exit.sentence).toBe('单位缴存部分还没有封存，封存满半年后方可销户。');
  });

  it('tells an employee who is still paid for that none of it applies', () => {
    const account = { ...SEALED, state: 'normal', sealedOn: null, employeeSealedOn: null } as const;
    expect(one('exit', { account })).toMatchObject({ state: 'barred', on: null });
    expect(one('convert', { account })).toMatchObject({ state: 'barred', on: null });
  });

  it('names every obstacle with its remedy, and the day that follows without it', () => {
    const exit = one('exit', {
      account: SEALED,
      obstacles: { openLoan: true, guarantee: true, hold: true, ban: true, caseInFlight: true },
    });
    expect(exit).toMatchObject({ state: 'barred', on: null });
    expect(exit.sentence).toContain('有未结清的住房公积金贷款');
    expect(exit.steps).toHaveLength(5);
    expect(exit.advice).toContain('结清后可再次申请');
    expect(exit.otherwise[0]).toEqual({
      text: '上述情形消除后，按目前的事实最早可以销户',
      on: '2027-03-01',
    });
  });
});

describe('（三）单位转灵活', () => {
  it('is possible from the day of the seal, and names the last month without a gap', () => {
    expect(one('convert', { account: SEALED })).toMatchObject({
      on: '2026-08-31',
      state: 'reached',
    });
    const by = one('convert-by', { account: SEALED });
    expect(by).toMatchObject({ on: '2026-10-31', kind: 'until', state: 'passed' });
    expect(reasoningOf(by)).toBe(
      '单位缴至2026年8月 → 容许间断1个月 → 首个灵活就业缴存月份不晚于2026年10月',
    );
  });

  it.each([
    ['2026-10-30', 'running'],
    ['2026-10-31', 'last-day'],
    ['2026-11-01', 'passed'],
  ])('on %s that month is %s', (on, state) => {
    expect(one('convert-by', { on: day(on), account: SEALED }).state).toBe(state);
  });

  const YOUNG = day('2009-03-15');
  const RESUMED = { ...FLEXIBLE, state: 'sealed', sealedOn: day('2026-08-31') } as const;

  describe.each([
    ['convert', 'conversion-to-flexible', SEALED],
    ['resume', 'resumption', RESUMED],
  ] as const)('%s by somebody who is eighteen on 2027-03-15', (what, way, account) => {
    it.each(around('2027-03-15'))('asked on %s: the very day that the refusal tells', (on) => {
      const person = { bornOn: YOUNG, sex: 'M' } as const;
      const told = one(what, { on, account, person });
      const { reasons } = assessEligibility({
        ...{ acceptedOn: on, ...person, livesOnOwnIncome: false, drawsPension: false },
        ...{ documentType: 'resident-id', employmentForm: 'new-form' },
      });
      if (on >= '2027-03-15') {
        expect(reasons, way).toEqual([]);
        expect(told.state).toBe('reached');
        return;
      }
      expect(told).toMatchObject({ on: '2027-03-15', state: 'ahead' });
      const grown = { bornOn: YOUNG, livesOnOwnIncome: false };
      expect(reasons.map((code) => joiningWithoutOn(code, grown))).toEqual([told.on]);
      // With an income of their own it is now.
      expect(told.otherwise).toMatchObject([{ on }]);
    });

    it('is barred to a pensioner, and with a passport alone', () => {
      const grown = { bornOn: day('1990-01-01'), sex: 'M' } as const;
      for (const more of [{ drawsPension: true }, { documentType: 'passport' }] as const) {
        expect(one(what, { account, person: { ...grown, ...more } })).toMatchObject({
          ...{ state: 'barred', on: null },
        });
      }
    });

    it('is barred while the account is being transferred', () => {
      const told = one(what, { account: { ...account, transfer: true } });
      expect(told).toMatchObject({ state: 'barred', on: null });
      expect(told.sentence).toContain('异地转移接续');
    });
  });

  it.each([
    ['2026-12-31', '2027-01-01', 'ahead'],
    ['2027-01-01', '2027-01-01', 'reached'],
    ['2027-01-02', '2027-01-02', 'reached'],
  ])('to a unit that pays from 2027-01, asked on %s: from %s', (on, from, state) => {
    const account = { ...FLEXIBLE, employedFrom: plainMonth('2027-01') };
    expect(one('convert-to-employee', { on: day(on), account })).toMatchObject({ on: from, state });
  });

  it('is not offered to somebody who is retired', () => {
    const person = { bornOn: day('1960-01-01'), sex: 'M' } as const;
    expect(codes({ account: SEALED, person })).not.toContain('convert');
  });
});

describe('（十四）连续6个月以上未缴存且余额为零', () => {
  const empty = { ...FLEXIBLE, flexibleBalance: yuan('0.00') };

  it.each([
    ['2026-03', '2026-10-01', '2026年4月至2026年9月'],
    ['2025-08', '2026-03-01', '2025年9月至2026年2月'],
    ['2026-08', '2027-03-01', '2026年9月至2027年2月'],
    ['2027-08', '2028-03-01', '2027年9月至2028年2月'],
    ['2026-12', '2027-07-01', '2027年1月至2027年6月'],
  ])('paid to %s: possible from %s', (paidTo, from, months) => {
    const activatedIn = plainMonth('2025-01');
    const dormant = one('dormancy', {
      account: { ...empty, activatedIn, paidTo: plainMonth(paidTo) },
    });
    expect(dormant.on).toBe(from);
    expect(reasoningOf(dormant)).toContain(`连续未缴存的足月${months}，共6个月（“以上”包括本数）`);
    expect(dormant.steps[4]?.text).toContain('提前30日通知');
  });

  it.each(around('2026-10-01'))('asked on %s, paid to 2026-03', (on) => {
    const account = { ...empty, paidTo: plainMonth('2026-03') };
    const dormant = one('dormancy', { on, account });
    expect(dormant.state).toBe(on < '2026-10-01' ? 'ahead' : 'reached');
    expect(dormant.sentence).toContain(on < '2026-10-01' ? '可能被销户，还有1天' : '已满6个月');
  });

  it('counts from the month of activation when nothing was ever paid', () => {
    const account = { ...empty, paidTo: null, activatedIn: plainMonth('2026-03') };
    const dormant = one('dormancy', { account });
    expect(dormant.on).toBe('2026-09-01');
    expect(dormant.steps[0]?.text).toBe('2026年3月启用，尚未缴存');
  });

  it.each([
    ['2026-04', '2026-10-01', '缴至2026年3月'],
    ['2026-05', '2026-11-01', '缴至2026年3月，自2026年5月起恢复缴存，尚未缴存'],
    ['2026-11', '2027-05-01', '缴至2026年3月，自2026年11月起恢复缴存，尚未缴存'],
    ['2026-01', '2026-10-01', '缴至2026年3月'],
  ])('of one that went on in %s counts what came after it', (activatedIn, from, text) => {
    const account = {
      ...{ ...empty, paidTo: plainMonth('2026-03') },
      activatedIn: plainMonth(activatedIn),
    };
    const dormant = one('dormancy', { account });
    expect(dormant.on).toBe(from);
    expect(dormant.steps[0]?.text).toBe(text);
  });

  it('says that money in the account protects it', () => {
    expect(one('dormancy', { account: FLEXIBLE }).steps.at(-1)?.text).toContain('余额不为零');
    // 缴至2026年10月: the fourth and fifth empty months are over in March and April.
    const warned = one('dormancy', { account: FLEXIBLE }).steps.find(({ text }) =>
      text.includes('提醒'),
    );
    expect(warned).toMatchObject({
      ...{ text: '满4和5个月未缴存时各提醒一次，首次自2027年3月1日起', on: '2027-03-01' },
    });
    expect(reasoningOf(one('dormancy', { account: empty }))).not.toContain('余额不为零');
  });

  it('does not threaten employees', () => {
    expect(codes({ account: SEALED })).not.toContain('dormancy');
  });
});

describe('the dates on paper', () => {
  it('say the half year once, every reading once, every clause in its words', () => {
    const facts: DatesFacts = { ...NOBODY, account: SEALED };
    const paper = datesOnPaper(earliestDatesOf(facts), facts.on);
    const titles = paper.dates.map(({ title }) => title);
    expect(titles).toContain('退出销户（账户尾号0042）');
    expect(titles.join('')).not.toContain('封存满半年');
    expect(new Set(paper.readings).size).toBe(paper.readings.length);
    expect(paper.readings.join('')).toContain('依据：辽宁省通知（征求意见稿）2026年5月');
    expect(paper.clauses.find(({ key }) => key === 'civil-code-202')?.text).toContain('到期月');
    const exit = paper.dates.find(({ title }) => title.startsWith('退出销户'));
    expect(exit).toMatchObject({ day: '2027年3月1日起', state: '未到' });
  });

  it('keep the half year where the exit has no day of its own', () => {
    const facts: DatesFacts = {
      ...NOBODY,
      account: SEALED,
      obstacles: { ...NOBODY.obstacles, openLoan: true },
    };
    const { dates } = datesOnPaper(earliestDatesOf(facts), facts.on);
    expect(dates.map(({ day }) => day)).toEqual(expect.arrayContaining(['2027年3月1日起', '——']));
    const exit = dates.find(({ title }) => title.startsWith('退出销户'));
    expect(exit?.otherwise).toContain('上述情形消除后，按目前的事实最早可以销户：2027年3月1日。');
  });
});
