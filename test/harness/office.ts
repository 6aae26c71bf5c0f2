/**
 * A whole office for a suite: database with a seeded center, simulators, a case worker, a client.
 *
 * Cases are started and acted on as the API does it; time passes by the suite's virtual clock.
 */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import type { Worker } from '@temporalio/worker';
import type pg from 'pg';
import { afterAll, beforeAll, expect } from 'vitest';
import { createCaseActivities } from '../../activities/create.ts';
import { faultInterceptor } from '../../activities/faults.ts';
import { createOffices } from '../../activities/offices.ts';
import { createIdentityClient } from '../../activities/outside/identity.ts';
import { createNationalClient } from '../../activities/outside/national.ts';
import type { Actor, Role } from '../../src/cases/case.ts';
import { caseWorkflowId, type CaseStart, type Standing } from '../../src/cases/messages.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { generateSecrets, parseSecrets, type Secrets } from '../../src/crypto/secrets.ts';
import { addFile, type FileStore } from '../../src/db/files.ts';
import { createPool } from '../../src/db/pool.ts';
import { seedMini } from './seed-mini.ts';
import { workflowTypeOf } from '../../src/api/engine.ts';
import { startSimulators, type Simulators } from '../../src/simulators/main.ts';
import { bundleWorkflows } from '../../src/temporal/bundle.ts';
import { createDataConverter } from '../../src/temporal/codec.ts';
import { createWorker } from '../../src/temporal/worker.ts';
import { database, type SuiteDatabase } from './database.ts';
import { temporalServer, type SuiteTemporal } from './temporal.ts';

export interface Office {
  readonly db: SuiteDatabase;
  readonly temporal: SuiteTemporal;
  readonly secrets: Secrets;
  /** The workers' own pool, with exact types: instants are milliseconds. */
  readonly pool: pg.Pool;
  readonly simulators: Simulators;
  readonly submit: (content: unknown, by?: Actor, caseId?: string) => Promise<Standing>;
  /** Starts a case of another type. */
  readonly submitAs: (type: string, content: unknown, by: Actor) => Promise<Standing>;
  readonly act: (caseId: string, action: string, content: unknown, by?: Actor) => Promise<Standing>;
  readonly handle: (caseId: string) => WorkflowHandle;
  readonly row: (caseId: string) => Promise<CaseView>;
  /** Waits until the case stands at that stage. */
  readonly until: (caseId: string, stage: string) => Promise<CaseView>;
  /** Jumps to the end of the open wait of that kind. */
  readonly pass: (caseId: string, kind: string) => Promise<void>;
  readonly days: (caseId: string, days: number) => Promise<void>;
  /** A scan handed in at the counter, not yet bound to a case. */
  readonly upload: (by?: Actor) => Promise<string>;
  /** The hash of the agreement that is offered now. */
  readonly agreementHash: (caseId: string) => Promise<string>;
  readonly events: (caseId: string) => Promise<readonly string[]>;
  /** Restarts the worker, as after a crash: nothing in memory survives. */
  readonly restartWorker: () => Promise<void>;
}

export interface CaseView {
  readonly id: string;
  readonly number: string;
  readonly stage: string;
  readonly version: number;
  readonly outcome: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly parties: Readonly<Record<string, string>>;
  readonly closed_at: number | null;
  readonly person: string;
}

const DAY = 86_400_000;
const PATIENCE = { budgetSeconds: 4, retryMinutes: 30 };

export function actor(role: Role, id: string, center = '210100', branch = 'sy-hall'): Actor {
  return { id, role, center, branch, origin: `test-${randomUUID()}` };
}

export const CLERK = actor('clerk', 'lin-guiyuan');
export const REVIEWER = actor('reviewer', 'zhao-fuhe');
export const SUPERVISOR = actor('supervisor', 'sun-zhuguan');
export const SECOND_SUPERVISOR = actor('supervisor', 'zhou-zhuguan');

