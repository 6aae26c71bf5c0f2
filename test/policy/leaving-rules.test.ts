/** Clause 7 and the regulation's deadlines: half a year, exit, days to decide. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { SHIPPED_YEARS } from '../../src/policy/calendars/index.ts';
import { workCalendarOf } from '../../src/policy/calendars/years.ts';
import { assessExit, type ExitFacts } from '../../src/policy/exit.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { statutoryDeadline } from '../../src/policy/statutory-deadline.ts';
import { nextDay, sameDay } from '../lives/naive-time.ts';

const day = plainDate;

describe('（七）…销户应满足封存满半年的前置条件', () => {
  it.each([
    ['2026-01-15', '2026-07-15', '2026-07-16'],
    ['2026-02-28', '2026-08-28', '2026-08-29'],
    ['2026-03-31', '2026-09-30', '2026-10-01'],
    ['2026-08-28', '2027-02-28', '2027-03-01'],
    ['2026-08-31', '2027-02-28', '2027-03-01'],
    ['2025-08-29', '2026-02-28', '2026-03-01'],
    ['2027-08-30', '2028-02-29', '2028-03-01'],
    ['2027-08-31', '2028-02-29', '2028-03-01'],
    ['2026-12-31', '2027-06-30', '2027-07-01'],
    ['2024-02-29', '2024-08-29', '2024-08-30'],
  ])('sealed on %s: full on %s, possible from %s', (sealedOn, lastDayOn, opensOn) => {
    expect(halfYear({ sealedOn: day(sealedOn) })).toMatchObject({ lastDayOn, opensOn });
  });

  it('opens 182 to 185 days later, a day after the last one, and never earlier for a later seal', () => {
    let before = day('2019-12-31');
    for (
      let sealedOn = day('2020-01-01');
      sealedOn <= '2035-12-31';
      sealedOn = addDays(sealedOn, 1)
    ) {
      const { lastDayOn, opensOn } = halfYear({ sealedOn });
      const days = daysBetween(sealedOn, opensOn);
      expect(days >= 182 && days <= 185, `${sealedOn}: ${String(days)} days`).toBe(true);
      expect(addDays(lastDayOn, 1)).toBe(opensOn);
      expect(opensOn >= before).toBe(true);
      before = opensOn;
    }
  });

  it('is what a wall calendar says, for every day from 2020 to 2035', () => {
    const wrong: string[] = [];
    let days = 0;
    for (let sealed = '2020-01-01'; sealed <= '2035-12-31'; sealed = nextDay(sealed)) {
      const { lastDayOn, opensOn } = halfYear({ sealedOn: day(sealed) });
      const last = sameDay(sealed, 6);
      if (lastDayOn !== last || opensOn !== nextDay(last)) wrong.push(`${sealed}: ${lastDayOn}`);
      days += 1;
    }
    expect(wrong).toEqual([]);
    expect(days).toBe(5844);
  });
});

const facts: ExitFacts = {
  on: day('2026-10-01'),
  flexibleBalance: yuan('5000.00'),
  employeeBalance: yuan('20000.00'),
  employeeSealedOn: day('2026-03-31'),
  openLoan: false,
  guarantee: false,
  holds: [],
};
const exit = (changed: Partial<ExitFacts>) => assessExit({ ...facts, ...changed });
const dates = (flexible: string | null, employee: string | null, closes: string | null) => ({
  flexiblePayableOn: flexible,
  employeePayableOn: employee,
  closesOn: closes,
});

describe('（七）…无未结清住房公积金个人住房贷款且无担保责任的，可全额提取', () => {
  it('refuses for every obstacle that holds, in order, without a date', () => {
    const answer = exit({
      openLoan: true,
      guarantee: true,
      holds: ['（2026）辽01执1号'],
      ban: true,
      caseInFlight: true,
    });
    const reasons = ['open-loan', 'guarantee', 'hold', 'ban', 'case-in-flight'];
    expect(answer).toMatchObject({ outcome: 'refused', reasons, ...dates(null, null, null) });
    expect(answer.clauses).toEqual(['liaoning-7', 'regulation-41']);
  });

  it.each([
    ['open-loan', { openLoan: true }],
    ['guarantee', { guarantee: true }],
    ['hold', { holds: ['法院冻结'] }],
    ['ban', { ban: true }],
    ['case-in-flight', { caseInFlight: true }],
  ])('refuses for %s alone', (reason, changed) => {
    expect(exit(changed)).toMatchObject({ outcome: 'refused', reasons: [reason] });
  });

  it('lets a purely flexible person go at once', () => {
    const flexible = { employeeBalance: yuan('0.00'), employeeSealedOn: null };
    expect(exit(flexible)).toMatchObject({
      outcome: 'granted',
      reasons: [],
      ...dates('2026-10-01', null, '2026-10-01'),
    });
    expect(exit({ ...flexible, flexibleBalance: yuan('0.00') })).toMatchObject({
      outcome: 'granted',
      ...dates(null, null, '2026-10-01'),
    });
  });
});

describe('（七）由单位缴存职工转为灵活就业人员继续缴存的', () => {
  it.each([
    ['2026-09-29', 'partial', dates('2026-09-29', '2026-10-01', '2026-10-01')],
    ['2026-09-30', 'partial', dates('2026-09-30', '2026-10-01', '2026-10-01')],
    ['2026-10-01', 'granted', dates('2026-10-01', '2026-10-01', '2026-10-01')],
    ['2026-10-02', 'granted', dates('2026-10-02', '2026-10-02', '2026-10-02')],
  ])('sealed on 2026-03-31, asking on %s: %s', (on, outcome, expected) => {
    expect(exit({ on: day(on) })).toMatchObject({ outcome, ...expected });
  });

  it('holds the closing even when no employee money is left', () => {
    const left = { on: day('2026-09-30'), employeeBalance: yuan('0.00') };
    expect(exit(left)).toMatchObject({
      outcome: 'partial',
      ...dates('2026-09-30', null, '2026-10-01'),
    });
    expect(exit({ ...left, flexibleBalance: yuan('0.00') })).toMatchObject({
      outcome: 'waits',
      ...dates(null, null, '2026-10-01'),
    });
  });

  it('waits when there is no flexible money to pay meanwhile', () => {
    expect(exit({ on: day('2026-09-30'), flexibleBalance: yuan('0.00') })).toMatchObject({
      outcome: 'waits',
      ...dates(null, '2026-10-01', '2026-10-01'),
    });
  });

  it('cannot name a day for employee money that is not sealed', () => {
    expect(exit({ employeeSealedOn: null })).toMatchObject({
      outcome: 'partial',
      ...dates('2026-10-01', null, null),
    });
    const nothing = { employeeSealedOn: null, flexibleBalance: yuan('0.00') };
    expect(exit(nothing)).toMatchObject({ outcome: 'waits', ...dates(null, null, null) });
  });

  it('never closes an account into which a unit pays, whatever is left in it', () => {
    const paidOut = { employeeBalance: yuan('0.00'), flexibleBalance: yuan('0.00') };
    const employed = { ...paidOut, employeeSealedOn: null, employed: true };
    expect(exit({ ...employed, employed: false })).toMatchObject({ outcome: 'granted' });
    for (const sealClock of ['employee-portion', 'whole-account'] as const) {
      expect(exit({ ...employed, sealClock, accountSealedOn: null })).toMatchObject({
        outcome: 'waits',
        ...dates(null, null, null),
      });
    }
    expect(exit({ ...employed, flexibleBalance: yuan('1.00') })).toMatchObject({
      outcome: 'partial',
      ...dates('2026-10-01', null, null),
    });
  });

  describe('where the center counts the seal of the whole account', () => {
    const whole = { sealClock: 'whole-account', accountSealedOn: day('2026-11-22') } as const;

    it.each([
      ['2027-05-22', 'waits', dates('2027-05-23', '2027-05-23', '2027-05-23')],
      ['2027-05-23', 'granted', dates('2027-05-23', '2027-05-23', '2027-05-23')],
      ['2027-05-24', 'granted', dates('2027-05-24', '2027-05-24', '2027-05-24')],
    ])('everything waits; asking on %s: %s', (on, outcome, expected) => {
      expect(exit({ ...whole, on: day(on) })).toMatchObject({ outcome, ...expected });
    });

    it('waits without a day while the account is not sealed', () => {
      const unsealed = { ...whole, accountSealedOn: null };
      expect(exit(unsealed)).toMatchObject({ outcome: 'waits', ...dates(null, null, null) });
      expect(exit({ sealClock: 'whole-account' })).toMatchObject({ outcome: 'waits' });
    });

    it('still lets a purely flexible person go at once', () => {
      const flexible = { ...whole, employeeBalance: yuan('0.00'), employeeSealedOn: null };
      expect(exit(flexible)).toMatchObject({
        outcome: 'granted',
        ...dates('2026-10-01', null, '2026-10-01'),
      });
    });
  });
});

describe('应当自受理申请之日起…日内作出…决定', () => {
  const calendar = workCalendarOf(SHIPPED_YEARS);
  it.each([
    ['loan', '2026-09-18', '2019', '2026-10-03', '2026-10-08'],
    ['loan', '2026-09-19', '2019', '2026-10-04', '2026-10-08'],
    ['loan', '2026-09-20', '2026', '2026-09-30', '2026-09-30'],
    ['loan', '2026-09-21', '2026', '2026-10-01', '2026-10-08'],
    ['withdrawal', '2026-11-18', '2026', '2026-11-21', '2026-11-23'],
    ['loan', '2026-11-19', '2026', '2026-11-29', '2026-11-30'],
    ['withdrawal', '2026-11-20', '2026', '2026-11-23', '2026-11-23'],
    ['withdrawal', '2026-09-17', '2019', '2026-09-20', '2026-09-20'],
  ] as const)(
    'a %s accepted on %s falls under the text of %s: %s, moved to %s',
    (...[business, acceptedOn, regulation, rawLastDayOn, lastDayOn]) => {
      const answer = statutoryDeadline({ business, acceptedOn: day(acceptedOn), ...calendar });
      expect(answer).toMatchObject({ regulation, rawLastDayOn, lastDayOn });
    },
  );

  it('moves past a holiday of a year that was given', () => {
    const holidays = [day('2027-01-01'), day('2027-01-02'), day('2027-01-03')];
    const given = { holidays, workdays: [] };
    const acceptedOn = day('2026-12-22');
    expect(statutoryDeadline({ business: 'loan', acceptedOn, ...given })).toMatchObject({
      rawLastDayOn: '2027-01-01',
      lastDayOn: '2027-01-04',
    });
  });

  it('never ends before the counted day, and always on a working day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 }), (offset) => {
        const acceptedOn = addDays(day('2026-01-01'), offset);
        const answer = statutoryDeadline({ business: 'loan', acceptedOn, ...calendar });
        expect(answer.lastDayOn >= answer.rawLastDayOn).toBe(true);
      }),
    );
  });
});
