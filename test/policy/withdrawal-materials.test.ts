/** 条例24、25: what is brought for each withdrawal, and what caps the amount of a renovation and of property fees. */
import { describe, expect, it } from 'vitest';
import { addToMonth, plainDate } from '../../src/domain/calendar.ts';
import { exact, yuan } from '../../src/domain/money.ts';
import {
  WITHDRAWAL_REASONS,
  type WithdrawalMaterial,
  type WithdrawalReason,
} from '../../src/domain/vocabulary.ts';
import { decideWithdrawal } from '../../src/policy/withdrawal.ts';
import { materialsOf } from '../../src/policy/withdrawal-materials.ts';
import { WITHDRAWAL_CASES } from '../../src/policy/withdrawal-reasons.ts';
import type { StatedWithdrawal, WithdrawalFigures } from '../../src/policy/withdrawal-terms.ts';
import { facts, figures, month, stated, type More } from './withdrawal-facts.ts';

const decide = (more: More = {}) => decideWithdrawal(facts(more));
const codes = (more: More = {}) => decide(more).reasons.map(({ code }) => code);

describe('条例25 提交的材料', () => {
  const asked = (more: Partial<StatedWithdrawal>, day = '2026-11-23') =>
    materialsOf({
      stated: { ...stated, ...more },
      retiresOn: plainDate('2050-01-10'),
      acceptedOn: plainDate(day),
    });

  it.each<readonly [WithdrawalReason, readonly WithdrawalMaterial[]]>([
    ['rent', ['no-home-proof']],
    ['purchase', ['purchase-contract', 'expense-receipt']],
    ['construction', ['building-permit', 'expense-receipt']],
    ['loan-repayment', ['loan-contract', 'repayment-record']],
    ['renovation', ['ownership-certificate', 'renovation-contract', 'expense-receipt']],
    ['property-fee', ['ownership-certificate', 'expense-receipt']],
    ['retirement', ['retirement-certificate']],
    ['disability', ['disability-appraisal']],
    ['emigration', ['emigration-proof']],
    ['state-approved', ['approval-document', 'expense-receipt']],
  ])('%s: the identity document, %j and nothing else', (reason, materials) => {
    expect(asked({ reason })).toEqual(['identity-document', ...materials]);
    // Whatever is not brought is named, one by one.
    const { missing } = decide({ stated: { ...stated, reason, materials: [] } });
    expect(missing).toEqual(expect.arrayContaining(['identity-document', ...materials]));
  });

  it('every case has its list here', () => {
    expect(Object.keys(WITHDRAWAL_CASES).sort()).toEqual([...WITHDRAWAL_REASONS].sort());
  });

  it.each<readonly [string, Partial<StatedWithdrawal>, string, readonly WithdrawalMaterial[]]>([
    ['married', { married: true }, '2026-09-20', ['marriage-certificate']],
    ['of a registered lease', { leaseRegistered: true }, '2026-09-20', ['lease']],
    ['accepted under the text of 2019', {}, '2026-09-19', ['lease', 'income-proof']],
  ])('rent %s asks for more', (_, more, day, materials) => {
    expect(asked(more, day)).toEqual(['identity-document', 'no-home-proof', ...materials]);
  });

  it('no other case asks for what only a tenant brings', () => {
    const tenant = { married: true, leaseRegistered: true };
    for (const reason of WITHDRAWAL_REASONS.filter((one) => one !== 'rent')) {
      expect(asked({ ...tenant, reason })).toEqual(asked({ reason }));
    }
  });
});

describe('条例24(四)、(五) 装修和物业费的限额', () => {
  const spending = (reason: 'renovation' | 'property-fee', amount: string, months = 12) => ({
    ...{ reason, expense: { amount: yuan(amount), on: plainDate('2026-10-01') } },
    period:
      reason === 'property-fee'
        ? { from: month('2025-12'), to: addToMonth(month('2025-12'), months - 1) }
        : null,
    materials: ['identity-document', ...WITHDRAWAL_CASES[reason].materials] as const,
  });
  const capped: WithdrawalFigures = {
    ...figures,
    propertyFeeCap: yuan('1000.00'),
    renovationCap: yuan('5000.00'),
  };
  const limit = (given: Partial<StatedWithdrawal>, of = capped) =>
    decide({ stated: given, figures: of }).limit;

  it.each([
    [12, '1000.00'],
    [6, '500.00'],
    [1, '83.33'],
    // Never rounded up: seven twelfths are 583.3333, eight are 666.6666.
    [7, '583.33'],
    [8, '666.66'],
    [11, '916.66'],
    [18, '1500.00'],
  ])('the property fee of %s months is capped at their share of the year: %s', (months, cap) => {
    const given = spending('property-fee', '9000.00', months);
    expect(limit(given)).toEqual({ amount: cap, by: 'property-fee-cap' });
  });

  it.each(['renovation', 'property-fee'] as const)(
    '%s: the cap itself may be drawn, and not a cent more',
    (reason) => {
      const cap = reason === 'renovation' ? '5000.00' : '1000.00';
      const asking = (amount: string) => ({
        stated: { ...spending(reason, '9000.00'), amount: yuan(amount) },
        figures: capped,
      });
      expect(codes(asking(cap))).toEqual([]);
      const above = exact(cap).plus('0.01').toFixed(2);
      expect(decide(asking(above)).reasons).toMatchObject([
        { code: 'amount-above-limit', detail: { nearest: cap } },
      ]);
    },
  );

  it.each([
    ['renovation', '4999.99', '4999.99', 'expense'],
    ['renovation', '5000.00', '5000.00', 'expense'],
    ['renovation', '5000.01', '5000.00', 'renovation-cap'],
    ['property-fee', '999.99', '999.99', 'expense'],
    ['property-fee', '1000.01', '1000.00', 'property-fee-cap'],
  ] as const)('%s of %s: %s by the %s', (reason, spent, amount, by) => {
    expect(limit(spending(reason, spent))).toEqual({ amount, by });
  });

  it('a center without a cap pays what was really spent', () => {
    const none = { ...figures, propertyFeeCap: null, renovationCap: null };
    for (const reason of ['renovation', 'property-fee'] as const) {
      expect(limit(spending(reason, '90000.00'), none)).toEqual({
        ...{ amount: '90000.00', by: 'expense' },
      });
    }
  });
});