export function office(): Office {
  const db = database();
  const secrets = parseSecrets(generateSecrets());
  const temporal = temporalServer({
    client: { dataConverter: createDataConverter(secrets.codec) },
  });
  let simulators: Simulators | undefined;
  let pool: pg.Pool | undefined;
  let running: { readonly worker: Worker; readonly done: Promise<void> } | undefined;
  const bundle = bundleWorkflows();
  const bytes = new Map<string, Buffer>();
  const store: FileStore = {
    put: (content) => {
      const address = createHash('sha256').update(content).digest('hex');
      bytes.set(address, Buffer.from(content));
      return Promise.resolve(address);
    },
    get: (address) => Promise.resolve(bytes.get(address) ?? null),
  };

  const startWorker = async () => {
    if (!pool || !simulators) throw new Error('the office is not open yet');
    const deps = {
      pool,
      secrets,
      personKeys: createPersonKeys(secrets.center),
      offices: createOffices(pool),
      national: createNationalClient({ url: `${simulators.url}/national` }),
      identity: createIdentityClient({ url: `${simulators.url}/identity` }),
      patience: PATIENCE,
    };
    const worker = await createWorker({
      connection: temporal.connection,
      namespace: temporal.namespace,
      taskQueue: temporal.taskQueue,
      codec: secrets.codec,
      identity: 'test-worker',
      workflowBundle: await bundle,
      activities: createCaseActivities(deps),
      faults: faultInterceptor,
      slots: 8,
    });
    running = { worker, done: worker.run() };
  };
  const stopWorker = async () => {
    running?.worker.shutdown();
    await running?.done;
    running = undefined;
  };

  beforeAll(async () => {
    await seedMini(db.owner);
    simulators = await startSimulators({ port: 0, databaseUrl: db.urls.owner });
    pool = createPool(db.urls.app, { name: 'test-worker', max: 8 });
    await startWorker();
  });
  afterAll(async () => {
    await stopWorker();
    await pool?.end();
    await simulators?.close();
  });

  const now = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error('the office opens in its beforeAll');
    return thing;
  };
  const handle = (caseId: string) => temporal.client.workflow.getHandle(caseWorkflowId(caseId));
  const row = async (caseId: string) => {
    const { rows } = await now(pool).query<CaseView>('select * from "case" where id = $1', [
      caseId,
    ]);
    if (!rows[0]) throw new Error('no such case');
    return rows[0];
  };

  return {
    db,
    temporal,
    secrets,
    get pool() {
      return now(pool);
    },
    get simulators() {
      return now(simulators);
    },
    submit: (content, by = CLERK, caseId = randomUUID()) =>
      submitTo(temporal, { content, by, caseId }),
    submitAs: (type, content, by) =>
      submitTo(temporal, { content, by, caseId: randomUUID(), type }),
    act: (caseId, action, content, by = CLERK) =>
      handle(caseId).executeUpdate<Standing, [unknown]>(action, {
        args: [{ content, by, expectedVersion: null }],
        updateId: `act:${randomUUID()}`,
      }),
    handle,
    row,
    until: async (caseId, stage) => {
      await expect.poll(async () => (await row(caseId)).stage, { timeout: 20_000 }).toBe(stage);
      return row(caseId);
    },
    pass: async (caseId, kind) => {
      const { rows } = await now(pool).query<{ until: number }>(
        'select until from wait where case_id = $1 and kind = $2 and closed_at is null',
        [caseId, kind],
      );
      if (!rows[0]) throw new Error(`no open wait of kind ${kind}`);
      await temporal.clock.jumpTo(handle(caseId), new Date(rows[0].until));
      await delay(50);
    },
    days: (caseId, days) => temporal.clock.fastForward(handle(caseId), days * DAY),
    events: async (caseId) => {
      const { rows } = await now(pool).query<{ kind: string }>(
        'select kind from event where case_id = $1 order by id',
        [caseId],
      );
      return rows.map(({ kind }) => kind);
    },
    upload: async (by = CLERK) => {
      const stored = await addFile(
        db.api,
        { store, personKeys: createPersonKeys(secrets.center), center: secrets.center },
        {
          center: by.center,
          kind: 'identity-document',
          mediaType: 'application/pdf',
          bytes: Buffer.from('%PDF-1.7 scan'),
          by: { id: by.id, role: by.role, origin: by.origin, at: Date.now() },
        },
      );
      return stored.id;
    },
    agreementHash: async (caseId) => {
      const { rows } = await now(pool).query<{ hash: string }>(
        `select hash from agreement where case_id = $1 and state = 'offered'`,
        [caseId],
      );
      return rows[0]?.hash ?? '';
    },
    restartWorker: async () => {
      await stopWorker();
      await startWorker();
    },
  };
}

function submitTo(
  temporal: SuiteTemporal,
  {
    content,
    by,
    caseId,
    type = 'account-opening',
  }: { content: unknown; by: Actor; caseId: string; type?: string },
): Promise<Standing> {
  const start: CaseStart = {
    caseId,
    type,
    center: by.center,
    branch: by.branch ?? 'sy-hall',
    channel: 'counter',
  };
  const operation = new WithStartWorkflowOperation(workflowTypeOf(type), {
    workflowId: caseWorkflowId(caseId),
    args: [start],
    taskQueue: temporal.taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return temporal.client.workflow.executeUpdateWithStart<never, Standing, [unknown]>('submit', {
    args: [{ content, by }],
    updateId: 'submit',
    startWorkflowOperation: operation as WithStartWorkflowOperation<never>,
  });
}
