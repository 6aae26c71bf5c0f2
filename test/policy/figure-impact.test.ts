/** What a change of a figure would do to openings under way: acceptance fixes, and days decide. */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { impactSentence, reachSentences } from '../../src/cases/wording-impact.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import {
  FIGURE_REACH,
  impactOn,
  withProposed,
  type Change,
  type RunningOpening,
  type Stated,
} from '../../src/policy/figure-impact.ts';
import { reachedTypes } from '../../src/policy/figure-reach.ts';
import {
  FIGURE_NAMES,
  figureInForce,
  overlaps,
  type Figure,
  type FigureName,
} from '../../src/policy/figures.ts';
import { openingFigures } from '../../src/policy/opening-figures.ts';

const day = plainDate;
/** The first day of the new figure. */
const FROM = day('2027-01-01');
const CENTER = '210100';

function change(
  name: FigureName,
  value: string,
  { district = null, within = '210102' }: { district?: string | null; within?: string | null } = {},
): Change {
  const proposed = { center: CENTER, district, name, value, from: FROM, document: '新〔2026〕1号' };
  const after = withProposed(SHIPPED_FIGURES, proposed);
  const scope = { center: CENTER, district: within, on: FROM };
  const valueOf = (figures: readonly Figure[]) =>
    figureInForce(figures, { ...scope, name })?.value ?? null;
  return {
    name,
    from: FROM,
    before: openingFigures(SHIPPED_FIGURES, scope),
    after: openingFigures(after, scope),
    values: [valueOf(SHIPPED_FIGURES), valueOf(after)],
  };
}

const STATED: Stated = {
  district: '210102',
  contribution: { monthlyAmount: yuan('230.00'), cycle: 'month', debitDay: 10 },
  whole: 'untouched',
};

const running = (more: Partial<RunningOpening> = {}, stated: Partial<Stated> = {}) => ({
  acceptedOn: null,
  lastDay: null,
  offered: false,
  told: true,
  refused: false,
  ...more,
  stated: { ...STATED, ...stated },
});

describe('the figures as they would be', () => {
  it('end the one before on the eve and the new one before the next, and never overlap', () => {
    const figure = (value: string, from: string, to: string | null): Figure => ({
      ...{ center: CENTER, district: null, name: 'check-valid', value, document: 'x' },
      from: day(from),
      to: to === null ? null : day(to),
    });
    const figures = [figure('7', '2026-01-01', '2027-06-01'), figure('9', '2027-06-01', null)];
    const after = withProposed(figures, { ...figure('8', '2027-01-01', null) });
    expect(overlaps(after)).toEqual([]);
    const on = (date: string) =>
      figureInForce(after, { center: CENTER, district: null, name: 'check-valid', on: day(date) })
        ?.value;
    expect(['2026-12-31', '2027-01-01', '2027-05-31', '2027-06-01'].map(on)).toEqual([
      '7',
      '8',
      '8',
      '9',
    ]);
  });
});

describe('acceptance fixes the figures of a case', () => {
  // 2,500.00 × 10% = 250.00: the chosen 230.00 is below it.
  const higher = change('contribution-base-min', '2500.00');

  it.each([
    ['the day before the new figure', addDays(FROM, -1)],
    ['the very day', FROM],
  ])('accepted on %s, it keeps them; only an agreement not yet offered says otherwise', (_, on) => {
    expect(impactOn(running({ acceptedOn: on, offered: true }), higher)).toEqual({ kind: 'fixed' });
    expect(impactOn(running({ acceptedOn: on }), higher)).toEqual({ kind: 'agreement' });
    const cycles = change('contribution-cycles', 'quarter');
    expect(impactOn(running({ acceptedOn: on }), cycles)).toEqual({ kind: 'fixed' });
  });

  it('not accepted, and still to be stated on the first day: it is measured by the new one', () => {
    const impact = impactOn(running({ lastDay: FROM }), higher);
    expect(impact).toMatchObject({
      kind: 'choice',
      added: [{ code: 'contribution-amount', detail: { min: '250.00', max: '7358.00' } }],
      removed: [],
    });
    expect(impactSentence('contribution-base-min', FROM, impact)).toBe(
      '2027年1月1日起补正的，须改选当地上下限以内的月缴存额（每月250.00元至7358.00元，含两端）。',
    );
  });

  it('its deadline ends on the eve: it is over before', () => {
    expect(impactOn(running({ lastDay: addDays(FROM, -1) }), higher)).toEqual({
      kind: 'ends-before',
    });
  });

  it('without a last day of its own it may be stated at any time', () => {
    expect(impactOn(running({ told: false }), higher).kind).toBe('choice');
  });
});

