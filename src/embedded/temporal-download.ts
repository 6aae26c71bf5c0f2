/**
 * Downloads the pinned Temporal CLI by the SDK's own means, into the folder given as argument.
 *
 * A process of its own, because the SDK's download cannot be interrupted: whoever starts it
 * watches the folder grow and ends it when no byte comes.
 */
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { CLI_PINNED } from './temporal-resolver.ts';

const [downloadDir] = process.argv.slice(2);
if (downloadDir === undefined) throw new Error('The folder to download into is missing.');
try {
  const environment = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: {
        type: 'cached-download',
        version: `v${CLI_PINNED}`,
        downloadDir,
        ttl: '3650 days',
      },
    },
  });
  await environment.teardown();
} catch (error) {
  // One line for a person; the SDK's stack tells nothing more.
  console.error(error instanceof Error ? error.message.slice(0, 300) : String(error));
  process.exitCode = 1;
}
