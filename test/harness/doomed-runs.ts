/** Runs driven by workers that are killed after every event of their workflow's history. */
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import type { SecretsFile } from '../../src/crypto/secrets.ts';
import { workflowBundle } from './bundle.ts';
import type { Office } from './office.ts';
import { startRunWorkerProcess, type RunWorkerSettings } from './run-worker-process.ts';
import type { OwnWorker } from './worker-process.ts';

export interface Killed {
  /** After a workflow task was written down. */
  readonly tasks: number;
  /** After a step was written down as completed. */
  readonly steps: number;
  /** After the commit of a step and before the engine heard of it: what the step came to. */
  readonly unheard: readonly string[];
}

const LOOK_MS = 50;

/**
 * Brings a workflow to its end while whoever works on it dies at every event: after each workflow
 * task, after each step, and once for everything a step can come to, between its commit and its answer.
 *
 * @param meanwhile called before every workflow task: what wakes a run that waits for somebody
 */
export async function runKilledAtEach(
  place: Office,
  secrets: SecretsFile,
  { handle, meanwhile }: { handle: WorkflowHandle; meanwhile: () => Promise<void> },
): Promise<Killed> {
  const { codePath } = await workflowBundle();
  const begin = (half: RunWorkerSettings['half'], livesAt: readonly string[] = []) =>
    startRunWorkerProcess({
      ...{ address: place.temporal.address, namespace: place.temporal.namespace },
      ...{ databaseUrl: place.db.urls.app, outside: place.outside() },
      ...{ secrets, codePath, half, livesAt },
    });
  const unheard: string[] = [];
  let [tasks, steps] = [0, 0];
  for (;;) {
    const { raw, status } = await handle.describe();
    if (status.name !== 'RUNNING') return { tasks, steps, unheard };
    if ((raw.pendingActivities ?? []).length === 0) {
      await meanwhile();
      await killedAfterEvent(await begin('tasks'), () => completed(handle, 'WorkflowTask', tasks));
      tasks += 1;
      continue;
    }
    const worker = await begin('steps', unheard);
    const heard = await killedAfterEvent(worker, () => completed(handle, 'ActivityTask', steps));
    if (heard) steps += 1;
    else unheard.push(String(worker.said.at(-1)));
  }
}

/** @returns false when it died by itself before */
async function killedAfterEvent(
  worker: OwnWorker,
  isThere: () => Promise<boolean>,
): Promise<boolean> {
  const told = { dead: false };
  const died = worker.died.then(() => {
    told.dead = true;
  });
  while (!told.dead && !(await isThere())) await delay(LOOK_MS);
  worker.kill();
  await died;
  return isThere();
}

/** More than so many of them stand in the history. */
async function completed(
  handle: WorkflowHandle,
  what: 'WorkflowTask' | 'ActivityTask',
  before: number,
): Promise<boolean> {
  const { events } = await handle.fetchHistory();
  const field = what === 'WorkflowTask' ? 'workflowTaskCompleted' : 'activityTaskCompleted';
  const found = (events ?? []).filter((event) => event[`${field}EventAttributes`]);
  return found.length > before;
}
