/** Starts the cases of what a run found: the same case however often it is asked for. */
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
  workflowTypeOf,
  type CaseStart,
  type Standing,
  type Submission,
} from '../src/cases/messages.ts';
import { Fault } from '../src/domain/fault.ts';
import type { BreachApplication } from '../src/forms/breach.ts';
import type { DormantClosingApplication } from '../src/forms/dormant-closing.ts';
import type { IrregularityApplication } from '../src/forms/irregularity.ts';

export interface FoundStart {
  readonly caseId: string;
  readonly center: string;
  readonly branch: string;
  /** The account's opaque id; empty where the case finds in the books what it is about. */
  readonly account: string;
}

/** What a run submits in its own name, by type of case. */
const SUBMITTED = {
  breach: (account: string): BreachApplication => ({
    account,
    fact: 'missed-contributions',
    reason: '经缴存扣款记录查得，约定的缴存款项多次未能扣款成功。',
  }),
  'dormant-closing': (account: string): DormantClosingApplication => ({
    account,
    reason: '列入经批准的零余额停缴名单。',
  }),
  irregularity: (): IrregularityApplication => ({ reason: '由合规巡检查得。' }),
} as const;
export type FoundType = keyof typeof SUBMITTED;

const keyword = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');

/**
 * @returns false when there is nothing to begin any more: the person pays again, or the account has changed
 * @throws Fault 'engine-unavailable' when it is not known
 */
export async function startFound(
  client: Client,
  type: FoundType,
  { caseId, center, branch, account }: FoundStart,
  taskQueue = CASE_TASK_QUEUE,
): Promise<boolean> {
  const start: CaseStart = { caseId, type, center, branch, channel: 'run' };
  const attributes = {
    ...{ AnjuType: type, AnjuState: 'running' },
    ...{ AnjuCenter: center, AnjuBranch: branch },
  };
  const operation = new WithStartWorkflowOperation(workflowTypeOf(type), {
    workflowId: caseWorkflowId(caseId),
    args: [start],
    taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    typedSearchAttributes: new TypedSearchAttributes(
      Object.entries(attributes).map(([name, value]) => ({ key: keyword(name), value })),
    ),
  });
  const submission: Submission<unknown> = {
    content: SUBMITTED[type](account),
    by: systemActor(center),
  };
  try {
    await client.workflow.executeUpdateWithStart<never, Standing, [Submission<unknown>]>('submit', {
      args: [submission],
      updateId: 'submit',
      startWorkflowOperation: operation as WithStartWorkflowOperation<never>,
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) return false;
    throw new Fault('engine-unavailable', 'the case could not be started', { cause: error });
  }
}
