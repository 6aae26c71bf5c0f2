/** （三）: whose sealed account goes on, which month is the first, and what the months between mean. */
import { describe, expect, it } from 'vitest';
import { plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { rate, yuan } from '../../src/domain/money.ts';
import { assessEmployment } from '../../src/policy/conversion-to-employee.ts';
import { takeUpMonths } from '../../src/policy/take-up-months.ts';
import { decideTakeUp, type TakenAccount, type TakeUpFacts } from '../../src/policy/take-up.ts';

const on = plainDate('2026-11-23');
const SEALED: TakenAccount = {
  ...{ own: true, state: 'sealed', source: 'unit', agreement: null },
  ...{ transfer: false, underWay: [] },
};
const elsewhere = (state: 'normal' | 'sealed' | 'frozen' | 'closed') =>
  ({ center: '110100', state, source: 'unit' }) as const;

function facts(more: Partial<TakeUpFacts> = {}, answer: object = {}): TakeUpFacts {
  return {
    on,
    way: 'conversion-to-flexible',
    account: SEALED,
    eligibility: {
      ...{ acceptedOn: on, bornOn: plainDate('1990-01-01'), sex: 'M' },
      ...{ livesOnOwnIncome: false, drawsPension: false, documentType: 'resident-id' },
      employmentForm: 'new-form',
    },
    identity: 'match',
    needsOwnIncomeEvidence: false,
    check: {
      ...{ center: '210100', nameMatches: true, documentMatches: true, on },
      answer: { status: 'ok', accounts: [], loans: [], fraudFlag: false, bans: [], ...answer },
    },
    cleared: [],
    contribution: {
      ...{ baseMin: yuan('2230.00'), baseMax: yuan('30657.00') },
      ...{ rateMin: rate('0.1'), rateMax: rate('0.24'), rounding: 'half-up-yuan' },
      ...{ monthlyAmount: yuan('800.00'), district: null },
    },
    ...more,
  };
}
const of = (more: Partial<TakenAccount>): Partial<TakeUpFacts> => ({
  account: { ...SEALED, ...more },
});
const judged = (given: TakeUpFacts) => {
  const { outcome, code } = decideTakeUp(given);
  return [outcome, code];
};

describe('an account goes on', () => {
  it.each<[string, TakeUpFacts, string, string]>([
    ['sealed by a unit', facts(), 'granted', 'ready-to-take-up'],
    ['not in the books', facts({ account: null }), 'refuse', 'account-unknown'],
    ['somebody else’s', facts(of({ own: false })), 'refuse', 'account-not-own'],
    ['closed', facts(of({ state: 'closed' })), 'refuse', 'account-over'],
    ['still paid by the unit', facts(of({ state: 'normal' })), 'await-unit', 'unit-not-sealed'],
    ['the holder’s own', facts(of({ source: 'flexible' })), 'refuse', 'of-holder'],
    [
      'going on already',
      facts(of({ source: 'flexible', state: 'normal', agreement: 'active' })),
      ...(['refuse', 'already-flexible'] as const),
    ],
    [
      'with its agreement at rest',
      facts(of({ source: 'flexible', state: 'normal', agreement: 'suspended' })),
      ...(['refuse', 'agreement-on-hold'] as const),
    ],
    ['being transferred', facts(of({ transfer: true })), 'refuse', 'transfer-under-way'],
    ['with an exit open', facts(of({ underWay: ['exit'] })), 'refuse', 'case-under-way'],
  ])('%s: %s', (_, given, outcome, code) => {
    expect(judged(given)).toEqual([outcome, code]);
  });

  it.each<[string, Partial<TakenAccount>, string, string]>([
    ['sealed by the end of the agreement', { source: 'flexible' }, 'granted', 'ready-to-take-up'],
    ['sealed by a unit', {}, 'refuse', 'of-unit'],
    ['paid by a unit', { state: 'normal' }, 'refuse', 'still-employed'],
  ])('resumed when %s', (_, account, outcome, code) => {
    expect(judged(facts({ way: 'resumption', ...of(account) }))).toEqual([outcome, code]);
  });

  it('of a unit whose agreement of before rests since it was employed is converted', () => {
    expect(judged(facts(of({ agreement: 'suspended' })))).toEqual(['granted', 'ready-to-take-up']);
  });

  it.each([
    ['one sealed', [elsewhere('sealed')], 'granted', 'ready-to-take-up'],
    ['one closed', [elsewhere('closed')], 'granted', 'ready-to-take-up'],
    ['one paid', [elsewhere('normal')], 'defer', 'remote-normal'],
    ['one frozen', [elsewhere('frozen')], 'review', 'remote-frozen'],
    ['two sealed', [elsewhere('sealed'), elsewhere('sealed')], 'defer', 'several-accounts'],
  ] as const)('with %s elsewhere: %s', (_, accounts, outcome, code) => {
    expect(judged(facts({}, { accounts }))).toEqual([outcome, code]);
  });

  it('with a ban, which forbids no contribution and is told through its last day', () => {
    const ban = (until: string) => facts({}, { bans: [{ until: plainDate(until) }] });
    expect(decideTakeUp(ban('2026-11-23'))).toMatchObject({ outcome: 'granted', flags: ['ban'] });
    expect(decideTakeUp(ban('2026-11-22'))).toMatchObject({ outcome: 'granted', flags: [] });
  });

  it('without a complete answer is asked for again, whatever the account', () => {
    expect(judged(facts(of({ own: false }), { status: 'partial' }))).toEqual([
      'retry',
      'no-answer',
    ]);
  });

  it('once a reviewer has cleared a finding; what is not clearable stays', () => {
    const flagged = facts({ cleared: ['fraud-flag'] }, { fraudFlag: true });
    expect(judged(flagged)).toEqual(['granted', 'ready-to-take-up']);
  });

  it('for an amount within the limits only', () => {
    const { contribution } = facts();
    const low = { ...contribution, monthlyAmount: yuan('222.00') };
    expect(judged(facts({ contribution: low }))).toEqual(['refuse', 'amount-outside-limits']);
    const least = { ...contribution, monthlyAmount: yuan('223.00') };
    expect(judged(facts({ contribution: least }))).toEqual(['granted', 'ready-to-take-up']);
  });
});

describe('the months between', () => {
  it.each([
    ['2026-10', '2026-10-31', '2026-11', 0, 'kept', '2026-12-31'],
    ['2026-10', '2026-11-30', '2026-11', 0, 'kept', '2026-12-31'],
    ['2026-10', '2026-12-01', '2026-12', 1, 'kept', '2026-12-31'],
    ['2026-10', '2026-12-31', '2026-12', 1, 'kept', '2026-12-31'],
    ['2026-10', '2027-01-01', '2027-01', 2, 'broken', '2026-12-31'],
    ['2027-01', '2026-11-23', '2027-02', 0, 'kept', '2027-03-31'],
  ] as const)(
    'paid through %s, in force on %s: first %s, %i between, %s',
    (...[paidTo, day, firstMonth, gapMonths, continuity, keptThrough]) => {
      const given = { on: plainDate(day), paidTo: plainMonth(paidTo), toleratedGap: 1 };
      expect(takeUpMonths(given)).toMatchObject({
        ...{ firstMonth, gapMonths, continuity, keptThrough },
      });
    },
  );

  it('are none where nothing was ever paid', () => {
    expect(takeUpMonths({ on, paidTo: null, toleratedGap: 1 })).toMatchObject({
      ...{ firstMonth: '2026-11', gapMonths: 0, continuity: 'none', keptThrough: null },
    });
  });

  it.each([
    [0, 'broken'],
    [1, 'kept'],
  ] as const)('one of them, %i tolerated: %s', (toleratedGap, continuity) => {
    const given = { on, paidTo: plainMonth('2026-09'), toleratedGap };
    expect(takeUpMonths(given)).toMatchObject({ gapMonths: 1, continuity });
  });
});

describe('a unit employs a holder', () => {
  const account = { state: 'normal', source: 'flexible', transfer: false } as const;
  it.each([
    ['listed', { firstMonth: null, ownMonths: 0 }, 'await', 0],
    ['paid for', { firstMonth: plainMonth('2026-11'), ownMonths: 0 }, 'convert', 0],
    ['paid for twice', { firstMonth: plainMonth('2026-11'), ownMonths: 2 }, 'convert', 2],
  ] as const)('%s', (_, more, outcome, overlap) => {
    expect(assessEmployment({ ...account, ...more })).toMatchObject({ outcome, overlap });
  });

  it.each([
    ['2026-12-31', 'refuse', '2027-01-01'],
    ['2027-01-01', 'convert', undefined],
    ['2027-01-02', 'convert', undefined],
  ] as const)('by a list for 2027-01, asked on %s: %s', (listedOn, outcome, earliestOn) => {
    const firstMonth = plainMonth('2027-01');
    const told = assessEmployment({
      ...{ ...account, firstMonth, ownMonths: 0, listedOn: plainDate(listedOn) },
    });
    expect(told.outcome).toBe(outcome);
    expect(told.earliestOn).toBe(earliestOn);
    expect(told.reasons).toEqual(outcome === 'refuse' ? ['employment-month-ahead'] : []);
  });

  it('for a month ahead that the unit itself has told as paid: at once', () => {
    const firstMonth = plainMonth('2099-01');
    expect(assessEmployment({ ...account, firstMonth, ownMonths: 0 })).toMatchObject({
      ...{ outcome: 'convert', reasons: [] },
    });
  });

  it('with another obstacle, which no waiting ends, no day is told', () => {
    const told = assessEmployment({
      ...{ ...account, transfer: true, firstMonth: plainMonth('2027-01'), ownMonths: 0 },
      listedOn: plainDate('2026-12-31'),
    });
    expect(told.reasons).toEqual(['employment-transfer']);
    expect(told.earliestOn).toBeUndefined();
  });

  it.each([
    [{ state: 'closed' }, ['employment-account-over']],
    [{ source: 'unit' }, ['employment-already']],
    [{ transfer: true }, ['employment-transfer']],
  ] as const)('not when the account is %o', (more, reasons) => {
    const given = { ...account, firstMonth: null, ownMonths: 0, ...more };
    expect(assessEmployment(given)).toMatchObject({ outcome: 'refuse', reasons });
  });
});
