/** A year's calendar before it is loaded: complete, real, make-up days on weekends. */
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import { YEAR_2026 } from '../../src/policy/calendars/2026.ts';
import {
  calendarDifference,
  checkCalendarYear,
  daysFromTo,
  type CalendarDay,
} from '../../src/policy/calendars/check.ts';

const NAMES: readonly (readonly [string, string, string])[] = [
  ['2027-01-01', '2027-01-03', '元旦'],
  ['2027-02-05', '2027-02-11', '春节'],
  ['2027-04-03', '2027-04-05', '清明节'],
  ['2027-05-01', '2027-05-05', '劳动节'],
  ['2027-06-09', '2027-06-09', '端午节'],
  ['2027-09-15', '2027-09-15', '中秋节'],
  ['2027-10-01', '2027-10-07', '国庆节'],
];
const day = (text: string, working: boolean, name: string): CalendarDay => ({
  day: plainDate(text),
  working,
  name,
});
/** A year as it may be announced. */
const YEAR_2027: readonly CalendarDay[] = [
  ...NAMES.flatMap(([first, last, name]) =>
    daysFromTo(plainDate(first), plainDate(last)).map((one) => day(one, false, name)),
  ),
  ...['2027-01-31', '2027-02-20', '2027-05-08', '2027-10-09'].map((one) => day(one, true, '调休')),
];
const check = (days: readonly CalendarDay[]) => checkCalendarYear(2027, days);
const without = (name: string) => YEAR_2027.filter((one) => one.name !== name);

describe('a year that is right', () => {
  it('has nothing to be said', () => {
    expect(check(YEAR_2027)).toEqual([]);
  });

  it('so has the one that comes with the code', () => {
    const names = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'];
    const starts = ['01', '02', '04', '05', '06', '09', '10'];
    const days = [
      ...YEAR_2026.holidays.map((one) =>
        day(one, false, names[starts.indexOf(one.slice(5, 7))] ?? ''),
      ),
      ...YEAR_2026.workdays.map((one) => day(one, true, '调休')),
    ];
    expect(checkCalendarYear(2026, days)).toEqual([]);
  });
});

describe('an error', () => {
  it.each(NAMES.map(([, , name]) => name))('is a year without %s', (name) => {
    const [problem] = check(without(name));
    expect(problem).toMatchObject({ severity: 'error', at: null });
    expect(problem!.detail).toContain(name.replace(/(?<=清明|端午|中秋|国庆)节/, ''));
  });

  it.each([
    ['2027-01-29', '星期五'],
    ['2027-02-01', '星期一'],
  ])('is a make-up day on a weekday: %s', (date, name) => {
    const problems = check([...YEAR_2027, day(date, true, '调休')]);
    expect(problems[0]).toMatchObject({ severity: 'error', at: YEAR_2027.length });
    expect(problems[0]!.detail).toContain(name);
  });

  it.each(['2027-01-30', '2027-02-14'])('is not a make-up day on a weekend: %s', (date) => {
    const errors = check([...YEAR_2027, day(date, true, '调休')]).filter(
      ({ severity }) => severity === 'error',
    );
    expect(errors).toEqual([]);
  });

  it('is a day of another year, and a day twice', () => {
    const problems = check([...YEAR_2027, day('2028-01-01', false, '元旦'), YEAR_2027[0]!]);
    expect(problems.slice(0, 2).map(({ detail }) => detail)).toEqual([
      '2028-01-01不属于2027年。',
      '2027-01-01重复。',
    ]);
  });

  it('is a holiday without its own days, or out of its season', () => {
    const firstOfMay = YEAR_2027.filter((one) => one.day !== '2027-05-01');
    expect(check(firstOfMay)[0]!.detail).toBe('劳动节应包括05-01。');
    const autumn = [...without('中秋节'), day('2027-07-15', false, '中秋节')];
    expect(check(autumn)[0]!.detail).toContain('中秋应在09-07至10-09之间');
  });
});

describe('a warning', () => {
  it('is a name that is none of the public holidays', () => {
    const days = [...YEAR_2027, day('2027-09-03', false, '纪念日')];
    expect(check(days)[0]).toMatchObject({ severity: 'warning', at: YEAR_2027.length });
  });

  it('is a number of days that does not come out: one too many off, one made up too few', () => {
    const [more] = check([...YEAR_2027, day('2027-10-08', false, '国庆节')]);
    expect(more).toMatchObject({ severity: 'warning', at: null });
    expect(more!.detail).toContain('工作日放假18天，调休上班4天，相差14天');
    const fewer = YEAR_2027.filter((one) => one.day !== '2027-10-09');
    expect(check(fewer)[0]!.detail).toContain('调休上班3天');
  });
});

describe('the difference to what is loaded', () => {
  it('names what comes, what goes, and what is another day than before', () => {
    const loaded = [day('2027-01-01', false, '元旦'), day('2027-01-02', false, '元旦')];
    const wanted = [day('2027-01-02', true, '调休'), day('2027-01-03', false, '元旦')];
    expect(calendarDifference(loaded, wanted)).toEqual({
      added: [wanted[1]],
      removed: [loaded[0]],
      changed: [wanted[0]],
    });
    expect(calendarDifference(YEAR_2027, YEAR_2027)).toEqual({
      added: [],
      removed: [],
      changed: [],
    });
  });
});
