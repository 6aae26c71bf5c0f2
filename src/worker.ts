/**
 * A worker process: `cases` runs interactive cases; `runs` does what happens beside them, such as
 * outgoing messages and the seal of the audit trail, and everything that works in bulk.
 */
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { pino, type Logger } from 'pino';
import { createCaseActivities } from '../activities/create.ts';
import { faultInterceptor } from '../activities/faults.ts';
import { createOffices } from '../activities/offices.ts';
import { createIdentityClient } from '../activities/outside/identity.ts';
import { createNationalClient } from '../activities/outside/national.ts';
import { createNoticesClient } from '../activities/outside/notices.ts';
import { runRelay } from '../activities/relay.ts';
import { CASE_TASK_QUEUE } from './cases/messages.ts';
import { parseWorkerConfig, type WorkerConfig } from './config.ts';
import { createPersonKeys } from './crypto/person-key.ts';
import { readSecrets } from './crypto/secrets.ts';
import { createPool } from './db/pool.ts';
import { runSealer } from './db/sealer.ts';
import { createWorkerHealth, type WorkerHealth } from './worker-health.ts';
import { bundleWorkflows } from './temporal/bundle.ts';
import { connectClient, whenThere } from './temporal/connection.ts';
import { createWorker, type WorkerSettings } from './temporal/worker.ts';

interface Running {
  readonly stop: () => Promise<void>;
}

async function startCases(config: WorkerConfig, health: WorkerHealth): Promise<Running> {
  const secrets = readSecrets(config.secretsFile);
  const pool = createPool(config.databaseUrl, { name: 'anju-cases', max: config.databasePool });
  const limits = { requestsPerSecond: config.outsidePerSecond };
  const national = createNationalClient({
    url: config.outside.national,
    limits,
    onHealth: health.outside,
    onAttempt: health.attempt,
  });
  const identity = createIdentityClient({
    url: config.outside.identity,
    limits,
    onHealth: health.outside,
    onAttempt: health.attempt,
  });
  const activities = createCaseActivities({
    pool,
    secrets,
    personKeys: createPersonKeys(secrets.center),
    offices: createOffices(pool),
    national,
    identity,
    patience: config.patience,
  });
  const workflowBundle = await bundleWorkflows();
  const connection = await whenThere(() => connectWorker(config), health.fault);
  const settings: WorkerSettings = {
    connection,
    namespace: config.temporal.namespace,
    taskQueue: CASE_TASK_QUEUE,
    codec: secrets.codec,
    identity: `cases@${String(process.pid)}`,
    workflowBundle,
    activities,
    faults: faultInterceptor,
    slots: config.databasePool,
  };
  const worker = await whenThere(() => createWorker(settings), health.fault);
  const done = worker.run();
  health.ready(() => worker.getState() === 'RUNNING');
  done.catch((error: unknown) => {
    health.fatal(error);
  });
  return {
    stop: async () => {
      worker.shutdown();
      await done.catch(() => undefined);
      await Promise.all([national.close(), identity.close(), connection.close(), pool.end()]);
    },
  };
}

function connectWorker({ temporal }: WorkerConfig): Promise<NativeConnection> {
  return NativeConnection.connect({
    address: temporal.address,
    tls: temporal.tls,
    ...(temporal.apiKey === undefined ? {} : { apiKey: temporal.apiKey }),
    // On a machine's own network compressing costs more than it saves.
    ...(temporal.tls ? {} : { grpcCompression: { codec: 'none' } }),
  });
}

function startRuns(config: WorkerConfig, health: WorkerHealth): Running {
  const secrets = readSecrets(config.secretsFile);
  const pool = createPool(config.databaseUrl, { name: 'anju-runs', max: config.databasePool });
  const notices = createNoticesClient({
    url: config.outside.notices,
    limits: { requestsPerSecond: config.outsidePerSecond },
    onHealth: health.outside,
    onAttempt: health.attempt,
  });
  const { client, close } = connectClient({
    ...config.temporal,
    codec: secrets.codec,
    identity: `runs@${String(process.pid)}`,
  });
  const personKeys = createPersonKeys(secrets.center);
  const relay = runRelay({ pool, secrets, personKeys, notices, client, onFailure: health.relay });
  const sealer = runSealer(pool, { secrets, heads: config.heads, onFault: health.fault });
  health.ready(() => true);
  return {
    stop: async () => {
      await Promise.all([relay.stop(), sealer.stop()]);
      await Promise.all([notices.close(), close(), pool.end()]);
    },
  };
}

async function main(): Promise<void> {
  const kind = process.argv[2];
  if (kind !== 'cases' && kind !== 'runs') throw new Error('say which worker: cases or runs');
  const config = parseWorkerConfig(process.env);
  const log: Logger = pino({ name: `worker-${kind}`, level: config.logLevel });
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ message, meta }) => {
      log.warn(bareMeta(meta), message);
    }),
    workerHeartbeatInterval: '30s',
  });
  const health = createWorkerHealth({
    kind,
    log,
    port: config.metricsPort,
    host: config.metricsHost,
  });
  const running = kind === 'cases' ? await startCases(config, health) : startRuns(config, health);
  log.info('ready');
  const end = () => {
    log.info('stopping');
    void running.stop().then(() => health.close());
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

/** What the engine's own lines may carry into the log: names and places, never a text. */
function bareMeta(meta: Readonly<Record<string, unknown>> = {}) {
  const { activityType, workflowId, attempt, error } = meta;
  return { activityType, workflowId, attempt, error: bareError(error) };
}

/** An error's message may hold data; its name, code and place in our code cannot. */
function bareError(error: unknown): object | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, stack } = error;
  const at = stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 6)
    .map((line) => line.trim().replace(/^at /, ''));
  const code = 'code' in error ? error.code : 'type' in error ? error.type : undefined;
  const constraint = 'constraint' in error ? error.constraint : undefined;
  return { name, code, constraint, at, cause: bareError(error.cause) };
}

await main();
