/**
 * What begins in a time demo begins at the demo's date: a workflow is started with a delay of as much
 * as the demo is ahead, and that delay is skipped before its first task.
 */
import type {
  Client,
  WorkflowClientInterceptor,
  WorkflowStartUpdateWithStartInput,
} from '@temporalio/client';
import type { DemoClock } from './demo-clock.ts';
import { virtualClock } from './virtual-clock.ts';

type Started = Pick<
  WorkflowStartUpdateWithStartInput['workflowStartOptions'],
  'workflowId' | 'taskQueue' | 'args' | 'typedSearchAttributes' | 'workflowIdReusePolicy'
>;

/** @param client asked for when the first workflow is started: it is made with this interceptor */
export function beginsAhead(clock: DemoClock, client: () => Client): WorkflowClientInterceptor {
  const begin = (type: string, options: Started) => startAhead(client(), clock, { type, options });
  return {
    startUpdateWithStart: async (input, next) => {
      await begin(input.workflowType, input.workflowStartOptions);
      return next(input);
    },
    signalWithStart: async (input, next) => {
      await begin(input.workflowType, input.options);
      return next(input);
    },
  };
}

/** Starts it at the demo's date unless it is there; one that is there is left where it stands. */
export async function startAhead(
  client: Client,
  clock: DemoClock,
  { type, options }: { readonly type: string; readonly options: Started },
): Promise<void> {
  const startDelay = clock.ahead();
  if (startDelay === 0) return;
  const { workflowId, taskQueue, args, typedSearchAttributes, workflowIdReusePolicy } = options;
  const handle = client.workflow.getHandle(workflowId);
  if (await isThere(handle)) return;
  await client.workflow.start(type, {
    ...{ workflowId, taskQueue, args, startDelay },
    ...(typedSearchAttributes === undefined ? {} : { typedSearchAttributes }),
    ...(workflowIdReusePolicy === undefined ? {} : { workflowIdReusePolicy }),
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  await virtualClock(client).jumpTo(handle, new Date(clock.now()));
}

async function isThere(handle: { readonly describe: () => Promise<unknown> }): Promise<boolean> {
  return handle.describe().then(
    () => true,
    () => false,
  );
}
