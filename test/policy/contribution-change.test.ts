/** （四）: whether a contribution may be changed, from which month, and what the bank must agree to. */
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addToMonth,
  monthOf,
  plainDate,
  plainMonth,
} from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import {
  changeBegins,
  firstDebitOfChange,
  firstUnsettledMonth,
} from '../../src/policy/change-months.ts';
import { cyclesCome, debitsCome } from '../../src/policy/collection-due.ts';
import { CHANGE_REASON_WORDS } from '../../src/policy/change-reasons.ts';
import {
  CHANGE_REASONS,
  decideChange,
  debitWanted,
  type ChangeFacts,
} from '../../src/policy/contribution-change.ts';
import { takeAgain } from '../../src/policy/taken-again.ts';

const on = plainDate('2026-12-01');
const current = { monthlyAmount: yuan('800.00'), cycle: 'month', debitDay: 15 } as const;

function facts(more: Partial<ChangeFacts> = {}): ChangeFacts {
  return {
    on,
    account: 'normal',
    agreement: 'active',
    current,
    wanted: { ...current, monthlyAmount: yuan('1000.00') },
    card: 'none',
    fromMonth: plainMonth('2026-12'),
    firstDebit: {
      debitOn: plainDate('2026-12-15'),
      coversTo: plainMonth('2026-12'),
      amount: yuan('1000.00'),
    },
    atBankUntil: null,
    retiresOn: plainDate('2050-01-10'),
    amountChangedOn: null,
    changeMonths: 12,
    limits: { min: yuan('223.00'), max: yuan('7358.00') },
    cycles: ['month', 'quarter'],
    debitDays: { min: 1, max: 25 },
    documents: ['沈公积金发〔2024〕9号'],
    mandate: { state: 'active', underWay: false, limitEach: yuan('1600.00'), cardWaits: false },
    ...more,
  };
}

const wanting = (more: Partial<ChangeFacts['wanted']>) => ({ wanted: { ...current, ...more } });
const codes = (more: Partial<ChangeFacts>) =>
  decideChange(facts(more)).reasons.map(({ code }) => code);

describe('（四）月缴存额在上下限以内选定', () => {
  it.each([
    ['222.99', ['change-amount-outside-limits'], '223.00'],
    ['223.00', [], null],
    ['7358.00', [], null],
    ['7358.01', ['change-amount-outside-limits'], '7358.00'],
  ])('%s: %j, the nearest is %s', (amount, against, nearest) => {
    const { reasons } = decideChange(facts(wanting({ monthlyAmount: yuan(amount) })));
    expect(reasons.map(({ code }) => code)).toEqual(against);
    expect(reasons[0]?.detail['nearest'] ?? null).toBe(nearest);
  });

  it('an amount that stays is not measured: only what is chosen anew is', () => {
    const limits = { min: yuan('900.00'), max: yuan('7358.00') };
    expect(codes({ ...wanting({ debitDay: 10 }), limits })).toEqual([]);
  });
});

describe('（四）周期和扣款日', () => {
  it.each([
    ['month', 0, 'day before the first', ['debit-day-not-offered']],
    ['month', 1, 'the first', []],
    ['month', 25, 'the last', []],
    ['month', 26, 'day after the last', ['debit-day-not-offered']],
    ['quarter', 15, 'a cycle that is offered', []],
    ['year', 15, 'one that is not', ['cycle-not-offered']],
  ] as const)('%s on day %i (%s): %j', (cycle, debitDay, _, against) => {
    expect(codes(wanting({ cycle, debitDay }))).toEqual(against);
  });
});

describe('月缴存额每12个月可以变更一次', () => {
  const changedOn = plainDate('2025-12-02');
  it.each([
    ['2026-12-01', ['changed-too-soon']],
    ['2026-12-02', []],
    ['2026-12-03', []],
  ])('changed on 2025-12-02 and again on %s: %j', (day, against) => {
    expect(codes({ amountChangedOn: changedOn, on: plainDate(day) })).toEqual(against);
  });

  it('says from which day, counted from the last change', () => {
    const [reason] = decideChange(facts({ amountChangedOn: changedOn })).reasons;
    expect(reason?.earliestOn).toBe(addMonths(changedOn, 12));
  });

  it('does not bind cycle, debit day or card, nor an amount that the limits left behind', () => {
    const before = { amountChangedOn: on };
    expect(codes({ ...before, ...wanting({ cycle: 'quarter', debitDay: 10 }) })).toEqual([]);
    expect(codes({ ...before, ...wanting({}), card: 'own' })).toEqual([]);
    const limits = { min: yuan('900.00'), max: yuan('7358.00') };
    expect(codes({ ...before, limits })).toEqual([]);
  });

  it('follows what was signed, not the figure of the day', () => {
    expect(codes({ amountChangedOn: plainDate('2026-11-30'), changeMonths: 0 })).toEqual([]);
  });
});

