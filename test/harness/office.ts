/**
 * A whole office for a suite: database with the demo center, simulators, a case worker, a client.
 *
 * Cases are started and acted on as the API does it, forms and all; time passes by the suite's virtual clock.
 * After every story the books are in order: nothing is forgotten, nothing is left behind.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
  type WorkflowHandle,
} from '@temporalio/client';
import {
  ApplicationFailure,
  defineSearchAttributeKey,
  TypedSearchAttributes,
} from '@temporalio/common';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import type { CaseActivities } from '../../activities/index.ts';
import type { Actor, Role } from '../../src/cases/case.ts';
import {
  workflowTypeOf,
  caseWorkflowId,
  type CaseStart,
  type Standing,
} from '../../src/cases/messages.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { generateSecrets, parseSecrets, type Secrets } from '../../src/crypto/secrets.ts';
import { addFile, type FileStore } from '../../src/db/files.ts';
import { createPool } from '../../src/db/pool.ts';
import { CASE_FORMS } from '../../src/forms/index.ts';
import { seedDemo } from '../../src/seed.ts';
import { startSimulators, type Simulators } from '../../src/simulators/main.ts';
import { createDataConverter } from '../../src/temporal/codec.ts';
import { beginsAhead } from '../../src/temporal/demo-client.ts';
import type { DemoClock } from '../../src/temporal/demo-clock.ts';
import { application, type Applicant } from '../builders.ts';
import { books, expectOrder, type Books, type CaseView } from './books.ts';
import { workflowBundle } from './bundle.ts';
import { database, type SuiteDatabase } from './database.ts';
import { startOfficeWorker } from './office-worker.ts';
import { simulatedWorld, type SimulatedWorld } from './simulated.ts';
import { temporalServer, type SuiteTemporal } from './temporal.ts';

/** Who acts, and how the act is sent when that matters. */
export type As = Actor & {
  readonly updateId?: string;
  readonly expectedVersion?: number;
};

export interface Office extends Books {
  readonly db: SuiteDatabase;
  readonly temporal: SuiteTemporal;
  readonly secrets: Secrets;
  /** The workers' role, with exact types: instants are milliseconds. */
  readonly pool: pg.Pool;
  readonly world: SimulatedWorld;
  readonly outside: () => string;
  /** Starts a case of any type. */
  readonly start: (type: string, content: unknown, by: Actor, caseId?: string) => Promise<Standing>;
  /** Sends an application for an account as it is. */
  readonly submit: (content: unknown, by?: Actor, caseId?: string) => Promise<Standing>;
  /** Hands in a complete application with a scan of the document, and further files by kind. */
  readonly apply: (
    person?: Partial<Applicant> & { readonly files?: Readonly<Record<string, string>> },
    more?: Record<string, unknown>,
    by?: Actor,
  ) => Promise<Standing>;
  readonly act: (caseId: string, action: string, content: object, as?: As) => Promise<Standing>;
  /** Signs at the counter what is offered. */
  readonly sign: (caseId: string, as?: As) => Promise<Standing>;
  readonly handle: (caseId: string) => WorkflowHandle;
  /** Waits until the case stands at that stage, and has come to rest. */
  readonly until: (caseId: string, stage: string) => Promise<CaseView>;
  /** The instant (ms) the case lives in. */
  readonly now: (caseId: string) => Promise<number>;
  /** Jumps to the end of the open wait of that kind, or by so much before or after it (ms). */
  readonly pass: (caseId: string, kind: string, by?: number) => Promise<void>;
  readonly days: (caseId: string, days: number) => Promise<void>;
  /** A scan handed in at the counter, not yet bound to a case. */
  readonly upload: (by?: Actor) => Promise<string>;
  /** The hash of the agreement that is offered now. */
  readonly agreementHash: (caseId: string) => Promise<string>;
  readonly transitions: (caseId: string) => Promise<number>;
  readonly stopWorker: () => Promise<void>;
  readonly startWorker: () => Promise<void>;
}

export interface OfficeOptions {
  /** Puts something between the workflows and their activities. */
  readonly between?: (activities: CaseActivities) => CaseActivities;
  readonly secrets?: Secrets;
  /** The server gives a task to another worker after this time. */
  readonly taskTimeout?: '1 second' | '2 seconds';
  /** A namespace of the suite's own, for whoever looks at all workflows there are. */
  readonly ownNamespace?: boolean;
  /** A clock ahead of the machine, as in a time demo: what begins, begins at its date. */
  readonly ahead?: DemoClock;
}

