/** 零余额销户核查 (clause 14): by which facts an empty account is closed on a day, and which keep it. */
import { describe, expect, it } from 'vitest';
import { plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import {
  assessDormantClosing,
  DORMANT_CLOSING_REASONS,
  type DormantClosingFacts,
  type DormantClosingReason,
} from '../../src/policy/dormant-closing.ts';

const EMPTY: DormantClosingFacts = {
  on: plainDate('2026-11-15'),
  emptyFrom: plainMonth('2026-05'),
  months: 6,
  contributing: false,
  balance: yuan('0.00'),
  interest: yuan('0.00'),
  ...{
    unitMoney: false,
    openLoan: false,
    guarantee: false,
    held: false,
    inFlight: false,
    debitUnderWay: false,
  },
  ...{ inSuspense: false, owed: false, closed: false },
};
const assess = (facts: Partial<DormantClosingFacts> = {}) =>
  assessDormantClosing({ ...EMPTY, ...facts });

describe('an empty account', () => {
  it('is closed from the first day after the sixth full month, not on the last day of it', () => {
    expect(assess({ on: plainDate('2026-10-31') })).toMatchObject({
      ...{ outcome: 'keep', reasons: ['not-dormant'], possibleFrom: '2026-11-01' },
    });
    expect(assess({ on: plainDate('2026-11-01') })).toMatchObject({
      outcome: 'close',
      reasons: [],
    });
    expect(assess({ on: plainDate('2026-11-02') }).outcome).toBe('close');
  });

  it('is kept for a cent, and paid a cent of interest before it is closed', () => {
    expect(assess({ balance: yuan('0.01') }).reasons).toEqual(['has-money']);
    for (const payTo of [{}, { payTo: 'card' }] as const) {
      expect(assess({ interest: yuan('0.01'), ...payTo })).toMatchObject({
        ...{ outcome: 'pay', reasons: [] },
      });
    }
    expect(assess({ interest: yuan('0.01'), payTo: 'card', held: true }).outcome).toBe('keep');
  });

  it.each([
    ['no-card', 'no-card', 'regulation-21'],
    ['to-review', 'card-to-review', 'liaoning-11'],
    ['banned', 'banned', 'regulation-41'],
  ] as const)('is kept with interest that cannot be paid: %s', (payTo, reason, clause) => {
    const decision = assess({ interest: yuan('0.01'), payTo });
    expect(decision).toMatchObject({ outcome: 'keep', reasons: [reason] });
    expect(decision.clauses).toContain(clause);
    expect(DORMANT_CLOSING_REASONS[reason].remedy).toMatch(/账户保留/);
    // Without interest nobody asks for a card.
    expect(assess({ payTo }).outcome).toBe('close');
  });

  const KEPT: readonly (readonly [keyof DormantClosingFacts, DormantClosingReason])[] = [
    ['contributing', 'contributing'],
    ['unitMoney', 'unit-money'],
    ['openLoan', 'open-loan'],
    ['guarantee', 'guarantee'],
    ['held', 'held'],
    ['inFlight', 'case-in-flight'],
    ['debitUnderWay', 'debit-under-way'],
    ['inSuspense', 'in-suspense'],
    ['owed', 'owed'],
    ['closed', 'closed-otherwise'],
  ];
  it.each(KEPT)('is kept by %s', (fact, reason) => {
    const decision = assess({ [fact]: true });
    expect(decision).toMatchObject({ outcome: 'keep', reasons: [reason] });
    expect(decision.clauses).toContain(DORMANT_CLOSING_REASONS[reason].clause);
  });

  it.each(['open-loan', 'guarantee'] as const)('says of %s what it is and what to do', (reason) => {
    const { text, remedy, clause } = DORMANT_CLOSING_REASONS[reason];
    expect(text).toContain('贷款');
    expect(remedy).toMatch(/账户保留.*结清/);
    expect(clause).toBe('liaoning-7');
  });

  it('names every reason at once, in the order in which a person hears them', () => {
    const { reasons } = assess({ owed: true, held: true, balance: yuan('3.00'), openLoan: true });
    expect(reasons).toEqual(['has-money', 'open-loan', 'held', 'owed']);
  });
});
