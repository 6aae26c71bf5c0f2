/** A workflow for the test of the clock itself: waits for a person, half a year at most. */
import { condition, defineQuery, defineSignal, setHandler } from '@temporalio/workflow';

export const answer = defineSignal('answer');
export const phase = defineQuery<string>('phase');

export async function waiting(): Promise<string> {
  let [now, answered] = ['waiting', false];
  setHandler(phase, () => now);
  setHandler(answer, () => {
    answered = true;
  });
  const inTime = await condition(() => answered, '183 days');
  now = inTime ? 'answered' : 'reminded';
  await condition(() => answered, '30 days');
  return `${now} at ${new Date().toISOString().slice(0, 10)}`;
}
