/** The decision on an opening: every rule put together, in the order in which a person should hear them. */
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import { rate, yuan } from '../../src/domain/money.ts';
import { decideOpening, type OpeningFacts } from '../../src/policy/opening-decision.ts';

const on = plainDate('2026-11-28');
const FITS: OpeningFacts = {
  on,
  eligibility: {
    acceptedOn: on,
    bornOn: plainDate('1990-01-01'),
    sex: 'M',
    livesOnOwnIncome: false,
    drawsPension: false,
    documentType: 'resident-id',
    employmentForm: 'new-form',
    fullCapacity: true,
  },
  identity: 'match',
  needsOwnIncomeEvidence: false,
  check: {
    center: '210100',
    nameMatches: true,
    documentMatches: true,
    answer: { status: 'ok', accounts: [], loans: [], fraudFlag: false, bans: [] },
    on,
  },
  cleared: [],
  contribution: {
    monthlyAmount: yuan('800.00'),
    district: '210102',
    baseMin: yuan('2230.00'),
    baseMax: yuan('30657.00'),
    rateMin: rate('0.10'),
    rateMax: rate('0.24'),
    rounding: 'half-up-yuan',
    documents: ['沈公积金发〔2024〕9号'],
  },
};
const PENSIONER = { eligibility: { ...FITS.eligibility, drawsPension: true } };
const FROZEN = {
  check: {
    ...FITS.check,
    answer: {
      ...FITS.check.answer,
      accounts: [{ center: '110100', state: 'frozen', source: 'unit' }],
    },
  },
} as const;
const UNANSWERED = {
  check: { ...FITS.check, answer: { ...FITS.check.answer, status: 'partial' } },
} as const;
const amount = (monthlyAmount: string) => ({
  contribution: { ...FITS.contribution!, monthlyAmount: yuan(monthlyAmount) },
});
const decided = (...changes: readonly Partial<OpeningFacts>[]) =>
  decideOpening(Object.assign({}, FITS, ...changes) as OpeningFacts);
const withOut = ({ contribution: _none, ...facts }: OpeningFacts): OpeningFacts => facts;

describe('a decision on an opening', () => {
  it('opens when everything holds, and rests on every clause that was looked at', () => {
    const { outcome, code, reasons, clauses, trace } = decided();
    expect({ outcome, code, reasons }).toEqual({
      outcome: 'open',
      code: 'no-account',
      reasons: [],
    });
    expect(clauses).toEqual(
      expect.arrayContaining(['liaoning-1', 'liaoning-14', 'liaoning-4', 'retirement-1']),
    );
    expect(clauses).toContain('center:沈公积金发〔2024〕9号');
    const conditions = trace.map(({ condition }) => condition);
    for (const looked of ['age', 'document-accepted', 'identity-verified', 'no-account']) {
      expect(conditions).toContain(looked);
    }
    expect(conditions.slice(-3)).toEqual(['monthly-min', 'monthly-max', 'amount-within-limits']);
    expect(trace.at(-1)).toMatchObject({
      inputs: { monthlyAmount: '800.00', district: '210102', min: '223.00', max: '7358.00' },
      value: true,
    });
  });

  it.each([
    ['223.00', 'open'],
    ['222.99', 'refuse'],
    ['7358.00', 'open'],
    ['7358.01', 'refuse'],
  ])('judges %s a month by the limits of the district: %s', (monthlyAmount, outcome) => {
    const decision = decided(amount(monthlyAmount));
    expect(decision.outcome).toBe(outcome);
    expect(decision.trace.at(-1)?.value).toBe(outcome === 'open');
    expect(decision.reasons).toEqual(
      outcome === 'open' ? [] : [{ code: 'amount-outside-limits', clause: 'liaoning-4' }],
    );
  });

  it.each([
    ['eligibility before identity', [PENSIONER, { identity: 'deceased' }], 'refuse', 'pensioner'],
    ['a death before no answer', [{ identity: 'deceased' }, UNANSWERED], 'refuse', 'deceased'],
    ['no answer before a doubt', [{ identity: 'mismatch' }, UNANSWERED], 'retry', 'no-answer'],
    ['a doubt before accounts', [{ identity: 'mismatch' }, FROZEN], 'review', 'identity-mismatch'],
    [
      'accounts before evidence',
      [FROZEN, { needsOwnIncomeEvidence: true }],
      'review',
      'remote-frozen',
    ],
    [
      'evidence before the amount',
      [{ needsOwnIncomeEvidence: true }, amount('1.00')],
      'review',
      'minor-evidence',
    ],
  ] as const)('tells %s', (_, changes, outcome, code) => {
    expect(decided(...changes)).toMatchObject({ outcome, code });
  });

  it.each([
    ['identity-mismatch', { identity: 'mismatch' }],
    ['identity-mismatch', { identity: 'invalid-document' }],
    ['identity-not-found', { identity: 'not-found' }],
    ['minor-evidence', { needsOwnIncomeEvidence: true }],
    ['remote-frozen', FROZEN],
  ] as const)('is not held up by %s once that was cleared, by name', (finding, change) => {
    expect(decided(change)).toMatchObject({ outcome: 'review', code: finding });
    expect(decided(change, { cleared: ['fraud-flag'] }).outcome).toBe('review');
    expect(decided(change, { cleared: [finding] }).outcome).toBe('open');
  });

  it('is taken again from its own facts, also from those kept before the amount stood in them', () => {
    for (const facts of [FITS, withOut(FITS)]) {
      const first = decideOpening(facts);
      expect(decideOpening(JSON.parse(JSON.stringify(first.facts)) as OpeningFacts)).toEqual(first);
      expect(first.outcome).toBe('open');
    }
    expect(decideOpening(withOut(FITS)).clauses).not.toContain('liaoning-4');
  });
});
