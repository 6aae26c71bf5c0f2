/** （七）: the dates of leaving by both readings, what still holds of what was told, and why not. */
import { describe, expect, it } from 'vitest';
import { delaysOf, exitFactsOf } from '../../src/cases/exit-facts.ts';
import {
  exitDateLines,
  exitReasonText,
  exitRemedy,
  gateText,
} from '../../src/cases/wording-exit.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { loansIn, type ExitBooks } from '../../src/domain/exit-books.ts';
import { yuan } from '../../src/domain/money.ts';
import type { ExitFacts } from '../../src/policy/exit.ts';
import { endsWithLoan, exitRefusals, hasOthers } from '../../src/policy/exit-refusals.ts';
import {
  exitFigures,
  exitTerms,
  notBefore,
  payableFrom,
  stillHolds,
  termsUnopposed,
} from '../../src/policy/exit-terms.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';

const day = plainDate;
const ON = day('2026-11-22');
const FACTS: ExitFacts = {
  ...{ on: ON, flexibleBalance: yuan('5000.00'), employeeBalance: yuan('8000.00') },
  ...{ employeeSealedOn: day('2026-08-31'), accountSealedOn: ON },
  ...{ openLoan: false, guarantee: false, holds: [] },
};

describe('the dates of leaving', () => {
  it('are told by the reading in force and by the other one', () => {
    const { dates, otherwise, gateOn, sealedOn, converted } = exitTerms(FACTS);
    expect(dates).toMatchObject({
      ...{ reading: 'employee-portion', outcome: 'partial', flexiblePayableOn: ON },
      ...{ employeePayableOn: '2027-03-01', closesOn: '2027-03-01' },
    });
    expect(otherwise).toMatchObject({
      ...{ reading: 'whole-account', outcome: 'waits', closesOn: '2027-05-23' },
    });
    expect({ gateOn, sealedOn, converted }).toEqual({
      ...{ gateOn: '2027-03-01', sealedOn: '2026-08-31', converted: true },
    });
    expect(exitDateLines(dates, ON)).toEqual([
      '灵活就业缴存部分本息：签字后即付。',
      '单位缴存部分本息：2027年3月1日起付。',
      '销户：2027年3月1日起，付清后销户。',
    ]);
    expect(gateText({ sealedOn, gateOn })).toContain('满半年的次日是2027年3月1日');
  });

  it('come to one where nobody ever was an employee: nothing waits', () => {
    const free = { ...FACTS, employeeBalance: yuan('0.00'), employeeSealedOn: null };
    expect(exitTerms(free)).toMatchObject({ otherwise: null, gateOn: null, converted: false });
  });

  it('begin after the window in which it can be regretted: nothing is paid, and nothing closed, inside it', () => {
    const { dates } = exitTerms(FACTS);
    const from = payableFrom(ON, 7);
    expect(from).toBe('2026-11-30');
    expect(notBefore(dates, from)).toMatchObject({
      ...{ flexiblePayableOn: from, employeePayableOn: '2027-03-01', closesOn: '2027-03-01' },
    });
    expect(exitDateLines(dates, ON, 7)).toEqual([
      '灵活就业缴存部分本息：反悔期满后付（今日签字的，2026年11月30日起）。',
      '单位缴存部分本息：2027年3月1日起付。',
      '销户：2027年3月1日起，付清后销户。',
    ]);
    // A half year that is full before the window ends opens nothing inside it.
    const soon = exitTerms({ ...FACTS, employeeSealedOn: day('2026-05-25') }).dates;
    expect(soon.closesOn).toBe('2026-11-26');
    expect(exitDateLines(soon, ON, 7).join('')).not.toMatch(/签字后即付|付清后即销户。|26日/);
    const last = exitTerms({ ...FACTS, employeeSealedOn: day('2026-05-29') }).dates;
    expect(exitDateLines(last, ON, 7).at(-1)).toBe(
      '销户：反悔期满、付清后即销户（今日签字的，2026年11月30日起）。',
    );
    expect(payableFrom(ON, 0)).toBe(ON);
    expect(notBefore(dates, ON)).toEqual(dates);
  });

  it('that were told still hold while no later day moves; a day that has come is as good as told', () => {
    const told = exitTerms(FACTS).dates;
    const later = (on: string, facts: Partial<ExitFacts> = {}) =>
      stillHolds(told, exitTerms({ ...FACTS, on: day(on), ...facts }).dates, {
        ...{ toldOn: ON, on: day(on) },
      });
    expect(later('2026-11-30')).toBe(true);
    expect(later('2027-02-28')).toBe(true);
    expect(later('2027-03-01')).toBe(true);
    expect(later('2026-11-30', { employeeSealedOn: day('2026-09-01') })).toBe(false);
    expect(later('2026-11-30', { employeeSealedOn: null })).toBe(false);
  });
});

const BOOKS: ExitBooks = {
  ...{ accountId: 'x', account: '21010002000000000019', accountLast4: '0019', center: '210100' },
  ...{ person: 'p', state: 'normal', source: 'flexible', openedOn: day('2026-01-05') },
  ...{ accountSealedOn: null, unitSealedOn: null, openingCase: null, broughtBy: null },
  ...{ agreement: 'active', balances: { flexible: yuan('0.00') }, holds: [], owed: yuan('0.00') },
  ...{
    bans: [],
    cases: [],
    listed: false,
    deceased: null,
    debitUnderWay: false,
    payoutUnderWay: null,
    changes: [],
    inSuspense: false,
  },
  ...{ card: 'own', otherCard: null },
};
const asked = (books: Partial<ExitBooks>, more: object = {}) =>
  exitFactsOf({
    ...{ books: { ...BOOKS, ...books }, accrued: {}, loans: null, on: ON, caseId: 'mine' },
    ...{ figures: { sealClock: 'employee-portion' }, ...more },
  });

