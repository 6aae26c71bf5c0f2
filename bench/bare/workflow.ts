/**
 * The yardstick: an account opening as lean as the engine allows, without anything of ours.
 *
 * The same outside calls and human acts as the real one: applicant row, two questions outside side
 * by side, one human Update, account and two rows. Local activities only, four transitions.
 */
import { condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { BareActivities } from './activities.ts';

const { addApplicant, identity, national, openAccount } = proxyLocalActivities<BareActivities>({
  startToCloseTimeout: '3 seconds',
});

const submit = defineUpdate<string, [string]>('submit');
const sign = defineUpdate<string>('sign');

export async function bareOpening(id: string): Promise<void> {
  let stage = 'new';
  setHandler(submit, async (applicant) => {
    await addApplicant(id, applicant);
    stage = 'received';
    return stage;
  });
  setHandler(sign, async () => {
    await condition(() => stage === 'checked');
    await openAccount(id);
    stage = 'opened';
    return stage;
  });
  await condition(() => stage === 'received');
  await Promise.all([identity(id), national(id)]);
  stage = 'checked';
  await condition(() => stage === 'opened');
}
