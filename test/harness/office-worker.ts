/** A case worker as the product starts it, on a suite's own servers; patience is short in tests. */
import type { NativeConnection, WorkflowBundleOption } from '@temporalio/worker';
import { createCaseActivities } from '../../activities/create.ts';
import { faultInterceptor } from '../../activities/faults.ts';
import type { CaseActivities } from '../../activities/index.ts';
import { createOffices } from '../../activities/offices.ts';
import { createIdentityClient } from '../../activities/outside/identity.ts';
import { createNationalClient } from '../../activities/outside/national.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import type { Change } from '../../src/cases/change.ts';
import type { Secrets } from '../../src/crypto/secrets.ts';
import { createPool } from '../../src/db/pool.ts';
import { createWorker } from '../../src/temporal/worker.ts';

export interface OfficeWorkerSettings {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly databaseUrl: string;
  readonly secrets: Secrets;
  /** Address of the simulators. */
  readonly outside: string;
  readonly workflowBundle: WorkflowBundleOption;
  /** Puts something between the workflows and their activities. */
  readonly between?: ((activities: CaseActivities) => CaseActivities) | undefined;
  /** Called when everything is there; it asks for work when this has resolved. */
  readonly standsBy?: () => Promise<unknown>;
}

/** How long an outside step retries in tests, and how often a parked one tries. */
export const PATIENCE = { budgetSeconds: 2, retryMinutes: 30 };
/** A system that is up again is asked at once. */
const LIMITS = { probeAfterMs: 20, probeAfterMaxMs: 50 };

/** @returns how to stop it, when what it has in hand is done */
export async function startOfficeWorker(
  settings: OfficeWorkerSettings,
): Promise<() => Promise<void>> {
  const { secrets, outside, databaseUrl, ...given } = settings;
  const pool = createPool(databaseUrl, { name: 'test-worker', max: 8 });
  const national = createNationalClient({ url: `${outside}/national`, limits: LIMITS });
  const identity = createIdentityClient({ url: `${outside}/identity`, limits: LIMITS });
  const activities = createCaseActivities({
    pool,
    secrets,
    personKeys: createPersonKeys(secrets.center),
    offices: createOffices(pool),
    national,
    identity,
    patience: PATIENCE,
  });
  const worker = await createWorker({
    connection: given.connection,
    namespace: given.namespace,
    taskQueue: given.taskQueue,
    workflowBundle: given.workflowBundle,
    codec: secrets.codec,
    identity: 'test-worker',
    activities: given.between?.(activities) ?? activities,
    faults: faultInterceptor,
    slots: 8,
  });
  if (settings.standsBy) {
    await pool.query('select 1');
    await settings.standsBy();
  }
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
    await Promise.all([national.close(), identity.close(), pool.end()]);
  };
}

/**
 * The same activities, each heard of when it is done and before the workflow hears of it: by its name, and
 * a commit by the step of the case that it writes.
 */
export function overheard(
  own: CaseActivities,
  hears: (step: string) => Promise<void> | void,
): CaseActivities {
  const around = ([name, activity]: [string, (...given: never[]) => Promise<unknown>]) => [
    name,
    async (...given: never[]) => {
      const result = await activity(...given);
      await hears(name === 'commit' ? `commit ${stepOf(given[0])}` : name);
      return result;
    },
  ];
  return Object.fromEntries(Object.entries(own).map(around)) as CaseActivities;
}

function stepOf(change: unknown): string {
  const { key, events } = change as Change;
  return events.map(({ kind }) => kind).join('+') || key;
}