describe('the facts of the books', () => {
  it('count what was earned: a balance of zero is not always nothing', () => {
    const facts = asked({}, { accrued: { flexible: yuan('76.67'), unit: yuan('0.01') } });
    expect(facts).toMatchObject({ flexibleBalance: '76.67', employeeBalance: '0.01' });
  });

  it('count a pledge as a guarantee and no hold, what is owed and unknown money as holds', () => {
    const pledged = asked({ holds: [{ kind: 'loan-security', amount: yuan('1.00') }] });
    expect(pledged).toMatchObject({ guarantee: true, holds: [] });
    const held = asked({
      ...{ holds: [{ kind: 'court', amount: null }], owed: yuan('0.01') },
      balances: { unclassified: yuan('0.01') },
    });
    expect(held.holds).toEqual(['court', 'receivable', 'unclassified']);
  });

  it('a ban counts through its last day; a case is in flight unless it is the one that asks', () => {
    expect(asked({ bans: [ON] }).ban).toBe(true);
    expect(asked({ bans: [day('2026-11-21')] }).ban).toBe(false);
    const mine = { id: 'mine', number: 'X1', type: 'exit' };
    expect(asked({ cases: [mine] }).caseInFlight).toBe(false);
    expect(asked({ cases: [mine, { ...mine, id: 'other' }] }).caseInFlight).toBe(true);
  });

  it('a loan of a guarantor is a guarantee, a settled one is nothing', () => {
    const known = loansIn([{ state: 'open', role: 'guarantor' }, { state: 'settled' }], 0);
    expect(known).toMatchObject({ open: false, guarantee: true });
    expect(loansIn([{ state: 'open', role: 'co-borrower' }], 0)).toMatchObject({ open: true });
  });

  it('what is with the bank, or not assigned, delays and refuses nothing', () => {
    const books = { ...BOOKS, debitUnderWay: true, inSuspense: true, payoutUnderWay: 'other' };
    expect(delaysOf(books, 'mine')).toEqual(['debit', 'payout', 'suspense']);
    expect(delaysOf({ ...BOOKS, payoutUnderWay: 'mine' }, 'mine')).toEqual([]);
  });
});

describe('the terms as if nothing stood against it', () => {
  it('are those of the seals alone, where the decision refuses and tells no day', () => {
    const facts: ExitFacts = {
      ...{ on: ON, flexibleBalance: yuan('0.00'), employeeBalance: yuan('8000.00') },
      ...{ employeeSealedOn: day('2026-08-31'), openLoan: true, guarantee: true },
      ...{ holds: ['court'], ban: true, caseInFlight: true },
    };
    const { gateOn } = termsUnopposed(facts);
    expect(gateOn).toBe('2027-03-01');
    expect(exitTerms(facts).gateOn).toBeNull();
    expect(termsUnopposed({ ...facts, employed: true, employeeSealedOn: null })).toMatchObject({
      ...{ sealedOn: null, gateOn: null, converted: true },
    });
  });
});

describe('a refusal', () => {
  const found = {
    ...{ holds: ['court', 'receivable'], bans: [day('2028-06-30'), day('2020-01-01')], on: ON },
    cases: [{ number: 'T202611230001', type: 'withdrawal' }],
  };
  it('says what was found, what to do, and from when waiting helps', () => {
    const all = exitRefusals(['open-loan', 'guarantee', 'hold', 'ban', 'case-in-flight'], found);
    expect(all.map(({ code }) => code)).toEqual([
      ...['exit-open-loan', 'exit-guarantee', 'exit-hold', 'exit-ban', 'exit-case-in-flight'],
    ]);
    const [, , hold, ban, inFlight] = all;
    expect(exitReasonText(hold!)).toContain('应收个人款');
    expect(ban!.earliestOn).toBe('2028-07-01');
    expect(exitRemedy(ban!)).toContain('最早2028年7月1日');
    expect(exitReasonText(inFlight!)).toContain('T202611230001');
  });

  it('is watched wherever a loan or a guarantee is among what stands in the way', () => {
    expect(endsWithLoan(['open-loan'])).toBe(true);
    expect(endsWithLoan(['open-loan', 'guarantee'])).toBe(true);
    expect(endsWithLoan(['open-loan', 'hold'])).toBe(true);
    expect(endsWithLoan(['hold', 'ban', 'case-in-flight'])).toBe(false);
    expect(hasOthers(['open-loan', 'guarantee'])).toBe(false);
    expect(hasOthers(['open-loan', 'hold'])).toBe(true);
    expect(endsWithLoan([])).toBe(false);
  });
});

describe('the figures of leaving', () => {
  it('are there for every center, with no regret window as shipped', () => {
    const figures = exitFigures(SHIPPED_FIGURES, { center: '210100', on: ON });
    expect(figures).toMatchObject({
      ...{ sealClock: 'employee-portion', regretDays: 0, signingDays: 15, recheckDays: 7 },
    });
    expect(() => exitFigures([], { center: '210100', on: ON })).toThrow('seal-clock');
  });
});
