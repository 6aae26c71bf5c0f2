/** A case led by workers of which each is killed: after a workflow task, or after a step of one. */
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import type { SecretsFile } from '../../src/crypto/secrets.ts';
import { workflowBundle } from './bundle.ts';
import type { Office } from './office.ts';
import { startWorkerProcess, type OwnWorker } from './worker-process.ts';

const LOOK_MS = 40;

export interface Hit {
  /**
   * Workers killed right after the server has written what a workflow task came to: after every one that has
   * brought the case to rest, for the outside does nothing before.
   */
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

/** The engine takes its time with a task over which more of them have died. */
const DEATHS_OF_TASK = 3;

/**
 * Brings a case to its end while whoever works on it dies: in every workflow task right after some step, the
 * next one right after the step that follows; and one after the task itself was written. What the outside
 * does it does while nobody works, so that every event is written between two workers.
 *
 * @param lived the steps of the course, counted from 1, over which somebody has died: nobody dies there again,
 *   and those of this life are added. Where a task has more steps than may be died over, another life is led.
 * @param outside called whenever the case is at rest; resolves when it is done, or under way
 */
export async function caseKilledAtEach(
  place: Office,
  secrets: SecretsFile,
  {
    lived,
    handle,
    outside,
  }: {
    readonly lived: Set<number>;
    readonly handle: () => WorkflowHandle;
    readonly outside: () => Promise<void>;
  },
): Promise<Hit> {
  const { codePath } = await workflowBundle();
  const spare = () =>
    startWorkerProcess({
      ...{ address: place.temporal.address, namespace: place.temporal.namespace },
      ...{ taskQueue: place.temporal.taskQueue, databaseUrl: place.db.urls.app },
      ...{ secrets, outside: place.outside(), codePath, diesAfter: null, standsBy: true },
    });
  const steps: string[] = [];
  let [tasks, known, ofTask] = [0, 0, 0];
  await outside();
  let next = spare();
  try {
    for (;;) {
      const { raw, status } = await handle().describe();
      if (status.name !== 'RUNNING') return { tasks, steps };
      if (!raw.pendingWorkflowTask) await outside();
      const worker = await next;
      next = spare();
      const before = (await writtenOf(handle())).steps;
      worker.go(ofTask < DEATHS_OF_TASK ? beyond(lived, before) : []);
      if (await killedAfterTask(worker, async () => (await writtenOf(handle())).tasks > known)) {
        tasks += 1;
        ofTask = 0;
        // One that is slow is given another task with what the first came to, until it is killed.
        known = (await writtenOf(handle())).tasks;
        await forgotten(place, handle());
      } else {
        const { n, step } = worker.said.at(-1) as { n: number; step: string };
        ofTask += 1;
        lived.add(before + n);
        steps.push(step);
      }
    }
  } finally {
    const last = await next;
    last.kill();
    await last.died;
  }
}

/** Those of the next steps, counted from the last one that is written, over which nobody has died yet. */
function beyond(lived: ReadonlySet<number>, written: number): readonly number[] {
  const next = Array.from({ length: STEPS_OF_TASK }, (_, n) => n + 1);
  return next.filter((n) => !lived.has(written + n));
}

/** More than any has. */
const STEPS_OF_TASK = 50;

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
