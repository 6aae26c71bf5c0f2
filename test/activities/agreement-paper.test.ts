/** （二）（四）: what an agreement prints of the figures, and of which day. */
import { describe, expect, it } from 'vitest';
import { agreementParams, type PaperFacts } from '../../activities/commit/agreement-paper.ts';
import { documentParams } from '../../activities/commit/papers.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { AccountOpeningApplication } from '../../src/forms/account-opening.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import { type Figure } from '../../src/policy/figures.ts';
import { application } from '../builders.ts';

const HIGHER: Figure = {
  center: '210100',
  district: null,
  name: 'contribution-base-min',
  value: '2400.00',
  from: plainDate('2027-01-01'),
  to: null,
  document: '某文件',
};
const figures = [
  ...SHIPPED_FIGURES.map((figure) => {
    const { center, district, name } = figure;
    const ends = center === '210100' && district === null && name === HIGHER.name;
    return ends ? { ...figure, to: HIGHER.from } : figure;
  }),
  HIGHER,
];

function facts(acceptedOn: string | null, on: string): PaperFacts {
  return {
    center: {
      code: '210100',
      name: '某市住房公积金管理中心',
      shortName: '某市公积金',
      documentPrefix: '某金',
      phone: null,
      address: null,
      rule: '某办法',
      reconsiderationBody: '某市人民政府',
      court: null,
    },
    branch: '大厅',
    caseNumber: 'K202612310001',
    business: '开户',
    application: AccountOpeningApplication.parse(application()),
    figures,
    on: plainDate(on),
    by: { id: 'system', role: 'system', center: '210100', branch: null, origin: 'test' },
    acceptedOn,
    promise: null,
    outputs: {},
    issued: {},
  };
}

describe('an agreement', () => {
  it.each([
    ['accepted and offered before the change', '2026-12-31', '2026-12-31', '223.00'],
    [
      'accepted on the last day before it, offered on its first',
      '2026-12-31',
      '2027-01-01',
      '223.00',
    ],
    ['accepted and offered on its first day', '2027-01-01', '2027-01-01', '240.00'],
  ])('prints the limits by which the amount was chosen: %s', (_, acceptedOn, on, min) => {
    const params = agreementParams(facts(acceptedOn, on), plainDate('2027-01-15'));
    expect(params.limits.min).toBe(min);
    expect(params.offeredOn).toBe(on);
  });

  it('prints no month as the first one: that is the month of the opening', () => {
    const params = agreementParams(facts('2026-12-31', '2026-12-31'), plainDate('2027-01-15'));
    expect(params.plan).not.toHaveProperty('firstMonth');
  });
});

describe('the notice of the opening', () => {
  it('prints the debit rule that was signed, whatever the figure says on the day of the opening', () => {
    const now: Figure = {
      ...{ center: '210100', district: null, name: 'debit-day-rule', value: 'next' },
      ...{ from: plainDate('2026-12-20'), to: null, document: '某文件' },
    };
    const opened = {
      account: '21010000000000000012',
      firstMonth: '2026-12',
      debitRule: 'previous',
      firstDebit: { debitOn: '2027-01-08', periods: 2 },
      dormancyMonths: 9,
    };
    const given: PaperFacts = {
      ...facts('2026-12-01', '2026-12-31'),
      figures: [...figures, now],
      outputs: { 'open-account': opened },
    };
    const { plan, dormancyMonths } = documentParams('account-opened', {}, given);
    expect(dormancyMonths).toBe(9);
    expect(plan).toMatchObject({
      ...{ debitRule: 'previous', firstMonth: '2026-12' },
      firstDebit: { debitOn: '2027-01-08' },
    });
  });

  it('prints the ages by which a refusal was decided: those of the day of acceptance', () => {
    const later = (name: 'age-min' | 'age-own-income-min', value: string): Figure => ({
      ...{ center: '210100', district: null, name, value },
      ...{ from: plainDate('2026-12-20'), to: null, document: '某文件' },
    });
    const reasons = [{ code: 'minor-without-own-income', clause: 'liaoning-1' }];
    const refusal = (acceptedOn: string) => {
      const given = facts(acceptedOn, '2026-12-31');
      const params = { reasons, reviewUntil: '2027-03-01' };
      const own = [later('age-min', '20'), later('age-own-income-min', '18')];
      return documentParams('refusal', params, { ...given, figures: [...figures, ...own] });
    };
    expect(refusal('2026-12-19').reasons[0]?.reason).toContain('已满16周岁未满18周岁');
    expect(refusal('2026-12-20').reasons[0]?.reason).toContain('已满18周岁未满20周岁');
  });
});