describe('what stands against any change', () => {
  it.each([
    [{ account: 'sealed' }, ['account-not-normal']],
    [{ agreement: 'suspended' }, ['agreement-not-in-force']],
    [{ agreement: null }, ['agreement-not-in-force']],
    [wanting({}), ['nothing-changes']],
    [{ atBankUntil: plainDate('2026-12-04') }, ['debit-at-bank']],
    [{ retiresOn: plainDate('2027-01-31') }, []],
    [{ retiresOn: plainDate('2026-12-31') }, ['no-month-left']],
    [{ ...wanting({}), card: 'other-holder' }, ['card-holder-differs']],
    [{ ...wanting({}), card: 'in-use' }, ['card-in-use']],
  ] as const)('%j: %j', (more, against) => {
    expect(codes(more)).toEqual(against);
  });

  it('is told all at once, each with its words', () => {
    const all = codes({ account: 'sealed', agreement: null, ...wanting({ debitDay: 28 }) });
    expect(all).toEqual(['account-not-normal', 'agreement-not-in-force', 'debit-day-not-offered']);
    for (const code of CHANGE_REASONS) expect(CHANGE_REASON_WORDS[code].remedy).toMatch(/。$/);
  });
});

describe('what the bank must agree to', () => {
  const mandate = facts().mandate!;
  it.each([
    ['within the limit', {}, 'none'],
    ['exactly the limit', wanting({ monthlyAmount: yuan('1600.00') }), 'none'],
    ['a cent beyond', wanting({ monthlyAmount: yuan('1600.01') }), 'limit'],
    ['a quarter in one go', wanting({ cycle: 'quarter' }), 'limit'],
    ['another card', { ...wanting({}), card: 'own' }, 'card'],
    ['a card that is in place', { card: 'in-place' }, 'none'],
    ['no mandate, no card', { mandate: null }, 'none'],
    ['no mandate, a card', { mandate: null, card: 'own' }, 'sign'],
    [
      'one that was cancelled',
      { mandate: { ...mandate, state: 'cancelled' }, card: 'own' },
      'sign',
    ],
    [
      'signed with that card, not confirmed',
      { mandate: { ...mandate, state: 'unconfirmed', cardWaits: true }, card: 'own' },
      'sign',
    ],
  ] as const)('%s: %s', (_, more, bank) => {
    expect(decideChange(facts(more)).bank).toBe(bank);
  });

  it('of a mandate that is not confirmed yet nothing can be changed there', () => {
    const unconfirmed = { mandate: { ...mandate, state: 'unconfirmed' } };
    expect(codes({ ...unconfirmed, ...wanting({}), card: 'own' })).toEqual([
      'mandate-not-confirmed',
    ]);
    expect(codes(unconfirmed)).toEqual([]);
  });

  it('is measured by what the first debit takes in one go', () => {
    const firstDebit = { ...facts().firstDebit!, amount: yuan('2000.00') };
    expect(debitWanted(facts({ firstDebit }))).toBe('2000.00');
    expect(decideChange(facts({ firstDebit })).bank).toBe('limit');
  });
});

