/** Starts the case of a breach that a run found: the same case however often it is asked for. */
import {
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
  type Client,
} from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { systemActor } from '../src/cases/case.ts';
import {
  CASE_TASK_QUEUE,
  caseWorkflowId,
  type CaseStart,
  type Standing,
  type Submission,
} from '../src/cases/messages.ts';
import { Fault } from '../src/domain/fault.ts';
import type { BreachApplication } from '../src/forms/breach.ts';

export interface BreachStart {
  readonly caseId: string;
  readonly center: string;
  readonly branch: string;
  readonly account: string;
}

const ATTRIBUTES = { AnjuType: 'breach', AnjuState: 'running' } as const;
const keyword = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');

/**
 * @returns false when there is no breach any more: the person pays again, or the agreement has ended
 * @throws Fault 'engine-unavailable' when it is not known
 */
export async function startBreach(
  client: Client,
  { caseId, center, branch, account }: BreachStart,
  taskQueue = CASE_TASK_QUEUE,
): Promise<boolean> {
  const start: CaseStart = { caseId, type: 'breach', center, branch, channel: 'run' };
  const attributes = { ...ATTRIBUTES, AnjuCenter: center, AnjuBranch: branch };
  const operation = new WithStartWorkflowOperation('breach', {
    workflowId: caseWorkflowId(caseId),
    args: [start],
    taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    typedSearchAttributes: new TypedSearchAttributes(
      Object.entries(attributes).map(([name, value]) => ({ key: keyword(name), value })),
    ),
  });
  const content: BreachApplication = {
    account,
    fact: 'missed-contributions',
    reason: '经缴存扣款记录查得，约定的缴存款项多次未能扣款成功。',
  };
  const submission: Submission<BreachApplication> = { content, by: systemActor(center) };
  try {
    await client.workflow.executeUpdateWithStart<never, Standing, [Submission<BreachApplication>]>(
      'submit',
      {
        args: [submission],
        updateId: 'submit',
        startWorkflowOperation: operation as WithStartWorkflowOperation<never>,
      },
    );
    return true;
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) return false;
    throw new Fault('engine-unavailable', 'the case could not be started', { cause: error });
  }
}
