/** For how many days an outside system's answer may be used: the figure of the day of acceptance. */
import { dateAt, isPlainDate } from '../domain/calendar.ts';
import { wholeValue } from '../policy/figure-values.ts';
import { figureInForce } from '../policy/figures.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import type { CaseRow } from './queries/cases.ts';

/** Null when no figure is in force. */
export async function checkValidDays(
  { pool, now }: ApiDeps,
  { center, accepted_on }: Pick<CaseRow, 'center' | 'accepted_on'>,
): Promise<number | null> {
  const on = isPlainDate(accepted_on) ? accepted_on : dateAt(now());
  const figures = await figuresOf(pool, center);
  const found = figureInForce(figures, { center, district: null, name: 'check-valid', on });
  return found === null ? null : wholeValue(found);
}
