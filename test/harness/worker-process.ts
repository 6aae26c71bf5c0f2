/**
 * A case worker in a process of its own: to be killed right after it has written a certain event or done
 * a certain step, before the workflow hears of it; or to run another release, with a clock that is wrong.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { CaseActivities } from '../../activities/index.ts';
import { parseSecrets, type SecretsFile } from '../../src/crypto/secrets.ts';
import { overheard, startOfficeWorker } from './office-worker.ts';
import { putAhead } from './wrong-clock.ts';

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
  /**
   * Stands by until it is told to go, and at which of its steps, counted from 1, it may die: at the first of
   * them it says which that was, and is killed.
   */
  readonly standsBy?: true;
  /** By how many milliseconds its clock is ahead. */
  readonly clockAhead?: number;
}

const SETTINGS = 'ANJU_TEST_WORKER';

export interface OwnWorker {
  /** By what signal it ended; null: by itself. */
  readonly died: Promise<NodeJS.Signals | null>;
  /** What it said since it was ready. */
  readonly said: readonly unknown[];
  /** What stands by begins. */
  readonly go: (diesAt: readonly number[]) => void;
  /** Ends it at once, when nobody waits for its death any more: what lives on holds up the whole run. */
  readonly end: () => void;
  /** Kills it where it stands. */
  readonly kill: () => void;
}

export function startWorkerProcess(settings: WorkerProcessSettings): Promise<OwnWorker> {
  return forked(import.meta.url, settings);
}

/** @param url of the module that runs in it by `asProcess`; it says when it is ready */
export async function forked(
  url: string,
  settings: { readonly codePath: string },
): Promise<OwnWorker> {
  // What one process has read of the sources the next need not read anew.
  const compiled = { NODE_COMPILE_CACHE: join(dirname(settings.codePath), 'compiled') };
  const child = fork(fileURLToPath(url), {
    env: { ...process.env, ...compiled, [SETTINGS]: JSON.stringify(settings) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  await Promise.race([
    once(child, 'message'),
    exit.then(() => {
      throw new Error('the worker ended before it was ready');
    }),
  ]);
  const said: unknown[] = [];
  child.on('message', (message) => said.push(message));
  return {
    died: exit.then(([, signal]) => signal),
    said,
    go: (diesAt) => {
      child.send(diesAt);
    },
    end: () => {
      child.kill('SIGTERM');
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}

/** Runs with the settings when this module is the program of a process of its own. */
export async function asProcess(
  url: string,
  program: (settings: string) => Promise<void>,
): Promise<void> {
  const given = process.env[SETTINGS];
  if (given === undefined || url !== pathToFileURL(process.argv[1] ?? '').href) return;
  // Written now: whoever is killed writes nothing at its end.
  flushCompileCache();
  // Whoever began it is gone, by whatever end: nobody would end it any more.
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // Somebody who listens keeps the channel open, and with it a process that was asked to end.
  process.channel?.unref();
  await program(given);
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

/** What stands by, and dies at a step that it is told when it begins. */
function standingBy() {
  let n = 0;
  let diesAt: readonly number[] = [];
  return {
    between: (own: CaseActivities) =>
      overheard(own, async (step) => {
        n += 1;
        if (!diesAt.includes(n)) return;
        await new Promise((resolve) => process.send?.({ n, step }, resolve));
        process.kill(process.pid, 'SIGKILL');
      }),
    standsBy: async () => {
      process.channel?.ref();
      process.send?.('ready');
      [diesAt] = (await once(process, 'message')) as [readonly number[]];
      process.channel?.unref();
    },
  };
}

async function run(text: string): Promise<void> {
  const settings = JSON.parse(text) as WorkerProcessSettings; // written by startWorkerProcess
  // The engine's own clock is another machine's.
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
    ...(settings.standsBy ? standingBy() : { between: dying(settings.diesAfter) }),
  });
  process.send?.('ready');
}

await asProcess(import.meta.url, run);
