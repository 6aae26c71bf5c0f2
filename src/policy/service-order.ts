/**
 * 送达顺序 (clauses 2 and 14): by which ways a paper whose deadline runs from its arrival goes to the person.
 *
 * A message of the app costs nothing and proves that it was opened, so that it is tried first; who is not
 * registered there is sent a text message at once. What no way brought is handed over at the counter.
 */
import { figureInForce, type Figure, type FigureScope } from './figures.ts';

/** In their order, where a center has said nothing of its own. */
const SERVICE_WAYS = ['app', 'sms', 'letter'] as const;
export type ServiceWay = (typeof SERVICE_WAYS)[number];

/** The ways in force on a day, in their order, each once. */
export function serviceOrder(
  figures: readonly Figure[],
  scope: Omit<FigureScope, 'district'>,
): readonly ServiceWay[] {
  const figure = figureInForce(figures, { ...scope, district: null, name: 'service-order' });
  const words = figure?.value.split(',') ?? [];
  const ways = words.flatMap((word) => SERVICE_WAYS.filter((way) => way === word));
  return ways.length === 0 ? SERVICE_WAYS : [...new Set(ways)];
}

/**
 * The way after one that failed; null: none is left, somebody has to see to it. After a way that is not in the
 * order, because somebody at the desk chose it, the order begins anew.
 */
export function wayAfter(order: readonly ServiceWay[], way: string): ServiceWay | null {
  return order[order.findIndex((one) => one === way) + 1] ?? null;
}
