/** 冻结: what each kind asks for, and until when; 续冻: only for longer. */
import { describe, expect, it } from 'vitest';
import { addMonths, plainDate as day } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import {
  assessHold,
  assessRenewal,
  HOLD_SPECS,
  reminderOn,
  type HoldFacts,
  type RenewalFacts,
} from '../../src/policy/holds.ts';
import { takeAgain } from '../../src/policy/taken-again.ts';

const ON = day('2026-11-23');
const COURT: HoldFacts = {
  ...{ on: ON, kind: 'court', amount: yuan('30000.00'), placedOn: ON, until: day('2027-11-22') },
  ...{ account: 'normal', known: false },
};
const reasonsOf = (facts: Partial<HoldFacts>) => assessHold({ ...COURT, ...facts }).reasons;

describe('an order', () => {
  it('of a court is written down with its amount and its term, whatever the balance', () => {
    expect(assessHold(COURT)).toMatchObject({ outcome: 'granted', reasons: [] });
    expect(reasonsOf({ account: 'sealed', amount: null })).toEqual([]);
  });

  it.each([
    ['without an account here', { account: null }, ['no-account']],
    ['on a closed account', { account: 'closed' }, ['account-closed']],
    ['that is known', { known: true }, ['order-known']],
    ['from tomorrow', { placedOn: day('2026-11-24') }, ['not-yet']],
    ['from long ago', { placedOn: day('2025-01-01') }, []],
    ['without a term', { until: null }, ['term-missing']],
    ['whose term ended yesterday', { until: day('2026-11-22') }, ['term-over']],
    ['whose term ends today', { until: ON }, []],
    ['of three years', { until: addMonths(ON, 36) }, []],
    ['of three years and a day', { until: day('2029-11-24') }, ['term-too-long']],
  ] as const)('of a court %s: %j', (_, facts, reasons) => {
    expect(reasonsOf(facts)).toEqual(reasons);
  });

  it.each([
    ['court', ['term-missing'], []],
    ['loan-security', [], []],
    ['ban', ['term-missing'], ['whole-only']],
    ['transfer', [], ['whole-only']],
    ['dispute', ['term-missing'], []],
  ] as const)('of kind %s without a term: %j, over an amount: %j', (kind, termless, partial) => {
    expect(reasonsOf({ kind, amount: null, until: null })).toEqual(termless);
    expect(reasonsOf({ kind })).toEqual(partial);
  });

  it('rests on the clause of its kind, and a court tells the person itself', () => {
    expect(assessHold({ ...COURT, kind: 'ban', amount: null }).clauses).toContain('regulation-41');
    expect(assessHold(COURT).clauses).toContain('civil-procedure-253');
    const told = Object.entries(HOLD_SPECS).filter(([, spec]) => spec.told);
    expect(told.map(([kind]) => kind)).toEqual(['loan-security', 'ban', 'transfer', 'dispute']);
  });
});

describe('续冻', () => {
  const RENEWAL: RenewalFacts = {
    ...{ on: ON, until: day('2026-11-30'), newUntil: day('2027-11-30'), known: false },
  };
  it.each([
    ['for longer', {}, []],
    ['of a term that is over', { until: day('2026-11-01') }, []],
    ['to the same day', { newUntil: day('2026-11-30') }, ['not-longer']],
    ['by a day', { newUntil: day('2026-12-01') }, []],
    ['of what has no term', { until: null }, ['no-term']],
    ['by the order that is known', { known: true }, ['order-known']],
    [
      'that is over already',
      { until: day('2026-11-01'), newUntil: day('2026-11-22') },
      ['term-over'],
    ],
    ['to three years from today', { newUntil: addMonths(ON, 36) }, []],
    ['beyond', { newUntil: day('2029-11-24') }, ['term-too-long']],
  ] as const)('%s: %j', (_, facts, reasons) => {
    expect(assessRenewal({ ...RENEWAL, ...facts }).reasons).toEqual(reasons);
  });

  it('is reminded of fifteen days before', () => {
    expect(reminderOn(day('2026-03-10'))).toBe('2026-02-23');
  });

  it('is taken again from its facts, as the hold is', () => {
    const { outcome } = assessRenewal(RENEWAL);
    expect(takeAgain('hold-renewal', '1', { facts: RENEWAL })).toMatchObject({
      ...{ state: 'taken', outcome },
    });
    expect(takeAgain('hold', '1', { facts: COURT })).toMatchObject({ state: 'taken' });
  });
});
