/** 试算: the rules that decide, run twice over the same facts. */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { dormancy } from '../../src/policy/dormancy.ts';
import { exitTerms, sealedForExit } from '../../src/policy/exit-terms.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import {
  gateUnder,
  reckon,
  sealUnder,
  WHAT_IF_NAMES,
  whatIfProblem,
  withChanged,
  type Member,
  type Seals,
  type Terms,
} from '../../src/policy/what-if.ts';

const TERMS: Terms = {
  sealClock: 'employee-portion',
  ...{ halfYearMonths: 6, dormancyMonths: 6, noticeDays: 30 },
  ...{ reviewAbove: yuan('50000.00'), approvalAbove: yuan('100000.00') },
};
const calendar = { holidays: [], workdays: [] };
const sealed: Member = {
  ...{ cohort: 'sealed', source: 'flexible' },
  ...{ unitSealedOn: plainDate('2026-08-31'), accountSealedOn: null },
};
const empty: Member = { cohort: 'empty', paid: { paidTo: plainMonth('2026-03') } };

describe('half a year that were three months', () => {
  const three = withChanged(TERMS, 'half-year', '3');

  it('opens on the day the rule itself says, before and after', () => {
    const day = { on: plainDate('2026-11-30'), calendar };
    expect(reckon('half-year', sealed, TERMS, day)).toEqual({
      ...{ outcome: 'waiting', on: halfYear({ sealedOn: plainDate('2026-08-31') }).opensOn },
    });
    // 31 August and three months: the last day is 30 November, open on 1 December.
    expect(reckon('half-year', sealed, three, day)).toEqual({
      outcome: 'waiting',
      on: '2026-12-01',
    });
    const next = { on: addDays(day.on, 1), calendar };
    expect(reckon('half-year', sealed, three, next).outcome).toBe('possible');
    expect(reckon('half-year', sealed, TERMS, next).outcome).toBe('waiting');
  });

  it('changes nothing else', () => {
    const day = { on: plainDate('2026-11-30'), calendar };
    expect(reckon('dormancy-wait', empty, three, day)).toEqual(
      reckon('dormancy-wait', empty, TERMS, day),
    );
  });
});

describe('通知（七）读法乙：整户封存满半年', () => {
  const whole: Terms = { ...TERMS, sealClock: 'whole-account' };
  const on = plainDate('2026-11-22');
  const seals = (accountSealedOn: string | null, source: 'unit' | 'flexible' = 'flexible') => ({
    ...{ source, unitSealedOn: plainDate('2026-03-31') },
    accountSealedOn: accountSealedOn === null ? null : plainDate(accountSealedOn),
  });
  const ruled = ({ unitSealedOn, accountSealedOn, source }: Seals, sealClock: Terms['sealClock']) =>
    exitTerms({
      ...{ on, sealClock, flexibleBalance: yuan('1.00'), employeeBalance: yuan('1.00') },
      ...{ employeeSealedOn: unitSealedOn, openLoan: false, guarantee: false, holds: [] },
      accountSealedOn: sealedForExit({ source, sealedOn: accountSealedOn, on }),
    }).dates.closesOn;

  it.each([
    // Contributes until today: what the signature seals counts from today.
    [null, '2027-05-23'],
    ['2026-05-22', '2026-11-23'],
    ['2026-05-21', '2026-11-22'],
  ])('the account sealed since %s opens on %s, as the rule of leaving has it', (since, opens) => {
    const member: Member = { cohort: 'sealed', ...seals(since) };
    const found = reckon('half-year', member, whole, { on, calendar });
    expect(found.on).toBe(opens);
    expect(ruled(seals(since), 'whole-account') ?? on).toBe(opens);
    expect(found.outcome).toBe(opens <= on ? 'possible' : 'waiting');
    const other = reckon('half-year', member, TERMS, { on, calendar });
    expect(other).toEqual({ outcome: 'possible', on: '2026-10-01' });
    expect(ruled(seals(since), 'employee-portion')).toBe(on);
  });

  it('three months of the seal of the account, not of the unit’s portion', () => {
    const member: Member = { cohort: 'sealed', ...seals('2026-09-30') };
    const three = withChanged(whole, 'half-year', '3');
    expect(reckon('half-year', member, three, { on, calendar })).toEqual({
      ...{ outcome: 'waiting', on: '2026-12-31' },
    });
  });

  it('nothing is told of an account into which a unit pays, and by the other reading of no seal of the unit', () => {
    expect(sealUnder(seals(null, 'unit'), { sealClock: 'whole-account', on })).toBeNull();
    const none = { ...seals('2026-03-31'), unitSealedOn: null };
    expect(sealUnder(none, { sealClock: 'employee-portion', on })).toBeNull();
  });
});

