/** Who an agent (代理人) is, asked of identity verification: a short attempt, then one a supervisor can see. */
import { isCancellation, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { AgencyActivities, AgentQuestion } from '../../activities/agency.ts';
import { dateAt } from '../../src/domain/calendar.ts';
import { faultOf } from './commit.ts';

const briefly = proxyLocalActivities<AgencyActivities>({
  startToCloseTimeout: '1500 milliseconds',
  scheduleToCloseTimeout: '1600 milliseconds',
  retry: { maximumAttempts: 1 },
});

/** Somebody stands at the counter meanwhile. */
const patiently = proxyActivities<AgencyActivities>({
  startToCloseTimeout: '10 seconds',
  scheduleToCloseTimeout: '15 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2 },
});

type Answer = Awaited<ReturnType<AgencyActivities['verifyAgent']>>;

/** Null: the document tells too little to be asked; the clerk has the original in hand. */
export async function askAgent(
  caseId: string,
  version: number,
  { account, agent }: Pick<AgentQuestion, 'account' | 'agent'>,
): Promise<Answer | { readonly fault: string }> {
  const at = Date.now();
  const question = {
    ...{ account, agent, at, on: dateAt(at) },
    key: `${caseId}:agent:${String(version)}:${String(at)}`,
  };
  try {
    return await briefly.verifyAgent(question);
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
  try {
    return await patiently.verifyAgent(question);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { fault: faultOf(error)?.type ?? 'outside-system-unavailable' };
  }
}
