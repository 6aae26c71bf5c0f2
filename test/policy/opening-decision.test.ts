/** The decision on an opening: every rule put together, in the order in which a person should hear them. */
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import { rate, yuan } from '../../src/domain/money.ts';
import { decideOpening, type OpeningFacts } from '../../src/policy/opening-decision.ts';
import { takeAgain } from '../../src/policy/taken-again.ts';

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

  const here = (...sources: readonly ('unit' | 'flexible')[]) => ({
    check: {
      ...FITS.check,
      answer: {
        ...FITS.check.answer,
        accounts: sources.map((source) => ({ center: '210100', state: 'normal' as const, source })),
      },
    },
  });
  const codes = ({ reasons }: { readonly reasons: readonly { readonly code: string }[] }) =>
    reasons.map(({ code }) => code);

  it('to refuse names the reasons of every rule in the order of the table, each with its clause', () => {
    const decision = decided(
      { eligibility: { ...PENSIONER.eligibility, fullCapacity: false } },
      { identity: 'deceased' },
      here('flexible', 'unit'),
      amount('1.00'),
    );
    expect(decision).toMatchObject({ outcome: 'refuse', code: 'no-full-capacity' });
    expect(decision.reasons).toEqual([
      { code: 'no-full-capacity', clause: 'liaoning-1' },
      { code: 'pensioner', clause: 'liaoning-1' },
      { code: 'deceased', clause: 'civil-code-13' },
      { code: 'local-unit', clause: 'liaoning-14' },
      { code: 'local-flexible', clause: 'liaoning-14' },
      { code: 'amount-outside-limits', clause: 'liaoning-4' },
    ]);
    for (const { clause } of decision.reasons) expect(decision.clauses).toContain(clause);
    // Whatever is named stands in the trace, and no condition stands there twice.
    const looked = decision.trace.map(({ condition }) => condition);
    expect(looked).toEqual(expect.arrayContaining(['local-unit', 'local-flexible']));
    expect(new Set(looked).size).toBe(looked.length);
  });

  it('names a refusal of accounts also behind a row of the check that asks for a review', () => {
    const flagged = here('flexible');
    const answer = { ...flagged.check.answer, fraudFlag: true };
    const facts = { check: { ...flagged.check, answer } };
    expect(codes(decided(PENSIONER, facts))).toEqual(['pensioner', 'local-flexible']);
    expect(decided(facts)).toMatchObject({ outcome: 'review', code: 'fraud-flag', reasons: [] });
  });

  it('tells nobody of accounts that may be another person’s, and none that were not answered for', () => {
    const accounts = here('flexible');
    expect(codes(decided(PENSIONER, accounts, { identity: 'mismatch' }))).toEqual(['pensioner']);
    for (const change of [{ nameMatches: false }, { nameMatches: false, documentMatches: false }]) {
      const check = { ...accounts.check, ...change };
      expect(codes(decided(PENSIONER, { check }))).toEqual(['pensioner']);
    }
    const partial = { ...accounts.check.answer, status: 'partial' as const };
    const unanswered = { check: { ...accounts.check, answer: partial } };
    expect(codes(decided(PENSIONER, unanswered))).toEqual(['pensioner']);
    const cleared = { identity: 'mismatch', cleared: ['identity-mismatch'] } as const;
    expect(codes(decided(PENSIONER, accounts, cleared))).toEqual(['pensioner', 'local-flexible']);
  });

  it('of version 2026-1 is taken again as it was: the reasons of the first rule only', () => {
    const facts = { ...FITS, ...PENSIONER, ...here('flexible'), ...amount('1.00') };
    const old = decideOpening(facts, '2026-1');
    expect(old).toMatchObject({ outcome: 'refuse', rule: { version: '2026-1' } });
    expect(codes(old)).toEqual(['pensioner']);
    const others = { ...FITS, ...here('flexible'), ...amount('1.00') };
    expect(codes(decideOpening(others, '2026-1'))).toEqual(['local-flexible']);
    expect(codes(decideOpening(others))).toEqual(['local-flexible', 'amount-outside-limits']);
    for (const version of ['2026-1', '2026-2'] as const) {
      const { facts: kept, ...answer } = decideOpening(facts, version);
      const record = JSON.parse(JSON.stringify({ facts: kept, answer })) as unknown;
      expect(takeAgain('account-opening', version, record)).toEqual({
        state: 'taken',
        outcome: 'refuse',
        record,
      });
    }
    expect(takeAgain('account-opening', '2025-1', { facts })).toEqual({
      state: 'other-version',
      version: '2026-2',
    });
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