describe('limits of the monthly amount', () => {
  it.each([
    ['the new least amount itself', '250.00', 'agreement'],
    ['a fen below it', '249.99', 'choice'],
  ])('%s: %s is %s', (_, amount, kind) => {
    const contribution = { ...STATED.contribution!, monthlyAmount: yuan(amount) };
    const impact = impactOn(
      running({}, { contribution }),
      change('contribution-base-min', '2500.00'),
    );
    expect(impact.kind).toBe(kind);
  });

  it('that widen let an amount pass that was to be mended', () => {
    const contribution = { ...STATED.contribution!, monthlyAmount: yuan('210.00') };
    const lower = change('contribution-base-min', '2000.00');
    expect(impactOn(running({}, { contribution }), lower)).toMatchObject({
      added: [],
      removed: [{ code: 'contribution-amount' }],
    });
  });

  it('that move leave an amount to be mended within another range, and a choice to be made in it', () => {
    const contribution = { ...STATED.contribution!, monthlyAmount: yuan('100.00') };
    const higher = change('contribution-base-min', '2500.00');
    expect(impactOn(running({}, { contribution }), higher)).toMatchObject({
      added: [],
      moved: [{ code: 'contribution-amount', detail: { min: '250.00' } }],
    });
    expect(impactOn(running({}, { contribution: undefined }), higher)).toMatchObject({
      kind: 'choice',
      moved: [{ code: 'contribution' }],
    });
  });

  it('of one district do not touch another, nor a whole center where a district has its own', () => {
    const ofDistrict = (within: string) =>
      impactOn(
        running(),
        change('contribution-base-min', '2500.00', { district: '210103', within }),
      );
    expect(ofDistrict('210102')).toEqual({ kind: 'none' });
    expect(ofDistrict('210103').kind).toBe('choice');
    const ofCenter = change('contribution-base-min', '2500.00', { within: '210115' });
    expect(impactOn(running(), ofCenter)).toEqual({ kind: 'none' });
  });
});

describe('ages', () => {
  const born = (bornOn: string, more: object = {}) => ({
    whole: {
      bornOn: day(bornOn),
      sex: 'F' as const,
      livesOnOwnIncome: true,
      drawsPension: false,
      documentType: 'resident-id' as const,
      employmentForm: 'new-form' as const,
      ...more,
    },
  });

  it.each([
    ['turns nineteen on the first day', '2008-01-01', 'none'],
    ['turns nineteen on the day after', '2008-01-02', 'evidence'],
    ['is not eighteen then', '2009-01-02', 'none'],
  ])('who %s (%s): %s', (_, bornOn, kind) => {
    expect(impactOn(running({}, born(bornOn)), change('age-min', '19')).kind).toBe(kind);
  });

  it.each([
    ['turns seventeen on the first day', '2010-01-01', 'none'],
    ['turns seventeen on the day after', '2010-01-02', 'age'],
    ['is sixteen on the first day', '2011-01-01', 'age'],
    ['is not sixteen then', '2011-01-02', 'none'],
  ])('who lives on own income and %s (%s): %s', (_, bornOn, kind) => {
    const impact = impactOn(running({}, born(bornOn)), change('age-own-income-min', '17'));
    expect(impact).toEqual(kind === 'age' ? { kind, needed: true } : { kind });
  });

  it('for everybody decide about whoever has no income of their own', () => {
    const without = born('2008-01-02', { livesOnOwnIncome: false });
    const later = change('age-min', '19');
    expect(impactOn(running({}, without), later)).toEqual({ kind: 'age', needed: true });
    expect(impactOn(running({}, without), change('age-own-income-min', '17'))).toEqual({
      kind: 'none',
    });
  });

  it('of women without a stated base decide whether they are retired; a stated one counts', () => {
    const base = change('retirement-base-female', '50');
    const woman = born('1974-06-01', { livesOnOwnIncome: false });
    expect(impactOn(running({}, woman), base)).toEqual({ kind: 'eligibility', needed: true });
    const stated = born('1974-06-01', { livesOnOwnIncome: false, retirementBase: 55 });
    expect(impactOn(running({}, stated), base)).toEqual({ kind: 'agreement' });
    const man = born('1974-06-01', { livesOnOwnIncome: false, sex: 'M' });
    expect(impactOn(running({}, man), base)).toEqual({ kind: 'agreement' });
  });

  it('that nobody can read are told as unknown, never as nothing', () => {
    expect(impactOn(running({}, { whole: null }), change('age-min', '19'))).toEqual({
      kind: 'unknown',
    });
  });
});

describe('deadlines', () => {
  it('that were told stand; those that begin after acceptance are reckoned anew', () => {
    const supplement = change('supplement', '20');
    expect(impactOn(running({ told: true }), supplement)).toEqual({ kind: 'fixed' });
    expect(impactOn(running({ told: false }), supplement)).toEqual({ kind: 'deadline' });
    expect(impactOn(running(), change('agreement-signing', '20'))).toEqual({ kind: 'deadline' });
  });
});

describe('every figure', () => {
  it.each(FIGURE_NAMES)('%s says plainly which cases it can reach', (name) => {
    const sentences = reachSentences(name);
    for (const sentence of sentences) expect(sentence).toMatch(/。$/);
    const { unaccepted, agreement } = FIGURE_REACH[name];
    const joins = unaccepted !== null || agreement;
    const reached = reachedTypes(name).length > 0;
    expect(sentences.join('')).toMatch(joins ? /受理后不变/ : reached ? /生效日及以后/ : /不读取/);
  });

  it('of the same value changes nothing', () => {
    expect(impactOn(running(), change('check-valid', '7'))).toEqual({ kind: 'none' });
  });
});
