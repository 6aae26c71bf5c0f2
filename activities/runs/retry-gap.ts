/** How many days after a refused debit it is tried again (补扣间隔). */
import type { PlainDate } from '../../src/domain/calendar.ts';
import { wholeValue } from '../../src/policy/figure-values.ts';
import { figureInForce } from '../../src/policy/figures.ts';
import type { RunDeps } from './kind.ts';

export async function retryGapOf({ offices }: Pick<RunDeps, 'offices'>, center: string) {
  const { figures } = await offices.read();
  return (on: PlainDate): number => {
    const scope = { center, district: null, on };
    const gap = figureInForce(figures, { ...scope, name: 'collection-retry-gap' });
    return gap ? wholeValue(gap) : 3;
  };
}
