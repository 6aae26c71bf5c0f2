/**
 * A half of a run worker in a process of its own: one that runs workflows alone, or one that does steps
 * alone and is killed after each of their commits, before the engine hears of it.
 */
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { patientInterceptor } from '../../activities/faults.ts';
import { createOffices } from '../../activities/offices.ts';
import { createBankClient } from '../../activities/outside/bank.ts';
import { createRunActivities, type RunActivities } from '../../activities/runs/index.ts';
import { RUN_TASK_QUEUE } from '../../src/cases/runs.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { parseSecrets, type SecretsFile } from '../../src/crypto/secrets.ts';
import { createPool } from '../../src/db/pool.ts';
import { createDataConverter } from '../../src/temporal/codec.ts';
import { asProcess, forked, type OwnWorker } from './worker-process.ts';

export interface RunWorkerSettings {
  readonly address: string;
  readonly namespace: string;
  readonly databaseUrl: string;
  readonly secrets: SecretsFile;
  readonly outside: string;
  readonly codePath: string;
  readonly half: 'tasks' | 'steps';
  /** What steps came to, as `came` says it, that are reported; at any other it dies and says so before. */
  readonly livesAt: readonly string[];
}

export function startRunWorkerProcess(settings: RunWorkerSettings): Promise<OwnWorker> {
  return forked(import.meta.url, settings);
}

function dying(own: RunActivities, livesAt: readonly string[]): RunActivities {
  return {
    ...own,
    stepRun: async (ask) => {
      const stood = await own.stepRun(ask);
      const came = `${stood.state} ${String(stood.waitSeconds)}`;
      if (!livesAt.includes(came)) {
        await new Promise((resolve) => process.send?.(came, resolve));
        process.kill(process.pid, 'SIGKILL');
      }
      return stood;
    },
  };
}

function stepsOf(settings: RunWorkerSettings): RunActivities {
  const secrets = parseSecrets(settings.secrets);
  const pool = createPool(settings.databaseUrl, { name: 'test-runs', max: 8 });
  const deps = {
    ...{ pool, secrets, personKeys: createPersonKeys(secrets.center) },
    offices: createOffices(pool),
    bank: createBankClient({ url: `${settings.outside}/bank` }),
  };
  return dying(createRunActivities(deps), settings.livesAt);
}

async function run(text: string): Promise<void> {
  const settings = JSON.parse(text) as RunWorkerSettings; // written by startRunWorkerProcess
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'OFF' } },
  });
  const { address, namespace, codePath, half } = settings;
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address }),
    ...{ namespace, taskQueue: RUN_TASK_QUEUE },
    dataConverter: createDataConverter(parseSecrets(settings.secrets).codec),
    ...(half === 'tasks'
      ? { workflowBundle: { codePath }, maxCachedWorkflows: 0 }
      : {
          activities: stepsOf(settings),
          interceptors: { activity: [() => ({ inbound: patientInterceptor })] },
        }),
  });
  process.send?.('ready');
  await worker.run();
}

await asProcess(import.meta.url, run);
