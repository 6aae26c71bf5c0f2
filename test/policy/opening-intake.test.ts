/** （一）（二）（四）: what an application must hold before it is accepted, and what never is. */
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import { AccountOpeningApplication } from '../../src/forms/account-opening.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import { openingFigures } from '../../src/policy/opening-figures.ts';
import { assessIntake } from '../../src/policy/opening-intake.ts';
import { application, idNumber } from '../builders.ts';

const on = plainDate('2026-11-28');
const center = '210100';
const figures = openingFigures(SHIPPED_FIGURES, { center, district: '210102', on });
const complete = application({ number: idNumber('19900101') });
const { applicant, contribution } = complete;
const scan = complete.evidence[0]!;
const more = (kind: string) => ({ ...scan, kind });

function intake(changes: Record<string, unknown>, days: Partial<{ on: string }> = {}) {
  const form = AccountOpeningApplication.parse({ ...complete, ...changes });
  return assessIntake({ application: form, center, on: plainDate(days.on ?? on), figures });
}
const missing = (changes: Record<string, unknown>, days = {}) =>
  intake(changes, days).missing.map(({ code }) => code);
const person = (changes: Record<string, unknown>) => ({ applicant: { ...applicant, ...changes } });
const document = (changes: Record<string, unknown>) =>
  person({ document: { ...applicant.document, ...changes } });
const chosen = (changes: Record<string, unknown>) => ({
  contribution: { ...contribution, ...changes },
});

describe('a complete application', () => {
  it('lacks nothing', () => {
    expect(intake({})).toEqual({
      missing: [],
      unacceptable: [],
      bornOn: '1990-01-01',
      sex: 'M',
      needsOwnIncomeEvidence: false,
    });
  });

  it('lacks everything at once when only a name and a document are there', () => {
    const { document: shown, name } = applicant;
    const bare = AccountOpeningApplication.parse({ applicant: { name, document: shown } });
    const told = assessIntake({ application: bare, center, on, figures });
    expect(told.missing.map(({ code }) => code)).toEqual([
      ...['document-scan', 'phone', 'address', 'district', 'employment', 'full-capacity'],
      ...['bank-card', 'contribution'],
      ...['consent-personal-data', 'consent-national-platform', 'consent-identity-verification'],
    ]);
  });
});

describe('what is asked for', () => {
  it.each([
    ['the scan of the document', { evidence: [more('other')] }, 'document-scan'],
    ['a phone', person({ phone: undefined }), 'phone'],
    ['an address', person({ address: undefined }), 'address'],
    ['the district', { district: undefined }, 'district'],
    ['the employment', { employment: undefined }, 'employment'],
    ['the declaration of capacity', { fullCapacity: undefined }, 'full-capacity'],
    ['a card', { bankCard: undefined }, 'bank-card'],
    ['an amount', { contribution: undefined }, 'contribution'],
    ['a birth date that the number gives', person({ bornOn: '1990-01-02' }), 'document-mismatch'],
    ['a sex that the number gives', person({ sex: 'F' }), 'document-mismatch'],
    ['a record of 50', { retirementBase: 50 }, 'retirement-base-evidence'],
  ])('%s', (_, changes, code) => {
    expect(missing(changes)).toEqual([code]);
  });

  it('of a document without them: birth date and sex', () => {
    const permit = { type: 'travel-permit-hk-macao', number: 'H12345678', validUntil: null };
    expect(missing(person({ document: permit }))).toEqual(['born-on', 'sex']);
    const stated = { document: permit, bornOn: '1990-01-01', sex: 'F' };
    expect(missing(person(stated))).toEqual([]);
  });

  it.each([
    ['2026-11-27', ['document-expired']],
    ['2026-11-28', []],
    [null, []],
  ])('a document valid through that day, when it is valid until %s', (validUntil, codes) => {
    expect(missing(document({ validUntil }))).toEqual(codes);
  });

  it('the applicant’s own card, however the dot in the name was typed', () => {
    const card = (holder: string) => ({ bankCard: { ...complete.bankCard, holder } });
    expect(missing(card('李四'))).toEqual(['bank-card-holder']);
    const named = person({ name: '阿卜杜拉·买买提' });
    for (const holder of ['阿卜杜拉•买买提', '阿卜杜拉・买买提', ' 阿卜杜拉·买买提　']) {
      expect(missing({ ...named, ...card(holder) }), holder).toEqual([]);
    }
  });

  it.each([
    ['222.99', ['contribution-amount']],
    ['223.00', []],
    ['7358.00', []],
    ['7358.01', ['contribution-amount']],
    ['0.00', ['contribution-amount']],
    ['-800.00', ['contribution-amount']],
  ])('an amount within the limits: %s', (monthlyAmount, codes) => {
    const told = intake(chosen({ monthlyAmount })).missing;
    expect(told.map(({ code }) => code)).toEqual(codes);
    if (told[0]) expect(told[0].detail).toEqual({ min: '223.00', max: '7358.00' });
  });

  it.each([
    [1, []],
    [25, []],
    [26, ['debit-day']],
    [28, ['debit-day']],
  ])('a debit day the center offers: %i', (debitDay, codes) => {
    expect(missing(chosen({ debitDay }))).toEqual(codes);
  });

  it('a cycle the center has opened', () => {
    const form = AccountOpeningApplication.parse({ ...complete, ...chosen({ cycle: 'year' }) });
    const monthly = { ...figures, cycles: ['month'] as const };
    const told = assessIntake({ application: form, center, on, figures: monthly });
    expect(told.missing.map(({ code }) => code)).toEqual(['contribution-cycle']);
  });

  it.each(['personal-data', 'national-platform', 'identity-verification'])(
    'the consent %s',
    (kind) => {
      const consents = complete.consents.filter((given) => given.kind !== kind);
      expect(missing({ consents })).toEqual([`consent-${kind}`]);
    },
  );

  it.each([
    ['the day before the sixteenth birthday', '2010-11-29', true, ['own-income-evidence']],
    ['at sixteen', '2010-11-28', true, ['own-income-evidence']],
    ['the day before the eighteenth birthday', '2008-11-29', true, ['own-income-evidence']],
    ['at eighteen', '2008-11-28', true, []],
    ['at sixteen without an income of one’s own', '2010-11-28', false, []],
  ])('evidence of an income of one’s own, %s', (_, bornOn, livesOnOwnIncome, codes) => {
    const number = idNumber(bornOn.replaceAll('-', ''));
    const minor = { ...document({ number }), livesOnOwnIncome };
    expect(missing(minor)).toEqual(codes);
    expect(missing({ ...minor, evidence: [scan, more('own-income')] })).toEqual([]);
  });
});

describe('what is not accepted at all', () => {
  it('is a passport alone, and a district of another center, both at once', () => {
    const passport = { type: 'passport', number: 'E12345678' };
    const stated = { document: passport, bornOn: '1990-01-01', sex: 'M' };
    expect(intake({ ...person(stated), district: '210202' }).unacceptable).toEqual([
      { code: 'document-not-accepted', clause: 'liaoning-1' },
      { code: 'not-competent', clause: 'regulation-49' },
    ]);
    expect(intake({ district: '210181' }).unacceptable).toEqual([]);
  });
});
