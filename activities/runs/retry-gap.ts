/** How many days after a refused debit it is tried again (补扣间隔). */
import type { PlainDate } from '../../src/domain/calendar.ts';
import { Fault } from '../../src/domain/fault.ts';
import { wholeValue } from '../../src/policy/figure-values.ts';
import { figureInForce } from '../../src/policy/figures.ts';
import type { RetryGap } from './collection-outcomes.ts';
import type { RunDeps } from './kind.ts';

/**
 * In days, by the day of the refusal; where nothing is in force on it, by the day of the list that the debit was on,
 * which is not made without a figure.
 *
 * @throws Fault 'figure-missing' of that day, when neither has one: the answer waits for the figure, and no other is put
 *   in its place
 */
export async function retryGapOf(
  { offices }: Pick<RunDeps, 'offices'>,
  center: string,
): Promise<RetryGap> {
  const { figures } = await offices.read();
  const name = 'collection-retry-gap';
  const inForce = (on: PlainDate) => figureInForce(figures, { center, district: null, on, name });
  return ({ refusedOn, listedOn }) => {
    const gap = inForce(refusedOn) ?? inForce(listedOn);
    if (!gap) {
      const detail = `${refusedOn}没有生效的参数“扣款失败后再次扣款的间隔”（${name}）。`;
      throw new Fault('figure-missing', detail);
    }
    return wholeValue(gap);
  };
}
