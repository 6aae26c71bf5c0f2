/** How many days after a refused debit it is tried again (补扣间隔). */
import type { PlainDate } from '../../src/domain/calendar.ts';
import { wholeValue } from '../../src/policy/figure-values.ts';
import { figureInForce } from '../../src/policy/figures.ts';
import type { RunDeps } from './kind.ts';

/**
 * In days, by the day of the refusal.
 *
 * @throws RangeError of that day, when nothing is in force: an answer waits for the figure, and no
 *   other is put in its place
 */
export async function retryGapOf({ offices }: Pick<RunDeps, 'offices'>, center: string) {
  const { figures } = await offices.read();
  return (on: PlainDate): number => {
    const name = 'collection-retry-gap';
    const gap = figureInForce(figures, { center, district: null, on, name });
    if (!gap) throw new RangeError(`no figure ${name} in force for center ${center} on ${on}`);
    return wholeValue(gap);
  };
}
