/**
 * Figures that stand in for facts: those in force for a center, a district and a day.
 *
 * Nothing is guessed: a center without such a figure, a district it does not have or a day on which
 * none is in force cannot be read.
 */
import { type PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { rate, ROUNDING_NAMES, yuan } from '../domain/money.ts';
import { type FactsOf } from '../forms/facts.ts';
import { centerOf, districtOf } from '../policy/centers/index.ts';
import { type LimitFacts } from '../policy/contribution-limits.ts';
import { type InterestFacts } from '../policy/deposit-interest.ts';
import { wordValue } from '../policy/figure-values.ts';
import {
  EVERY_CENTER,
  figureInForce,
  FIGURES,
  type Figure,
  type FigureName,
  type FigureScope,
} from '../policy/figures.ts';

interface Scope {
  readonly center?: string;
  readonly district?: string | null;
  readonly on?: PlainDate;
}

function unreadable(pointer: string, detail: string): Fault {
  return new Fault('input-invalid', detail, { members: { errors: [{ pointer, detail }] } });
}

/** Codes for the names a person may have given. */
function scopeOf({ center, district, on }: Scope): FigureScope {
  if (center === undefined) throw unreadable('/center', '未填写数额时须填写中心');
  if (on === undefined) throw unreadable('/on', '未填写数额时须填写日期');
  const known = centerOf(center);
  if (known === null || Object.keys(known.districts).length === 0 || district == null) {
    return { center: known?.code ?? center, district: district ?? null, on };
  }
  const code = districtOf(known, district);
  if (code === null) throw unreadable('/district', '该中心没有这个区县');
  return { center: known.code, district: code, on };
}

function inForce(figures: readonly Figure[], scope: FigureScope, name: FigureName): Figure {
  const figure = figureInForce(figures, { ...scope, name });
  if (figure !== null) return figure;
  const ever = figures.some(
    (one) => one.name === name && [scope.center, EVERY_CENTER].includes(one.center),
  );
  const { title } = FIGURES[name];
  throw ever
    ? unreadable('/on', `该日没有在用的“${title}”`)
    : unreadable('/center', `该中心没有登记“${title}”`);
}

/** The facts of contribution-limits, as given or as the center's figures say. */
export function limitsWithFigures(
  facts: FactsOf<'contribution-limits'>,
  figures: readonly Figure[],
): LimitFacts {
  const { baseMin, baseMax, rateMin, rateMax, rounding, ...scope } = facts;
  if (
    baseMin !== undefined &&
    baseMax !== undefined &&
    rateMin !== undefined &&
    rateMax !== undefined &&
    rounding !== undefined
  ) {
    return { baseMin, baseMax, rateMin, rateMax, rounding };
  }
  const where = scopeOf(scope);
  const find = (name: FigureName) => inForce(figures, where, name);
  const found = {
    baseMin: find('contribution-base-min'),
    baseMax: find('contribution-base-max'),
    rateMin: find('contribution-rate-min'),
    rateMax: find('contribution-rate-max'),
    rounding: find('contribution-rounding'),
  };
  return {
    baseMin: yuan(found.baseMin.value),
    baseMax: yuan(found.baseMax.value),
    rateMin: rate(found.rateMin.value),
    rateMax: rate(found.rateMax.value),
    rounding: wordValue(found.rounding, ROUNDING_NAMES),
    documents: Object.values(found).map(({ document }) => document),
  };
}

/** The facts of deposit-interest, with the rate as given or as the figures say. */
export function interestWithFigures(
  facts: FactsOf<'deposit-interest'>,
  figures: readonly Figure[],
): InterestFacts {
  const { rate: given, center, district, on, ...rest } = facts;
  if (given !== undefined) return { ...rest, rate: given };
  const scope = {
    ...(center === undefined ? {} : { center }),
    ...(district === undefined ? {} : { district }),
    ...(on === undefined ? {} : { on }),
  };
  const { value, document } = inForce(figures, scopeOf(scope), 'interest-rate');
  return { ...rest, rate: rate(value), documents: [document] };
}
