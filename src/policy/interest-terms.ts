/**
 * By which terms a center's interest is reckoned: its rates through the years, one for 上年结转 and
 * one for 当年归集, the days of its interest year, and whether 30 June belongs to the year it ends.
 *
 * @source 住房公积金管理条例 第二十一条; 银发〔2016〕43号
 */
import { type PlainDate } from '../domain/calendar.ts';
import { rate, type Rate } from '../domain/money.ts';
import { wholeValue, wordValue } from './figure-values.ts';
import { figureInForce, type Figure, type FigureName } from './figures.ts';

/** Yearly rates from a day on, as fractions. */
export interface InterestRates {
  readonly since: PlainDate;
  /** Of 上年结转. */
  readonly carried: Rate;
  /** Of 当年归集. */
  readonly current: Rate;
}

export interface InterestTerms {
  /** In the order of days; each holds until the next. */
  readonly rates: readonly InterestRates[];
  /** Days of the interest year. */
  readonly divisor: number;
  /** true: 30 June is the last day counted; false: it is the first day of the next period. */
  readonly settlementDayCounted: boolean;
}

const RATES = ['interest-rate', 'interest-rate-current'] as const;

/**
 * The terms of a center on a day: the rates of every day up to then and of those announced, the
 * divisor and the counting of that day.
 *
 * @returns null when a figure is missing: without it nothing is reckoned
 */
export function interestTerms(
  figures: readonly Figure[],
  { center, on }: { readonly center: string; readonly on: PlainDate },
): InterestTerms | null {
  const inForce = (name: FigureName, day: PlainDate) =>
    figureInForce(figures, { center, district: null, name, on: day });
  const divisor = inForce('interest-divisor', on);
  const settlementDay = inForce('interest-settlement-day', on);
  if (!divisor || !settlementDay || !inForce('interest-rate', on)) return null;
  const rates = changeDays(figures).flatMap((since): readonly InterestRates[] => {
    const carried = inForce('interest-rate', since);
    if (!carried) return [];
    const current = inForce('interest-rate-current', since) ?? carried;
    return [{ since, carried: rate(carried.value), current: rate(current.value) }];
  });
  return {
    rates: rates.filter((one, at) => at === 0 || differs(one, rates[at - 1])),
    divisor: wholeValue(divisor),
    settlementDayCounted: wordValue(settlementDay, ['not-counted', 'counted']) === 'counted',
  };
}

/** Days on which the rate of some center may become another one. */
function changeDays(figures: readonly Figure[]): readonly PlainDate[] {
  const rates = figures.filter(({ name }) => RATES.some((one) => one === name));
  const days = rates.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
  return [...new Set(days)].sort();
}

function differs(one: InterestRates, before: InterestRates | undefined): boolean {
  return one.carried !== before?.carried || one.current !== before.current;
}