describe('自尚未缴存的月份起', () => {
  const covered = {
    ...{ on, planFrom: plainMonth('2026-01'), paidTo: plainMonth('2026-10') },
    ...{ settledTo: null, atBankTo: null, open: [] },
  };
  const open = (graceUntil: string) => [
    {
      ...{ from: plainMonth('2026-11'), to: plainMonth('2026-11') },
      graceUntil: plainDate(graceUntil),
    },
  ];
  it.each([
    ['after the last one paid', {}, '2026-11'],
    ['never paid: the plan’s own', { paidTo: null }, '2026-01'],
    ['missed months are over', { settledTo: plainMonth('2026-11') }, '2026-12'],
    ['what the bank has stays as it is', { atBankTo: plainMonth('2026-11') }, '2026-12'],
    ['an open due is owed anew', { open: open('2026-12-31') }, '2026-11'],
    ['on its last day, too', { open: open('2026-12-01') }, '2026-11'],
    ['the day after it is missed', { open: open('2026-11-30') }, '2026-12'],
  ])('%s: %j gives %s', (_, more, month) => {
    expect(firstUnsettledMonth({ ...covered, ...more })).toBe(month);
  });
});

describe('the first debit under the new terms', () => {
  const asked = {
    ...{ on, fromMonth: plainMonth('2026-12'), terms: current, rule: 'previous' as const },
    ...{ retiresOn: plainDate('2050-01-10'), holidays: [], workdays: [] },
  };
  it('is on the debit day of its month', () => {
    expect(firstDebitOfChange(asked)).toEqual({
      ...{ debitOn: '2026-12-15', coversTo: '2026-12', amount: '800.00' },
    });
  });

  it.each([
    ['2026-12-14', '2026-12-15'],
    ['2026-12-15', '2026-12-16'],
    ['2026-12-16', '2026-12-17'],
  ])('changed on %s it is on %s: a day that is over is made up for on the next', (day, debitOn) => {
    expect(firstDebitOfChange({ ...asked, on: plainDate(day) })?.debitOn).toBe(debitOn);
  });

  it('takes in one go what has come due by then, and ends with the month before retirement', () => {
    const late = { ...asked, on: plainDate('2027-01-20') };
    expect(firstDebitOfChange(late)).toMatchObject({ coversTo: '2027-01', amount: '1600.00' });
    const terms = { ...current, cycle: 'year' as const };
    const retiring = { ...asked, terms, retiresOn: plainDate('2027-03-10') };
    expect(firstDebitOfChange(retiring)).toMatchObject({ coversTo: '2027-02', amount: '2400.00' });
    expect(firstDebitOfChange({ ...asked, retiresOn: plainDate('2026-12-10') })).toBeNull();
  });
});

describe('the first debit that the paper tells', () => {
  it('is what the list of that day asks for: nothing of the terms is over by then, whatever day they begin on', () => {
    const months = ['2026-11', '2026-12', '2027-01'] as const;
    for (let n = 0; n < 62; n += 1) {
      const day = addDays(plainDate('2026-11-30'), n);
      for (const debitDay of [1, 2, 15, 28]) {
        for (const cycle of ['month', 'quarter', 'year'] as const) {
          for (const from of months.filter((month) => month >= addToMonth(monthOf(day), -1))) {
            const rule = 'previous' as const;
            const calendar = { rule, holidays: [plainDate('2027-01-01')], workdays: [] };
            const terms = { ...current, debitDay, cycle };
            const fromMonth = plainMonth(from);
            const retiresOn = plainDate('2050-01-10');
            const begins = { ...calendar, on: day, fromMonth };
            const told = firstDebitOfChange({ ...begins, terms, retiresOn })!;
            const come = debitsCome(told.debitOn, calendar);
            const month = come.find((one) => one.debitDay === debitDay)!.month;
            const { over, due } = cyclesCome({
              ...{ firstMonth: fromMonth, dueMonth: month, current: month },
              ...{ firstDebit: changeBegins({ ...begins, debitDay }).dueMonth, retiresOn },
              ...{ monthlyAmount: terms.monthlyAmount, cycle },
            });
            const at = `${day} ${String(debitDay)} ${cycle} ${from}`;
            expect(over, at).toEqual([]);
            expect(due, at).toMatchObject({ coversTo: told.coversTo, amount: told.amount });
          }
        }
      }
    }
  });
});

describe('the decision', () => {
  it('can be taken again from its own facts', () => {
    const { facts: kept, ...answer } = decideChange(facts({ amountChangedOn: on }));
    const again = takeAgain('contribution-change', '1', { facts: kept, answer });
    expect(again).toEqual({ state: 'taken', outcome: 'refused', record: { facts: kept, answer } });
  });
});
