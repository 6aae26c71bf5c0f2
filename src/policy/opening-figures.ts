/**
 * The figures an account opening needs, as one plain object.
 *
 * It is JSON, so that a workflow carries it from acceptance to activation and a decision stores
 * it: what was promised on the day of acceptance does not move with a later change.
 */
import { type PlainDate } from '../domain/calendar.ts';
import {
  rate,
  ROUNDING_NAMES,
  yuan,
  type Rate,
  type Rounding,
  type Yuan,
} from '../domain/money.ts';
import {
  CYCLES,
  DEBIT_RULES,
  RETIREMENT_BASES,
  type Cycle,
  type DebitRule,
  type RetirementBase,
} from '../domain/vocabulary.ts';
import { contributionLimits, type ContributionLimits } from './contribution-limits.ts';
import { wholeValue, wordValue } from './figure-values.ts';
import {
  EVERY_CENTER,
  figureInForce,
  type Figure,
  type FigureName,
  type FigureScope,
} from './figures.ts';

export interface OpeningFigures {
  readonly center: string;
  readonly district: string | null;
  readonly on: PlainDate;
  /** The facts of the rule contribution-limits. */
  readonly contribution: {
    readonly baseMin: Yuan;
    readonly baseMax: Yuan;
    readonly rateMin: Rate;
    readonly rateMax: Rate;
    readonly rounding: Rounding;
    readonly documents: readonly string[];
  };
  /** The monthly limits that follow, both included. */
  readonly limits: { readonly min: Yuan; readonly max: Yuan };
  readonly cycles: readonly Cycle[];
  /** Debit days offered, and where a debit goes when its day is no banking day. */
  readonly debit: { readonly dayMin: number; readonly dayMax: number; readonly rule: DebitRule };
  /** Age in years from which anybody may join, and from which those with an income of their own. */
  readonly ageMin: number;
  readonly ageOwnIncomeMin: number;
  readonly retirementBaseFemale: RetirementBase;
  /** Days an answer of the national platform may be used; the day of answering is not counted. */
  readonly checkValidDays: number;
  /** Days to wait for the seal elsewhere before refusing. */
  readonly sealWaitDays: number;
  /** Days to sign the agreement before the case lapses. */
  readonly signingDays: number;
  /** Days before a deadline on which the person is reminded. */
  readonly reminderDays: number;
  /** Days to correct an incomplete application. */
  readonly supplementDays: number;
  /** Working days in which the center promises to decide. */
  readonly promiseWorkingDays: number;
  /** Days in which a review of the decision may be asked for. */
  readonly reviewRequestDays: number;
}

/** Documents in the order of first use, without repetition. */
function documentsOf(figures: readonly Figure[]): readonly string[] {
  return [...new Set(figures.map(({ document }) => document))];
}

/**
 * The figures in force for an opening.
 *
 * @throws RangeError when a figure is missing or not of its kind: the center's table is incomplete
 */
export function openingFigures(figures: readonly Figure[], scope: FigureScope): OpeningFigures {
  const find = (name: FigureName): Figure => {
    const figure = figureInForce(figures, { ...scope, name });
    if (figure === null) {
      throw new RangeError(`no figure ${name} in force for center ${scope.center} on ${scope.on}`);
    }
    return figure;
  };
  const whole = (name: FigureName): number => wholeValue(find(name));
  const contribution = contributionFacts(find);
  const { min, max } = contributionLimits(contribution);
  return {
    center: scope.center,
    district: scope.district,
    on: scope.on,
    contribution,
    limits: { min, max },
    cycles: find('contribution-cycles')
      .value.split(',')
      .map((value) => wordValue({ ...find('contribution-cycles'), value }, CYCLES)),
    debit: {
      dayMin: whole('debit-day-min'),
      dayMax: whole('debit-day-max'),
      rule: wordValue(find('debit-day-rule'), DEBIT_RULES),
    },
    ageMin: whole('age-min'),
    ageOwnIncomeMin: whole('age-own-income-min'),
    retirementBaseFemale: femaleBase(find('retirement-base-female')),
    checkValidDays: whole('check-valid'),
    sealWaitDays: whole('seal-wait'),
    signingDays: whole('agreement-signing'),
    reminderDays: whole('reminder-before'),
    supplementDays: whole('supplement'),
    promiseWorkingDays: whole('opening-promise'),
    reviewRequestDays: whole('review-request'),
  };
}

const LIMIT_FIGURES = [
  'contribution-base-min',
  'contribution-base-max',
  'contribution-rate-min',
  'contribution-rate-max',
  'contribution-rounding',
] as const satisfies readonly FigureName[];

/** The monthly limits in force (clause 4); null: the center has not set all that they follow from. */
export function limitsInForce(
  figures: readonly Figure[],
  scope: FigureScope,
): ContributionLimits | null {
  const found = new Map(
    LIMIT_FIGURES.map((name) => [name, figureInForce(figures, { ...scope, name })]),
  );
  if ([...found.values()].includes(null)) return null;
  const { min, max } = contributionLimits(
    contributionFacts((name) => {
      const figure = found.get(name as (typeof LIMIT_FIGURES)[number]);
      if (!figure) throw new RangeError(`no figure ${name}`);
      return figure;
    }),
  );
  return { min, max };
}

/** Days on which the limits of a district begin anew, ascending; its own and those of its center. */
export function daysOfLimits(
  figures: readonly Figure[],
  { center, district }: Omit<FigureScope, 'on'>,
): readonly PlainDate[] {
  const names: readonly string[] = LIMIT_FIGURES;
  const days = figures
    .filter(
      (figure) =>
        names.includes(figure.name) &&
        (figure.center === center || figure.center === EVERY_CENTER) &&
        (figure.district === null || figure.district === district),
    )
    .flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
  return [...new Set(days)].toSorted();
}

function contributionFacts(find: (name: FigureName) => Figure): OpeningFigures['contribution'] {
  const baseMin = find('contribution-base-min');
  const baseMax = find('contribution-base-max');
  const rateMin = find('contribution-rate-min');
  const rateMax = find('contribution-rate-max');
  const rounding = find('contribution-rounding');
  return {
    baseMin: yuan(baseMin.value),
    baseMax: yuan(baseMax.value),
    rateMin: rate(rateMin.value),
    rateMax: rate(rateMax.value),
    rounding: wordValue(rounding, ROUNDING_NAMES),
    documents: documentsOf([baseMin, baseMax, rateMin, rateMax, rounding]),
  };
}

function femaleBase(figure: Figure): RetirementBase {
  const base = RETIREMENT_BASES.find((one) => String(one) === figure.value);
  if (base === undefined || base === 60) throw new RangeError(`${figure.name} is 55 or 50`);
  return base;
}
