/**
 * A worker process: `cases` runs interactive cases; `runs` does what happens beside them, such as
 * outgoing messages and the seal of the audit trail, and everything that works in bulk.
 */
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { pino, type Logger } from 'pino';
import { createCaseActivities } from '../activities/create.ts';
import { faultInterceptor, patientInterceptor } from '../activities/faults.ts';
import { runIncoming } from '../activities/incoming.ts';
import { createOffices } from '../activities/offices.ts';
import { createBankClient } from '../activities/outside/bank.ts';
import { createIdentityClient } from '../activities/outside/identity.ts';
import { createNationalClient } from '../activities/outside/national.ts';
import type { OutsideOptions } from '../activities/outside/http.ts';
import { createNoticesClient } from '../activities/outside/notices.ts';
import { runAsking } from '../activities/asking.ts';
import { runRelay } from '../activities/relay.ts';
import { openRetryBook } from '../activities/retries.ts';
import { createRunActivities } from '../activities/runs/index.ts';
import { keepSchedules, type Clock } from '../activities/runs/schedules.ts';
import manifest from '../package.json' with { type: 'json' };
import { createTemporalWatch } from './api/temporal-watch.ts';
import { CASE_TASK_QUEUE } from './cases/messages.ts';
import { RUN_TASK_QUEUE } from './cases/runs.ts';
import { parseWorkerConfig, type WorkerConfig } from './config.ts';
import { createPersonKeys } from './crypto/person-key.ts';
import { readSecrets } from './crypto/secrets.ts';
import { createPool } from './db/pool.ts';
import { demoClock } from './worker-demo.ts';
import { createWorkerHealth, type WorkerHealth } from './worker-health.ts';
import { createEngineReader } from './worker-engine.ts';
import { startKeeping } from './worker-keeping.ts';
import { startSealer } from './worker-seal.ts';
import { openLoopBook, startBeats, type Beats } from './worker-beat.ts';
import { buildOf, bundleWorkflows } from './temporal/bundle.ts';
import { connectClient, whenThere, type TemporalClient } from './temporal/connection.ts';
import { createWorker, type WorkerSettings } from './temporal/worker.ts';

interface Running {
  readonly stop: () => Promise<void>;
}

async function startCases(config: WorkerConfig, health: WorkerHealth): Promise<Running> {
  demoClock(config);
  const secrets = readSecrets(config.secretsFile);
  const pool = createPool(config.databaseUrl, { name: 'anju-cases', max: config.databasePool });
  const limits = { requestsPerSecond: config.outsidePerSecond };
  const telling = tellingBeats(health);
  const outside = { ...telling.outside, limits };
  const national = createNationalClient({ url: config.outside.national, ...outside });
  const identity = createIdentityClient({ url: config.outside.identity, ...outside });
  const activities = createCaseActivities({
    pool,
    secrets,
    personKeys: createPersonKeys(secrets.center),
    offices: createOffices(pool),
    national,
    identity,
    patience: config.patience,
  });
  const retries = openRetryBook();
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
    faults: retries.around(faultInterceptor),
    slots: config.databasePool,
  };
  const worker = await whenThere(() => createWorker(settings), health.fault);
  const done = worker.run();
  const beats = startBeats(pool, {
    kind: 'cases',
    build: buildOf(manifest.version, workflowBundle),
    outside: () => [national.health(), identity.health()],
    retries: retries.beats,
    onFault: health.fault,
  });
  telling.beats = beats;
  health.ready(() => worker.getState() === 'RUNNING');
  done.catch((error: unknown) => {
    health.fatal(error);
  });
  return {
    stop: async () => {
      worker.shutdown();
      await Promise.all([done.catch(() => undefined), beats.stop()]);
      await Promise.all([national.close(), identity.close(), connection.close(), pool.end()]);
    },
  };
}

