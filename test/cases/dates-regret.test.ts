/** （七） with 反悔期: the calculator names the days on which the money comes and it is final, as the case does. */
import { describe, expect, it } from 'vitest';
import type { AccountFacts } from '../../src/cases/dates/facts.ts';
import { exitDateLines } from '../../src/cases/wording-exit.ts';
import { addDays, type PlainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { SEAL_CLOCKS, type SealClock } from '../../src/domain/vocabulary.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import { assessExit } from '../../src/policy/exit.ts';
import { notBefore, payableFrom, sealedForExit } from '../../src/policy/exit-terms.ts';
import type { Figure, FigureName } from '../../src/policy/figures.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { day, FLEXIBLE, one, SEALED } from './dates-facts.ts';

const ON = day('2026-11-22');

function own(name: FigureName, value: string): Figure {
  return {
    ...{ center: '210100', district: null, name, value, from: day('2026-01-01'), to: null },
    document: '沈公积金发〔2026〕9号',
  };
}
const regretting = (days: number, clock: SealClock = 'employee-portion'): readonly Figure[] => [
  ...SHIPPED_FIGURES,
  own('exit-regret', String(days)),
  own('seal-clock', clock),
];

/** As a case that is signed on the day has it (state.ts, datesIn). */
function ofCase(account: AccountFacts, on: PlainDate, days: number, sealClock: SealClock) {
  const { flexibleBalance, employeeBalance, employeeSealedOn } = account;
  const { outcome, flexiblePayableOn, employeePayableOn, closesOn } = assessExit({
    ...{ on, flexibleBalance, employeeBalance, employeeSealedOn, sealClock },
    accountSealedOn: sealedForExit({ ...account, on }),
    ...{ openLoan: false, guarantee: false, holds: [] },
  });
  const dates = { reading: sealClock, outcome, flexiblePayableOn, employeePayableOn, closesOn };
  return { told: dates, ...notBefore(dates, payableFrom(on, days)) };
}

describe('somebody with flexible money alone', () => {
  it('hears the last day of the regret, and the day on which it is paid and final', () => {
    const exit = one('exit', { account: FLEXIBLE, figures: regretting(7) });
    expect(exit).toMatchObject({ on: '2026-11-30', state: 'ahead', daysLeft: 8 });
    expect(exit.sentence).toBe(
      '账户里只有灵活就业缴存，不需要等待封存；随时可以签字；2026年11月22日签字的，反悔期至2026年11月29日（含当日），期内可以撤回；自2026年11月30日起付款，不能反悔，付清即销户，还有8天。',
    );
    expect(exit.steps.map(({ on }) => on)).toEqual([null, null, '2026-11-29', '2026-11-30']);
    expect(exit.steps[2]?.source).toBe('沈公积金发〔2026〕9号');
    expect(exit.sentence).not.toContain('随时可以全额提取');
  });

  it.each([
    ['2026-11-21', '2026-11-29'],
    ['2026-11-22', '2026-11-30'],
    ['2026-11-23', '2026-12-01'],
  ])('who signs on %s is paid on %s', (on, paid) => {
    expect(one('exit', { account: FLEXIBLE, on: day(on), figures: regretting(7) }).on).toBe(paid);
  });

  it('may leave at any time where the center gives no regret', () => {
    const exit = one('exit', { account: FLEXIBLE, figures: regretting(0) });
    expect(exit).toMatchObject({ on: ON, state: 'reached' });
    expect(exit.sentence).toContain('随时可以全额提取并销户');
  });

  it('refused for a ban, is told the day of the payment after it', () => {
    const ban = { ban: true, banUntil: day('2026-12-31') };
    const obstacles = {
      ...{ openLoan: false, guarantee: false, hold: false },
      caseInFlight: false,
      ...ban,
    };
    const exit = one('exit', { account: FLEXIBLE, obstacles, figures: regretting(7) });
    expect(exit.otherwise[0]?.on).toBe('2027-01-09');
    const before = one('exit', { account: FLEXIBLE, obstacles, figures: regretting(0) });
    expect(before.otherwise[0]?.on).toBe('2027-01-01');
  });
});

describe('somebody who was an employee', () => {
  const both: AccountFacts = {
    ...FLEXIBLE,
    employeeBalance: yuan('8000.00'),
    employeeSealedOn: day('2026-08-31'),
  };

  it('is paid the flexible money after the regret, not now', () => {
    const exit = one('exit', { account: both, figures: regretting(7) });
    expect(exit.on).toBe('2027-03-01');
    expect(exit.sentence).toContain('反悔期至2026年11月29日（含当日）');
    expect(exit.sentence).toContain('自2026年11月30日起付款，不能反悔');
    expect(exit.sentence).not.toContain('现在就可以提取');
  });

  it('whose half year is full inside the regret waits for its end', () => {
    const gate = halfYear({ sealedOn: day('2026-08-31') }).opensOn;
    for (const days of [-8, -7, -1, 0, 1]) {
      const on = addDays(gate, days);
      const exit = one('exit', { account: SEALED, on, figures: regretting(7) });
      const from = payableFrom(on, 7);
      expect(exit.on, on).toBe(from < gate ? gate : from);
    }
    const full = one('exit', { account: SEALED, on: gate, figures: regretting(7) });
    expect(full.sentence).toContain('封存已满半年，随时可以签字');
  });
});

describe('the calculator and the case', () => {
  const accounts: readonly AccountFacts[] = ['0.00', '100.00'].flatMap((flexible) =>
    ['0.00', '100.00'].flatMap((unit) =>
      [null, day('2026-05-31'), day('2026-08-31')].map((employeeSealedOn): AccountFacts => ({
        ...{ ...FLEXIBLE, employeeSealedOn },
        ...{ flexibleBalance: yuan(flexible), employeeBalance: yuan(unit) },
      })),
    ),
  );
  const days = [ON, day('2027-02-21'), day('2027-02-28'), day('2027-03-01')];

  it.each(SEAL_CLOCKS.flatMap((clock) => [0, 1, 7, 30].map((regret) => [clock, regret] as const)))(
    'name the same days by %s with %i days of regret',
    (clock, regret) => {
      const figures = regretting(regret, clock);
      for (const account of accounts) {
        for (const on of days) {
          const exit = one('exit', { account, on, figures });
          const { told, closesOn, flexiblePayableOn } = ofCase(account, on, regret, clock);
          const label = JSON.stringify({ account, on });
          // What is open already is shown with the day since when.
          const isOpen = closesOn === on;
          expect(isOpen ? (exit.on ?? '') <= on : exit.on === closesOn, label).toBe(true);
          if (regret === 0 || told.outcome !== 'partial') continue;
          const [year, month, date] = String(flexiblePayableOn).split('-').map(Number);
          expect(exit.sentence, label).toContain(
            `自${String(year)}年${String(month)}月${String(date)}日起付款`,
          );
          // The paper before the signature names the same day.
          expect(exitDateLines(told, on, regret).join(''), label).toContain(
            `今日签字的，${String(year)}年${String(month)}月${String(date)}日起`,
          );
        }
      }
    },
  );
});
