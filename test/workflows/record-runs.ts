/** Records the histories of runs, as those of cases are; run by `npm run histories` alone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSecrets, parseSecrets, type SecretsFile } from '../../src/crypto/secrets.ts';
import { office } from '../harness/office.ts';
import { runOffice } from '../harness/runs.ts';
import { RUN_PATHS } from './run-paths.ts';

const HISTORIES = fileURLToPath(new URL('../histories/', import.meta.url));

describe('recording', () => {
  const codec = JSON.parse(
    readFileSync(`${HISTORIES}codec-key.json`, 'utf8'),
  ) as SecretsFile['codec'];
  // The task queue of runs has a name of its own.
  const place = office({
    secrets: parseSecrets({ ...generateSecrets(), codec }),
    ownNamespace: true,
  });
  const runs = runOffice(place);
  let stopRuns: () => Promise<void>;
  beforeAll(async () => {
    stopRuns = await runs.startRuns();
  });
  afterAll(() => stopRuns());

  it.each(Object.entries(RUN_PATHS))('%s', async (name, path) => {
    const handle = place.temporal.client.workflow.getHandle(await path({ place, office: runs }));
    await place.temporal.clock.untilIdle(handle);
    const history = await handle.fetchHistory();
    expect(history.events?.length).toBeGreaterThan(3);
    writeFileSync(`${HISTORIES}${name}.json`, historyToJSON(history));
  });
});
