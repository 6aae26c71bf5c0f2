/**
 * Writes a center's figures down briefly: one document, one day in force, many values.
 */
import { plainDate } from '../../domain/calendar.ts';
import { FIGURE_NAMES, type Figure, type FigureName } from '../figures.ts';

/** What all figures of one document share. */
export interface Issue {
  readonly center: string;
  readonly document: string;
  /** First day in force, YYYY-MM-DD. */
  readonly from: string;
  /** First day no longer in force. */
  readonly to?: string;
  readonly note?: string;
}

/** The figures of a document, for the whole center or for some districts. */
export function figuresOf(
  { center, document, from, to, note }: Issue,
  values: Partial<Record<FigureName, string>>,
  districts: readonly (string | null)[] = [null],
): readonly Figure[] {
  const dates = { from: plainDate(from), to: to === undefined ? null : plainDate(to) };
  const remark = note === undefined ? {} : { note };
  return districts.flatMap((district) =>
    FIGURE_NAMES.flatMap((name) => {
      const value = values[name];
      return value === undefined
        ? []
        : [{ center, district, name, value, ...dates, document, ...remark }];
    }),
  );
}
