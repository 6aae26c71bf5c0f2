/** Lives led by workers that are killed one after the other: each right after it has written a certain event. */
import type { SecretsFile } from '../../src/crypto/secrets.ts';
import { workflowBundle } from './bundle.ts';
import type { Office } from './office.ts';
import { startWorkerProcess } from './worker-process.ts';

/**
 * Runs a story while one worker after the other dies at the next of these events, between its commit and
 * its answer; a sound one goes on at the end.
 *
 * @returns how many were killed
 */
export async function killedAtEach(
  place: Office,
  secrets: SecretsFile,
  { kinds, story }: { readonly kinds: readonly string[]; readonly story: () => Promise<unknown> },
): Promise<number> {
  const bundle = await workflowBundle();
  const doomed = (diesAfter: string) =>
    startWorkerProcess({
      address: place.temporal.address,
      namespace: place.temporal.namespace,
      taskQueue: place.temporal.taskQueue,
      databaseUrl: place.db.urls.app,
      secrets,
      outside: place.outside(),
      ...bundle,
      diesAfter,
    });
  await place.stopWorker();
  let killed = 0;
  const told = story().then(
    () => null,
    (error: unknown) => ({ error }),
  );
  for (const kind of kinds) {
    const { died, end } = await doomed(kind);
    const first = await Promise.race([died, told]);
    if (first !== 'SIGKILL') {
      // The story is over, one way or the other: nobody will kill the one that lives now.
      end();
      await died;
      break;
    }
    killed += 1;
  }
  await place.startWorker();
  const failed = await told;
  if (failed) throw failed.error;
  return killed;
}
