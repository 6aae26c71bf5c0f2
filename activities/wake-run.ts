/** Starts or wakes the workflow of a run, as a message of the outbox asks for it. */
import type { Client } from '@temporalio/client';
import type pg from 'pg';
import { RUN_TASK_QUEUE, runWorkflowId, WAKE_RUN, type RunStart } from '../src/cases/runs.ts';
import { markDelivered, type Outgoing } from '../src/db/outbox.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { Fault } from '../src/domain/fault.ts';

interface WakeDeps {
  readonly pool: pg.Pool;
  readonly client: Client;
}

/** Starts the run's workflow, or tells the one that runs to look where it stands. */
export async function wakeRun(deps: WakeDeps, row: Outgoing): Promise<void> {
  const id = row.key.split('/').slice(1, -1).join('/');
  const start: RunStart = { run: id };
  try {
    await deps.client.workflow.signalWithStart('run', {
      workflowId: runWorkflowId(id),
      taskQueue: RUN_TASK_QUEUE,
      args: [start],
      signal: WAKE_RUN,
    });
  } catch (error) {
    throw new Fault('engine-unavailable', 'the run could not be woken', { cause: error });
  }
  await inTransaction(deps.pool, (tx) => markDelivered(tx, row.id));
}
