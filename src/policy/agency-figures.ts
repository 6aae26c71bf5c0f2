/** What acting by an agent (代理) is measured by: the agent's age, and the center's own figure. */
import type { PlainDate } from '../domain/calendar.ts';
import { isYuan, yuan, type Yuan } from '../domain/money.ts';
import { reachesAgeOn } from './eligibility.ts';
import { figureInForce, type Figure } from './figures.ts';

/** Above it a letter has to be notarised; null: the center has not decided so. */
export function notarisedAbove(
  figures: readonly Figure[],
  { center, on }: { readonly center: string; readonly on: PlainDate },
): Yuan | null {
  const name = 'agency-notarised-above';
  const figure = figureInForce(figures, { center, district: null, name, on });
  if (figure === null) return null;
  if (!isYuan(figure.value)) throw new RangeError(`${name} is no amount`);
  return yuan(figure.value);
}

/** Whole years on the day, as the law counts them; null: not known. */
export function agencyAge(bornOn: PlainDate | null, on: PlainDate): number | null {
  if (bornOn === null) return null;
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4));
  if (years < 0) return 0;
  return reachesAgeOn(bornOn, years) <= on ? years : Math.max(0, years - 1);
}