/** Outside systems tell health and metrics of every attempt, and the next beat of every change. */
function tellingBeats(health: WorkerHealth) {
  const telling: { beats: Beats | null; outside: Pick<OutsideOptions, 'onHealth' | 'onAttempt'> } =
    {
      beats: null,
      outside: {
        onHealth: (state) => {
          health.outside(state);
          telling.beats?.soon();
        },
        onAttempt: health.attempt,
      },
    };
  return telling;
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

async function startRuns(config: WorkerConfig, health: WorkerHealth): Promise<Running> {
  const secrets = readSecrets(config.secretsFile);
  const pool = createPool(config.databaseUrl, { name: 'anju-runs', max: config.databasePool });
  const telling = tellingBeats(health);
  const { notices, bank } = outsideOfRuns(config, telling.outside);
  const identity = `runs@${String(process.pid)}`;
  const { codec } = secrets;
  const { client, close } = connectRuns(config, { codec, identity });
  const personKeys = createPersonKeys(secrets.center);
  const [outbox, seal] = [openLoopBook('outbox'), openLoopBook('seal')];
  const [arrivals, debits] = [openLoopBook('incoming'), openLoopBook('debits')];
  const offices = createOffices(pool);
  const shared = { pool, secrets, personKeys, bank, offices };
  const [incoming, asking] = [runIncoming(shared, arrivals), runAsking(shared, debits)];
  const relay = runRelay({
    ...{ pool, secrets, personKeys, offices, notices, bank, client, onFailure: health.relay },
    book: outbox,
  });
  const onFault = health.fault;
  const sealer = startSealer(pool, { secrets, heads: config.heads, seal, onFault });
  const keeping = startKeeping(pool, { onFault });
  const engine = createEngineReader({ pool, watch: createTemporalWatch(client) });
  const retries = openRetryBook();
  const workflowBundle = await bundleWorkflows();
  const connection = await whenThere(() => connectWorker(config), health.fault);
  const settings: WorkerSettings = {
    connection,
    namespace: config.temporal.namespace,
    taskQueue: RUN_TASK_QUEUE,
    ...{ codec, identity, workflowBundle },
    activities: createRunActivities({ ...shared, engine }),
    faults: retries.around(patientInterceptor),
    slots: RUNS_AT_ONCE,
  };
  const worker = await whenThere(() => createWorker(settings), health.fault);
  const done = worker.run();
  const schedules = keepClock(config, { client, pool, onFault: health.fault });
  const beats = startBeats(pool, {
    kind: 'runs',
    build: buildOf(manifest.version, workflowBundle),
    outside: () => [notices.health(), bank.health()],
    loops: [outbox, seal, arrivals, debits],
    retries: retries.beats,
    onFault: health.fault,
  });
  telling.beats = beats;
  health.ready(() => worker.getState() === 'RUNNING');
  done.catch((error: unknown) => {
    health.fatal(error);
  });
  return {
    stop: async () => {
      worker.shutdown();
      await Promise.all([done.catch(() => undefined), schedules]);
      await Promise.all([relay, sealer, keeping, incoming, asking, beats].map((one) => one.stop()));
      await Promise.all([notices.close(), bank.close(), close(), connection.close()]);
      await pool.end();
    },
  };
}

function outsideOfRuns(
  { outside: { notices, bank }, outsidePerSecond: requestsPerSecond }: WorkerConfig,
  telling: Pick<OutsideOptions, 'onHealth' | 'onAttempt'>,
) {
  const options = { ...telling, limits: { requestsPerSecond } };
  return {
    notices: createNoticesClient({ url: notices, ...options }),
    bank: createBankClient({ url: bank, ...options }),
  };
}

/** The runs' client; in a time demo what it starts begins at the demo's date. */
function connectRuns(
  config: WorkerConfig,
  given: Pick<WorkerSettings, 'codec' | 'identity'>,
): TemporalClient {
  return connectClient({ ...config.temporal, ...given, demo: demoClock(config) });
}

/** Runs share the machine with the counter: few at a time. */
const RUNS_AT_ONCE = 3;

/** Sets the Schedules of the runs; a cluster that is away is tried again, and the worker works. */
async function keepClock(
  { schedules }: WorkerConfig,
  {
    client,
    pool,
    onFault,
  }: Clock & {
    readonly onFault: (error: unknown) => void;
  },
): Promise<void> {
  if (!schedules) return;
  await whenThere(() => keepSchedules({ client, pool }), onFault).catch(onFault);
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
  const running =
    kind === 'cases' ? await startCases(config, health) : await startRuns(config, health);
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
