/** （二）（四）: what an agreement prints of the figures, and of which day. */
import { describe, expect, it } from 'vitest';
import { agreementParams, type PaperFacts } from '../../activities/commit/agreement-paper.ts';
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
