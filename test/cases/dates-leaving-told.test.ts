/** （七）: what the calculator says of leaving is what the notice before the signature says on the same day. */
import { describe, expect, it } from 'vitest';
import type { AccountFacts } from '../../src/cases/dates/facts.ts';
import { exitFactsOf } from '../../src/cases/exit-facts.ts';
import type { PlainDate } from '../../src/domain/calendar.ts';
import type { ExitBooks } from '../../src/domain/exit-books.ts';
import { yuan } from '../../src/domain/money.ts';
import { SEAL_CLOCKS, type SealClock } from '../../src/domain/vocabulary.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import { exitTerms } from '../../src/policy/exit-terms.ts';
import type { Figure } from '../../src/policy/figures.ts';
import { day, FLEXIBLE, one } from './dates-facts.ts';

const ON = day('2026-11-22');
const figuresBy = (value: SealClock): readonly Figure[] => [
  ...SHIPPED_FIGURES,
  {
    ...{ center: '210100', district: null, name: 'seal-clock', value, from: day('2026-01-01') },
    ...{ to: null, document: '沈公积金发〔2026〕9号' },
  },
];

const EMPTY: ExitBooks = {
  ...{ accountId: 'x', account: '21010002000000000019', accountLast4: '0019', center: '210100' },
  ...{ person: 'p', state: 'normal', source: 'flexible', openedOn: day('2026-01-05') },
  ...{ accountSealedOn: null, unitSealedOn: null, openingCase: null, broughtBy: null },
  ...{ agreement: 'active', balances: {}, holds: [], owed: yuan('0.00'), bans: [], cases: [] },
  ...{ debitUnderWay: false, payoutUnderWay: null, changes: [], inSuspense: false },
  ...{ card: 'own', otherCard: null, listed: false, deceased: null },
};

function toldTo(account: AccountFacts, on: PlainDate, sealClock: SealClock) {
  const books: ExitBooks = {
    ...EMPTY,
    ...{ state: account.state, source: account.source, accountSealedOn: account.sealedOn },
    unitSealedOn: account.employeeSealedOn,
    balances: { flexible: account.flexibleBalance, unit: account.employeeBalance },
  };
  const asked = { books, accrued: {}, loans: null, on, caseId: null, figures: { sealClock } };
  return exitTerms(exitFactsOf(asked));
}

const STANDINGS = [
  { source: 'flexible', state: 'normal', sealedOn: null },
  { source: 'flexible', state: 'sealed', sealedOn: day('2026-05-31') },
  { source: 'flexible', state: 'sealed', sealedOn: day('2026-11-22') },
  { source: 'unit', state: 'sealed', sealedOn: day('2026-08-31') },
] as const;
const SEALS = [null, day('2025-08-29'), day('2026-05-21'), day('2026-05-22'), day('2026-08-31')];
const AMOUNTS = [yuan('0.00'), yuan('100.00')];
const DAYS = [ON, day('2026-12-01'), day('2027-02-28'), day('2027-03-01'), day('2027-05-23')];

const GRID = STANDINGS.flatMap((standing) =>
  SEALS.flatMap((employeeSealedOn) =>
    AMOUNTS.flatMap((flexibleBalance) =>
      AMOUNTS.map((employeeBalance): AccountFacts => ({
        ...{ ...FLEXIBLE, ...standing, employeeSealedOn, flexibleBalance, employeeBalance },
      })),
    ),
  ),
);

describe.each(SEAL_CLOCKS)('by %s, the calculator and the notice', (sealClock) => {
  const figures = figuresBy(sealClock);

  it.each(DAYS)('name the same days on %s, whoever asks', (on) => {
    for (const account of GRID) {
      const { dates, otherwise } = toldTo(account, on, sealClock);
      const exit = one('exit', { account, on, figures });
      const label = JSON.stringify(account);
      // What is open already is shown with the day since when.
      const isOpen = dates.closesOn === on;
      expect(isOpen ? (exit.on ?? '') <= on : exit.on === dates.closesOn, label).toBe(true);
      const other = otherwise ?? dates;
      const shown = exit.otherwise.length === 0 ? dates.closesOn : exit.otherwise[0]!.on;
      expect(shown, label).toBe(other.closesOn);
    }
    expect(GRID).toHaveLength(80);
  });
});

describe('by whole-account, somebody who still pays', () => {
  const converted = { ...FLEXIBLE, employeeSealedOn: day('2026-08-31') };
  const figures = figuresBy('whole-account');

  it('waits for the half year that the signature begins, and hears so', () => {
    const exit = one('exit', { account: converted, figures });
    expect(exit).toMatchObject({ on: '2027-05-23', state: 'ahead' });
    expect(exit.sentence).toBe(
      '2026年11月22日签字退出、账户当日封存的，自2027年5月23日起可以提取并销户，还有182天。',
    );
    expect(exit.steps.map(({ text }) => text)[0]).toBe(
      '签字退出后，账户2026年11月22日封存（当日不计入）',
    );
    expect(exit.advice).toContain('晚一日签字，晚一日销户');
  });

  it('has a later day the later it is signed', () => {
    const later = one('exit', { account: converted, figures, on: day('2026-11-23') });
    expect(later.on).toBe('2027-05-24');
  });

  it('has a day of its own once it is sealed, whoever asks when', () => {
    const account = { ...converted, state: 'sealed', sealedOn: ON } as const;
    for (const on of [ON, day('2026-12-24')]) {
      const exit = one('exit', { account, figures, on });
      expect(exit.on).toBe('2027-05-23');
      expect(exit.sentence).not.toContain('签字退出');
    }
  });
});
