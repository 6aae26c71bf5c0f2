/** A case led by workers of which each is killed: after a workflow task, or after a step of one. */
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import type { SecretsFile } from '../../src/crypto/secrets.ts';
import { workflowBundle } from './bundle.ts';
import type { Office } from './office.ts';
import { startWorkerProcess, type OwnWorker } from './worker-process.ts';

const LOOK_MS = 20;

export interface Hit {
  /** Workers killed right after the server has written what a workflow task came to. */
  readonly tasks: number;
  /** Steps after which one was killed: done, committed, and not known to the workflow yet. */
  readonly steps: readonly string[];
}

export interface Written {
  readonly events: number;
  readonly tasks: number;
  readonly steps: number;
}

/** What stands in the history of a case. */
export async function writtenOf(handle: WorkflowHandle): Promise<Written> {
  const events = (await handle.fetchHistory()).events ?? [];
  return {
    events: events.length,
    tasks: events.filter((event) => event.workflowTaskCompletedEventAttributes).length,
    steps: events.filter((event) => event.markerRecordedEventAttributes?.markerName === LOCAL_STEP)
      .length,
  };
}

const LOCAL_STEP = 'core_local_activity';

/**
 * Brings a case to its end while whoever works on it dies: in every workflow task after its first step,
 * the next one after its second, and so on; the last of them after the task itself was written. What the
 * outside does it does while nobody works, so that every event is written between two workers.
 *
 * @param outside called whenever the case is at rest; resolves when it is done, or under way
 */
export async function caseKilledAtEach(
  place: Office,
  secrets: SecretsFile,
  { handle, outside }: { handle: () => WorkflowHandle; outside: () => Promise<void> },
): Promise<Hit> {
  const { codePath } = await workflowBundle();
  const spare = () =>
    startWorkerProcess({
      ...{ address: place.temporal.address, namespace: place.temporal.namespace },
      ...{ taskQueue: place.temporal.taskQueue, databaseUrl: place.db.urls.app },
      ...{ secrets, outside: place.outside(), codePath, diesAfter: null, standsBy: true },
    });
  const steps: string[] = [];
  let [tasks, ofTask] = [0, 0];
  await outside();
  let next = spare();
  try {
    for (;;) {
      const { raw, status } = await handle().describe();
      if (status.name !== 'RUNNING') return { tasks, steps };
      if (!raw.pendingWorkflowTask) await outside();
      const worker = await next;
      next = spare();
      worker.go(ofTask + 1);
      if (await killedAfterTask(worker, async () => (await writtenOf(handle())).tasks > tasks)) {
        tasks += 1;
        ofTask = 0;
        await forgotten(place, handle());
      } else {
        ofTask += 1;
        steps.push(String(worker.said.at(-1)));
      }
    }
  } finally {
    const last = await next;
    last.kill();
    await last.died;
  }
}

/** @returns false when it died by itself before */
async function killedAfterTask(
  worker: OwnWorker,
  isWritten: () => Promise<boolean>,
): Promise<boolean> {
  const told = { dead: false };
  const died = worker.died.then(() => {
    told.dead = true;
  });
  while (!told.dead && !(await isWritten())) await delay(LOOK_MS);
  worker.kill();
  await died;
  return isWritten();
}

/** The server would keep the next task for the one that is dead. */
async function forgotten(place: Office, handle: WorkflowHandle): Promise<void> {
  const { client, namespace } = place.temporal;
  const { workflowId } = handle;
  if ((await handle.describe()).status.name !== 'RUNNING') return;
  await client.workflowService.resetStickyTaskQueue({ namespace, execution: { workflowId } });
}