const DAY_MS = 86_400_000;
const POLL = { timeout: 20_000, interval: 20 };

export function actor(role: Role, id: string, branch: string | null = 'sy-hall'): Actor {
  return { id, role, center: '210100', branch, origin: `test-${randomUUID()}` };
}

export const CLERK = actor('clerk', 'lin-guiyuan');
export const REVIEWER = actor('reviewer', 'zhao-fuhe');
export const SECOND_REVIEWER = actor('reviewer', 'chen-fuhe');
export const SUPERVISOR = actor('supervisor', 'sun-zhuguan');
export const SECOND_SUPERVISOR = actor('supervisor', 'zhou-zhuguan');
export const BANK = actor('channel', 'channel-bank', 'sy-bank');

/** The code with which an act was refused. @throws Error when it was not */
export async function refusalOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (error) {
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : error;
    if (cause instanceof ApplicationFailure) return cause.type ?? '';
    throw error;
  }
  throw new Error('the act was not refused');
}

export function office(options: OfficeOptions = {}): Office {
  const db = database();
  const { secrets = parseSecrets(generateSecrets()) } = options;
  const temporal: SuiteTemporal = temporalServer({
    ownNamespace: options.ownNamespace === true,
    client: {
      dataConverter: createDataConverter(secrets.codec),
      identity: 'test-client',
      ...(options.ahead && {
        interceptors: { workflow: [beginsAhead(options.ahead, () => temporal.client)] },
      }),
    },
  });
  let simulators: Simulators | undefined;
  let pool: pg.Pool | undefined;
  let stop: (() => Promise<void>) | undefined;
  const outside = () => now(simulators).url;
  const own = books(() => now(pool), secrets);
  const upload = uploader(db, secrets);

  const startWorker = async () => {
    stop = await startOfficeWorker({
      connection: temporal.connection,
      namespace: temporal.namespace,
      taskQueue: temporal.taskQueue,
      databaseUrl: db.urls.app,
      secrets,
      outside: outside(),
      workflowBundle: await workflowBundle(),
      between: options.between,
    });
  };
  const stopWorker = async () => {
    await stop?.();
    stop = undefined;
  };

  beforeAll(async () => {
    await seedDemo({ pool: db.owner, secrets });
    simulators = await startSimulators({ port: 0, databaseUrl: db.urls.owner });
    pool = createPool(db.urls.app, { name: 'test', max: 4 });
    await startWorker();
  });
  afterEach(() => expectOrder(own));
  afterAll(async () => {
    await stopWorker();
    await pool?.end();
    await simulators?.close();
  });

  const handle = (caseId: string) => temporal.client.workflow.getHandle(caseWorkflowId(caseId));
  const types = new Map<string, string>();
  const send = (submitted: Submitted) => {
    types.set(submitted.caseId, submitted.type);
    return submitTo(temporal, submitted, options.taskTimeout);
  };
  const submit: Office['submit'] = (content, by = CLERK, caseId = randomUUID()) =>
    send({ type: 'account-opening', content, by, caseId });
  const act: Office['act'] = async (caseId, action, given, as = CLERK) => {
    const { updateId = `act:${randomUUID()}`, expectedVersion = null, ...by } = as;
    const type = types.get(caseId) ?? '';
    const content = CASE_FORMS[type]?.actions[action]?.parse(given) ?? given;
    const args: [unknown] = [{ content, by, expectedVersion }];
    return handle(caseId).executeUpdate<Standing, [unknown]>(action, { args, updateId });
  };
  const agreementHash: Office['agreementHash'] = async (caseId) => {
    const [offered] = await own.ask<{ hash: string }>(
      `select hash from agreement where case_id = $1 and state = 'offered'
        union all select hash from amendment where case_id = $1 and state = 'offered'`,
      caseId,
    );
    return offered?.hash ?? '0'.repeat(64);
  };

  return {
    ...own,
    db,
    temporal,
    secrets,
    get pool() {
      return now(pool);
    },
    world: simulatedWorld(outside),
    outside,
    start: (type, content, by, caseId = randomUUID()) => send({ type, content, by, caseId }),
    submit,
    apply: async (person = {}, more = {}, by = CLERK) => {
      const files = { 'identity-document': await upload(by), ...person.files };
      return submit(application({ ...person, files }, more), by);
    },
    act,
    sign: async (caseId, as = CLERK) => {
      const [hash, file] = await Promise.all([agreementHash(caseId), upload(as)]);
      const content = { by: 'counter', agreementHash: hash, file, termsExplained: true };
      return act(caseId, 'sign', content, as);
    },
    handle,
    until: async (caseId, stage) => {
      await vi.waitFor(async () => {
        expect((await own.row(caseId)).stage).toBe(stage);
      }, POLL);
      await temporal.clock.untilIdle(handle(caseId));
      return own.row(caseId);
    },
    now: async (caseId) => (await temporal.clock.now(handle(caseId))).getTime(),
    pass: async (caseId, kind, by = 0) => {
      const wait = (await own.waits(caseId)).find((one) => one.kind === kind);
      if (!wait || wait.until === null) throw new Error(`no open wait of kind ${kind} with an end`);
      const { version } = await own.row(caseId);
      await temporal.clock.jumpTo(handle(caseId), new Date(wait.until + by));
      // A wait that has ended leads to something that is written.
      if (by >= 0) {
        await vi.waitFor(async () => {
          expect((await own.row(caseId)).version).toBeGreaterThan(version);
        }, POLL);
      }
      await temporal.clock.untilIdle(handle(caseId));
    },
    days: (caseId, days) => temporal.clock.fastForward(handle(caseId), days * DAY_MS),
    upload,
    agreementHash,
    transitions: async (caseId) => {
      const { raw } = await handle(caseId).describe();
      return Number(raw.workflowExecutionInfo?.stateTransitionCount ?? 0);
    },
    stopWorker,
    startWorker,
  };
}