describe('a gate under another half year', () => {
  const sealedOn = plainDate('2026-08-31');
  const lawful = halfYear({ sealedOn }).opensOn;

  it('moves with the months; a later day of a court is not earlier for that, nor a gate without its seal', () => {
    expect(gateUnder({ sealedOn, on: lawful }, 6)).toBe(lawful);
    expect(gateUnder({ sealedOn, on: lawful }, 3)).toBe('2026-12-01');
    expect(gateUnder({ sealedOn, on: addDays(lawful, 1) }, 3)).toBe(addDays(lawful, 1));
    expect(gateUnder({ sealedOn, on: addDays(lawful, 1) }, 9)).toBe('2027-06-01');
    expect(gateUnder({ sealedOn: null, on: lawful }, 3)).toBe(lawful);
  });
});

describe('six empty months that were twelve', () => {
  it('are possible half a year later', () => {
    const twelve = withChanged(TERMS, 'dormancy-wait', '12');
    const day = { on: plainDate('2026-10-01'), calendar };
    expect(reckon('dormancy-wait', empty, TERMS, day)).toEqual({
      ...{ outcome: 'possible', on: dormancy({ paidTo: plainMonth('2026-03') }).possibleFrom },
    });
    expect(reckon('dormancy-wait', empty, twelve, day)).toEqual({
      ...{ outcome: 'waiting', on: '2027-04-01' },
    });
  });

  it('a longer notice ends later, on a working day', () => {
    const longer = withChanged(TERMS, 'dormancy-notice', '60');
    const day = { on: plainDate('2026-10-01'), calendar };
    expect(reckon('dormancy-notice', empty, TERMS, day).on).toBe('2026-11-03');
    expect(reckon('dormancy-notice', empty, longer, day).on).toBe('2026-12-01');
  });
});

describe('thresholds of withdrawals', () => {
  const of = (amount: string): Member => ({
    ...{ cohort: 'withdrawals', amount: yuan(amount), decidedOn: plainDate('2026-10-01') },
  });
  const day = { on: plainDate('2026-11-30'), calendar };
  const by = (amount: string, terms: Terms) =>
    reckon('withdrawal-review-above', of(amount), terms, day).outcome;

  it('say who would have decided: the amount itself is not above', () => {
    expect(by('50000.00', TERMS)).toBe('clerk');
    expect(by('50000.01', TERMS)).toBe('reviewer');
    expect(by('100000.01', TERMS)).toBe('supervisor');
    const lower = withChanged(TERMS, 'withdrawal-review-above', '20000.00');
    expect(by('20000.00', lower)).toBe('clerk');
    expect(by('50000.00', lower)).toBe('reviewer');
    const higher = withChanged(TERMS, 'withdrawal-approval-above', '200000.00');
    expect(by('100000.01', higher)).toBe('reviewer');
  });
});

describe('a value', () => {
  it.each(WHAT_IF_NAMES)('of %s that makes no sense is refused', (name) => {
    for (const value of ['', '-1', 'half', '1.5.2']) {
      expect(whatIfProblem(name, value), value).not.toBeNull();
    }
  });

  it('of months is a whole number from 1 to 120', () => {
    expect(whatIfProblem('half-year', '0')).not.toBeNull();
    expect(whatIfProblem('half-year', '1')).toBeNull();
    expect(whatIfProblem('half-year', '120')).toBeNull();
    expect(whatIfProblem('half-year', '121')).not.toBeNull();
  });
});
