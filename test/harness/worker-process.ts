/**
 * A case worker in a process of its own: to be killed right after it has written a certain event, before
 * the workflow hears of it; or to run another release, with a clock that is wrong.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { CaseActivities } from '../../activities/index.ts';
import { parseSecrets, type SecretsFile } from '../../src/crypto/secrets.ts';
import { startOfficeWorker } from './office-worker.ts';

export interface WorkerProcessSettings {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly databaseUrl: string;
  readonly secrets: SecretsFile;
  readonly outside: string;
  readonly codePath: string;
  /** Kind of the event after which the process is killed; null: it lives. */
  readonly diesAfter: string | null;
  /** By how many milliseconds its clock is ahead. */
  readonly clockAhead?: number;
}

const SETTINGS = 'ANJU_TEST_WORKER';

export interface OwnWorker {
  /** It has none before it has written that event. */
  readonly died: Promise<NodeJS.Signals | null>;
  /** Ends it at once, when nobody waits for its death any more: what lives on holds up the whole run. */
  readonly end: () => void;
}

export async function startWorkerProcess(settings: WorkerProcessSettings): Promise<OwnWorker> {
  const child = fork(fileURLToPath(import.meta.url), {
    env: { ...process.env, [SETTINGS]: JSON.stringify(settings) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  await Promise.race([
    once(child, 'message'),
    exit.then(() => {
      throw new Error('the worker ended before it was ready');
    }),
  ]);
  return {
    died: exit.then(([, signal]) => signal),
    end: () => {
      child.kill('SIGTERM');
    },
  };
}

/** What the process takes for the time; the engine's own clock is another machine's. */
function putAhead(ms: number): void {
  const Right = Date;
  class Wrong extends Right {
    constructor(...given: readonly unknown[]) {
      super(...((given.length === 0 ? [Right.now() + ms] : given) as [number]));
    }
    static override now(): number {
      return Right.now() + ms;
    }
  }
  globalThis.Date = Wrong as DateConstructor;
}

function dying(kind: string | null) {
  return (own: CaseActivities): CaseActivities => ({
    ...own,
    commit: async (change) => {
      const committed = await own.commit(change);
      if (kind !== null && change.events.some((event) => event.kind === kind)) {
        process.kill(process.pid, 'SIGKILL');
      }
      return committed;
    },
  });
}

async function run(text: string): Promise<void> {
  const settings = JSON.parse(text) as WorkerProcessSettings; // written by startWorkerProcess
  putAhead(settings.clockAhead ?? 0);
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'OFF' } },
  });
  const connection = await NativeConnection.connect({ address: settings.address });
  await startOfficeWorker({
    connection,
    namespace: settings.namespace,
    taskQueue: settings.taskQueue,
    databaseUrl: settings.databaseUrl,
    secrets: parseSecrets(settings.secrets),
    outside: settings.outside,
    workflowBundle: { codePath: settings.codePath },
    between: dying(settings.diesAfter),
  });
  process.send?.('ready');
}

const given = process.env[SETTINGS];
if (given !== undefined && import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await run(given);
}
