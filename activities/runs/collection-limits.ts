/** 缴存上下限 of a collection: the monthly amounts that may be debited on a day, by district. */
import type { PlainDate } from '../../src/domain/calendar.ts';
import type { LimitsOfDistrict } from '../../src/ledger/debit-batches.ts';
import { openingFigures } from '../../src/policy/opening-figures.ts';
import type { OfficeData } from '../offices.ts';

interface Day {
  readonly center: string;
  readonly on: PlainDate;
}

export type Limits = (district: string | null) => { readonly min: string; readonly max: string };

/**
 * By district, each reckoned once.
 *
 * @throws RangeError when a figure is missing on that day
 */
export function limitsOf({ figures }: OfficeData, { center, on }: Day): Limits {
  const known = new Map<string | null, ReturnType<Limits>>();
  return (district) => {
    const before = known.get(district);
    if (before) return before;
    const { limits } = openingFigures(figures, { center, district, on });
    known.set(district, limits);
    return limits;
  };
}

/**
 * Those of every district that has a figure of its own; those of the center, with null, hold in all
 * others.
 *
 * @throws RangeError when a figure is missing on that day
 */
export function limitsByDistrict(offices: OfficeData, day: Day): readonly LimitsOfDistrict[] {
  const limits = limitsOf(offices, day);
  const own = offices.figures.filter(({ center }) => center === day.center);
  const districts = new Set([null, ...own.map(({ district }) => district)]);
  return [...districts].map((district) => ({ district, ...limits(district) }));
}