function now<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('the office opens in its beforeAll');
  return thing;
}

function uploader(db: SuiteDatabase, secrets: Secrets): Office['upload'] {
  const bytes = new Map<string, Buffer>();
  const store: FileStore = {
    put: (content) => {
      const address = createHash('sha256').update(content).digest('hex');
      bytes.set(address, Buffer.from(content));
      return Promise.resolve(address);
    },
    get: (address) => Promise.resolve(bytes.get(address) ?? null),
  };
  const personKeys = createPersonKeys(secrets.center);
  return async (by = CLERK) => {
    const { id, role, origin } = by;
    const stored = await addFile(
      db.api,
      { store, personKeys, center: secrets.center },
      {
        center: by.center,
        kind: 'identity-document',
        mediaType: 'application/pdf',
        bytes: Buffer.from('%PDF-1.7 scan'),
        by: { id, role, origin, at: Date.now() },
      },
    );
    return stored.id;
  };
}

const keyword = (name: string) => defineSearchAttributeKey(name, 'KEYWORD');

interface Submitted {
  readonly type: string;
  readonly content: unknown;
  readonly by: Actor;
  readonly caseId: string;
}

async function submitTo(
  { client, taskQueue }: SuiteTemporal,
  { type, content, by, caseId }: Submitted,
  taskTimeout: OfficeOptions['taskTimeout'],
): Promise<Standing> {
  const { center } = by;
  const branch = by.branch ?? 'sy-hall';
  const start: CaseStart = { caseId, type, center, branch, channel: 'counter' };
  const application = CASE_FORMS[type]?.application.parse(content);
  const operation = new WithStartWorkflowOperation(workflowTypeOf(type), {
    workflowId: caseWorkflowId(caseId),
    args: [start],
    taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    typedSearchAttributes: new TypedSearchAttributes([
      { key: keyword('AnjuType'), value: type },
      { key: keyword('AnjuCenter'), value: center },
      { key: keyword('AnjuBranch'), value: branch },
      { key: keyword('AnjuState'), value: 'running' },
    ]),
    ...(taskTimeout === undefined ? {} : { workflowTaskTimeout: taskTimeout }),
  });
  return client.workflow.executeUpdateWithStart<never, Standing, [unknown]>('submit', {
    args: [{ content: application, by }],
    updateId: 'submit',
    startWorkflowOperation: operation as WithStartWorkflowOperation<never>,
  });
}
